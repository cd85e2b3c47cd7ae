import { z } from "zod";
import { AppError } from "@/lib/errors";
import { pageViewer } from "@/lib/http/page";
import { countNewPictures } from "@/lib/images/service/read";
import { answerWall } from "../answer";

const newest = z.object({ id: z.coerce.number().int().positive(), since: z.iso.datetime() });

/** How many pictures the gallery has that are newer than the newest on the wall. */
export function GET(request: Request): Promise<Response> {
  return answerWall(async () => {
    const parsed = newest.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!parsed.success) throw new AppError("bad_request");
    const { id, since } = parsed.data;
    return { count: await countNewPictures(await pageViewer(), { id, createdAt: since }) };
  });
}
