import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** The page as it stands has nothing that axe finds, by day and by night, and does not scroll sideways on a phone. */
export async function expectSound(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
  await expect.poll(wide, `${name} at 360 pixels`).toBeLessThanOrEqual(360);
  for (const colorScheme of ["dark", "light"] as const) {
    // Colours that are on their way are no colours of ours.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect((await new AxeBuilder({ page }).analyze()).violations, `${name}, ${colorScheme}`).toEqual([]);
  }
  if (before) await page.setViewportSize(before);
}
