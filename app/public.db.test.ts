import sharp from "sharp";
import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { saveSetting } from "@/db/queries/settings";
import { users } from "@/db/schema";
import { makeImage, makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { newAddress } from "@/lib/accounts/testing";
import { clock } from "@/lib/clock";
import { editImage, setPrivate } from "@/lib/images/service/change";
import { removeImage } from "@/lib/images/service/remove";
import { uploadImage } from "@/lib/images/service/upload";
import { encoded, photo } from "@/lib/imaging/fixtures";
import type { UserViewer } from "@/lib/viewer";
import * as feedRoute from "./feed.atom/route";
import * as cardRoute from "./images/[uuid]/card/route";
import * as oembedRoute from "./oembed/route";
import * as robotsRoute from "./robots.txt/route";
import * as sitemapRoute from "./sitemap.xml/route";
import * as sitemapsRoute from "./sitemaps/[name]/route";

const site = "http://127.0.0.1:3000";
let owner: UserViewer;
let handle: string;

beforeEach(async () => {
  await resetDatabase();
  const user = await makeUser({ name: "Ada & <Co>" });
  owner = viewerOf(user);
  handle = user.handle;
  await saveSetting(database(), "gallery_visible_to", "everyone");
});

type Route = { GET: (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response> };

function get({ GET }: Route, path: string, params: Record<string, string> = {}, headers: Record<string, string> = {}) {
  const request = new Request(site + path, { headers: { "x-atelier-address": newAddress(), ...headers } });
  return GET(request, { params: Promise.resolve(params) });
}

const getFeed = (headers?: Record<string, string>) => get(feedRoute, "/feed.atom", {}, headers);
const getCard = (uuid: string, headers?: Record<string, string>, query = "") =>
  get(cardRoute, `/images/${uuid}/card${query}`, { uuid }, headers);
const getOembed = (url: string, more = "") =>
  get(oembedRoute, `/oembed?url=${encodeURIComponent(url)}&format=json${more}`);
const getPart = (name: string) => get(sitemapsRoute, `/sitemaps/${name}`, { name });
const pictures = (id: number) => getPart(`pictures-${Math.ceil(id / 45_000)}.xml`);
const textOf = async (answer: Promise<Response>) => (await answer).text();
const statusOf = async (answer: Promise<Response>) => (await answer).status;

/** A public picture with real bytes. */
async function shared(title?: string) {
  const bytes = await encoded(photo(900, 600), "jpeg");
  const image = await uploadImage(owner, { bytes, name: "lake.jpg", isPublic: true });
  if (title !== undefined) await editImage(owner, image.id, { title });
  return image;
}

/** Throws unless tags are closed in order, and no bare `<` or `&` is left. */
function requireWellFormed(xml: string): void {
  const open: string[] = [];
  const rest = xml
    .replace(/<\?[^>]*\?>/g, "")
    .replace(/<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>/g, (...[, end, name, , empty]) => {
      if (end === "/") expect(open.pop()).toBe(name);
      else if (empty !== "/") open.push(name);
      return "";
    });
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot|apos);)/);
}

/** What any answer says about a picture, whatever is asked. */
async function tracesOf(image: { id: number; uuid: string }): Promise<Record<string, boolean>> {
  return {
    feed: (await textOf(getFeed())).includes(image.uuid),
    map: (await textOf(pictures(image.id))).includes(image.uuid),
    card: (await statusOf(getCard(image.uuid))) === 200,
    oembed: (await statusOf(getOembed(`${site}/images/${image.uuid}`))) === 200,
  };
}
const nowhere = { feed: false, map: false, card: false, oembed: false };
const everywhere = { feed: true, map: true, card: true, oembed: true };

describe("only what everyone may see", () => {
  test("is told by feed, map, card and oEmbed", async () => {
    const userId = owner.id;
    const now = clock.now();
    const kept = [
      {},
      { isPublic: true, isTemp: true },
      { isPublic: true, state: "pending" },
      { isPublic: true, state: "failed" },
      { isPublic: true, trashedAt: now },
      { isPublic: true, hiddenAt: now },
    ] as const;
    for (const values of kept) {
      const image = await makeImage({ userId, ...values });
      expect(await tracesOf(image)).toEqual(nowhere);
    }
    expect(await tracesOf(await shared())).toEqual(everywhere);
  });

  test("turning a picture private, or throwing it away, takes effect with the next request", async () => {
    const image = await shared();
    expect(await tracesOf(image)).toEqual(everywhere);
    await setPrivate(owner, image.id, true);
    expect(await tracesOf(image)).toEqual(nowhere);
    await setPrivate(owner, image.id, false);
    expect(await tracesOf(image)).toEqual(everywhere);
    await removeImage(owner, image.id);
    expect(await tracesOf(image)).toEqual(nowhere);
  });

  test("a closed gallery tells nothing to anyone", async () => {
    const image = await shared();
    await saveSetting(database(), "gallery_visible_to", "members");
    expect(await tracesOf(image)).toEqual(nowhere);
    const all = [getFeed(), get(sitemapRoute, "/sitemap.xml"), pictures(image.id), getPart("site.xml")];
    expect(await Promise.all(all.map(statusOf))).toEqual([404, 404, 404, 404]);
    expect(await textOf(get(robotsRoute, "/robots.txt"))).toBe("User-agent: *\nDisallow: /\n");
  });
});

describe("the feed", () => {
  test("is well-formed whatever pictures are called, and has what readers show", async () => {
    const image = await shared(`</title><script>"&'\u0001\u202e]]> 夕焼け 🌅`);
    const answer = await getFeed();
    expect(answer.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
    const feed = await answer.text();
    requireWellFormed(feed);
    for (const part of [
      `<id>urn:uuid:${image.uuid}</id>`,
      "&lt;/title&gt;&lt;script&gt;&quot;&amp;&apos;\u202e]]&gt; 夕焼け 🌅",
      "<author><name>Ada &amp; &lt;Co&gt;</name>",
      `<link rel="alternate" type="text/html" href="${site}/images/${image.uuid}"/>`,
      `<link rel="self" type="application/atom+xml" href="${site}/feed.atom"/>`,
      `width="640" height="427"/>`,
    ]) {
      expect(feed).toContain(part);
    }
    expect(feed).toMatch(/<media:thumbnail url="[^"]+\/640\?v=\d+"/);
  });

  test("holds the fifty newest", async () => {
    const made = [];
    for (let n = 0; n < 52; n++)
      made.push(await makeImage({ userId: owner.id, isPublic: true, createdAt: new Date(1e12 + n * 1000) }));
    const feed = await textOf(getFeed());
    expect(feed.match(/<entry>/g)).toHaveLength(50);
    expect(made.map(({ uuid }) => feed.includes(uuid))).toEqual([false, false, ...Array(50).fill(true)]);
  });

  test("answers 304 to who has it, and anew when anything changed", async () => {
    const image = await shared();
    const first = await getFeed();
    const etag = first.headers.get("etag") ?? "";
    const again = await getFeed({ "if-none-match": `W/${etag}` });
    expect([again.status, again.headers.get("etag"), await again.text()]).toEqual([304, etag, ""]);
    await editImage(owner, image.id, { title: "Another" });
    expect(await statusOf(getFeed({ "if-none-match": etag }))).toBe(200);
  });

  test("shows nothing of what its maker calls sensitive but its name", async () => {
    const image = await shared("Wounds");
    await editImage(owner, image.id, { isSensitive: true });
    const feed = await textOf(getFeed());
    expect(feed).toContain("Wounds");
    expect(feed).not.toContain("/media/");
  });
});

describe("the card", () => {
  test("is a JPEG of 1200×630, kept like any bytes of a picture, and may stand on other sites", async () => {
    const image = await shared("Lake");
    const answer = await getCard(image.uuid);
    const { format, width, height } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    expect([format, width, height]).toEqual(["jpeg", 1200, 630]);
    expect(answer.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(answer.headers.get("cache-control")).toBe("private, no-cache");
    const etag = answer.headers.get("etag") ?? "";
    expect(await statusOf(getCard(image.uuid, { "if-none-match": etag }))).toBe(304);
    const current = await getCard(image.uuid, {}, `?v=${image.version + 1}`);
    expect(current.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
    await editImage(owner, image.id, { title: "Sea" });
    expect(await statusOf(getCard(image.uuid, { "if-none-match": etag }))).toBe(200);
  });

  test("of what is private or none at all is the same 404", async () => {
    const hidden = await makeImage({ userId: owner.id });
    const answers = await Promise.all([hidden.uuid, crypto.randomUUID(), "x", "../x"].map((uuid) => getCard(uuid)));
    const bodies = await Promise.all(answers.map((answer) => answer.json()));
    for (const [index, answer] of answers.entries()) {
      expect(answer.status).toBe(404);
      expect({ ...bodies[index], request_id: "" }).toEqual({ ...bodies[0], request_id: "" });
    }
  });
});

describe("oEmbed", () => {
  test("gives the largest size that fits", async () => {
    const image = await shared("Lake");
    const page = `${site}/images/${image.uuid}`;
    const embed = async (more = "") => (await getOembed(page, more)).json();
    expect(await embed()).toMatchObject({
      version: "1.0",
      type: "photo",
      title: "Lake",
      author_name: "Ada & <Co>",
      author_url: `${site}/u/${handle}`,
      provider_name: "Atelier",
      provider_url: `${site}/`,
      url: expect.stringContaining(`${site}/media/${image.uuid}/1280?v=`),
      width: 900,
      height: 600,
      thumbnail_url: expect.stringContaining(`${site}/images/${image.uuid}/card?v=`),
      thumbnail_width: 1200,
      thumbnail_height: 630,
    });
    expect(await embed("&maxwidth=700")).toMatchObject({ type: "photo", width: 640, height: 427 });
    expect(await embed("&maxwidth=700&maxheight=220")).toMatchObject({ type: "photo", width: 320, height: 213 });
    const none = await embed("&maxwidth=100");
    expect(none).toMatchObject({ type: "link" });
    expect(none).not.toHaveProperty("thumbnail_url");
    await editImage(owner, image.id, { isSensitive: true });
    const asked = await embed();
    expect(asked).toMatchObject({ type: "link" });
    expect(JSON.stringify(asked)).not.toContain("/media/");
  });

  test("knows its own picture pages and one language", async () => {
    const { uuid } = await shared();
    const others = [
      "",
      "x",
      `https://elsewhere.example/images/${uuid}`,
      `${site}/u/${uuid}`,
      `${site}/images/${uuid}/card`,
    ];
    for (const url of others) expect(await statusOf(getOembed(url))).toBe(404);
    expect(await statusOf(getOembed(`${site}/images/${uuid}/?x#y`))).toBe(200);
    const xml = get(oembedRoute, `/oembed?url=${encodeURIComponent(`${site}/images/${uuid}`)}&format=xml`);
    expect(await statusOf(xml)).toBe(501);
    expect(await statusOf(getOembed(`${site}/images/${uuid}`, "&maxwidth=-1"))).toBe(400);
  });
});

describe("the map of the site", () => {
  test("is an index of parts by ids, each with its public pictures alone", async () => {
    const far = { userId: owner.id, isPublic: true };
    const [first, second, hidden] = [
      await makeImage({ ...far, id: 7_000_000_001 }),
      await makeImage({ ...far, id: 7_000_050_000 }),
      await makeImage({ userId: owner.id, id: 7_000_100_000 }),
    ];
    const parts = [first, second, hidden].map(({ id }) => `pictures-${Math.ceil(id / 45_000)}`);
    // The index of parts is kept for a minute.
    const later = clock.now;
    clock.now = () => new Date(later().getTime() + 61_000);
    const index = await textOf(get(sitemapRoute, "/sitemap.xml"));
    clock.now = later;
    requireWellFormed(index);
    expect(parts.map((part) => index.includes(`<loc>${site}/sitemaps/${part}.xml</loc>`))).toEqual([true, true, false]);
    const part = await textOf(pictures(second.id));
    requireWellFormed(part);
    expect(part).toContain(
      `<url><loc>${site}/images/${second.uuid}</loc><lastmod>${second.updatedAt.toISOString()}</lastmod></url>`,
    );
    expect(part).not.toContain(first.uuid);
    expect(await textOf(pictures(hidden.id))).not.toContain("<url>");
  });

  test("has the makers who show something, and nobody else", async () => {
    const quiet = await makeUser();
    await makeImage({ userId: quiet.id });
    await makeImage({ userId: owner.id, isPublic: true });
    const part = `makers-${Math.ceil(owner.id / 45_000)}.xml`;
    const makers = await textOf(getPart(part));
    expect(makers).toContain(`<loc>${site}/u/${handle}</loc>`);
    expect(makers).not.toContain(quiet.handle);
    await database().update(users).set({ disabledAt: clock.now() });
    expect(await textOf(getPart(part))).not.toContain("<url>");
  });

  test("has no other parts", async () => {
    for (const name of [
      "site",
      "site-1.xml",
      "pictures.xml",
      "pictures-0.xml",
      "pictures--1.xml",
      "pictures-1e9.xml",
      "x.xml",
      "pictures-1.xml.xml",
    ]) {
      expect(await statusOf(getPart(name))).toBe(404);
    }
  });
});

test("robots are told where the map is, and what is no page for them", async () => {
  const robots = await textOf(get(robotsRoute, "/robots.txt"));
  expect(robots).toMatch(/^User-agent: \*\nDisallow: \/api\/\n/);
  expect(robots).toContain(`\nSitemap: ${site}/sitemap.xml\n`);
  expect(robots).not.toMatch(/^Disallow: \/$/m);
});
