import { z } from "zod";
import { requestByName } from "@/lib/generations/service/named";
import { eventsUntilNow } from "@/lib/generations/service/wait";
import { endpoint, route } from "@/lib/http/endpoint";
import { aboutPictures, answerWhole, imagesSchema, wishOf } from "../answer";
import { generationsInput, sidesOf } from "../request";
import { answerStream } from "../stream";

const generations = endpoint({
  path: "/v1/images/generations",
  summary: "Pictures from words, as OpenAI's API makes them; private, and kept in your library",
  access: "verified",
  scope: "generate",
  rate: "generate",
  idempotent: "work",
  body: generationsInput,
  answers: { 200: imagesSchema },
  produces: "text/event-stream",
  fails: ["not_found", "refused", "quota", "generation_failed"],
  description: aboutPictures,
  async run({ user, body, once, request: { signal } }) {
    const [width, height] = sidesOf(body.size ?? "auto");
    const after = await eventsUntilNow();
    const requested = await once(() =>
      requestByName(user(), body.model ?? undefined, {
        prompt: body.prompt,
        negativePrompt: body.negative_prompt ?? undefined,
        count: body.n ?? 1,
        seed: body.seed ?? undefined,
        strength: body.strength ?? undefined,
        width,
        height,
      }),
    );
    const { uuid } = z.object({ uuid: z.uuid() }).parse(requested);
    const wish = wishOf(body);
    if (!body.stream) return answerWhole(user(), uuid, wish, signal);
    const partials = body.partial_images ?? 0;
    return answerStream(user(), { name: "image_generation", uuid, after, partials, format: wish.format }, signal);
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: generations });
