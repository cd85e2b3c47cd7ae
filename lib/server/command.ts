import { closeDatabase } from "@/db/client";
import { AppError } from "@/lib/errors";
import { databaseTrouble } from "./database-trouble";

/** A line of its own. */
export function tell(words: string): void {
  process.stdout.write(`${words}\n`);
}

/**
 * Runs a command of whoever sits at the machine: what goes wrong is told in words, Ctrl-C ends it in order.
 *
 * @param work does what it is told and answers the exit code; null when that is not understood
 */
export async function runCommand(
  usage: string,
  work: (words: string[], signal: AbortSignal) => Promise<number | null>,
): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopping.abort());
  try {
    const code = await work(process.argv.slice(2), stopping.signal);
    if (code === null) process.stdout.write(usage);
    process.exitCode = code ?? 2;
  } catch (error) {
    process.stderr.write(`${stopping.signal.aborted ? "Broken off." : inWords(error)}\n`);
    process.exitCode = 1;
  } finally {
    await closeDatabase();
  }
}

function inWords(error: unknown): string {
  if (error instanceof AppError) return error.options.words ?? error.options.detail ?? error.words;
  return databaseTrouble(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
}
