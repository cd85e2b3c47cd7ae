import { describe, expect, it } from "vitest";
import { applyFilter, filters } from "./index";
import { resizePixels } from "./maths/resize";
import { testPicture } from "./test-picture";
import { ssim } from "./test-similarity";

/**
 * A preview should look like the full result scaled down. Styles whose finest marks are smaller than a preview's
 * pixels cannot agree mark by mark; they are held to the figure beside their reason, and, like all,
 * to agreement seen from further away.
 */
const exceptions: Record<string, { least: number; far?: number; reason: string }> = {
  oil: { least: 0.7, reason: "bristle furrows are finer than a pixel" },
  impressionist: { least: 0.35, reason: "single strokes overlap in another order" },
  pencil: { least: 0.7, reason: "graphite grain is finer than a pixel" },
  pastel: { least: 0.75, reason: "chalk grain is finer than a pixel" },
  charcoal: { least: 0.6, reason: "the paper's tooth decides grain by grain" },
  "ink-hatching": { least: 0.35, far: 0.68, reason: "strokes are a pixel apart" },
  linocut: { least: 0.4, far: 0.68, reason: "gouge marks are two pixels apart" },
  engraving: { least: 0.05, reason: "ruled lines are a pixel apart and show as tone" },
  risograph: { least: 0.5, reason: "the screen's grains average out" },
  halftone: { least: 0.2, reason: "dots are smaller than two pixels and show as tone" },
  mosaic: { least: 0.55, reason: "tiles settle a little differently" },
  "cross-stitch": { least: 0.4, reason: "threads are finer than a pixel" },
  vaporwave: { least: 0.7, reason: "screen lines are finer than a pixel" },
};

const scene = testPicture(768, 576);
const shrunk = resizePixels(scene, 256, 192);

describe("a preview looks like the full picture scaled down", () => {
  it.each(filters.map((filter) => filter.slug))("%s", (slug) => {
    const filter = filters.find((one) => one.slug === slug)!;
    const full = applyFilter(filter, scene, { seed: 4 });
    const preview = applyFilter(filter, shrunk, { seed: 4 });
    const scaled = resizePixels(full, 256, 192);
    expect(ssim(scaled, preview)).toBeGreaterThanOrEqual(exceptions[slug]?.least ?? 0.8);
    const far = ssim(resizePixels(scaled, 64, 48), resizePixels(preview, 64, 48));
    expect(far).toBeGreaterThanOrEqual(exceptions[slug]?.far ?? 0.8);
  });
});
