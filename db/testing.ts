import { createHash, randomBytes } from "node:crypto";
import { eq, is, sql } from "drizzle-orm";
import { MySqlTable } from "drizzle-orm/mysql-core";
import { clock } from "@/lib/clock";
import { mintGuestId, mintUserId, newUuid } from "@/lib/ids";
import type { GuestViewer, UserViewer } from "@/lib/viewer";
import { database } from "./client";
import { indexImages } from "./queries/image-terms";
import * as schema from "./schema";
import { blobs, guests, images, users } from "./schema";

/** An id that no row has: ids only ever grow, and a test may have begun high. */
export const noSuchId = Number.MAX_SAFE_INTEGER;

type Row<Table extends { $inferSelect: unknown }> = Table["$inferSelect"];
type Values<Table extends { $inferInsert: unknown }> = Partial<Table["$inferInsert"]>;

/**
 * For tests: empties every table of this worker's database (the record of migrations stays). Runs before each test
 * file by itself; a test that needs emptiness in between calls it again.
 */
export async function resetDatabase(): Promise<void> {
  // One transaction, so that all statements run on the connection whose checks are off.
  await database().transaction(async (tx) => {
    await tx.execute(sql`set session foreign_key_checks = 0`);
    for (const table of Object.values(schema)) if (is(table, MySqlTable)) await tx.delete(table);
    await tx.execute(sql`set session foreign_key_checks = 1`);
  });
}

/** For tests: a user with a confirmed address, `member` unless told otherwise. The password fits nothing. */
export async function makeUser(values: Values<typeof users> = {}): Promise<Row<typeof users>> {
  const name = `u${randomBytes(6).toString("hex")}`;
  const now = clock.now();
  const [{ id }] = await database()
    .insert(users)
    .values({
      email: `${name}@example.test`,
      name,
      handle: name,
      passwordHash: "none",
      role: "member",
      emailVerifiedAt: now,
      createdAt: now,
      updatedAt: now,
      ...values,
    })
    .$returningId();
  const [row] = await database().select().from(users).where(eq(users.id, id));
  return row;
}

/** For tests: a visitor. */
export async function makeGuest(values: Values<typeof guests> = {}): Promise<Row<typeof guests>> {
  const now = clock.now();
  const [{ id }] = await database()
    .insert(guests)
    .values({ uuid: newUuid(), createdAt: now, lastSeenAt: now, ...values })
    .$returningId();
  const [row] = await database().select().from(guests).where(eq(guests.id, id));
  return row;
}

/** For tests: a blob's row; its bytes are stored nowhere. */
export async function makeBlob(values: Values<typeof blobs> = {}): Promise<Row<typeof blobs>> {
  const [{ id }] = await database()
    .insert(blobs)
    .values({
      sha256: createHash("sha256").update(randomBytes(16)).digest("hex"),
      mime: "image/jpeg",
      bytes: 12_345,
      width: 640,
      height: 480,
      thumbhash: "1QcSHQRnh493V4dIh4eXh1h4kJUI",
      dominantColor: "#336699",
      refs: 1,
      createdAt: clock.now(),
      ...values,
    })
    .$returningId();
  const [row] = await database().select().from(blobs).where(eq(blobs.id, id));
  return row;
}

/** For tests: a ready, private, kept upload with a blob of its own; give `userId` or `guestId` for its maker. */
export async function makeImage(values: Values<typeof images> = {}): Promise<Row<typeof images>> {
  const blob = values.blobId === undefined ? await makeBlob() : null;
  const now = clock.now();
  const [{ id }] = await database()
    .insert(images)
    .values({
      uuid: newUuid(),
      kind: "uploaded",
      state: "ready",
      name: "picture.jpg",
      blobId: blob?.id,
      bytes: blob?.bytes,
      width: blob?.width ?? 640,
      height: blob?.height ?? 480,
      thumbhash: blob?.thumbhash,
      dominantColor: blob?.dominantColor,
      createdAt: now,
      updatedAt: now,
      ...values,
    })
    .$returningId();
  await indexImages(database(), [id]);
  const [row] = await database().select().from(images).where(eq(images.id, id));
  return row;
}

/** For tests: the viewer that a signed-in user is. */
export function viewerOf(user: Row<typeof users>): UserViewer {
  return {
    kind: "user",
    id: mintUserId(user.id),
    role: user.role,
    verified: user.emailVerifiedAt !== null,
    scopes: ["read", "generate", "write", "admin"],
    sessionId: null,
  };
}

/** For tests: the viewer that a visitor is. */
export function guestViewerOf(guest: Row<typeof guests>): GuestViewer {
  return { kind: "guest", id: mintGuestId(guest.id) };
}
