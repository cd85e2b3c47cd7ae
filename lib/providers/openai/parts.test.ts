import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EventReader } from "./events";
import { sizeFor } from "./size";

describe("sizes", () => {
  const side = fc.integer({ min: 64, max: 2048 });

  test("that models since gpt-image-2 are asked for are ones they make, and hold the wanted picture", () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        const size = sizeFor("gpt-image-2.6-flare", { width, height }, 1024);
        expect([size.width % 16, size.height % 16]).toEqual([0, 0]);
        expect(size.width * size.height).toBeGreaterThanOrEqual(655_360);
        expect(Math.max(size.width, size.height)).toBeLessThanOrEqual(3840);
        expect(size.width * size.height).toBeLessThanOrEqual(3840 * 2160);
        expect(Math.max(size.width / size.height, size.height / size.width)).toBeLessThanOrEqual(3);
        expect(size.width).toBeGreaterThanOrEqual(width);
        expect(size.height).toBeGreaterThanOrEqual(height);
      }),
    );
  });

  test.each([
    [256, 256, "gpt-image-2.6-flare", "1024x1024"],
    [512, 512, "gpt-image-2", "1024x1024"],
    [1024, 1024, "openai/gpt-image-2", "1024x1024"],
    [2048, 2048, "gpt-image-2", "2048x2048"],
    [256, 256, "gpt-image-1.5", "1024x1024"],
    [900, 600, "gpt-image-1-mini", "1536x1024"],
    [600, 900, "chatgpt-image-latest", "1024x1536"],
    [1024, 768, "sd-cpp-local", "1216x896"],
  ])("%dx%d of %s are asked for as %s", (width, height, model, asked) => {
    const size = sizeFor(model, { width, height }, 1024);
    expect(`${size.width}x${size.height}`).toBe(asked);
  });
});

describe("event streams", () => {
  const heard = (parts: Buffer[]) => {
    const events: unknown[] = [];
    const reader = new EventReader((event) => events.push(event));
    for (const part of parts) reader.read(part);
    return events;
  };

  test("are read however they are cut into parts, with either end of line", () => {
    const events = [
      { type: "a", text: "grün 🎨" },
      { type: "b", lines: [1, 2] },
    ];
    const lines = [": a comment", "event: a", `data: ${JSON.stringify(events[0])}`, "", "data:{", 'data: "type": "b",'];
    lines.push('data: "lines": [1, 2]}', "", "data: [DONE]", "", "data: {broken", "", "data: {", "");
    fc.assert(
      fc.property(fc.constantFrom("\n", "\r\n"), fc.array(fc.nat(260), { maxLength: 12 }), (end, cuts) => {
        const whole = Buffer.from(lines.join(end));
        const places = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length];
        expect(heard(places.slice(1).map((to, index) => whole.subarray(places[index], to)))).toEqual(events);
      }),
    );
  });

  test("with an event that does not end are ended", () => {
    const megabyte = Buffer.alloc(1024 * 1024, "x");
    const reader = new EventReader(() => undefined);
    expect(() => {
      for (let index = 0; index < 70; index++) reader.read(megabyte);
    }).toThrow(RangeError);
  });
});
