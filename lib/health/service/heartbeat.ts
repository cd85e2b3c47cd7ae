import { hostname } from "node:os";
import { deleteProcessesBefore, keepProcess, removeProcess } from "@/db/queries/processes";
import { dayMs, fromNow, secondMs } from "@/lib/clock";
import { newUuid } from "@/lib/ids";
import { log } from "@/lib/log";

const beatMs = 10 * secondMs;

/**
 * Shows others that this process lives, until the answer is called.
 *
 * @param address where a server listens, as its own machine reaches it
 */
export function beginHeartbeat(kind: "server" | "worker", address: string | null): () => Promise<void> {
  const self = { uuid: newUuid(), kind, host: hostname().slice(0, 255), address };
  let beating: Promise<void> = Promise.resolve();
  const beat = () => {
    beating = keepProcess(self)
      .then(() => deleteProcessesBefore(fromNow(-dayMs), 100))
      .then(() => undefined)
      .catch((error: unknown) => log.warn({ err: error }, "a heartbeat was missed"));
  };
  beat();
  const timer = setInterval(beat, beatMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await beating;
    await removeProcess(self.uuid).catch((error: unknown) => log.debug({ err: error }, "its end was not noted"));
  };
}

/** Where a server that listens on `host` is reached on its own machine. */
export function ownAddress(host: string, port: number): string {
  const reached = { "0.0.0.0": "127.0.0.1", "::": "[::1]" }[host] ?? (host.includes(":") ? `[${host}]` : host);
  return `http://${reached}:${port}`;
}
