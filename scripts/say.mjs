/** Something that people can mend: its message is all they need to read, no stack. */
export class Trouble extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = "Trouble";
  }
}

/** A line of its own. */
export function say(text = "") {
  process.stdout.write(`${text}\n`);
}

/** `0.8 s`, `2 min 5 s`. */
export function duration(ms) {
  const seconds = ms / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * Runs one step and prints one line for it: its name, the outcome that `work` tells in words, its time.
 *
 * @template T
 * @param {string} name
 * @param {(outcome: (words: string) => void) => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const started = Date.now();
  let words = "";
  const line = (mark) =>
    say(`${mark} ${name.padEnd(15)}${words.padEnd(40)}${duration(Date.now() - started).padStart(11)}`);
  try {
    const result = await work((outcome) => {
      words = outcome;
    });
    line("✓");
    return result;
  } catch (error) {
    words ||= "failed";
    line("✗");
    throw error;
  }
}

const reasons = {
  ENOSPC: "The disk is full. Make room and start again.",
  EDQUOT: "The disk quota is used up. Make room and start again.",
  EROFS: "The folder is on a read-only disk.",
  EMFILE: "Too many files are open. Raise the limit with `ulimit -n 4096` and start again.",
  ENOMEM: "There is not enough memory.",
};

/** What went wrong, in words where they are known; the whole error where it is a bug. */
export function inWords(error) {
  if (error instanceof Trouble) return error.message;
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const known = reasons[cause.code];
    if (known) return cause.path ? `${known} (${cause.path})` : known;
    if (cause.code === "EACCES" || cause.code === "EPERM") {
      return `No permission to use ${cause.path ?? "a file"} (${cause.code}). Start as the user who owns it.`;
    }
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Whether text that a program left behind says that the disk is full. */
export function tellsFullDisk(text) {
  return /no space left on device|\bENOSPC\b|errno:? 28\b|disk (is )?full|disk quota exceeded/i.test(text);
}

/** Prints what went wrong to stderr. */
export function complain(error) {
  process.stderr.write(`\n${inWords(error)}\n`);
}
