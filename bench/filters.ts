/**
 * How fast the filters are and how much memory a job takes. Prints a markdown table.
 * `node --import tsx --expose-gc bench/filters.ts [slug…]`
 *
 * Each filter runs in a child process of its own: medians of processor time at 1024×768 and 256×192 after warming up
 * (about wall time on an idle core; it leaves out waiting for neighbours, but they still slow it through shared caches
 * and sibling threads, so figures to quote need a quiet machine),
 * and the most memory one job at 2048×2048 added to the process (its source and result included).
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Pixels } from "@/lib/filters/define";
import { applyFilter, filters, findFilter } from "@/lib/filters/index";

interface Figures {
  fullMs: number;
  previewMs: number;
  longestSilenceMs: number;
  memoryMb: number;
}

function main(): void {
  const [mode, slug] = process.argv.slice(2);
  if (mode === "--time" || mode === "--memory") {
    console.log(JSON.stringify(mode === "--time" ? timeOf(slug) : { memoryMb: memoryOf(slug) }));
    return;
  }
  const wanted = process.argv.slice(2);
  const chosen = filters.filter((filter) => wanted.length === 0 || wanted.includes(filter.slug));
  console.log("| filter | 1024×768 ms | 256×192 ms | longest silence ms | peak MB at 2048×2048 |");
  console.log("| --- | ---: | ---: | ---: | ---: |");
  const rows = chosen.map((filter) => {
    const row = figuresOf(filter.slug);
    const cells = [row.fullMs, row.previewMs, row.longestSilenceMs, row.memoryMb].map((v) => v.toFixed(0));
    console.log(`| ${filter.slug} | ${cells.join(" | ")} |`);
    return row;
  });
  const previews = median(rows.map((row) => row.previewMs));
  console.log(
    `\nMedian preview ${previews.toFixed(0)} ms; ${rows.filter((row) => row.fullMs <= 500).length} of ${rows.length} at most 500 ms.`,
  );
}

function figuresOf(slug: string): Figures {
  return { ...child("--time", slug), ...child("--memory", slug) };
}

function child(mode: string, slug: string): Figures {
  const args = [...process.execArgv, fileURLToPath(import.meta.url), mode, slug];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

function timeOf(slug: string): Omit<Figures, "memoryMb"> {
  const filter = requireFilter(slug);
  const full = picture(1024, 768);
  const preview = picture(256, 192);
  const gaps: number[] = [];
  const run = (source: Pixels) => {
    let last = processorMs();
    let longest = 0;
    const started = last;
    applyFilter(filter, source, {
      seed: 1,
      progress: () => {
        const now = processorMs();
        longest = Math.max(longest, now - last);
        last = now;
      },
    });
    gaps.push(longest);
    return processorMs() - started;
  };
  run(full);
  gaps.length = 0;
  const fullMs = median(Array.from({ length: 3 }, () => run(full)));
  const longestSilenceMs = median(gaps);
  run(preview);
  const previewMs = median(Array.from({ length: 9 }, () => run(preview)));
  return { fullMs, previewMs, longestSilenceMs };
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function memoryOf(slug: string): number {
  const filter = requireFilter(slug);
  applyFilter(filter, picture(64, 64), { seed: 1 });
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  applyFilter(filter, picture(2048, 2048), { seed: 1 });
  return (process.resourceUsage().maxRSS * 1024 - before) / 1e6;
}

/** Smooth areas, hard edges and fine texture, so that no filter gets off lightly. */
function picture(width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = x / width;
      const v = y / height;
      const disc = Math.hypot(u - 0.4, v - 0.5) < 0.25 ? 70 : 0;
      const fur = v > 0.5 ? 40 * Math.sin(u * 300 + 12 * Math.sin(v * 20)) * Math.sin(v * 170) : 0;
      const p = (y * width + x) * 4;
      data[p] = 60 + 130 * u + disc + fur;
      data[p + 1] = 90 + 90 * v + fur - disc * 0.4;
      data[p + 2] = 190 - 120 * u * v + fur * 0.7 - disc;
      data[p + 3] = 255;
    }
  }
  return { width, height, data };
}

function requireFilter(slug: string) {
  const filter = findFilter(slug);
  if (!filter) throw new Error(`no filter "${slug}"`);
  return filter;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

main();
