import { expect, test } from "vitest";
import { describeError } from "./log";

test("what people wrote does not come into the log with a failed query", () => {
  const cause = Object.assign(new Error("Duplicate entry 'me@example.test' for key 'users_email'"), {
    code: "ER_DUP_ENTRY",
  });
  const query = "Failed query: insert into `users` values (?, ?)\nparams: my\nsecret\n  prompt,me@example.test";
  const told = JSON.stringify(describeError(new Error(query, { cause })));
  expect(told).toContain("insert into");
  expect(told).toContain("ER_DUP_ENTRY");
  expect(told).toContain("users_email");
  expect(told).toContain("log.test.ts");
  expect(told).not.toMatch(/secret|me@example/);
});
