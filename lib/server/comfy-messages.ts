import { findOutcome } from "@/db/queries/live";
import { clock } from "@/lib/clock";
import { errorCodes } from "@/lib/errors";
import type { GenerationEvent } from "@/lib/generations/schema";
import type { Maker } from "@/lib/viewer";

/** A text message of ComfyUI's WebSocket. */
export interface ComfyMessage {
  type: string;
  data: Record<string, unknown>;
}

/** Every generation is told as a graph of two nodes: one that makes, one that gives out. */
const making = "1";
const giving = "2";
const nodeType = "Atelier";

/**
 * What ComfyUI would say of a change in a generation.
 *
 * @param started generations this connection has heard begin; grows and shrinks here
 * @param countRemaining how many of the maker's generations are not done
 */
export async function comfyMessages(
  maker: Maker,
  event: GenerationEvent,
  started: Set<string>,
  countRemaining: () => Promise<number>,
): Promise<ComfyMessage[]> {
  const id = event.prompt_id;
  if (event.status === "queued") return [statusMessage(await countRemaining())];
  const begin = started.has(id) ? [] : [...beginMessages(id), statusMessage(await countRemaining())];
  if (event.status === "running") {
    started.add(id);
    return [...begin, progressMessage(event)];
  }
  started.delete(id);
  const end = [statusMessage(await countRemaining()), executingMessage(id, null)];
  if (event.status === "cancelled") return [...begin, interrupted(id), ...end];
  const outcome = await findOutcome(maker, id);
  if (event.status === "failed") return [...begin, failed(id, outcome.errorMessage), ...end];
  return [...begin, executed(id, outcome.images), message("execution_success", id, { timestamp: now() }), ...end];
}

/** Where a connection that just opened stands with a generation that is already running. */
export function resumeMessages(event: GenerationEvent): ComfyMessage[] {
  return [executingMessage(event.prompt_id, making), progressMessage(event)];
}

/** @param sid only in the first message of a connection */
export function statusMessage(remaining: number, sid?: string): ComfyMessage {
  const status = { exec_info: { queue_remaining: remaining } };
  return { type: "status", data: sid === undefined ? { status } : { status, sid } };
}

function beginMessages(id: string): ComfyMessage[] {
  return [
    message("execution_start", id, { timestamp: now() }),
    message("execution_cached", id, { nodes: [], timestamp: now() }),
    executingMessage(id, making),
  ];
}

function progressMessage({ prompt_id, progress }: GenerationEvent): ComfyMessage {
  return { type: "progress", data: { value: progress, max: 100, prompt_id, node: making } };
}

function executingMessage(id: string, node: string | null): ComfyMessage {
  return { type: "executing", data: { node, ...(node === null ? {} : { display_node: node }), prompt_id: id } };
}

function executed(id: string, images: { uuid: string; mime: string }[]): ComfyMessage {
  const files = images.map(({ uuid, mime }) => ({
    filename: `${uuid}.${mime === "image/jpeg" ? "jpg" : mime.replace("image/", "")}`,
    subfolder: "",
    type: "output",
  }));
  return message("executed", id, { node: giving, display_node: giving, output: { images: files } });
}

function failed(id: string, words: string | null): ComfyMessage {
  return message("execution_error", id, {
    node_id: making,
    node_type: nodeType,
    executed: [],
    exception_message: words ?? errorCodes.generation_failed.words,
    exception_type: "GenerationFailed",
    traceback: [],
    current_inputs: {},
    current_outputs: [],
    timestamp: now(),
  });
}

function interrupted(id: string): ComfyMessage {
  return message("execution_interrupted", id, {
    node_id: making,
    node_type: nodeType,
    executed: [],
    timestamp: now(),
  });
}

function message(type: string, id: string, more: Record<string, unknown>): ComfyMessage {
  return { type, data: { prompt_id: id, ...more } };
}

function now(): number {
  return clock.now().getTime();
}
