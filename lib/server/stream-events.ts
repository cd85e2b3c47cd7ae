import type { EventRow } from "@/db/queries/events";
import { type ActiveGeneration, listActiveGenerations } from "@/db/queries/live";
import { type GenerationEvent, generationEventSchema } from "@/lib/generations/schema";
import { limits } from "@/lib/limits";
import type { Viewer } from "@/lib/viewer";

export const topics = ["gallery", "queue"] as const;
export type Topic = (typeof topics)[number];

export interface StreamEvent {
  event: "snapshot" | "generation" | "notification" | "gallery" | "queue";
  body: unknown;
}

/** Reads `?topics=gallery,queue`; unknown ones are ignored, and `queue` is for administrators. */
export function readTopics(query: URLSearchParams, viewer: Viewer): Set<Topic> {
  const asked = new Set(query.getAll("topics").flatMap((list) => list.split(",")));
  const isAdmin = viewer.kind === "user" && viewer.role === "admin";
  return new Set(topics.filter((topic) => asked.has(topic) && (topic !== "queue" || isAdmin)));
}

/**
 * What a viewer's stream tells of an event, or null when it is not theirs to hear. What concerns everyone is told
 * without any content: a picture that was public when the event was written may be private when it is read.
 */
export function toStreamEvent(row: EventRow, viewer: Viewer, subscribed: ReadonlySet<Topic>): StreamEvent | null {
  const [subject] = row.name.split(".");
  if (subject === "gallery") return subscribed.has("gallery") ? { event: "gallery", body: {} } : null;
  if (subject === "generation" && isFor(row, viewer)) {
    const body = readGeneration(row);
    return body && { event: "generation", body };
  }
  if (subscribed.has("queue") && tellsOfQueue(row.name)) return { event: "queue", body: {} };
  if (subject === "notification" && isFor(row, viewer)) return { event: "notification", body: row.payload };
  return null;
}

/** The generation an event tells of; null when it tells of something else. */
export function readGeneration(row: EventRow): GenerationEvent | null {
  if (!row.name.startsWith("generation.")) return null;
  const parsed = generationEventSchema.safeParse(row.payload);
  return parsed.success ? parsed.data : null;
}

/** How things stand for a viewer: their generations that are not done, as an event would tell them. */
export async function standing(viewer: Viewer): Promise<GenerationEvent[]> {
  if (viewer.kind === "nobody") return [];
  const active = await listActiveGenerations(viewer, limits.generationsShown);
  return active.map(({ uuid, status, progress }: ActiveGeneration) => ({
    generation_id: uuid,
    prompt_id: uuid,
    status,
    progress,
  }));
}

/** Whether an event names this viewer as the one it is for. */
export function isFor(row: EventRow, viewer: Viewer): boolean {
  if (viewer.kind === "user") return row.userId === viewer.id;
  return viewer.kind === "guest" && row.guestId === viewer.id;
}

/** Queues change when work comes, begins or ends; its progress is no news there. */
function tellsOfQueue(name: string): boolean {
  return name.startsWith("queue.") || (name.startsWith("generation.") && name !== "generation.progress");
}
