import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { blobKey, parseBlobKey } from "./key";

const shaOf = (text: string) => createHash("sha256").update(text).digest("hex");

describe("keys of blobs", () => {
  it("spread blobs over folders by their address", () => {
    const sha = `ab12${"0".repeat(60)}`;
    expect(blobKey(sha, "640.webp")).toBe(`ab/12/${sha}/640.webp`);
    expect(parseBlobKey(`ab/12/${sha}/640.webp`)).toEqual({ sha256: sha, file: "640.webp" });
    for (const other of [`ab/13/${sha}/640.webp`, `ab/12/${sha}`, `x/ab/12/${sha}/640.webp`, "styles/oil.webp", ""]) {
      expect(parseBlobKey(other)).toBeNull();
    }
  });

  it("cannot be made of anything else", () => {
    const sha = shaOf("x");
    for (const wrong of ["", "..", sha.toUpperCase(), sha.slice(1), `${sha}0`, `../${sha.slice(3)}`, `${sha}\n`]) {
      expect(() => blobKey(wrong, "full.jpg")).toThrow(RangeError);
    }
    for (const wrong of [
      "",
      "..",
      "../full.jpg",
      "full.svg",
      "a/b.jpg",
      "full.jpg\0",
      "full.jpg\n",
      ".jpg",
      "FULL.jpg",
    ]) {
      expect(() => blobKey(sha, wrong)).toThrow(RangeError);
    }
  });
});
