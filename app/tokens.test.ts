import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

type Colour = [lightness: number, chroma: number, hue: number];

const css = readFileSync(path.join(import.meta.dirname, "tokens.css"), "utf8");

/** A token's value in one theme; those without two values are the same in both. */
function token(name: string, theme: "light" | "dark"): Colour {
  const value = new RegExp(`--${name}: ([^;]+);`).exec(css)?.[1] ?? "";
  const colours = [...value.matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)];
  const [, l, c, h] = colours[theme === "dark" ? colours.length - 1 : 0];
  return [Number(l), Number(c), Number(h)];
}

/** Relative luminance (WCAG) of an OKLCH colour (Ottosson, 2020), clipped to sRGB as a screen would. */
function luminance([lightness, chroma, hue]: Colour): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Colour, other: Colour): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(["light", "dark"] as const)("contrast, %s", (theme) => {
  const grounds = ["paper", "raised"].map((name) => token(name, theme));

  it.each(["ink", "ink-soft", "ink-quiet", "sage", "ochre", "crimson"])("%s reads as text", (name) => {
    for (const ground of grounds) expect(contrast(token(name, theme), ground)).toBeGreaterThanOrEqual(7);
  });

  it("the words on the one action that matters read as text", () => {
    expect(contrast(token("on-plate", theme), token("plate", theme))).toBeGreaterThanOrEqual(7);
  });

  it.each(["edge", "vermilion", "plate"])("%s is told from its ground", (name) => {
    const least = name === "plate" ? 2.5 : 3;
    for (const ground of grounds) expect(contrast(token(name, theme), ground)).toBeGreaterThanOrEqual(least);
  });
});
