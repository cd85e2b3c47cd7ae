import { Readable } from "node:stream";
import { database, inTransaction } from "@/db/client";
import { listFavoritesOf, listGenerationsOf, listNotificationsOf, listPicturesOf } from "@/db/queries/account-data";
import { findAccountExport, updateAccountExport } from "@/db/queries/account-exports";
import { listApiTokens } from "@/db/queries/api-tokens";
import { type ClaimedJob, finishJob } from "@/db/queries/jobs";
import { listSessions } from "@/db/queries/sessions";
import { findUser, type UserRow } from "@/db/queries/users";
import { clock } from "@/lib/clock";
import { blobKey, storage } from "@/lib/storage";
import { measureFile, type ZipEntry, zipOf } from "@/lib/zip";
import { postLetter } from "../post";
import { exportKey } from "../service/exports";

const batch = 200;
const extensions: Record<string, string> = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" };

/** Makes a user's file: every picture, and everything stored about them as JSON. Tells them when it is ready. */
export async function runExport(job: ClaimedJob, exportId: number, signal: AbortSignal): Promise<void> {
  const row = await findAccountExport(exportId);
  const user = row && (await findUser(row.userId));
  if (!row || !user || row.status !== "queued") return finishJob(database(), job, "done");
  let bytes = 0;
  const archive = zipOf(everythingOf(user, signal));
  async function* counted() {
    for await (const part of archive) {
      bytes += part.length;
      yield part;
    }
  }
  await storage().put(exportKey(row.uuid), Readable.from(counted(), { objectMode: false }));
  const { uuid, expiresAt } = row;
  await inTransaction(async (tx) => {
    await updateAccountExport(tx, exportId, { status: "ready", bytes });
    if (user.emailNotifications) {
      const url = `/api/user/exports/${uuid}`;
      const { locale } = user;
      await postLetter(tx, user.email, { name: "export_ready", locale, url, date: expiresAt.toISOString() });
    }
    await finishJob(tx, job, "done");
  });
}

/** Notes that a file could not be made. */
export async function giveUpExport(job: ClaimedJob, exportId: number): Promise<void> {
  await inTransaction(async (tx) => {
    await updateAccountExport(tx, exportId, { status: "failed" });
    await finishJob(tx, job, "failed");
  });
}

async function* everythingOf(user: UserRow, signal: AbortSignal): AsyncGenerator<ZipEntry> {
  const pictures: object[] = [];
  for (let afterId = 0; ; ) {
    const rows = await listPicturesOf(user.id, afterId, batch);
    for (const { image, sha256, mime } of rows) {
      signal.throwIfAborted();
      afterId = image.id;
      const extension = extensions[mime ?? ""];
      const file = sha256 && extension ? `pictures/${image.uuid}.${extension}` : null;
      const content = file && sha256 ? await readPicture(blobKey(sha256, `full.${extension}`)) : null;
      if (file && content) yield { name: file, modifiedAt: image.createdAt, ...content };
      pictures.push({ ...pictureFacts(image), file: content ? file : null });
    }
    if (rows.length < batch) break;
  }
  const facts = JSON.stringify(await factsOf(user, pictures), null, 2);
  yield { name: "account.json", bytes: Buffer.from(facts), modifiedAt: clock.now() };
}

function readPicture(key: string) {
  return measureFile(async () => (await storage().open(key))?.stream ?? null);
}

type Picture = Awaited<ReturnType<typeof listPicturesOf>>[number]["image"];

/** Everything of a picture but what it is to the installation: numbers of rows and files. */
function pictureFacts(image: Picture): object {
  const { blobId, listed, userId, guestId, ...facts } = image;
  return facts;
}

async function factsOf(user: UserRow, pictures: object[]): Promise<object> {
  const { passwordHash, ...account } = user;
  const generations: object[] = [];
  for (let afterId = 0; ; ) {
    const rows = await listGenerationsOf(user.id, afterId, batch);
    generations.push(...rows);
    if (rows.length < batch) break;
    afterId = rows[rows.length - 1]?.id ?? afterId;
  }
  const [favorites, notifications, sessions, tokens] = await Promise.all([
    listFavoritesOf(user.id),
    listNotificationsOf(user.id),
    listSessions(user.id),
    listApiTokens(user.id),
  ]);
  return {
    made_at: clock.now(),
    account,
    pictures,
    generations,
    favorites,
    notifications,
    sessions,
    api_tokens: tokens.map(({ tokenHash, ...token }) => token),
  };
}
