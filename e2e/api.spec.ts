import { type APIRequestContext, type APIResponse, expect, type PlaywrightWorkerArgs, test } from "@playwright/test";
import { bombPng, plainPng } from "./pictures/make";

type Playwright = PlaywrightWorkerArgs["playwright"];

/** A client of its own, without cookies, as a server or an app would be. */
async function client(playwright: Playwright, baseURL: string | undefined, token?: string): Promise<APIRequestContext> {
  const extraHTTPHeaders: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  return playwright.request.newContext({ baseURL, extraHTTPHeaders });
}

interface Guest {
  api: APIRequestContext;
  token: string;
  imageId: number;
  imageUuid: string;
}

/** A guest with one uploaded picture. */
async function guestWithPicture(playwright: Playwright, baseURL: string | undefined): Promise<Guest> {
  const first = await client(playwright, baseURL);
  const answer = await first.post("/api/images/upload", {
    multipart: { image: file(plainPng(64, 48)), is_public: "false" },
  });
  expect(answer.status()).toBe(201);
  const body = await answer.json();
  const api = await client(playwright, baseURL, body.guest_token);
  return { api, token: body.guest_token, imageId: body.image_id, imageUuid: body.image_uuid };
}

function file(buffer: Buffer, name = "picture.png", mimeType = "image/png") {
  return { name, mimeType, buffer };
}

/** Every error has the contract's shape, as JSON, and says nothing of the inside. */
async function expectError(answer: APIResponse, status: number, code: string): Promise<Record<string, unknown>> {
  const text = await answer.text();
  expect(answer.status(), text).toBe(status);
  expect(answer.headers()["content-type"]).toContain("application/json");
  const body = JSON.parse(text);
  expect(body).toMatchObject({ success: false, code, error: expect.any(String), message: expect.any(String) });
  expect(body.request_id).toBe(answer.headers()["x-request-id"]);
  expect(text).not.toMatch(/node_modules|\.ts:|\/work|select |ECONN/);
  return body;
}

async function finished(api: APIRequestContext, promptId: string): Promise<APIResponse> {
  for (;;) {
    const answer = await api.get(`/api/images/fetch-styled/${promptId}`);
    if (answer.status() !== 404) return answer;
    const body = await expectError(answer, 404, "not_ready");
    expect(["queued", "running"]).toContain(body.status);
    expect(body.progress).toBeGreaterThanOrEqual(0);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test.describe("restyling by API", () => {
  test("upload, style change, fetch: the second document's flow, as a guest without cookies", async ({
    playwright,
    baseURL,
  }) => {
    const guest = await guestWithPicture(playwright, baseURL);
    const styles = await (await guest.api.get("/api/styles")).json();
    const pencil = styles.find((style: { slug: string }) => style.slug === "pencil");
    expect(pencil).toMatchObject({ enabled: true, title: expect.any(String), preview_image: expect.any(String) });

    const asked = await guest.api.post("/api/images/style-change", {
      data: { image_id: guest.imageId, style_id: pencil.id, strength: 0.8 },
    });
    expect(asked.status()).toBe(200);
    const { prompt_id, image_uuid, plugin } = await asked.json();
    expect(plugin).toBe("builtin");

    const answer = await finished(guest.api, prompt_id);
    expect(answer.status()).toBe(200);
    const styled = (await answer.json()).styled_image;
    expect(styled).toMatchObject({ id: expect.any(Number), is_temp: true });
    expect(styled.path).toContain(image_uuid);
    const bytes = await guest.api.get(styled.path);
    expect(bytes.headers()["content-type"]).toMatch(/^image\/(png|jpeg)$/);
    expect(await (await guest.api.get(`/api/images/fetch-styled/${prompt_id}`)).json()).toEqual(await answer.json());

    const stranger = await guestWithPicture(playwright, baseURL);
    await expectError(await stranger.api.get(`/api/images/fetch-styled/${prompt_id}`), 404, "not_found");
    await expectError(await stranger.api.get(styled.path), 404, "not_found");
    await expectError(
      await stranger.api.post("/api/images/style-change", { data: { image_id: guest.imageId, style_id: pencil.id } }),
      404,
      "not_found",
    );
  });

  test("null style is the default style; foreign things are refused in words", async ({ playwright, baseURL }) => {
    const { api, imageId } = await guestWithPicture(playwright, baseURL);
    const headers = { "Content-Type": "application/json" };
    const change = (body: unknown) =>
      api.post("/api/images/style-change", { data: Buffer.from(JSON.stringify(body)), headers });
    expect((await change({ image_id: imageId, style_id: null })).status()).toBe(200);
    await expectError(await change({ image_id: imageId, style_id: 999_999 }), 404, "not_found");
    await expectError(await change({ image_id: 999_999_999, style_id: null }), 404, "not_found");
    for (const wrong of [
      { image_id: "1", style_id: null },
      { image_id: 1.5 },
      { image_id: -1 },
      { style_id: 1 },
      { image_id: imageId, strength: 1.2 },
      { image_id: imageId, strength: "much" },
      { image_id: imageId, style_id: null, params: { nonsense: 1 } },
      [],
      "text",
    ]) {
      const body = await expectError(await change(wrong), 422, "invalid");
      expect(Object.keys(body.errors ?? {}).length).toBeGreaterThan(0);
    }
  });

  test("without a token, only this site may ask", async ({ playwright, baseURL }) => {
    const api = await client(playwright, baseURL);
    const data = { image_id: 999_999_999, style_id: null };
    await expectError(await api.post("/api/images/style-change", { data }), 403, "cross_site");
    const foreign = { Origin: "https://elsewhere.example" };
    await expectError(await api.post("/api/images/style-change", { data, headers: foreign }), 403, "cross_site");
    await expectError(
      await api.post("/api/images/upload", { multipart: { image: file(plainPng(8, 8)) }, headers: foreign }),
      403,
      "cross_site",
    );
    const own = { Referer: `${baseURL}/create` };
    await expectError(await api.post("/api/images/style-change", { data, headers: own }), 404, "not_found");
  });

  test("a repeated request with the same key answers the same, once", async ({ playwright, baseURL }) => {
    const { api, imageId } = await guestWithPicture(playwright, baseURL);
    const headers = { "Idempotency-Key": `key-${Date.now()}` };
    const ask = (strength: number) =>
      api.post("/api/images/style-change", { data: { image_id: imageId, style_id: null, strength }, headers });
    const first = await (await ask(0.5)).json();
    expect(await (await ask(0.5)).json()).toEqual(first);
    await expectError(await ask(0.6), 409, "idempotency_mismatch");
    expect((await (await api.get("/api/generations")).json()).data).toHaveLength(1);
  });
});

test.describe("generations", () => {
  test("one's own can be read and cancelled by two at once, others' are not there", async ({ playwright, baseURL }) => {
    const { api, imageId } = await guestWithPicture(playwright, baseURL);
    const { prompt_id } = await (
      await api.post("/api/images/style-change", { data: { image_id: imageId, style_id: null } })
    ).json();
    expect((await (await api.get(`/api/generations/${prompt_id}`)).json()).data).toMatchObject({
      uuid: prompt_id,
      kind: "restyle",
    });
    const [one, two] = await Promise.all([
      api.delete(`/api/generations/${prompt_id}`),
      api.delete(`/api/generations/${prompt_id}`),
    ]);
    expect([one.status(), two.status()]).toEqual([200, 200]);
    const stranger = await guestWithPicture(playwright, baseURL);
    await expectError(await stranger.api.get(`/api/generations/${prompt_id}`), 404, "not_found");
    await expectError(await stranger.api.delete(`/api/generations/${prompt_id}`), 404, "not_found");
    await expectError(await stranger.api.get("/api/generations/not-a-uuid"), 404, "not_found");
  });
});

test.describe("uploads that are no good", () => {
  const good = plainPng(64, 48);
  const cases: [string, Buffer, string][] = [
    ["nothing", Buffer.alloc(0), "image_unreadable"],
    ["text", Buffer.from("hello"), "image_type"],
    ["SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), "image_type"],
    ["GIF", Buffer.from("GIF89a\x01\x00\x01\x00\x80\x00\x00"), "image_type"],
    ["truncated", good.subarray(0, good.length - 30), "image_unreadable"],
    ["196 megapixels", bombPng(), "image_too_large"],
    ["over 10 MB", Buffer.concat([good, Buffer.alloc(10 * 1024 * 1024)]), "image_too_large"],
  ];
  for (const [name, bytes, code] of cases) {
    test(`${name}: 422 ${code}`, async ({ playwright, baseURL }) => {
      const api = await client(playwright, baseURL);
      const answer = await api.post("/api/images/upload", { multipart: { image: file(bytes, "x.png") } });
      const body = await expectError(answer, 422, code);
      expect(body.errors).toHaveProperty("image");
    });
  }

  test("a body over 11 MiB is refused before it is read", async ({ playwright, baseURL }) => {
    const api = await client(playwright, baseURL);
    const answer = await api.post("/api/images/upload", { multipart: { image: file(Buffer.alloc(12 * 1024 * 1024)) } });
    await expectError(answer, 413, "too_large");
  });

  test("no picture, a text for a picture, no multipart", async ({ playwright, baseURL }) => {
    const api = await client(playwright, baseURL);
    await expectError(await api.post("/api/images/upload", { multipart: { other: "x" } }), 422, "invalid");
    await expectError(await api.post("/api/images/upload", { multipart: { image: "x" } }), 422, "invalid");
    await expectError(await api.post("/api/images/upload", { data: { image: "x" } }), 415, "unsupported_media_type");
  });

  test("HTML hidden in a PNG is gone, its name harmless", async ({ playwright, baseURL }) => {
    const api = await client(playwright, baseURL);
    const polyglot = Buffer.concat([
      plainPng(32, 32, { text: "<script>alert(1)</script>" }),
      Buffer.from("<html><script>1</script>"),
    ]);
    const answer = await api.post("/api/images/upload", {
      multipart: { image: file(polyglot, "../../etc/p\u0000asswd<b>.png") },
    });
    expect(answer.status()).toBe(201);
    const { path, guest_token } = await answer.json();
    const bytes = await (await (await client(playwright, baseURL, guest_token)).get(path)).body();
    expect(bytes.includes("<script>")).toBe(false);
    expect(bytes.includes("<html>")).toBe(false);
  });
});

test.describe("rules for all routes", () => {
  test("unknown routes and wrong methods are JSON, with Allow", async ({ playwright, baseURL }) => {
    const api = await client(playwright, baseURL);
    await expectError(await api.get("/api/nothing/here"), 404, "not_found");
    await expectError(await api.post("/api/nothing"), 404, "not_found");
    const wrong = await api.delete("/api/styles");
    await expectError(wrong, 405, "method_not_allowed");
    expect(wrong.headers().allow).toBe("GET, HEAD, POST");
  });

  test("/api/v1 answers the same", async ({ playwright, baseURL }) => {
    const api = await client(playwright, baseURL);
    expect(await (await api.get("/api/v1/styles")).json()).toEqual(await (await api.get("/api/styles")).json());
    await expectError(await api.get("/api/v1/nothing"), 404, "not_found");
  });

  test("a bad token is 401, never anonymous", async ({ playwright, baseURL }) => {
    for (const token of ["nonsense", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIiwiYXVkIjoiZ3Vlc3QifQ."]) {
      const api = await client(playwright, baseURL, token);
      await expectError(await api.get("/api/images"), 401, "invalid_token");
      await expectError(await api.get("/media/00000000-0000-4000-8000-000000000000/full"), 401, "invalid_token");
    }
  });

  test("malformed JSON is 400, another type 415, list parameters that are not allowed 400", async ({
    playwright,
    baseURL,
  }) => {
    const { api } = await guestWithPicture(playwright, baseURL);
    const json = { "Content-Type": "application/json" };
    await expectError(
      await api.post("/api/images/style-change", { data: Buffer.from("{"), headers: json }),
      400,
      "bad_request",
    );
    const text = { "Content-Type": "text/plain" };
    await expectError(
      await api.post("/api/images/style-change", { data: Buffer.from("{}"), headers: text }),
      415,
      "unsupported_media_type",
    );
    for (const query of ["limit=0", "limit=201", "limit=x", "cursor=!", "cursor=W10", "cursor=bm90aGluZw"]) {
      await expectError(await api.get(`/api/images?${query}`), 400, "bad_request");
    }
  });

  test("the document describes every route that answers", async ({ playwright, baseURL }) => {
    const api = await client(playwright, baseURL);
    const document = await (await api.get("/api/openapi.json")).json();
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(["/api/images", "/api/images/upload", "/api/styles", "/api/health"]),
    );
    expect(
      document.paths["/api/images/style-change"].post.requestBody.content["application/json"].schema.properties,
    ).toHaveProperty("image_id");
  });

  test("health tells of database, queue and storage", async ({ playwright, baseURL }) => {
    const api = await client(playwright, baseURL);
    expect(await (await api.get("/api/health")).json()).toMatchObject({
      status: "ok",
      database: "ok",
      storage: "ok",
      queue: { waiting: expect.any(Number) },
    });
  });
});

test("pages of GET /api/images follow their Link and hold each picture once", async ({ playwright, baseURL }) => {
  const { api, imageUuid } = await guestWithPicture(playwright, baseURL);
  const seen: string[] = [];
  for (let next: string | undefined = "/api/images?limit=4"; next; ) {
    const answer: APIResponse = await api.get(next);
    expect(answer.status()).toBe(200);
    for (const image of await answer.json()) seen.push(image.uuid);
    next = /<([^>]+)>; rel="next"/.exec(answer.headers().link ?? "")?.[1]?.replace(/^https?:\/\/[^/]+/, "");
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toContain(imageUuid);
  const mine = (await (await api.get("/api/images?limit=200")).json()).find(
    (image: { uuid: string }) => image.uuid === imageUuid,
  );
  expect(mine).toMatchObject({
    is_temp: true,
    is_public: false,
    is_new: true,
    kind: "uploaded",
    width: 64,
    height: 48,
  });
});
