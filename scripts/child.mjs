import { spawn } from "node:child_process";
import { duration, say, Trouble } from "./say.mjs";
import { root } from "./settings.mjs";

const firstDelayMs = 500;
const delayMaxMs = 30_000;
/** After so long a life, a death counts as the first again. */
const steadyMs = 60_000;

/**
 * Keeps one of our programs running. It tells by message when it serves. When it ends unasked after that, it is
 * started again, later each time; after more than `deathsMax` deaths in a row it is given up.
 *
 * @param {object} options
 * @param {string} options.name what people call it
 * @param {string[]} options.command arguments of node
 * @param {Record<string, string | undefined>} options.environment
 * @param {number} [options.deathsMax]
 * @param {() => void} [options.onGivenUp]
 * @returns {{ ready: Promise<{ address: string, port: number }>, restart: () => void, stop: (graceMs: number) => Promise<void> }}
 */
export function keepRunning({ name, command, environment, deathsMax = Number.POSITIVE_INFINITY, onGivenUp }) {
  let current = launch();
  let stopping = false;
  let renewing = false;
  let deaths = 0;
  let timer;
  const ready = new Promise((resolve, reject) => {
    let words;
    current.child.on("message", (message) => {
      if (message?.ready) resolve(message);
      if (message?.failed) words = message.failed;
    });
    current.ended.then((how) => reject(new Trouble(words ?? `The ${name} ${how} before it was ready.`)));
  });
  ready.then(
    () => current.ended.then(again),
    () => undefined,
  );

  function launch() {
    // A group of its own, so that Ctrl-C reaches us alone; the channel tells it when we are gone.
    const options = { cwd: root, env: environment, stdio: ["ignore", "inherit", "inherit", "ipc"], detached: true };
    const child = spawn(process.execPath, command, options);
    const ended = new Promise((resolve) => {
      child.once("error", (error) => resolve(`could not be started (${error.code})`));
      child.once("exit", (status, signal) =>
        resolve(signal ? `was ended by ${signal}` : `ended with status ${status}`),
      );
    });
    return { child, ended, born: Date.now() };
  }

  function again(how) {
    if (stopping) return;
    if (renewing) return relaunch();
    deaths = Date.now() - current.born > steadyMs ? 1 : deaths + 1;
    if (deaths > deathsMax) {
      say(`The ${name} ${how}, ${deaths} times in a row.`);
      return onGivenUp?.();
    }
    const delay = Math.min(firstDelayMs * 2 ** (deaths - 1), delayMaxMs);
    say(`The ${name} ${how}. It starts again in ${duration(delay)}.`);
    timer = setTimeout(relaunch, delay);
  }

  function relaunch() {
    renewing = false;
    current = launch();
    current.ended.then(again);
  }

  return {
    ready,
    /** Ends it and starts it anew at once; for new code in development. */
    restart() {
      renewing = true;
      current.child.kill("SIGTERM");
    },
    async stop(graceMs) {
      stopping = true;
      clearTimeout(timer);
      const { child, ended } = current;
      if (child.pid === undefined) return;
      child.kill("SIGTERM");
      const force = setTimeout(() => child.kill("SIGKILL"), graceMs);
      await ended;
      clearTimeout(force);
    },
  };
}
