import { bulkActions } from "@/lib/images/schema";
import { listStyles } from "@/lib/styles/service";
import { nobody } from "@/lib/viewer";
import * as image from "../image/[id]/route";
import * as favorite from "../image/favorite/route";
import * as imagePrivate from "../image/private/route";
import * as answerHidden from "../images/[id]/answer/route";
import * as applySteps from "../images/[id]/apply-steps/route";
import * as report from "../images/[id]/report/route";
import * as restore from "../images/[id]/restore/route";
import * as listedImage from "../images/[id]/route";
import * as batchStyleChange from "../images/batch-style-change/route";
import * as bulk from "../images/bulk/route";
import * as keep from "../images/keep/route";
import * as styleChange from "../images/style-change/route";
import { ask } from "../testing";
import { calls, inTrash, isOwn, type State, sees, type ViewerName } from "./visibility";

type Routes = Parameters<typeof ask>[0];

export interface Act {
  path: string;
  what: string;
  run(viewer: ViewerName, id: number): Promise<number>;
  expected(viewer: ViewerName, state: State): number;
}

type Verb = "POST" | "PATCH" | "DELETE";

/** An act on a picture, which answers with a status. */
function act(
  path: string,
  method: Verb,
  routes: Routes,
  expected: Act["expected"],
  body?: (id: number) => object,
  query = "",
): Act {
  return {
    path,
    what: `${method} ${path}${query}`,
    expected,
    async run(viewer, id) {
      const headers = { origin: "http://127.0.0.1:3000" };
      const params = path.includes("{id}") ? { id: String(id) } : undefined;
      return (await ask(routes, method, { ...calls[viewer], headers, params, query, body: body?.(id) })).status;
    },
  };
}

const isUser = (viewer: ViewerName) => viewer !== "nobody" && viewer !== "guest";
/** Owners may; whoever sees it learns that they may not, everyone else that there is nothing. */
const ownersAct: Act["expected"] = (viewer, state) => {
  if (!isUser(viewer)) return 401;
  if (isOwn(viewer, state)) return 200;
  return sees(viewer, state) ? 403 : 404;
};
const removal: Act["expected"] = (viewer, state) => {
  if (isOwn(viewer, state) || (viewer === "admin" && state === "public")) return 200;
  if (!sees(viewer, state)) return 404;
  return viewer === "nobody" ? 401 : 403;
};

/** For tests: everything one can do to a picture, and what it answers. */
export const acts: Act[] = [
  act(
    "/api/image/favorite",
    "PATCH",
    favorite,
    (viewer, state) => (isUser(viewer) ? (sees(viewer, state) ? 200 : 404) : 401),
    (id) => ({ id }),
  ),
  act("/api/image/private", "PATCH", imagePrivate, ownersAct, (id) => ({ id })),
  act("/api/images/{id}", "PATCH", listedImage, ownersAct, () => ({ title: "Mine", is_sensitive: true })),
  act("/api/images/keep", "POST", keep, ownersAct, (id) => ({ image_id: id })),
  act("/api/images/{id}/restore", "POST", restore, (viewer, state) =>
    inTrash(viewer, state) ? 200 : ownersAct(viewer, state),
  ),
  act("/api/image/{id}", "DELETE", image, removal),
  act("/api/images/{id}", "DELETE", listedImage, removal),
  act(
    "/api/images/{id}",
    "DELETE",
    listedImage,
    (viewer, state) => (inTrash(viewer, state) ? 200 : removal(viewer, state)),
    undefined,
    "?permanent=true",
  ),
  act(
    "/api/images/style-change",
    "POST",
    styleChange,
    (viewer, state) => (sees(viewer, state) ? 200 : 404),
    (id) => ({ image_id: id, style_id: null }),
  ),
  {
    path: "/api/images/batch-style-change",
    what: "POST /api/images/batch-style-change",
    expected: (viewer, state) => (sees(viewer, state) ? 202 : 404),
    async run(viewer, id) {
      const [style] = await listStyles(nobody);
      const body = { image_ids: [id], style_ids: [style?.id] };
      return (await ask(batchStyleChange, "POST", { ...calls[viewer], body })).status;
    },
  },
  // None of the pictures was restyled: who sees one learns that there are no steps.
  act(
    "/api/images/{id}/apply-steps",
    "POST",
    applySteps,
    (viewer, state) => (sees(viewer, state) ? 422 : 404),
    (id) => ({ image_ids: [id] }),
  ),
  act(
    "/api/images/{id}/report",
    "POST",
    report,
    (viewer, state) => (isOwn(viewer, state) ? 403 : sees(viewer, state) ? 200 : 404),
    () => ({ kind: "spam" }),
  ),
  // Makers answer what was taken from view; to what was not, there is nothing to say.
  act(
    "/api/images/{id}/answer",
    "POST",
    answerHidden,
    (viewer, state) => {
      if (viewer === "owner" && state === "hidden") return 200;
      return isOwn(viewer, state) ? 409 : ownersAct(viewer, state);
    },
    () => ({ answer: "It is a still life." }),
  ),
  ...bulkActions.map(
    (action): Act => ({
      path: "/api/images/bulk",
      what: `POST /api/images/bulk ${action}`,
      // A picture that is not done is missing, whatever the reason.
      expected(viewer, state) {
        if (!isUser(viewer)) return 401;
        if (action.endsWith("favorite")) return sees(viewer, state) ? 200 : 404;
        return (action === "restore" ? inTrash : isOwn)(viewer, state) ? 200 : 404;
      },
      async run(viewer, id) {
        const answered = await ask(bulk, "POST", { ...calls[viewer], body: { ids: [id], action } });
        if (answered.status !== 200) return answered.status;
        const done = JSON.stringify({ done: [id], missing: [] });
        return JSON.stringify(answered.body) === done ? 200 : 404;
      },
    }),
  ),
];
