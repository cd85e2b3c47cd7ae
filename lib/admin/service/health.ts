import { measureQueue } from "@/db/queries/jobs";
import { clock } from "@/lib/clock";
import { log } from "@/lib/log";
import { storage } from "@/lib/storage";

export interface HealthDto {
  status: "ok" | "down";
  database: "ok" | "down";
  queue: { waiting: number; oldest_seconds: number };
  storage: "ok" | "down";
}

/** Whether the parts this process stands on answer, and how deep the line is. */
export async function checkHealth(): Promise<HealthDto> {
  const [queue, files] = await Promise.all([queueOrNull(), storage().check()]);
  const ageMs = queue?.oldest ? clock.now().getTime() - queue.oldest.getTime() : 0;
  return {
    status: queue && files.ok ? "ok" : "down",
    database: queue ? "ok" : "down",
    queue: { waiting: queue?.waiting ?? 0, oldest_seconds: Math.max(0, Math.floor(ageMs / 1000)) },
    storage: files.ok ? "ok" : "down",
  };
}

async function queueOrNull() {
  try {
    return await measureQueue();
  } catch (error) {
    log.error({ err: error }, "the database does not answer");
    return null;
  }
}
