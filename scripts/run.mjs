import { spawn } from "node:child_process";
import { guardAgainstOrphan } from "./guard.mjs";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
const ownGroup = process.platform !== "win32";

/**
 * Runs a program to its end and collects what it says. It ends when we do, with everything it started; one that must
 * not be cut short (`whole`) is left to come to its end by itself.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions & { onOutput?: (text: string) => void, whole?: boolean }} [options]
 * @returns {Promise<{ status: number, output: string }>} status 127 when the program is missing, 128 when it was killed
 */
export function run(program, args, { onOutput, whole = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], detached: ownGroup, ...options });
    const guard = child.pid === undefined || whole ? null : guardAgainstOrphan(child.pid, { group: ownGroup });
    let output = "";
    const collect = (chunk) => {
      output += chunk;
      onOutput?.(chunk);
    };
    child.stdout?.setEncoding("utf8").on("data", collect);
    child.stderr?.setEncoding("utf8").on("data", collect);
    if (!whole) running.add(child);
    const done = (settle) => {
      running.delete(child);
      guard?.dismiss();
      settle();
    };
    child.once("error", (error) =>
      done(() => (error.code === "ENOENT" ? resolve({ status: 127, output: `${program}: not found` }) : reject(error))),
    );
    child.once("close", (status) => done(() => resolve({ status: status ?? 128, output })));
  });
}

/** Tells whatever `run` still has running to end, and waits until it has. */
export async function endRunning() {
  const children = [...running];
  for (const child of children) signal(child, "SIGTERM");
  const ended = await until(() => !children.some((child) => running.has(child)), 2000);
  if (!ended) for (const child of children) signal(child, "SIGKILL");
}

function signal(child, name) {
  if (child.pid === undefined) return;
  try {
    process.kill(ownGroup ? -child.pid : child.pid, name);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
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
