import { randomBytes } from "node:crypto";
import { database, inTransaction, type Transaction } from "@/db/client";
import { releaseBlobs } from "@/db/queries/blobs";
import { insertFavorites } from "@/db/queries/favorites";
import { insertGuest } from "@/db/queries/guests";
import { deleteImages, insertImages, type NewImage } from "@/db/queries/images";
import { updateLeakCheck } from "@/db/queries/leak-checks";
import { deleteGuest, type LeakSample, listLeakSamples, listTracePictures } from "@/db/queries/leak-samples";
import { insertSession } from "@/db/queries/sessions";
import { deleteUser, insertUser } from "@/db/queries/users";
import type { LeakTraces } from "@/db/schema";
import { guestCookie } from "@/lib/auth/guests";
import { sessionCookie, signSession } from "@/lib/auth/sessions";
import { signToken } from "@/lib/auth/signed";
import { clock, dayMs, fromNow, hourMs } from "@/lib/clock";
import { newUuid } from "@/lib/ids";
import { preparePixels } from "@/lib/imaging/ingest";
import { enqueue } from "@/lib/queue";
import { blobRemove } from "@/lib/queue/jobs";
import { acquirePicture, storePicture } from "@/lib/storage/pictures";
import { type LeakKind, type LeakViewer, leakKinds } from "../schema";

export interface Sample extends LeakSample {
  kind: LeakKind;
  /** Whether it was made for the check: then everything may be tried on it. */
  isBait: boolean;
}

/** What is asked for, and by whom. */
export interface Scene {
  samples: Sample[];
  /** Header fields by which each viewer is known. */
  viewers: Record<LeakViewer, Record<string, string>>;
  /** The maker's name in addresses. */
  handle: string;
  ownerId: number;
  /** Stands in all words of the check's own pictures, and nowhere else: not even in the names of its people. */
  word: string;
}

/** So many of the installation's own pictures are asked for, of each kind. */
const ownSamples = 2;
/** Broad enough that every smaller file is made of it. */
const size = { width: 1400, height: 24 };

/**
 * Makes people and pictures of the check's own, of each kind one, and takes some of the installation's beside them. The
 * own ones are the newest and most liked, so that they stand first in every list that leaks.
 */
export async function makeScene(checkId: number): Promise<Scene> {
  const word = `leak${randomBytes(8).toString("hex")}`;
  const handle = `check-${randomBytes(6).toString("hex")}`;
  const { ownerId, visitorId, guestId } = await makePeople(checkId, handle);
  const baits = await makeBaits(ownerId, visitorId, word);
  const own: Sample[] = [];
  for (const kind of leakKinds) {
    const found = await listLeakSamples(kind, [ownerId], ownSamples);
    own.push(...found.map((sample) => ({ ...sample, kind, isBait: false })));
  }
  const now = clock.now();
  const session = { kind: "browser" as const, createdAt: now, lastSeenAt: now, expiresAt: fromNow(hourMs) };
  const sessionId = await inTransaction((tx) => insertSession(tx, { ...session, userId: visitorId }));
  const visitor = await signSession("browser", visitorId, sessionId);
  const guest = await signToken("guest", guestId, {}, hourMs);
  return {
    samples: [...baits, ...own],
    viewers: {
      nobody: {},
      guest: { cookie: `${guestCookie}=${guest}` },
      user: { cookie: `${sessionCookie}=${visitor}` },
    },
    handle,
    ownerId,
    word,
  };
}

/** Noted in the check's row before anything is theirs, so that a check that dies leaves nobody behind. */
async function makePeople(checkId: number, handle: string) {
  const guestId = await insertGuest(database());
  return inTransaction(async (tx) => {
    const ownerId = await insertPerson(tx, handle);
    const visitorId = await insertPerson(tx, `${handle}-visitor`);
    await updateLeakCheck(tx, checkId, { traces: { users: [ownerId, visitorId], guests: [guestId] } });
    return { ownerId, visitorId, guestId };
  });
}

/** A member whom no password fits and no mail reaches: the domain is reserved for what does not exist (RFC 2606). */
function insertPerson(tx: Transaction, handle: string): Promise<number> {
  const random = (bytes: number) => randomBytes(bytes).toString("base64").replace(/=+$/, "");
  return insertUser(tx, {
    email: `${handle}@atelier.invalid`,
    name: handle,
    handle,
    passwordHash: `$argon2id$v=19$m=19456,t=2,p=1$${random(16)}$${random(32)}`,
    role: "member",
    emailVerifiedAt: clock.now(),
    emailNotifications: false,
  });
}

async function makeBaits(ownerId: number, visitorId: number, word: string): Promise<Sample[]> {
  const data = new Uint8ClampedArray(randomBytes(size.width * size.height * 4));
  const picture = await preparePixels({ ...size, data }, { mark: "algorithmicMedia" });
  await storePicture(picture);
  const now = clock.now();
  const { width, height, thumbhash, dominantColor } = picture;
  return inTransaction(async (tx) => {
    const rows: NewImage[] = [];
    for (const kind of leakKinds) {
      rows.push({
        ...{ uuid: newUuid(), kind: "generated", state: "ready", userId: ownerId },
        ...{ name: `${word}.png`, title: word, alt: word, prompt: word },
        blobId: await acquirePicture(tx, picture),
        ...{ width, height, thumbhash, dominantColor, likesCount: 1_000_000_000 },
        isPublic: kind !== "private",
        isTemp: kind === "temporary",
        trashedAt: kind === "trashed" ? now : null,
        hiddenAt: kind === "hidden" ? now : null,
        expiresAt: kind === "temporary" ? fromNow(dayMs) : null,
        createdAt: now,
        updatedAt: now,
      });
    }
    const ids = await insertImages(tx, rows);
    await insertFavorites(tx, visitorId, ids);
    return ids.map((id, at) => ({ id, uuid: rows[at].uuid, generation: null, kind: leakKinds[at], isBait: true }));
  });
}

/** Takes away what a check made, whatever it or those who asked did with it. */
export async function removeScene(checkId: number, traces: LeakTraces): Promise<void> {
  const gone = await listTracePictures(traces.users, traces.guests);
  await inTransaction(async (tx) => {
    await deleteImages(
      tx,
      gone.map(({ id }) => id),
    );
    const orphans = await releaseBlobs(
      tx,
      gone.map(({ blobId }) => blobId),
    );
    await enqueue(
      tx,
      blobRemove,
      orphans.map((sha256) => ({ sha256 })),
      { lane: "system" },
    );
    for (const id of traces.users) await deleteUser(tx, id);
    for (const id of traces.guests) await deleteGuest(tx, id);
    await updateLeakCheck(tx, checkId, { traces: null });
  });
}
