import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limits } from "@/lib/limits";
import type { ListenerParts } from "./listener";
import { ask, startTestServer, type TestServer } from "./testing/server";

/** Stands where the framework is: reads the whole body and tells what it saw. */
const mirror: ListenerParts["pages"] = async (req, res) => {
  if (req.url === "/throws") throw new Error("secret detail");
  let bytes = 0;
  for await (const chunk of req) bytes += chunk.length;
  res.setHeader("Content-Type", "application/json");
  res.end(JSON.stringify({ url: req.url, headers: req.headers, bytes }));
};

interface Seen {
  url: string;
  headers: IncomingHttpHeaders;
  bytes: number;
}

let open: TestServer;
let behindProxy: TestServer;

beforeAll(async () => {
  open = await startTestServer({ pages: mirror });
  behindProxy = await startTestServer({ pages: mirror, trustedProxies: "loopback", isHttps: true });
});

afterAll(async () => {
  await open.close();
  await behindProxy.close();
});

async function seen(server: TestServer, path: string, headers: OutgoingHttpHeaders = {}): Promise<Seen> {
  const answered = await ask(server.port, path, { headers });
  return JSON.parse(answered.body.toString());
}

describe("what strangers say of themselves", () => {
  const claims = {
    "X-Forwarded-For": "198.51.100.7",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Real-IP": "198.51.100.7",
    Forwarded: "for=198.51.100.7",
    "X-Request-Id": "chosen-by-me",
  };

  it("is dropped when no proxy of ours says it", async () => {
    const { headers } = await seen(open, "/", claims);
    expect(headers["x-atelier-address"]).toBe("127.0.0.1");
    expect(headers["x-forwarded-for"]).toBe("127.0.0.1");
    expect(headers["x-request-id"]).not.toBe("chosen-by-me");
    for (const name of ["x-forwarded-host", "x-forwarded-proto", "x-real-ip", "forwarded"]) {
      expect(headers).not.toHaveProperty(name);
    }
  });

  it("is believed of a proxy of ours", async () => {
    const { headers } = await seen(behindProxy, "/", claims);
    expect(headers["x-atelier-address"]).toBe("198.51.100.7");
    expect(headers["x-forwarded-host"]).toBe("evil.example");
    expect(headers["x-forwarded-proto"]).toBe("https");
    expect(headers["x-request-id"]).toBe("chosen-by-me");
    expect(headers).not.toHaveProperty("x-atelier-local");
  });

  it.each(["a b", "short", "x".repeat(200), 'has"quote-in-it'])("never is a malformed request id: %s", async (id) => {
    const { headers } = await seen(behindProxy, "/", { "X-Request-Id": id });
    expect(headers["x-request-id"]).toMatch(/^[\da-f-]{36}$/);
  });

  it("never is one of our own or the framework's inner headers", async () => {
    const inner = {
      "x-atelier-local": "1",
      "x-atelier-address": "1.1.1.1",
      "x-middleware-subrequest": "middleware",
      "x-middleware-rewrite": "/admin",
      "x-nextjs-data": "1",
      "x-invoke-path": "/admin",
      "x-original-url": "/admin",
      "content-security-policy": "script-src 'nonce-mine'",
    };
    const { headers } = await seen(open, "/", { ...inner, "X-Forwarded-For": "1.1.1.1" });
    expect(headers["x-atelier-address"]).toBe("127.0.0.1");
    expect(headers["content-security-policy"]).not.toContain("nonce-mine");
    const rest = Object.keys(inner).filter((name) => !["x-atelier-address", "content-security-policy"].includes(name));
    for (const name of rest) expect(headers).not.toHaveProperty(name);
  });
});

describe("what this server asks itself, where the framework passes an action on", () => {
  it("is asked by the client, and is not the machine itself", async () => {
    const { headers } = await seen(open, "/", {});
    const pass = String(headers["x-atelier-own"]);
    const passedOn = await seen(open, "/", { "X-Atelier-Own": pass, "X-Forwarded-For": "198.51.100.7" });
    expect(passedOn.headers["x-atelier-address"]).toBe("198.51.100.7");
    expect(passedOn.headers).not.toHaveProperty("x-atelier-local");
  });

  it.each(["", "x".repeat(32), "é".repeat(32)])("takes the right pass: not %j", async (pass) => {
    const { headers } = await seen(open, "/", { "X-Atelier-Own": pass, "X-Forwarded-For": "198.51.100.7" });
    expect(headers["x-atelier-address"]).toBe("127.0.0.1");
  });
});

describe("the machine itself", () => {
  it("is known by its address and a name of its own", async () => {
    expect((await seen(open, "/")).headers["x-atelier-local"]).toBe("1");
    expect((await seen(open, "/", { Host: "localhost:3000" })).headers["x-atelier-local"]).toBe("1");
  });

  it.each([
    { "X-Forwarded-For": "127.0.0.1" },
    { Forwarded: "for=127.0.0.1" },
    { Via: "1.1 proxy" },
    { "X-Real-IP": "127.0.0.1" },
    { Host: "rebound.example:3000" },
  ])("is not who comes with %j", async (headers) => {
    expect((await seen(open, "/", headers)).headers).not.toHaveProperty("x-atelier-local");
  });
});

describe("addresses", () => {
  it.each([
    ["/api/v1/images?limit=2", "/api/images?limit=2"],
    ["/api/v1", "/api"],
    ["/api/v10/images", "/api/v10/images"],
    ["/v1/models", "/v1/models"],
    ["/caf%C3%A9?q=%zz", "/caf%C3%A9?q=%zz"],
  ])("%s", async (path, expected) => {
    expect((await seen(open, path)).url).toBe(expected);
  });

  it.each(["/%zz", "/%c0%af", "/a%00b", "/a/../b", "/a/%2e%2e/b", "/a/.", "/a\\b", "*", "http://127.0.0.1/x"])(
    "refuses %s",
    async (path) => {
      const answered = await ask(open.port, path);
      expect(answered.status).toBe(400);
      expect(answered.json()).toMatchObject({ success: false, code: "bad_request" });
      expect(answered.headers["x-request-id"]).toBeDefined();
    },
  );

  it("refuses a Host that is none", async () => {
    const answered = await ask(open.port, "/", { headers: { Host: "a b/<script>" } });
    expect(answered.status).toBe(400);
  });
});

describe("answers", () => {
  it("give a page's policy to the framework, too", async () => {
    const answered = await ask(open.port, "/", {});
    const { headers } = answered.json() as Seen;
    expect(headers["content-security-policy"]).toBe(answered.headers["content-security-policy"]);
    expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[^']+'/);
    expect(answered.headers["x-request-id"]).toBe(headers["x-request-id"]);
    expect(answered.headers["x-content-type-options"]).toBe("nosniff");
  });

  it("of the API run nothing", async () => {
    const answered = await ask(behindProxy.port, "/api/health");
    expect(answered.headers["content-security-policy"]).toMatch(/^default-src 'none'/);
    expect(answered.headers["strict-transport-security"]).toBeDefined();
  });

  it("tell nothing of a bug", async () => {
    const answered = await ask(open.port, "/throws");
    expect(answered.status).toBe(500);
    expect(answered.json()).toMatchObject({ code: "internal", request_id: answered.headers["x-request-id"] });
    expect(answered.body.toString()).not.toContain("secret");
  });
});

describe("bodies", () => {
  const overOrdinary = Buffer.alloc(limits.bodyMaxBytes + 1);
  const overUpload = Buffer.alloc(limits.uploadBodyMaxBytes + 1);
  const chunked = { "Transfer-Encoding": "chunked" };

  it.each([
    ["/api/image/generate", overOrdinary, {}],
    ["/create", overOrdinary, {}],
    ["/api/images/upload", overUpload, {}],
    ["/api/v1/images/upload", overUpload, {}],
    ["/v1/images/edits", overUpload, {}],
    ["/api/image/generate", overOrdinary, chunked],
    ["/api/images/upload", overUpload, chunked],
    ["/api/images/upload", overUpload, { ...chunked, Origin: "https://app.example.org", Authorization: "Bearer any" }],
  ])("over the limit of %s are refused, and the client sees it", async (path, body, headers) => {
    const answered = await ask(open.port, path, { method: "POST", body, headers });
    expect(answered.status).toBe(413);
    const failure = path.startsWith("/v1/") ? { error: { code: "too_large" } } : { success: false, code: "too_large" };
    expect(answered.json()).toMatchObject(failure);
    expect(answered.headers.connection).toBe("close");
  });

  it.each([
    ["/api/image/generate", limits.bodyMaxBytes, {}],
    ["/api/image/generate", limits.bodyMaxBytes, chunked],
    ["/api/v1/images/upload", limits.uploadBodyMaxBytes, {}],
    ["/api/images/upload", limits.uploadBodyMaxBytes, chunked],
  ])("that just fit %s arrive whole", async (path, bytes, headers) => {
    const answered = await ask(open.port, path, { method: "POST", body: Buffer.alloc(bytes), headers });
    expect(answered.json()).toMatchObject({ bytes });
  });

  it("are refused before they are sent when the client asks first", async () => {
    const head = `POST /api/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${limits.bodyMaxBytes + 1}\r\n`;
    const answer = await raw(`${head}Expect: 100-continue\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).not.toContain("100 Continue");
  });

  it("are asked for when they fit", async () => {
    const answer = await raw(
      "POST /api/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\nhi",
    );
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
    expect(answer).toContain('"bytes":2');
  });

  it("that are framed in two ways at once are refused", async () => {
    const answer = await raw(
      "POST /api/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });
});

/** Sends bytes as they are and collects the answer until the server closes. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(open.port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.setEncoding("utf8").on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("end", () => resolve(answer)).on("error", reject);
  });
}
