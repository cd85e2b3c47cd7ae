/** Why a database cannot be used, in words for whoever set it up; null when the failure is not one of these. */
export function databaseTrouble(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
    const words = wordsOf(code);
    if (words) return `${words} The server says: ${cause.message}`;
  }
  return null;
}

function wordsOf(code: string): string | null {
  switch (code) {
    case "ER_ACCESS_DENIED_ERROR":
    case "ER_ACCESS_DENIED_NO_PASSWORD_ERROR":
      return "The database refuses the user or password in DATABASE_URL.";
    case "ER_DBACCESS_DENIED_ERROR":
    case "ER_TABLEACCESS_DENIED_ERROR":
    case "ER_SPECIFIC_ACCESS_DENIED_ERROR":
      return "The database user in DATABASE_URL lacks rights: it must be allowed to create and change its database.";
    case "ECONNREFUSED":
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "ETIMEDOUT":
    case "ECONNRESET":
      return "The database server in DATABASE_URL cannot be reached.";
    case "ER_DISK_FULL":
    case "ER_RECORD_FILE_FULL":
    case "ER_ERROR_ON_WRITE":
    case "ENOSPC":
      return "The disk is full.";
    case "ER_CON_COUNT_ERROR":
      return "The database has no connection left.";
    case "HANDSHAKE_NO_SSL_SUPPORT":
    case "ER_SECURE_TRANSPORT_REQUIRED":
      return "The database and DATABASE_URL disagree about encryption.";
    default:
      return null;
  }
}
