import { mediaVariants } from "@/lib/images/schema";

type Method = "GET" | "HEAD" | "POST" | "PATCH" | "DELETE";

/**
 * One question to the running instance. In `address` and `body` stand `{uuid}` and `{id}` for a picture, `{generation}`
 * for what made it, `{handle}` for its maker, `{word}` for a word it is found by, and `{site}` for the public address.
 */
export interface Probe {
  /** The route, as the API document or the folder of pages names it. */
  route: string;
  method: Method;
  address: string;
  headers: Record<string, string>;
  body: unknown;
  /** Whether who has no name gets a guest's by asking: then guests stand for them, and none is left behind. */
  welcomes: boolean;
  /** How it is told apart in the report. */
  what: string;
}

interface More {
  query?: string;
  method?: Method;
  headers?: Record<string, string>;
  body?: unknown;
  note?: string;
  welcomes?: boolean;
}

function probe(
  route: string,
  { query = "", method = "GET", headers = {}, body, note, welcomes = false }: More = {},
): Probe {
  const what = `${method} ${route}${query}${note ? ` (${note})` : ""}`;
  return { route, method, address: route + query, headers, body, welcomes, what };
}

const json = { accept: "application/json" };
/** What a page's own script asks for when it leads to another. */
const inPage = { headers: { rsc: "1" }, note: "RSC" };
const media = "/media/{uuid}/full";

/** Questions for one picture: they must be answered as if it were missing. */
export const places: Probe[] = [
  ...mediaVariants.map((variant) => probe(`/media/{uuid}/${variant}`)),
  ...["png", "jpeg", "webp"].map((format) => probe(media, { query: `?download=${format}` })),
  probe(media, { query: "?v=1" }),
  probe(media, { method: "HEAD" }),
  probe(media, { headers: { "if-none-match": "*" }, note: "If-None-Match" }),
  probe(media, { headers: { range: "bytes=0-0" }, note: "Range" }),
  probe("/images/{uuid}"),
  probe("/images/{uuid}", inPage),
  probe("/images/{uuid}/card"),
  probe("/oembed", { query: "?url={site}/images/{uuid}" }),
  probe("/create", { query: "?source={uuid}" }),
  probe("/create", { query: "?remix={uuid}" }),
  probe("/api/image/get/{id}", { headers: json, note: "JSON" }),
  probe("/api/image/get/{id}"),
  probe("/api/images/{id}/history"),
  probe("/api/images/status", { query: "?image_id={id}" }),
  probe("/api/comfyui-url", { query: "?image_uuid={uuid}" }),
  probe("/api/images/fetch-styled/{promptId}", { query: "" }),
  probe("/api/generations/{uuid}"),
].map((one) => ({
  ...one,
  address: one.route.includes("generations/") || one.route.includes("{promptId}") ? ofGeneration(one) : one.address,
}));

function ofGeneration({ address }: Probe): string {
  return address.replace(/\{(uuid|promptId)\}/, "{generation}");
}

const sorts = ["", "&sort=like", "&kind=generated"];

/** Questions for many pictures: none that is not the asker's may be named in the answer. */
export const lists: Probe[] = [
  probe("/"),
  probe("/", { query: "?sort=like" }),
  probe("/", { query: "?kind=generated" }),
  probe("/", { query: "?q={word}" }),
  probe("/", inPage),
  probe("/u/{handle}"),
  probe("/library"),
  probe("/library", { query: "?q={word}" }),
  probe("/library/hidden"),
  probe("/favorites"),
  probe("/trash"),
  probe("/create"),
  probe("/create/batches"),
  probe("/feed.atom"),
  probe("/sitemap.xml"),
  probe("/sitemaps/{name}"),
  probe("/more", { query: "?room=gallery" }),
  probe("/more", { query: "?room=gallery&sort=like" }),
  probe("/more", { query: "?room=gallery&q={word}" }),
  probe("/more", { query: "?room=maker&handle={handle}" }),
  ...["library", "favorites", "trash"].map((room) => probe("/more", { query: `?room=${room}` })),
  ...["gallery", "favorites", "trash"].map((room) => probe("/more/all", { query: `?room=${room}` })),
  probe("/more/all", { query: "?room=maker&handle={handle}" }),
  ...sorts.map((sort) => probe("/api/images", { query: `?limit=200${sort}` })),
  probe("/api/images", { query: "?limit=200&q={word}" }),
  probe("/api/image/public", { query: "?limit=100" }),
  probe("/api/image/public", { query: "?limit=100&sort=created&order=desc" }),
  probe("/api/user/images", { query: "?limit=100" }),
  ...["kept", "temporary", "trashed"].map((state) => probe("/api/user/images", { query: `?limit=100&state=${state}` })),
  probe("/api/user/favorites", { query: "?limit=100" }),
  probe("/api/user/generated-images", { query: "?limit=100" }),
  probe("/api/generations"),
  probe("/api/notifications"),
  probe("/images/{neighbour}"),
  probe("/api/images/{relative}/history"),
  probe("/api/events", { query: "?topics=gallery" }),
];

function act(method: Method, route: string, body?: unknown, query = ""): Probe {
  const note = body && typeof body === "object" && "action" in body ? String(body.action) : undefined;
  return probe(route, { method, query, body, note });
}

/** What makes pictures, for those who come without a name as for guests. */
function making(route: string, body: unknown): Probe {
  return probe(route, { method: "POST", body, welcomes: true });
}

/** What is tried on the pictures of the check alone, what takes them away last: as if they were missing. */
export const acts: Probe[] = [
  act("PATCH", "/api/image/favorite", { id: "{id}" }),
  act("PATCH", "/api/image/private", { id: "{id}", private: false }),
  act("PATCH", "/api/images/{id}", { title: "Mine" }),
  act("POST", "/api/images/keep", { image_id: "{id}" }),
  making("/api/images/style-change", { image_id: "{id}", style_id: null }),
  making("/api/images/batch-style-change", { image_ids: ["{id}"], style_ids: ["{style}"] }),
  making("/api/images/{id}/apply-steps", { image_ids: ["{id}"] }),
  act("POST", "/api/images/{id}/report", { kind: "spam" }),
  act("POST", "/api/images/{id}/answer", { answer: "It is a still life." }),
  act("POST", "/api/images/archive", { ids: ["{id}"] }),
  ...["favorite", "unfavorite", "publish", "make_private", "restore", "trash"].map((action) =>
    act("POST", "/api/images/bulk", { ids: ["{id}"], action }),
  ),
  act("POST", "/api/images/{id}/restore"),
  act("DELETE", "/api/images/{id}"),
  act("DELETE", "/api/image/{id}"),
  act("DELETE", "/api/images/{id}", undefined, "?permanent=true"),
];

/**
 * Routes that show no picture of someone else's: accounts and their doors, the administrator's house (a test of its own
 * holds its pages), words about styles, what makes new pictures of what it is given, and pages of text.
 */
export const apart = [
  /^\/(api\/)?(auth|admin)(\/|$)/,
  /^\/api\/(user|users)(\/(new-|password|reset|sessions|tokens|ticket|verify|exports|preferences)|$)/,
  /^\/api\/(styles|health|openapi\.json|notifications\/read|generations\/batches)/,
  /^\/api\/(image\/generate|images\/upload)$/,
  /^\/api\/generations\/\{uuid\} DELETE$/,
  /^\/v1\//,
  /^\/(sign-in|sign-up|verify|confirm-email|forgot-password|reset-password|settings|notifications|welcome)(\/|$)/,
  /^\/(docs|imprint|privacy|theme|robots\.txt|more\/news|create\/batches\/\{uuid\})(\/|$)/,
];
