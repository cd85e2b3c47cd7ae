import { rmSync } from "node:fs";
import net from "node:net";
import { socketPath } from "./database-place.mjs";
import { until } from "./run.mjs";

/**
 * A lock that ends with its holder, however that ends: a socket that the holder listens on. Whoever finds it taken
 * learns what the holder says of itself.
 *
 * @param {string} file path of the socket; a long one is replaced by a short one elsewhere
 * @param {Record<string, unknown>} about what to tell those who find it taken; may change while it is held
 * @returns {Promise<{ release: () => void } | { holder: Record<string, unknown> }>}
 */
export async function takeLock(file, about) {
  const address = socketPath(file);
  for (;;) {
    const server = await listen(address, about);
    if (server) {
      server.unref();
      return { release: () => server.close() };
    }
    const holder = await ask(address);
    if (holder) return { holder };
    // Left by a killed process: nobody listens.
    rmSync(address, { force: true });
  }
}

/** As `takeLock`, but waits for its turn. */
export async function waitForLock(file, about, timeoutMs) {
  let lock = await takeLock(file, about);
  const mine = async () => {
    if (!("release" in lock)) lock = await takeLock(file, about);
    return "release" in lock;
  };
  await until(mine, timeoutMs, 250);
  return lock;
}

function listen(address, about) {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => {
      socket.on("error", () => socket.destroy());
      socket.end(JSON.stringify(about));
    });
    server.once("error", (error) => (error.code === "EADDRINUSE" ? resolve(null) : reject(error)));
    server.listen(address, () => resolve(server));
  });
}

function ask(address) {
  return new Promise((resolve) => {
    let text = "";
    const socket = net.connect(address);
    socket.setEncoding("utf8").setTimeout(5000, () => socket.destroy());
    socket.on("data", (chunk) => {
      text += chunk;
    });
    let refused = false;
    socket.on("error", () => {
      refused = true;
    });
    socket.on("close", () => {
      if (refused && text === "") resolve(null);
      else resolve(text ? JSON.parse(text) : {});
    });
  });
}
