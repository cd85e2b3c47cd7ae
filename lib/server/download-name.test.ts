import { describe, expect, it } from "vitest";
import { disposition } from "./download-name";

const image = { title: null, prompt: null, name: "IMG_0042.jpeg" };

describe("disposition", () => {
  it("names an upload by its file, in the format that is sent", () => {
    expect(disposition("inline", image, "webp")).toBe(
      `inline; filename="IMG_0042.webp"; filename*=UTF-8''IMG_0042.webp`,
    );
  });

  it("names a described picture by its words, cut at a word", () => {
    const prompt = `A fox ${"in deep snow ".repeat(20)}`;
    const name = /filename="([^"]+)\.png"/.exec(disposition("attachment", { ...image, prompt }, "png"))?.[1] ?? "";
    expect(name.length).toBeLessThanOrEqual(80);
    expect(name).toMatch(/^A fox in deep snow.*(in|deep|snow)$/);
  });

  it("prefers the title, and keeps letters of every script beside an ASCII name", () => {
    const header = disposition("attachment", { ...image, title: "Çeşme’de gün batımı 🌅", prompt: "x" }, "jpg");
    expect(header).toContain('filename="Cesmede gun batm.jpg"');
    expect(header).toContain(`filename*=UTF-8''${encodeURIComponent("Çeşme’de gün batımı 🌅.jpg")}`);
  });

  it("has a name where nothing is left in ASCII", () => {
    expect(disposition("attachment", { ...image, title: "夕焼け" }, "png")).toContain('filename="picture.png"');
  });

  it.each(['a"b\\c.png', "a\r\nSet-Cookie: x=1", "../../etc/passwd", "\u202egnp.exe", "...", "a'b(c)*"])(
    "cannot be led astray by %j",
    (name) => {
      const header = disposition("attachment", { ...image, name }, "png");
      expect(header).toMatch(/^attachment; filename="[\w ().-]+\.png"; filename\*=UTF-8''[\w.%!~-]+$/);
      expect(header).not.toMatch(/[\r\n]|\.\.\//);
      expect(() => new Headers({ "content-disposition": header })).not.toThrow();
    },
  );
});
