import { AppError } from "@/lib/errors";
import type { StorageHealth } from "./define";

type Reason = Extract<StorageHealth, { ok: false }>["reason"];

/** The storage folder is not the one that was in use: a disk that is not mounted, or a folder moved away. */
export class StorageMissing extends Error {}

const words: Record<Reason, string> = {
  full: "There is no room left for pictures on this server.",
  missing: "The pictures cannot be reached right now. Please try again in a moment.",
  failing: "Pictures cannot be stored or read right now. Please try again in a moment.",
};

const fullCodes = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** Any failure of the file system as the one people and callers understand; never names a path. */
export function unavailable(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const reason = reasonOf(error);
  const code = codeOf(error);
  return new AppError("unavailable", {
    words: words[reason],
    detail: `The storage is ${reason}${code ? ` (${code})` : ""}`,
    cause: error,
  });
}

/** Why the storage cannot serve, from an error or its cause. */
export function reasonOf(error: unknown): Reason {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof StorageMissing) return "missing";
    if (fullCodes.has(codeOf(cause) ?? "")) return "full";
  }
  return "failing";
}

/** The system's name for an error, like `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
