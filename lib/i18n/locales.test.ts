import { describe, expect, it } from "vitest";
import { directionOf, pickLocale } from "./locales";

describe("pickLocale", () => {
  it("takes the chosen language when it is spoken here", () => {
    expect(pickLocale("en", "xx")).toBe("en");
  });

  it("falls back to English for anything unknown or malformed", () => {
    for (const header of [null, "", "xx", "xx;q=1, yy;q=0.5", ";;;,,", "en;q=0", "*"]) {
      expect(pickLocale("../../etc", header)).toBe("en");
    }
  });

  it("matches a region to its language", () => {
    expect(pickLocale(undefined, "xx-YY, en-GB;q=0.7")).toBe("en");
  });
});

it("knows which languages run from right to left", () => {
  expect(directionOf("ar-EG")).toBe("rtl");
  expect(directionOf("en")).toBe("ltr");
});
