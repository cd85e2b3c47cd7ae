import { spawn } from "node:child_process";

/**
 * Runs a program to its end and collects what it says.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<{ status: number, output: string }>} status 127 when the program is missing; a killed one has 128
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
    let output = "";
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout?.setEncoding("utf8").on("data", collect);
    child.stderr?.setEncoding("utf8").on("data", collect);
    running.add(child);
    child.once("error", (error) => {
      running.delete(child);
      if (error.code === "ENOENT") resolve({ status: 127, output: `${program}: not found` });
      else reject(error);
    });
    child.once("close", (status) => {
      running.delete(child);
      resolve({ status: status ?? 128, output });
    });
  });
}

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/** Ends whatever `run` still has running; used when the run as a whole is told to end. */
export function endRunning() {
  for (const child of running) child.kill("SIGTERM");
}

/** Whether a process with this id exists (one of another user counts). */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Waits until `probe` answers something true, asking every `everyMs`; false when the time is over. */
export async function until(probe, timeoutMs, everyMs = 40) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    if (await probe()) return true;
    if (Date.now() >= deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
