import type { Locator, Page } from "@playwright/test";

/** The wall, as a visitor uses it. */
export class GalleryPage {
  readonly line: Locator;
  readonly submit: Locator;
  readonly pictures: Locator;

  constructor(readonly page: Page) {
    this.line = page.getByRole("textbox", { name: "Describe a picture" });
    this.submit = page.getByRole("button", { name: "Make it" });
    this.pictures = page.getByRole("list", { name: "Pictures" }).getByRole("link");
  }

  async open(): Promise<void> {
    await this.page.goto("/");
  }

  /** The samples are painted after the start and appear on their own: waits until at least one hangs. */
  async openWithPictures(): Promise<void> {
    await this.open();
    await this.pictures.first().waitFor({ timeout: 120_000 });
  }
}
