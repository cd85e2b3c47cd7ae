import { z } from "zod";
import { AppError } from "@/lib/errors";

const placeSchema = z.tuple([z.string().max(40), z.union([z.number(), z.iso.datetime()]), z.int().positive()]);

/** A place in a list as an opaque word: which list and order it belongs to, the sort value, the id. */
export function writeCursor(list: string, place: { value: string | number; id: number }): string {
  return Buffer.from(JSON.stringify([list, place.value, place.id])).toString("base64url");
}

/**
 * The place a cursor names, or null without one.
 *
 * @param type of the list's sort value: a number, or a moment as text
 * @throws AppError `bad_request` for one of another list or none at all
 */
export function readCursor(
  list: string,
  cursor: string | undefined,
  type: "number" | "string",
): { value: string | number; id: number } | null {
  if (cursor === undefined) return null;
  const parsed = placeSchema.safeParse(parseJson(cursor));
  if (!parsed.success || parsed.data[0] !== list || typeof parsed.data[1] !== type) {
    throw new AppError("bad_request", {
      words: "This page of the list cannot be found.",
      detail: "cursor: not of this list.",
    });
  }
  const [, value, id] = parsed.data;
  return { value, id };
}

function parseJson(cursor: string): unknown {
  if (!/^[\w-]{1,200}$/.test(cursor)) return null;
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    // Not written by us; the caller refuses it.
    return null;
  }
}
