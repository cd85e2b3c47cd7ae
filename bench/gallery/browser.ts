import { type CDPSession, chromium, type Page } from "@playwright/test";
import { browserArguments, findBrowser } from "../../scripts/browser.mjs";
import { table } from "./measure";
import type { Served } from "./product";

const cards = 10_000;
/** As far as a quick flick of a wheel or finger goes, and how often. */
const flickPx = 2400;
const flickMs = 30;
const patienceMs = 240_000;

/** Prints what it costs a browser to fling through ten thousand cards of the gallery. */
export async function measureBrowser(product: Served): Promise<void> {
  const browser = await chromium.launch({ executablePath: (await findBrowser()) ?? undefined, args: browserArguments });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    let hung = 0;
    page.on("response", async (response) => {
      if (!new URL(response.url()).pathname.startsWith("/more")) return;
      const body: { tiles?: unknown[] } = await response.json().catch(() => ({}));
      hung += body.tiles?.length ?? 0;
    });
    await page.addInitScript(observe);
    await page.goto(product.url, { waitUntil: "load" });
    await page.waitForTimeout(1500);
    hung += await page.locator('a[href^="/images/"]').count();
    const first = await read(page);
    const cdp = await page.context().newCDPSession(page);
    const before = await weigh(cdp);
    const elements = await countElements(page);
    await page.evaluate("window.seen.longest = 0");
    await page.mouse.move(640, 400);
    const began = performance.now();
    while (hung < cards && performance.now() - began < patienceMs) {
      await page.mouse.wheel(0, flickPx);
      await page.waitForTimeout(flickMs);
    }
    const flung = await read(page);
    const after = await weigh(cdp);
    const row = (what: string, measured: string, reach: string) => [what, measured, reach];
    table(
      ["browser", "measured", "reach"],
      [
        row("largest contentful paint of `/`", `${Math.round(first.largest)} ms`, ""),
        row("layout shift of `/` until it is still", first.shift.toFixed(3), "≤ 0.02"),
        row("layout shift while flinging", (flung.shift - first.shift).toFixed(3), "≤ 0.02"),
        row(`cards flung through in ${Math.round((performance.now() - began) / 1000)} s`, String(hung), String(cards)),
        row("longest main-thread task while flinging", `${Math.round(flung.longest)} ms`, "≤ 50 ms"),
        row("elements in the page before → after", `${elements} → ${await countElements(page)}`, "bounded"),
        row("DOM nodes kept in memory before → after", `${before.nodes} → ${after.nodes}`, "bounded"),
        row("heap before → after", `${megabytes(before.heap)} → ${megabytes(after.heap)} MB`, "≤ 15 MB more"),
      ],
    );
  } finally {
    await browser.close();
  }
}

interface Seen {
  largest: number;
  shift: number;
  longest: number;
}

/** As text: what the bundler adds to functions is unknown in the page. */
const observe = `
  window.seen = { largest: 0, shift: 0, longest: 0 };
  const watch = (type, see) => new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
  watch("largest-contentful-paint", (entry) => { seen.largest = entry.startTime; });
  watch("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; });
  watch("longtask", (entry) => { seen.longest = Math.max(seen.longest, entry.duration); });
`;

function read(page: Page): Promise<Seen> {
  return page.evaluate<Seen>("window.seen");
}

function countElements(page: Page): Promise<number> {
  return page.evaluate<number>("document.getElementsByTagName('*').length");
}

async function weigh(cdp: CDPSession): Promise<{ nodes: number; heap: number }> {
  await cdp.send("HeapProfiler.collectGarbage");
  const { nodes } = await cdp.send("Memory.getDOMCounters");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  return { nodes, heap: usedSize };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
