/**
 * How many pictures per second follow a slider in the studio: strength, which is blended, and the style's first
 * parameter, which is filtered anew in the browser's worker. A photograph of 256 pixels, headless Chromium, one style
 * after the other; every picture counts that is drawn while the slider moves once per frame for a second.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { chromium, type Page } from "@playwright/test";
import { env } from "@/lib/env";
import { filters } from "@/lib/filters";
import { testPicture } from "@/lib/filters/test-picture";
import { pixelsPng } from "../e2e/pictures/make";
import { browserArguments, findBrowser } from "../scripts/browser.mjs";
import { ensureBuild } from "../scripts/build.mjs";
import { freePort } from "../scripts/database-place.mjs";

const reach = 15;
const photograph = { name: "small.png", mimeType: "image/png", buffer: pixelsPng(testPicture(256, 192)) };

async function main(): Promise<void> {
  await ensureBuild();
  rmSync(env().dataDir, { recursive: true, force: true });
  const { url, server } = await start();
  const browser = await chromium.launch({ executablePath: (await findBrowser()) ?? undefined, args: browserArguments });
  try {
    const page = await browser.newPage({ locale: "en-GB" });
    await page.addInitScript(countDrawn);
    await page.goto(`${url}/create`);
    await page.locator("input[data-photographs]").setInputFiles(photograph);
    const rows: { slug: string; strength: number; parameter: number }[] = [];
    for (const { slug, title } of filters) {
      await page.getByRole("radio", { name: title, exact: true }).check({ force: true });
      await page.locator(`canvas[data-large-preview="${slug}"]`).waitFor();
      // Its first renderings tell how quick the filter is here.
      await drag(page, ".style-params input[type=range]", 500);
      const strength = await drag(page, "input[name=strength]", 1000);
      rows.push({ slug, strength, parameter: await drag(page, ".style-params input[type=range]", 1000) });
    }
    print(rows);
  } finally {
    await browser.close();
    server.kill("SIGTERM");
    await once(server, "exit");
  }
}

function print(rows: { slug: string; strength: number; parameter: number }[]): void {
  console.log("| style | strength, pictures/s | first parameter, pictures/s |\n| --- | ---: | ---: |");
  for (const { slug, strength, parameter } of rows) {
    console.log(`| ${slug} | ${strength.toFixed(0)} | ${parameter < 0 ? "–" : parameter.toFixed(0)} |`);
  }
  const strengths = median(rows.map(({ strength }) => strength));
  const parameters = median(rows.map(({ parameter }) => parameter).filter((value) => value >= 0));
  console.log(`| median | ${strengths.toFixed(0)} | ${parameters.toFixed(0)} |\n\nReach: ${reach} in the median.`);
}

async function start(): Promise<{ url: string; server: ChildProcess }> {
  const port = await freePort();
  const launch = (program: string) =>
    spawn(process.execPath, [`dist/${program}.mjs`], {
      env: { ...process.env, PORT: String(port), PUBLIC_URL: "" },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
  await once(launch("prepare"), "exit");
  const server = launch("server");
  await once(server, "message");
  return { url: `http://127.0.0.1:${port}`, server };
}

/** As text: what the bundler adds to functions is unknown in the page. */
const countDrawn = `
  window.drawn = 0;
  const put = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function (...given) {
    if (this.canvas.dataset.largePreview) window.drawn += 1;
    return put.apply(this, given);
  };
`;

/** Moves a slider to another value each frame; pictures drawn per second, or -1 where there is no such slider. */
async function drag(page: Page, selector: string, ms: number): Promise<number> {
  return page.evaluate<number>(`(async () => {
    const slider = document.querySelector(${JSON.stringify(selector)});
    if (!slider) return -1;
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    const [low, high, step] = [slider.min, slider.max, slider.step].map(Number);
    const steps = Math.round((high - low) / step);
    window.drawn = 0;
    const from = performance.now();
    for (let n = 0; performance.now() - from < ${ms}; n++) {
      const at = n % (2 * steps);
      set.call(slider, String(low + step * (at < steps ? at : 2 * steps - at)));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return window.drawn / ((performance.now() - from) / 1000);
  })()`);
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

await main();
process.exit(0);
