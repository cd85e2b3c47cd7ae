import { spawn } from "node:child_process";

/**
 * Watches over a process for us: a shell that waits until we are gone (its input closes, however we end) and then ends
 * the process, or its whole group. It does nothing once dismissed.
 *
 * @param {number} pid
 * @param {{ group?: boolean }} [options]
 */
export function guardAgainstOrphan(pid, { group = false } = {}) {
  if (process.platform === "win32") return { dismiss: () => undefined };
  const target = group ? `-${pid}` : String(pid);
  const script = 'read -r word; [ "$word" = dismissed ] || kill -TERM "$0"';
  const guard = spawn("/bin/sh", ["-c", script, target], {
    stdio: ["pipe", "ignore", "ignore"],
    // A group of its own: Ctrl-C in the terminal is for us, who end things in order.
    detached: true,
    cwd: "/",
  });
  // Without a guard everything still works; only a killed start would leave its processes to the next one.
  guard.once("error", () => undefined);
  guard.stdin.on("error", () => undefined);
  guard.unref();
  guard.stdin.unref();
  return { dismiss: () => guard.stdin.end("dismissed\n") };
}
