import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const looks = [
  [360, "dark"],
  [360, "light"],
  [1440, "light"],
] as const;

/** The page as it stands does not scroll sideways, on a phone and on a desk, and axe finds nothing, by day and by night. */
export async function expectSound(page: Page, name = page.url()): Promise<void> {
  const before = page.viewportSize();
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
  for (const [width, colorScheme] of looks) {
    await page.setViewportSize({ width, height: 800 });
    // Colours that are on their way are no colours of ours.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const where = `${name} at ${width} pixels, ${colorScheme}`;
    await expect.poll(wide, where).toBeLessThanOrEqual(width);
    expect((await new AxeBuilder({ page }).analyze()).violations, where).toEqual([]);
  }
  if (before) await page.setViewportSize(before);
}
