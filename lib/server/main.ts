import { EventEmitter } from "node:events";
import { Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import next from "next";
import { closeDatabase } from "@/db/client";
import { findSetting } from "@/db/queries/settings";
import { env } from "@/lib/env";
import { beginHeartbeat, ownAddress } from "@/lib/health/service/heartbeat";
import { limits } from "@/lib/limits";
import { log } from "@/lib/log";
import { readTrust } from "./address";
import { doors } from "./doors";
import { closeServer, createHttpServer } from "./http-server";
import { createListener } from "./listener";
import { createLive } from "./live";
import { createMedia } from "./media";

/** The server process: one socket, the framework for pages and `/api`, our own hands for bytes and events. */
async function main(): Promise<void> {
  const { NODE_ENV, HOST, PORT, PUBLIC_URL, TRUSTED_PROXIES } = env();
  const isDevelopment = NODE_ENV === "development";
  const trust = readTrust(TRUSTED_PROXIES);
  // The framework would hang itself on our server's upgrades, and end those it does not know; it gets a stand-in,
  // which hears only what is its own.
  const pageUpgrades = new Server();
  const pages = next({
    dev: isDevelopment,
    dir: path.resolve("."),
    hostname: HOST,
    port: PORT,
    httpServer: pageUpgrades,
  });
  const live = createLive(doors);
  let prepare: () => void = () => undefined;
  const prepared = new Promise<void>((resolve) => {
    prepare = resolve;
  }).then(() => pages.prepare());
  const listener = createListener({
    trust,
    isHttps: PUBLIC_URL.startsWith("https:"),
    isDevelopment,
    pages: async (req, res) => {
      await prepared;
      return pages.getRequestHandler()(req, res);
    },
    media: createMedia(doors),
    events: live.events,
    sockets: live.sockets,
    corsOrigins: () => findSetting("cors_origins"),
    pageSockets: isDevelopment ? (...upgrade) => pageUpgrades.emit("upgrade", ...upgrade) : null,
  });
  let endHeartbeat: () => Promise<void> = async () => undefined;
  const server = createHttpServer(listener.request);
  server.on("upgrade", listener.upgrade);
  endWith(async () => {
    listener.drain();
    const closed = closeServer(server);
    live.close();
    await closed;
    await pages.close();
    await endHeartbeat();
    await closeDatabase();
  });
  // The port comes first: when another program has it, that is told at once.
  const bound = await listen(server, HOST, PORT);
  prepare();
  await prepared;
  endHeartbeat = beginHeartbeat("server", ownAddress(HOST, bound.port));
  process.send?.({ ready: true, address: PUBLIC_URL, port: bound.port });
  log.info({ host: HOST, port: bound.port, address: PUBLIC_URL }, "server ready");
}

function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const bound = server.address();
      if (bound === null || typeof bound === "string") reject(new Error("The server has no port."));
      else resolve(bound);
    });
  });
}

/** Ends the process once, cleanly, when it is told to; at the latest after `limits.shutdownMs`. */
function endWith(close: () => Promise<void>): void {
  const told = new EventEmitter();
  told.once("end", async (why: string) => {
    log.info({ why }, "server ends");
    setTimeout(() => process.exit(0), limits.shutdownMs).unref();
    try {
      await close();
    } catch (error) {
      log.error({ err: error }, "server did not end cleanly");
    }
    process.exit(0);
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => told.emit("end", signal));
  process.once("disconnect", () => told.emit("end", "parent is gone"));
}

/** Says in one line why the server cannot start. */
function fail(error: unknown): void {
  const { HOST, PORT } = env();
  const inUse = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  const words = inUse
    ? `Port ${PORT} on ${HOST} is in use by another program. Set PORT to a free one.`
    : `The server could not start: ${error instanceof Error ? error.message : String(error)}`;
  if (!inUse) log.error({ err: error }, "server could not start");
  if (process.send) process.send({ failed: words }, () => process.exit(1));
  else {
    process.stderr.write(`${words}\n`);
    process.exit(1);
  }
}

process.on("uncaughtException", (error) => log.error({ err: error }, "uncaught"));
process.on("unhandledRejection", (reason) => log.error({ err: reason }, "unhandled rejection"));
main().catch(fail);
