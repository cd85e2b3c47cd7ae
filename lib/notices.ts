import { z } from "zod";
import { limits } from "./limits";

const picture = { imageUuid: z.uuid(), title: z.string() };
const reason = z.string().max(limits.hiddenReasonMaxChars);

/** Everything a user is told of: its name, and what there is to know of it. */
export const noticeShapes = {
  /** `imageUuid` is the picture where it is one alone. */
  "generation.succeeded": z.object({ uuid: z.uuid(), title: z.string(), imageUuid: z.uuid().nullable() }),
  /** `reason` is a code or word of `lib/errors` and the providers. */
  "generation.failed": z.object({ uuid: z.uuid(), title: z.string(), reason: z.string() }),
  "batch.finished": z.object({ uuid: z.uuid(), succeeded: z.int(), failed: z.int() }),
  /** Without a reason it was hidden because of reports, until an administrator decides. */
  "picture.hidden": z.object({ ...picture, reason: reason.nullable() }),
  "picture.shown": z.object(picture),
  "picture.removed": z.object({ title: z.string(), reason }),
  "report.upheld": z.object({ title: z.string() }),
  "report.dismissed": z.object(picture),
  /** To administrators: a picture was hidden by reports, or its maker answered. */
  "moderation.waiting": z.object({ imageUuid: z.uuid(), why: z.enum(["reports", "answer"]) }),
  /** `of` is what is limited: `pictures` (a day), `storage` (MB), … */
  "quota.near": z.object({ limit: z.number(), used: z.number(), of: z.string() }),
} as const;

export type NoticeName = keyof typeof noticeShapes;
export type Notice<N extends NoticeName = NoticeName> = z.infer<(typeof noticeShapes)[N]>;

/** What a notice may say of a picture: cut, since it stands in a list. */
export function noticeTitle(image: { title: string | null; prompt: string | null; name: string }): string {
  const title = image.title ?? image.prompt ?? image.name.replace(/\.[a-z0-9]{2,5}$/i, "");
  return [...title].length > 120 ? `${[...title].slice(0, 119).join("")}…` : title;
}
