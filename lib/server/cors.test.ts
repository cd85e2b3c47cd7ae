import type { OutgoingHttpHeaders } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { ask, startTestServer, type TestServer } from "./testing/server";

const friend = "https://app.example.org";
const token = { Authorization: "Bearer atl_any" };
const question = {
  Origin: friend,
  "Access-Control-Request-Method": "PATCH",
  "Access-Control-Request-Headers": "authorization,content-type,x-stainless-lang",
};

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    corsOrigins: [friend],
    pages: async (req, res) => {
      if (req.url === "/api/broken") throw new AppError("not_found");
      res.setHeader("Content-Type", "application/json");
      res.end("{}");
    },
  });
});
afterAll(() => server.close());

async function allowed(path: string, headers: OutgoingHttpHeaders, method = "GET") {
  const answered = await ask(server.port, path, { method, headers });
  expect(answered.headers).not.toHaveProperty("access-control-allow-credentials");
  return answered.headers["access-control-allow-origin"];
}

describe("a page of a listed site", () => {
  it("may ask with a token, and reads what our clients read", async () => {
    for (const path of ["/api/user", "/v1/models"]) {
      const { status, headers } = await ask(server.port, path, { headers: { Origin: friend, ...token } });
      expect([status, headers["access-control-allow-origin"]]).toEqual([200, friend]);
      expect(headers["access-control-expose-headers"]).toContain("RateLimit-Remaining");
    }
  });

  it("reads failures as well, before and behind the framework", async () => {
    const headers = { Origin: friend, ...token };
    expect(await allowed("/api/broken", headers)).toBe(friend);
    expect(await allowed("/media/none/full", headers)).toBe(friend);
    expect(await allowed("/api/images/upload", { ...headers, "Content-Length": "99999999" }, "POST")).toBe(friend);
  });

  it("is told beforehand what it may send", async () => {
    const { status, headers, body } = await ask(server.port, "/api/image/private", {
      method: "OPTIONS",
      headers: question,
    });
    expect([status, body.length]).toEqual([204, 0]);
    expect(headers).toMatchObject({
      "access-control-allow-origin": friend,
      "access-control-allow-headers": question["Access-Control-Request-Headers"],
      "access-control-allow-methods": expect.stringContaining("PATCH"),
      vary: expect.stringContaining("Origin"),
    });
    expect(headers).not.toHaveProperty("access-control-allow-credentials");
  });
});

describe("is told nothing", () => {
  it.each([
    ["a page of another site", "/api/user", "GET", { Origin: "https://evil.example", ...token }],
    ["a name that only begins alike", "/api/user", "GET", { Origin: `${friend}.evil.example`, ...token }],
    ["an origin that is none", "/api/user", "GET", { Origin: "null", ...token }],
    ["a page that brings a cookie", "/api/user", "GET", { Origin: friend, Cookie: "session=1" }],
    ["a page that brings a password", "/api/user", "GET", { Origin: friend, Authorization: "Basic YTpi" }],
    ["a page of the site itself", "/", "GET", { Origin: friend, ...token }],
    ["who asks beforehand from elsewhere", "/api/user", "OPTIONS", { ...question, Origin: "https://evil.example" }],
    [
      "who means to bring no token",
      "/api/user",
      "OPTIONS",
      { ...question, "Access-Control-Request-Headers": "x-authorization-not" },
    ],
    [
      "who asks for odd names",
      "/api/user",
      "OPTIONS",
      { ...question, "Access-Control-Request-Headers": "authorization, a:b" },
    ],
    ["who asks beforehand for a page", "/settings", "OPTIONS", question],
  ])("%s", async (_who, path, method, headers) => {
    expect(await allowed(path, headers, method)).toBeUndefined();
  });
});
