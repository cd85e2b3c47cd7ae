import { requireUser } from "@/lib/http/action";
import { pageViewer } from "@/lib/http/page";
import { limits } from "@/lib/limits";
import { readWall } from "../../walls";
import { answerWall, wallAsked } from "../answer";

/** All pictures of a wall, as far as one can select, for "Select all". */
export function GET(request: Request): Promise<Response> {
  return answerWall(async () => {
    const viewer = requireUser(await pageViewer());
    const { images, nextCursor } = await readWall(viewer, { ...wallAsked(request), limit: limits.selectMax });
    const picked = images.map(({ id, isPublic, isTemp, likedByViewer }) => ({
      id,
      isPublic,
      isTemp,
      isLiked: likedByViewer,
    }));
    return { picked, isAll: nextCursor === null };
  });
}
