import { z } from "zod";
import { AppError } from "@/lib/errors";
import { generateAnswer, generateInput } from "@/lib/generations/schema";
import { requestNamedModel } from "@/lib/generations/service/request";
import { waitForGeneration } from "@/lib/generations/service/wait";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { limits } from "@/lib/limits";

const answer = z.object({ success: z.literal(true), message: z.string(), data: generateAnswer });

const generate = endpoint({
  path: "/api/image/generate",
  summary: "Describe a picture, and it is made",
  access: "verified",
  scope: "generate",
  rate: "generate",
  idempotent: true,
  body: generateInput,
  answers: { 200: answer, 202: answer },
  fails: ["not_found", "quota", "generation_failed"],
  reads: { Prefer: "`wait=N` waits for the pictures, at most 60 s, as `wait` does (RFC 7240)." },
  async run({ user, body, request }) {
    const requested = await requestNamedModel(user(), body);
    const data = { generationId: requested.uuid, imageId: requested.imageIds[0], imageIds: requested.imageIds };
    const waitMs = body.wait ? limits.waitMaxMs : preferredWaitMs(request.headers.get("prefer"));
    const ended = waitMs > 0 ? await waitForGeneration(user(), requested.uuid, waitMs, request.signal) : null;
    if (ended?.status === "succeeded") return success("Image generated", data);
    if (ended) throw new AppError("generation_failed", { words: ended.error?.message, extra: { data } });
    return success("Image generation started", data, 202);
  },
});

/** Milliseconds of `Prefer: wait=N` (RFC 7240, seconds). */
function preferredWaitMs(prefer: string | null): number {
  const seconds = Number(/(?:^|[,\s])wait=(\d{1,4})/.exec(prefer ?? "")?.[1] ?? 0);
  return Math.min(limits.waitMaxMs, seconds * 1000);
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: generate });
