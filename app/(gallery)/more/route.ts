import { pageOnlooker } from "@/app/page-user";
import { tilePageOf } from "@/components/gallery/tile-of";
import { pageViewer } from "@/lib/http/page";
import { wallPageSize } from "../query";
import { readWall } from "../walls";
import { answerWall, wallAsked } from "./answer";

/** The next page of a wall for a browser that scrolls. Clients of the API have its lists. */
export function GET(request: Request): Promise<Response> {
  return answerWall(async () => {
    const page = await readWall(await pageViewer(), { ...wallAsked(request), limit: wallPageSize });
    return tilePageOf(page, await pageOnlooker());
  });
}
