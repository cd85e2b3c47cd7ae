import { database } from "@/db/client";
import { backends, favorites, generations, type images } from "@/db/schema";
import { guestViewerOf, makeGuest, makeImage, makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { guestCookie } from "@/lib/auth/guests";
import { signToken } from "@/lib/auth/signed";
import { clock, hourMs } from "@/lib/clock";
import { newUuid } from "@/lib/ids";
import { picture } from "@/lib/server/testing/pictures";
import { startTestServer, type TestServer } from "@/lib/server/testing/server";
import { fillInStyles } from "@/lib/styles/service";
import { nobody, type Viewer } from "@/lib/viewer";
import { type Call, signIn } from "../testing";

// Who sees which picture, by every way there is: everything below follows from these few lines.

export const viewerNames = ["nobody", "guest", "other", "owner", "admin"] as const;
export type ViewerName = (typeof viewerNames)[number];
export const states = ["public", "private", "temporary", "pending", "trashed", "hidden"] as const;
export type State = (typeof states)[number];
export type Openness = "everyone" | "members";

export const isPresent = (state: State) => state === "public" || state === "private" || state === "temporary";
export const browses = (viewer: ViewerName, gallery: Openness) =>
  gallery === "everyone" || viewer === "owner" || viewer === "admin";
export const isShared = (viewer: ViewerName, state: State, gallery: Openness) =>
  state === "public" && browses(viewer, gallery);
export const isOwn = (viewer: ViewerName, state: State) => viewer === "owner" && isPresent(state);
export const sees = (viewer: ViewerName, state: State, gallery: Openness = "everyone") =>
  isShared(viewer, state, gallery) || isOwn(viewer, state);
export const inTrash = (viewer: ViewerName, state: State) => viewer === "owner" && state === "trashed";

export type Picture = typeof images.$inferSelect;
export const pictures = {} as Record<State, Picture>;
export const children = {} as Record<State, Picture>;
export const anchors = {} as Record<State, Picture>;
export const viewers = {} as Record<ViewerName, Viewer>;
export const calls: Record<ViewerName, Call> = { nobody: {}, guest: {}, other: {}, owner: {}, admin: {} };
export let server: TestServer;
let ownerId: number;

export const word = "kingfisher";
const recipe = { backend: "comfyui", model: "m", version: 1, prompt: word, negativePrompt: null, style: null } as const;
const fullRecipe = { ...recipe, strength: null, params: {}, seed: 1, width: 1500, height: 8 };

/** What a picture's row says in a state; its owner is the owner. */
export function valuesOf(state: State): Partial<typeof images.$inferInsert> {
  return {
    userId: ownerId,
    kind: "generated",
    prompt: word,
    recipe: fullRecipe,
    isPublic: state !== "private",
    isTemp: state === "temporary",
    state: state === "pending" ? "pending" : "ready",
    trashedAt: state === "trashed" ? clock.now() : null,
    hiddenAt: state === "hidden" ? clock.now() : null,
  };
}

/** For tests: the people, their pictures in every state, and a server that serves the bytes. */
export async function startScene(): Promise<void> {
  await resetDatabase();
  await fillInStyles();
  server = await startTestServer();
  for (const [name, role] of [
    ["other", "user"],
    ["owner", "member"],
    ["admin", "admin"],
  ] as const) {
    const user = await makeUser({ role, handle: `the-${name}` });
    viewers[name] = viewerOf(user);
    server.signedIn.set(name, viewers[name]);
    calls[name] = { token: await signIn(user.id) };
    if (name === "owner") ownerId = user.id;
  }
  const guest = await makeGuest();
  viewers.nobody = nobody;
  viewers.guest = guestViewerOf(guest);
  calls.guest = { token: await signToken("guest", guest.id, {}, hourMs) };
  const generationId = await makeGeneration();
  for (const [index, state] of states.entries()) {
    const at = new Date(Date.UTC(2024, 0, 1 + index));
    const before = new Date(at.getTime() - 1);
    anchors[state] = await makeImage({ isPublic: true, createdAt: before });
    pictures[state] = await picture({ ...valuesOf(state), generationId, createdAt: at });
    const lineage = { parentId: pictures[state].id, hadParent: true };
    children[state] = await makeImage({
      isPublic: true,
      ...lineage,
      createdAt: new Date(Date.UTC(2023, 0, 1 + index)),
    });
    for (const viewer of Object.values(viewers)) {
      if (viewer.kind === "user") {
        await database().insert(favorites).values({ userId: viewer.id, imageId: pictures[state].id, createdAt: at });
      }
    }
  }
}

/** What made the pictures: the owner, on a ComfyUI. */
async function makeGeneration(): Promise<number> {
  const now = clock.now();
  const backend = { kind: "comfyui", name: "The one next door", config: {}, createdAt: now, updatedAt: now };
  const [{ id: backendId }] = await database().insert(backends).values(backend).$returningId();
  const [{ id }] = await database()
    .insert(generations)
    .values({
      uuid: newUuid(),
      userId: ownerId,
      backendId,
      backendKind: "comfyui",
      model: "m",
      params: {},
      seed: 1,
      width: 64,
      height: 64,
      createdAt: now,
      updatedAt: now,
    })
    .$returningId();
  return id;
}

/** How a viewer names themselves to the server. */
export function doorHeaders(viewer: ViewerName): Record<string, string> {
  if (viewer === "nobody") return {};
  if (viewer === "guest") return { Cookie: `${guestCookie}=${calls.guest.token}` };
  return { Authorization: `Bearer test-${viewer}` };
}
