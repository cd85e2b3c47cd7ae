import { DrizzleQueryError } from "drizzle-orm";
import { expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { ProviderError } from "@/lib/providers/define";
import { failureDetail } from "./failure-detail";

const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:8188"), { code: "ECONNREFUSED" });
const duplicate = Object.assign(new Error("Duplicate entry 'a secret garden'"), {
  code: "ER_DUP_ENTRY",
  sql: "insert",
});
const provider = new ProviderError("unreachable", {
  publicMessage: "Nothing here makes pictures right now.",
  adminDetail: "Workshop did not answer within 5 s.",
  retryable: true,
});

it.each([
  ["what a backend's provider says to administrators", provider, "Workshop did not answer within 5 s."],
  [
    "a code with its detail",
    new AppError("unavailable", { detail: "The disk is full." }),
    "unavailable: The disk is full.",
  ],
  ["a code without", new AppError("conflict"), "conflict"],
  ["an error of the system", refused, "connect ECONNREFUSED 127.0.0.1:8188"],
  ["a code that the message does not name", Object.assign(new Error("gone"), { code: "ENOENT" }), "gone (ENOENT)"],
  ["no error at all", "a secret garden", "Something was thrown that is no error."],
])("tells %s", (_case, error, detail) => {
  expect(failureDetail(error)).toBe(detail);
});

it("tells nothing that stood in a query", () => {
  const failed = new DrizzleQueryError("insert into t values (?)", ["a secret garden"], duplicate);
  expect(failureDetail(failed)).toBe("The database answered ER_DUP_ENTRY.");
  expect(failureDetail(duplicate)).toBe("The database answered ER_DUP_ENTRY.");
  expect(failureDetail(new DrizzleQueryError("select", ["a secret garden"]))).not.toContain("garden");
});
