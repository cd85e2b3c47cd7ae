import { expect } from "vitest";
import { AppError } from "@/lib/errors";
import { type ImageDetailDto, type ImagePageDto, mediaVariants } from "@/lib/images/schema";
import { getImageDetail, listByHandle, listTrash } from "@/lib/images/service/read";
import { searchImages } from "@/lib/images/service/search";
import { type ModerationList, moderationLists } from "@/lib/moderation/schema";
import { listModerated } from "@/lib/moderation/service/read";
import { findOwnHidden } from "@/lib/moderation/service/report";
import { ask as askServer } from "@/lib/server/testing/server";
import type { Viewer } from "@/lib/viewer";
import * as comfyUrl from "../comfyui-url/route";
import * as imageById from "../image/get/[id]/route";
import * as publicImages from "../image/public/route";
import * as history from "../images/[id]/history/route";
import * as archive from "../images/archive/route";
import * as visibleImages from "../images/route";
import * as imageStatus from "../images/status/route";
import { ask } from "../testing";
import * as userFavorites from "../user/favorites/route";
import * as generatedImages from "../user/generated-images/route";
import * as userImages from "../user/images/route";
import {
  anchors,
  browses,
  calls,
  children,
  doorHeaders,
  inTrash,
  isOwn,
  isShared,
  type Openness,
  type Picture,
  pictures,
  type State,
  sees,
  server,
  type ViewerName,
  viewerNames,
  viewers,
  word,
} from "./visibility";

export interface Read {
  /** The address it stands under in the API document; none for what pages read by themselves. */
  path?: string;
  what: string;
  shows(viewer: ViewerName, state: State): Promise<boolean>;
  expected(viewer: ViewerName, state: State, gallery: Openness): boolean;
}

type Routes = Parameters<typeof ask>[0];

/** A list or a picture's own address, which shows a picture when its name is in the answer. */
function get(path: string, routes: Routes, query: string, expected: Read["expected"] = sees): Read {
  return {
    path,
    what: `GET ${path}${query}`,
    expected,
    async shows(viewer, state) {
      const { id, uuid } = pictures[state];
      const filled = query.replace("UUID", uuid);
      const params = path.includes("{id}") ? { id: String(id) } : undefined;
      const headers = { accept: "application/json" };
      const answered = await ask(routes, "GET", { ...calls[viewer], query: filled, params, headers });
      expect([200, 401, 404]).toContain(answered.status);
      return (
        answered.status === 200 && (answered.text.includes(uuid) || (query.includes("UUID") && path !== "/api/images"))
      );
    },
  };
}

/** A list that pages read. */
function list(what: string, read: (viewer: Viewer) => Promise<ImagePageDto>, expected: Read["expected"]): Read {
  const shows: Read["shows"] = async (viewer, state) => {
    const page = await read(viewers[viewer]).catch(missing({ images: [], nextCursor: null }));
    return page.images.some((shown) => shown.uuid === pictures[state].uuid);
  };
  return { what, shows, expected };
}

/** A picture's page, read for what it tells of the picture. */
function page(
  what: string,
  of: Record<State, Picture>,
  tells: (detail: ImageDetailDto, uuid: string) => boolean,
  expected: Read["expected"],
): Read {
  const shows: Read["shows"] = async (viewer, state) => {
    const detail = await getImageDetail(viewers[viewer], of[state].uuid).catch(missing(null));
    return detail !== null && tells(detail, pictures[state].uuid);
  };
  return { what, shows, expected };
}

/** A list that is missing shows nothing; any other failure is one. */
function missing<T>(nothing: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof AppError && error.code === "not_found") return nothing;
    throw error;
  };
}

const limit = 100;
const ownOf = (viewer: ViewerName, state: State) => isOwn(viewer, state);
const favoriteOf: Read["expected"] = (viewer, state, gallery) =>
  calls[viewer].token !== undefined && viewer !== "guest" && sees(viewer, state, gallery);

/** For tests: every way to see a picture, and who may by it. */
export const reads: Read[] = [
  get("/api/images", visibleImages, "?limit=200"),
  get("/api/images", visibleImages, `?limit=200&q=${word}`),
  get("/api/images", visibleImages, "?limit=200&kind=generated"),
  get("/api/images", visibleImages, "?limit=200&sort=like", isShared),
  get("/api/image/public", publicImages, "?limit=100", isShared),
  get("/api/image/public", publicImages, "?limit=100&sort=created&order=asc", isShared),
  get("/api/image/public", publicImages, "?limit=100&page=0", isShared),
  get("/api/image/get/{id}", imageById, ""),
  get("/api/images/{id}/history", history, ""),
  get("/api/user/images", userImages, "?limit=100", ownOf),
  get(
    "/api/user/images",
    userImages,
    "?limit=100&state=kept",
    (viewer, state) => ownOf(viewer, state) && state !== "temporary",
  ),
  get(
    "/api/user/images",
    userImages,
    "?limit=100&state=temporary",
    (viewer, state) => ownOf(viewer, state) && state === "temporary",
  ),
  get("/api/user/images", userImages, "?limit=100&state=trashed", inTrash),
  get("/api/user/images", userImages, "?limit=100&state=trashed&kind=generated", inTrash),
  get("/api/user/generated-images", generatedImages, "?limit=100", ownOf),
  get("/api/user/favorites", userFavorites, "?limit=100", favoriteOf),
  get(
    "/api/comfyui-url",
    comfyUrl,
    "?image_uuid=UUID",
    // Makers hear of their own while it is made.
    (viewer, state, gallery) => sees(viewer, state, gallery) || (viewer === "owner" && state === "pending"),
  ),
  {
    path: "/api/images/status",
    what: "GET /api/images/status",
    // Makers know how far their own are, whatever became of them.
    expected: (viewer, state, gallery) => viewer === "owner" || sees(viewer, state, gallery),
    async shows(viewer, state) {
      const query = `?image_id=${pictures[state].id}`;
      const { body } = await ask(imageStatus, "GET", { ...calls[viewer], query });
      return JSON.stringify(body) !== JSON.stringify({ status: "unknown" });
    },
  },
  {
    path: "/api/images/archive",
    what: "POST /api/images/archive",
    expected: sees,
    async shows(viewer, state) {
      const { token } = calls[viewer];
      const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
      const body = JSON.stringify({ ids: [pictures[state].id] });
      const request = new Request("http://127.0.0.1:3000/api/images/archive", { method: "POST", headers, body });
      const answer = await archive.POST(request, { params: Promise.resolve({}) });
      return answer.status === 200 && (await answer.arrayBuffer()).byteLength > 0;
    },
  },
  list("the gallery's search", (viewer) => searchImages(viewer, { scope: "gallery", q: word, limit }), isShared),
  list(
    "the search, most liked",
    (viewer) => searchImages(viewer, { scope: "gallery", q: word, sort: "like", limit }),
    isShared,
  ),
  list(
    "the gallery by kind",
    (viewer) => searchImages(viewer, { scope: "gallery", kind: "generated", limit }),
    isShared,
  ),
  list("the search of one's own", (viewer) => searchImages(viewer, { scope: "own", q: word, limit }), ownOf),
  list("the maker's pictures", (viewer) => listByHandle(viewer, "the-owner", { limit }), isShared),
  list("the trash", (viewer) => listTrash(viewer, { limit }), inTrash),
  {
    what: "one's own that were taken from view",
    expected: (viewer, state) => viewer === "owner" && state === "hidden",
    shows: async (viewer, state) => (await findOwnHidden(viewers[viewer], pictures[state].uuid)) !== null,
  },
  ...moderationLists.map(moderation),
  page("the picture's page", pictures, (detail, uuid) => detail.uuid === uuid, sees),
  page(
    "a child's parent",
    children,
    (detail, uuid) => detail.parent?.uuid === uuid,
    (viewer, state, gallery) => browses(viewer, gallery) && sees(viewer, state, gallery),
  ),
  page("a neighbour's link", anchors, (detail, uuid) => detail.newer === uuid, isShared),
  ...mediaVariants.map((variant) => bytes(variant)),
  bytes("full?download=webp"),
];

/** What administrators decide on, with bytes to look at: everyone's pictures, those taken from view included. */
function moderation(name: ModerationList): Read {
  const lists: Record<ModerationList, State[]> = { newest: ["public"], reported: [], hidden: ["hidden"] };
  return {
    what: `the administration's list of the ${name}`,
    expected: (viewer, state) => viewer === "admin" && lists[name].includes(state),
    async shows(viewer, state) {
      const page = await listModerated(viewers[viewer], { list: name, limit }).catch(missing(null));
      const shown = page?.pictures.find(({ uuid }) => uuid === pictures[state].uuid);
      if (!shown) return false;
      const of = async (who: ViewerName) =>
        (await askServer(server.port, shown.small, { headers: doorHeaders(who) })).status;
      expect(await Promise.all(viewerNames.map(of))).toEqual(viewerNames.map((who) => (who === "admin" ? 200 : 404)));
      return true;
    },
  };
}

/** The bytes, over HTTP; one's own trash shows them too, and what of one's own was taken from view. */
function bytes(variant: string): Read {
  return {
    what: `GET /media/…/${variant}`,
    expected: (viewer, state, gallery) =>
      sees(viewer, state, gallery) || inTrash(viewer, state) || (viewer === "owner" && state === "hidden"),
    async shows(viewer, state) {
      const path = `/media/${pictures[state].uuid}/${variant}`;
      const { status } = await askServer(server.port, path, { headers: doorHeaders(viewer) });
      expect([200, 404]).toContain(status);
      return status === 200;
    },
  };
}
