import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, it } from "vitest";
import { readTrust } from "./address";
import { admit } from "./incoming";

function originAfter(headers: Record<string, string>): string | undefined {
  const request = new IncomingMessage(new Socket());
  request.url = "/verify";
  Object.assign(request.headers, { host: "pictures.example", ...headers });
  admit(request, readTrust(""));
  return request.headers.origin;
}

it("a form of ours on a page without referrer names no origin", () => {
  expect(originAfter({ origin: "null", "sec-fetch-site": "same-origin" })).toBeUndefined();
});

it.each([
  [{ origin: "null" }, "null"],
  [{ origin: "null", "sec-fetch-site": "cross-site" }, "null"],
  [{ origin: "null", "sec-fetch-site": "same-site" }, "null"],
  [{ origin: "https://elsewhere.example", "sec-fetch-site": "same-origin" }, "https://elsewhere.example"],
])("all others keep theirs: %j", (headers, origin) => {
  expect(originAfter(headers)).toBe(origin);
});
