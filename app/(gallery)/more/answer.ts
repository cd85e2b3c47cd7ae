import { z } from "zod";
import { rooms } from "@/components/gallery/rooms";
import { toAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { readWallQuery } from "../query";

const place = z.object({
  room: z.enum(rooms).catch("gallery"),
  handle: z.string().max(100).optional().catch(undefined),
});

/** Which wall a browser that scrolls asks about. */
export function wallAsked(request: Request) {
  const given = Object.fromEntries(new URL(request.url).searchParams);
  return { ...place.parse(given), query: readWallQuery(given) };
}

/** What it is answered: JSON, or what is wrong. */
export async function answerWall(read: () => Promise<unknown>): Promise<Response> {
  try {
    return Response.json(await read(), { headers });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.status >= 500) log.error({ code: error.code, err: thrown }, "wall could not be read");
    return Response.json({ code: error.code, error: error.words }, { status: error.status, headers });
  }
}

const headers = { "cache-control": "private, no-store" };
