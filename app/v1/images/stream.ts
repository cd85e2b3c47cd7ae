import { toAppError } from "@/lib/errors";
import { getGeneration } from "@/lib/generations/service/read";
import { watchGeneration } from "@/lib/generations/service/wait";
import type { Answer } from "@/lib/http/answer";
import { openAiErrorBody } from "@/lib/http/openai-error";
import type { Format } from "@/lib/imaging/header";
import { limits } from "@/lib/limits";
import { log } from "@/lib/log";
import type { UserViewer } from "@/lib/viewer";
import { encoded, requirePictures, stillMaking } from "./answer";

export interface Streamed {
  /** What the events' names begin with. */
  name: "image_generation" | "image_edit";
  uuid: string;
  /** The place in the events from which previews are looked for. */
  after: number;
  /** How many previews are wanted. */
  partials: number;
  format: Format | undefined;
}

/**
 * Answers a generation as it comes, as OpenAI's API streams it (server-sent events): `….partial_image` for previews,
 * `….completed` for each picture, `error` for what became none. A comment every 15 s keeps proxies from ending it.
 */
export function answerStream(user: UserViewer, streamed: Streamed, signal: AbortSignal): Answer {
  const left = new AbortController();
  const events = tell(
    user,
    streamed,
    AbortSignal.any([signal, left.signal, AbortSignal.timeout(limits.clientWaitMaxMs)]),
  );
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await events.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: () => left.abort(),
  });
  const headers = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "private, no-cache, no-transform",
    "X-Accel-Buffering": "no",
  };
  return { status: 200, body, headers };
}

async function* tell(user: UserViewer, streamed: Streamed, signal: AbortSignal): AsyncGenerator<string> {
  try {
    yield* tellPreviews(user, streamed, signal);
    yield* tellPictures(user, streamed);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.status >= 500 && error.code !== "generation_failed") log.error({ err: thrown }, "a stream failed");
    yield event("error", { type: "error", ...openAiErrorBody(error) });
  }
}

async function* tellPreviews(
  user: UserViewer,
  { name, uuid, after, partials }: Streamed,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let told = 0;
  let wroteAt = Date.now();
  // What proxies wait for is the first byte.
  yield ": begun\n\n";
  for await (const news of watchGeneration(user, uuid, after, signal)) {
    const base64 = /^data:image\/webp;base64,(.+)$/s.exec(news?.preview ?? "")?.[1];
    // Spread over the whole way, not all of them at its beginning.
    if (news && base64 && told < partials && news.progress >= (told * 100) / partials) {
      const partial = { b64_json: base64, partial_image_index: told, output_format: "webp", size: "auto" };
      yield event(`${name}.partial_image`, { ...partial, ...aboutPicture() });
      told += 1;
    } else if (Date.now() - wroteAt > limits.streamHeartbeatMs) yield ": beat\n\n";
    else continue;
    wroteAt = Date.now();
  }
}

async function* tellPictures(user: UserViewer, { name, uuid, format: wanted }: Streamed): AsyncGenerator<string> {
  const generation = await getGeneration(user, uuid);
  if (generation.status === "queued" || generation.status === "running") throw stillMaking();
  for (const image of requirePictures(generation)) {
    const { b64_json, format } = await encoded(user, image, wanted);
    const picture = { b64_json, output_format: format, size: `${image.width}x${image.height}` };
    yield event(`${name}.completed`, { ...picture, ...aboutPicture(), usage: noTokens });
  }
}

/** Nothing here is counted in tokens; clients expect the field. */
const noTokens = {
  input_tokens: 0,
  input_tokens_details: { image_tokens: 0, text_tokens: 0 },
  output_tokens: 0,
  total_tokens: 0,
};

function aboutPicture() {
  return { background: "opaque", quality: "auto", created_at: Math.floor(Date.now() / 1000) };
}

function event(name: string, body: object): string {
  return `event: ${name}\ndata: ${JSON.stringify({ type: name, ...body })}\n\n`;
}
