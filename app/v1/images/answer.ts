import { z } from "zod";
import { findPublicUrl } from "@/db/queries/settings";
import { AppError } from "@/lib/errors";
import type { GenerationDto } from "@/lib/generations/schema";
import { waitForGeneration } from "@/lib/generations/service/wait";
import { type Answer, plain } from "@/lib/http/answer";
import { type ImageDto, mediaUrl } from "@/lib/images/schema";
import { imageFormat, readImage } from "@/lib/images/service/bytes";
import type { Format } from "@/lib/imaging/header";
import { limits } from "@/lib/limits";
import type { UserViewer } from "@/lib/viewer";

/** `POST /v1/images/…`: `created` in seconds; each picture as base64 or as an address. */
export const imagesSchema = z.object({
  created: z.int(),
  background: z.literal("opaque"),
  output_format: z.enum(["png", "jpeg", "webp"]),
  /** `WIDTHxHEIGHT`, as it was made. */
  size: z.string(),
  data: z.array(z.object({ b64_json: z.string().optional(), url: z.string().optional() })),
});

/** What the document says of both ways to ask. */
export const aboutPictures = `The answer comes when the pictures are made, which may take minutes; with \`stream\` it comes as server-sent events, with
previews and something every 15 s. Where nobody waits for it any more, a picture is made all the same. Pictures come as
PNG in base64; with \`response_format: url\` as addresses that answer with the same key, since the pictures are private, in
the format in which they are kept; \`output_format\` chooses another. What OpenAI's API takes and has no meaning here (\`quality\`, \`background\`, \`user\` …) is taken and passed over.`;

/** How the pictures are to be answered. */
export interface Wish {
  asUrl: boolean;
  /** That in which the picture is kept, where it is undefined. */
  format: Format | undefined;
}

/** As it was asked for. Programs take base64 for PNG where they did not say otherwise, since OpenAI's API answers so. */
export function wishOf(given: { response_format?: string | null; output_format?: Format | null }): Wish {
  const asUrl = given.response_format === "url";
  return { asUrl, format: given.output_format ?? (asUrl ? undefined : "png") };
}

/** Waits for a generation and answers its pictures. @throws AppError for what became no picture */
export async function answerWhole(user: UserViewer, uuid: string, wish: Wish, signal: AbortSignal): Promise<Answer> {
  const ended = await waitForGeneration(user, uuid, limits.clientWaitMaxMs, signal);
  if (!ended) throw stillMaking();
  const [first, ...rest] = requirePictures(ended);
  const created = Math.floor(new Date(first.createdAt).getTime() / 1000);
  const shown = await show(user, first, wish);
  const data = [shown.picture];
  // One after the other: each is held whole.
  for (const image of rest) data.push((await show(user, image, wish)).picture);
  const size = `${first.width}x${first.height}`;
  return plain({ created, background: "opaque", output_format: shown.format, size, data });
}

/** The pictures of a generation that ended. @throws AppError `refused`, `generation_failed` */
export function requirePictures({ error, status, results }: GenerationDto): [ImageDto, ...ImageDto[]] {
  const [first, ...rest] = results;
  if (status === "succeeded" && first) return [first, ...rest];
  if (error?.code === "refused") throw new AppError("refused", { words: error.message });
  const words = status === "cancelled" ? "This was stopped before it was made." : error?.message;
  throw new AppError("generation_failed", { words });
}

/** A picture as base64, in the format that is wanted. */
export async function encoded(
  user: UserViewer,
  { id }: ImageDto,
  format: Format | undefined,
): Promise<{ b64_json: string; format: Format }> {
  const { bytes, format: made } = await readImage(user, id, format);
  return { b64_json: bytes.toString("base64"), format: made };
}

async function show(user: UserViewer, image: ImageDto, { asUrl, format: wanted }: Wish) {
  if (!asUrl) {
    const { b64_json, format } = await encoded(user, image, wanted);
    return { picture: { b64_json }, format };
  }
  // Its bytes are for whoever may see it: as long as it is private, for whoever asks with the same user's key.
  const url = (await findPublicUrl()) + mediaUrl(image.uuid, "full", image.version);
  const format = await imageFormat(user, image.id);
  if (wanted === undefined || wanted === format) return { picture: { url }, format };
  return { picture: { url: `${url}&download=${wanted}` }, format: wanted };
}

/** It goes on being made: the picture will be in the library. */
export function stillMaking(): AppError {
  return new AppError("unavailable", {
    words: "This takes too long to wait for. It is still being made, and will be in your library.",
    headers: { "x-should-retry": "false" },
  });
}
