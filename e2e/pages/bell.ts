import { expect, type Locator, type Page } from "@playwright/test";

/** The bell in the header, and the news behind it. */
export class Bell {
  readonly glance: Locator;

  constructor(readonly page: Page) {
    this.glance = page.getByRole("dialog", { name: "News" });
  }

  /** It tells of so much, sooner or later. */
  async expectUnread(count: number): Promise<void> {
    const name = count === 0 ? "News" : `News, ${count} unread`;
    await expect(this.page.getByRole("link", { name, exact: true })).toBeVisible({ timeout: 30_000 });
  }

  /** Glances at the newest. */
  async open(): Promise<Locator> {
    await this.page.getByRole("link", { name: /^News/ }).click();
    await expect(this.glance).toBeVisible();
    return this.glance;
  }
}
