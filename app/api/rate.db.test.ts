import { expect, test } from "vitest";
import { newAddress } from "@/lib/accounts/testing";
import * as register from "./auth/register/route";
import * as upload from "./images/upload/route";
import * as styles from "./styles/route";
import { type Answered, ask } from "./testing";

const rateOf = ({ headers }: Answered) =>
  ["limit", "remaining", "reset"].map((name) => Number(headers.get(`ratelimit-${name}`) ?? Number.NaN));

test("an answer says how much is left, whether it succeeds or not", async () => {
  const address = newAddress();
  const [limit, remaining, reset] = rateOf(await ask(styles, "GET", { address }));
  expect([limit, remaining]).toEqual([1000, 999]);
  expect(reset).toBeGreaterThan(3500);
  const refused = await ask(upload, "POST", { address, body: {} });
  expect(refused.status).toBe(415);
  expect(rateOf(refused).slice(0, 2)).toEqual([10, 9]);
});

test.each([
  ["counted in memory", upload, 10, 60],
  ["counted in the database", register, 5, 3600],
])("past the limit %s: 429 with the same three fields and when to come back", async (_how, routes, limit, windowS) => {
  const address = newAddress();
  for (let left = limit - 1; left >= 0; left--) {
    const answered = await ask(routes, "POST", { address, body: {} });
    expect(answered.status).not.toBe(429);
    expect(rateOf(answered).slice(0, 2)).toEqual([limit, left]);
  }
  const refused = await ask(routes, "POST", { address, body: {} });
  expect(refused.status).toBe(429);
  expect(refused.body).toMatchObject({ success: false, code: "rate_limited" });
  const [ofLimit, remaining, reset] = rateOf(refused);
  expect([ofLimit, remaining]).toEqual([limit, 0]);
  expect(reset).toBeGreaterThan(0);
  expect(reset).toBeLessThanOrEqual(windowS);
  expect(Number(refused.headers.get("retry-after"))).toBe(reset);
  expect((await ask(routes, "POST", { address: newAddress(), body: {} })).status).not.toBe(429);
});
