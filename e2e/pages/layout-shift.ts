import type { Page } from "@playwright/test";

/** Starts to add up how far things on the page jump; call before the page is opened. */
export async function watchLayoutShift(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const shift = "value" in entry && typeof entry.value === "number" ? entry.value : 0;
        const sum = Number(sessionStorage.getItem("shift") ?? 0) + shift;
        sessionStorage.setItem("shift", String(sum));
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  return async () => Number(await page.evaluate(() => sessionStorage.getItem("shift") ?? 0));
}
