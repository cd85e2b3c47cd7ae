import { randomInt } from "node:crypto";
import { inArray, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { indexImages } from "@/db/queries/image-terms";
import { insertSession } from "@/db/queries/sessions";
import { insertUser } from "@/db/queries/users";
import { favorites, images, styles } from "@/db/schema";
import { signSession } from "@/lib/auth/sessions";
import { clock, fromNow, hourMs, minuteMs } from "@/lib/clock";
import { mintUserId, newUuid } from "@/lib/ids";
import { preparePixels } from "@/lib/imaging/ingest";
import { paint } from "@/lib/scenes";
import { acquirePicture, storePicture } from "@/lib/storage/pictures";
import type { UserViewer } from "@/lib/viewer";

/** The pictures that all others are copies of, with other ids, times and likes. */
const seedSize = 1000;
const makers = 100;
/** One picture a minute. */
const copyMs = seedSize * minuteMs;

const vocabulary = {
  /** In every third prompt. */
  common: ["sunset", "forest", "light"],
  usual:
    "mountain lake river city night rain snow portrait garden flower ship harbour desert castle tower bridge cloud storm moon star field horse fox bird cat dog whale island village street market window door lamp candle book train balloon island meadow cliff wave beach valley canyon temple shrine lantern fog mist dawn dusk autumn winter spring summer red blue golden silver quiet ancient modern tiny huge painted drawn woven carved floating burning frozen hidden distant".split(
      " ",
    ),
  foreign: ["夕焼けの東京タワー", "山と湖", "قمر فوق البحر", "осенний лес"],
};

/** In exactly `rareHits` prompts, however many pictures there are. */
export const rareWord = "zeppelin";
const rareHits = 12;

export interface Filled {
  /** Whose library holds every tenth picture, and who has the most favorites. */
  collector: UserViewer;
  /** The collector's access token. */
  token: string;
}

/** Fills the gallery up to `size` pictures with real files behind them, shared by content. */
export async function fill(size: number): Promise<Filled> {
  const filled = await collector();
  if ((await countImages()) === 0) await seed(filled.collector.id);
  for (let copies = Math.floor((await countImages()) / seedSize); copies * seedSize < size; copies++) {
    await copySeed(copies);
  }
  await makeRare();
  await makeFavorites(filled.collector.id, Math.floor(size / 50));
  await database().execute(sql`analyze table images, image_terms, favorites`);
  return filled;
}

async function collector(): Promise<Filled> {
  const [found] = (await database().execute(sql`select id from users where handle = 'collector'`))[0] as unknown as {
    id: number;
  }[];
  const id = found?.id ?? (await insertMaker("collector"));
  const now = clock.now();
  const session = {
    userId: id,
    kind: "api",
    createdAt: now,
    lastSeenAt: now,
    expiresAt: fromNow(24 * hourMs),
  } as const;
  const sessionId = await insertSession(database(), session);
  const viewer: UserViewer = {
    kind: "user",
    id: mintUserId(id),
    role: "member",
    verified: true,
    scopes: ["read"],
    sessionId,
  };
  return { collector: viewer, token: await signSession("access", id, sessionId) };
}

function insertMaker(name: string): Promise<number> {
  return insertUser(database(), {
    email: `${name}@example.test`,
    name,
    handle: name,
    passwordHash: "none",
    role: "member",
    emailVerifiedAt: clock.now(),
  });
}

async function countImages(): Promise<number> {
  const [rows] = await database().execute(sql`select count(*) as n from images`);
  return Number((rows as unknown as { n: number }[])[0]?.n);
}

/** A thousand pictures of many makers, in all states that pictures have. */
async function seed(collectorId: number): Promise<void> {
  const blobs = await storeBlobs();
  const makerIds = [collectorId];
  for (let n = 1; n < makers; n++) makerIds.push(await insertMaker(`maker${n}`));
  const styleIds = (await database().select({ id: styles.id }).from(styles)).map((style) => style.id);
  const began = clock.now().getTime() - 3 * 365 * 24 * hourMs;
  const rows = Array.from({ length: seedSize }, (_, n) => {
    const blob = blobs[n % blobs.length];
    const kind = (["generated", "generated", "styled", "uploaded"] as const)[n % 4] ?? "generated";
    const createdAt = new Date(began + n * minuteMs);
    return {
      ...blob,
      uuid: newUuid(),
      kind,
      state: "ready" as const,
      userId: makerIds[n % 10 === 0 ? 0 : 1 + (n % (makers - 1))],
      isPublic: n % 11 > 1,
      isTemp: n % 23 === 1,
      hiddenAt: n % 97 === 1 ? createdAt : null,
      trashedAt: n % 31 === 2 ? createdAt : null,
      name: `picture ${n}.jpg`,
      prompt: kind === "uploaded" ? null : promptOf(n),
      title: kind === "uploaded" ? promptOf(n).slice(0, 60) : null,
      styleId: kind === "styled" && styleIds.length > 0 ? styleIds[n % styleIds.length] : null,
      model: kind === "uploaded" ? null : "painter",
      createdAt,
      updatedAt: createdAt,
    };
  });
  await database().insert(images).values(rows);
  const ids = (await database().select({ id: images.id }).from(images)).map((row) => row.id);
  await indexImages(database(), ids);
}

function promptOf(n: number): string {
  if (n % 50 === 25) return vocabulary.foreign[Math.floor(n / 50) % vocabulary.foreign.length] ?? "";
  const words = Array.from(
    { length: 7 },
    (_, at) => vocabulary.usual[(n * 7 + at * 31 + n * at) % vocabulary.usual.length],
  );
  return [vocabulary.common[n % 3], ...words, vocabulary.common[(n >> 2) % 3]].join(" ");
}

/** The seed once more, later; everything that everyone would notice is its own. */
async function copySeed(copies: number): Promise<void> {
  const plus = copies * seedSize;
  const later = (copies * copyMs) / 1000;
  const uuid = sql.raw(
    "lower(concat(hex(random_bytes(4)), '-', hex(random_bytes(2)), '-4', substr(hex(random_bytes(2)), 2), '-a', substr(hex(random_bytes(2)), 2), '-', hex(random_bytes(6))))",
  );
  await database().execute(sql`
    insert into images (id, uuid, kind, state, user_id, is_public, is_temp, name, title, prompt, blob_id, width, height,
      thumbhash, dominant_color, style_id, model, likes_count, trashed_at, hidden_at, created_at, updated_at, terms_version)
    select id + ${plus}, ${uuid}, kind, state, user_id, is_public, is_temp, name, title, prompt, blob_id, width, height,
      thumbhash, dominant_color, style_id, model, floor(pow(rand(), 8) * 1000), trashed_at, hidden_at,
      date_add(created_at, interval ${later} second), date_add(updated_at, interval ${later} second), terms_version
    from images where id <= ${seedSize}`);
  await database().execute(sql`
    insert into image_terms (listed, term, created_at, image_id)
    select listed, term, date_add(created_at, interval ${later} second), image_id + ${plus}
    from image_terms where image_id <= ${seedSize}`);
}

async function makeRare(): Promise<void> {
  const size = await countImages();
  const ids = Array.from({ length: rareHits }, (_, n) => 3 + n * 4 + Math.floor((n * (size - 100)) / rareHits));
  await database()
    .update(images)
    .set({ title: `a ${rareWord}`, isPublic: true, isTemp: false, hiddenAt: null, trashedAt: null })
    .where(inArray(images.id, ids));
  await indexImages(database(), ids);
}

async function makeFavorites(userId: number, wanted: number): Promise<void> {
  await database().execute(sql`
    insert ignore into ${favorites} (user_id, image_id, created_at)
    select ${userId}, id, date_add(created_at, interval 1 day) from images where listed = 1 order by created_at desc limit ${wanted}`);
}

/** Files as the product makes them, with their smaller variants: few paintings stand for all pictures. */
async function storeBlobs() {
  const shapes = [
    [960, 640],
    [640, 960],
    [800, 800],
    [1200, 640],
    [720, 960],
    [1000, 750],
  ] as const;
  const stored = [];
  for (let n = 0; n < 18; n++) {
    const [width, height] = shapes[n % shapes.length] ?? [800, 800];
    const prompt = vocabulary.usual.slice(n * 3, n * 3 + 4).join(" ");
    const { pixels } = paint({ prompt, seed: randomInt(2 ** 31), width, height }, { progress: () => undefined });
    const picture = await preparePixels(pixels, { mark: "algorithmicMedia" });
    await storePicture(picture);
    const blobId = await database().transaction((tx) => acquirePicture(tx, picture));
    const { thumbhash, dominantColor } = picture;
    stored.push({ blobId, width: picture.width, height: picture.height, thumbhash, dominantColor });
  }
  return stored;
}
