import { listGallery } from "@/lib/images/service/read";
import { listStyles } from "@/lib/styles/service";
import type { Viewer } from "@/lib/viewer";

/** What examples name that is really here, so that they can be tried as they stand. */
export interface Local {
  /** The public address. */
  server: string;
  /** A public picture, unless there is none. */
  picture: { id: number; uuid: string } | null;
  /** A style for pictures, unless there is none. */
  style: { id: number; slug: string } | null;
}

/** The oldest public picture, so that examples stay the same from day to day, and the first style one can pick. */
export async function findLocal(viewer: Viewer, server: string): Promise<Local> {
  const [{ images }, styles] = await Promise.all([
    listGallery(viewer, { sort: "created", order: "asc", limit: 1 }),
    listStyles(viewer),
  ]);
  const picture = images[0] ?? null;
  const style = styles.find(({ filter }) => filter !== null) ?? styles[0] ?? null;
  return {
    server,
    picture: picture && { id: picture.id, uuid: picture.uuid },
    style: style && { id: style.id, slug: style.slug },
  };
}

/** A value of an example with what is really here in the place of what only might be. */
export function localized(value: unknown, local: Local, name = ""): unknown {
  if (Array.isArray(value)) return value.map((one) => localized(one, local, name.replace(/s$/, "")));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, localized(one, local, key)]));
  }
  if (typeof value === "string") return value.replace("https://pictures.example.org", local.server);
  if (typeof value !== "number") return value;
  if (/^(?:image_)?id$/.test(name)) return local.picture?.id ?? value;
  return /^(?:base_)?style_id$/.test(name) ? (local.style?.id ?? value) : value;
}

/**
 * What a value begins with that is no part of a body; nothing where only the reader can know it. What is changed or
 * removed is theirs to name, too: an example must not lead to that.
 */
export function localPart(method: string, path: string, name: string, local: Local): string {
  if (name === "Origin") return local.server;
  if (method !== "GET") return "";
  if (name === "id" && /^\/api\/images?\//.test(path)) return String(local.picture?.id ?? "");
  if (name === "uuid" && path.startsWith("/media/")) return local.picture?.uuid ?? "";
  return name === "model" && local.style ? `style:${local.style.slug}` : "";
}
