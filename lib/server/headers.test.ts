import { describe, expect, it } from "vitest";
import { contentPolicy, dataHeaders, pageHeaders } from "./headers";

function directive(policy: string, name: string): string[] {
  const found = policy.split("; ").find((part) => part.split(" ")[0] === name);
  return found?.split(" ").slice(1) ?? [];
}

describe("contentPolicy", () => {
  const policy = contentPolicy("c29tZW5vbmNl", false);

  it("lets only this answer's scripts run", () => {
    expect(directive(policy, "script-src")).toEqual(["'self'", "'nonce-c29tZW5vbmNl'", "'strict-dynamic'"]);
    expect(directive(policy, "script-src-attr")).toEqual(["'none'"]);
    expect(policy).not.toContain("unsafe-eval");
  });

  it("allows eval and the reload socket in development alone", () => {
    const development = contentPolicy("c29tZW5vbmNl", true);
    expect(directive(development, "script-src")).toContain("'unsafe-eval'");
    expect(directive(development, "script-src")).not.toContain("'unsafe-inline'");
    expect(directive(policy, "connect-src")).toEqual(["'self'"]);
  });

  it.each([
    ["default-src", ["'self'"]],
    ["img-src", ["'self'", "data:", "blob:"]],
    ["worker-src", ["'self'", "blob:"]],
    ["object-src", ["'none'"]],
    ["base-uri", ["'none'"]],
    ["form-action", ["'self'"]],
    ["frame-ancestors", ["'none'"]],
  ])("%s", (name, expected) => {
    expect(directive(policy, name)).toEqual(expected);
  });
});

describe("pageHeaders", () => {
  it("has another nonce each time, the same in answer and request", () => {
    const [one, two] = [pageHeaders("/", false, false), pageHeaders("/", false, false)];
    expect(one.policy).not.toBe(two.policy);
    expect(one.headers["Content-Security-Policy"]).toBe(one.policy);
    expect(one.policy).toMatch(/'nonce-[A-Za-z\d+/]{22}=='/);
  });

  it("sends no referrer from pages whose address holds a token", () => {
    const referrer = (path: string) => pageHeaders(path, false, false).headers["Referrer-Policy"];
    for (const path of ["/verify", "/reset-password", "/confirm-email", "/sign-in/link"])
      expect(referrer(path)).toBe("no-referrer");
    expect(["/", "/verify-me", "/images/x"].map(referrer)).toEqual(
      Array.from({ length: 3 }, () => "strict-origin-when-cross-origin"),
    );
  });

  it("asks for https only where people come by https", () => {
    expect(pageHeaders("/", false, false).headers).not.toHaveProperty("Strict-Transport-Security");
    expect(pageHeaders("/", true, false).headers["Strict-Transport-Security"]).toMatch(/^max-age=\d{8}/);
    expect(dataHeaders("/api/x", true)["Strict-Transport-Security"]).toBeDefined();
  });
});
