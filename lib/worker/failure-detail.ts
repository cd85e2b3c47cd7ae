import { AppError } from "@/lib/errors";

/**
 * What went wrong with a job, for administrators. Of a failed query only the database's code: its text holds the values
 * that were written, which are other people's.
 */
export function failureDetail(error: unknown): string {
  if (!(error instanceof Error)) return "Something was thrown that is no error.";
  if (error instanceof AppError) return error.message === error.code ? error.code : `${error.code}: ${error.message}`;
  const code = codeOf(error);
  if ("query" in error || "sql" in error) return `The database answered ${code ?? "an error"}.`;
  return code && !error.message.includes(code) ? `${error.message} (${code})` : error.message || error.name;
}

function codeOf(error: Error): string | null {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
  }
  return null;
}
