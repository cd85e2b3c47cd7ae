import type { Locator, Page } from "@playwright/test";

/** The studio, as a visitor uses it. */
export class StudioPage {
  readonly line: Locator;
  readonly submit: Locator;
  readonly cards: Locator;
  readonly files: Locator;
  readonly strength: Locator;

  constructor(readonly page: Page) {
    this.line = page.getByRole("textbox", { name: "Describe a picture" });
    this.submit = page.getByRole("button", { name: /^Make (it|all)/ });
    this.cards = page.getByRole("article");
    this.files = page.locator("input[data-photographs]");
    this.strength = page.getByRole("slider", { name: "Strength" });
  }

  async open(query = ""): Promise<void> {
    await this.page.goto(`/create${query}`);
  }

  /** Small pictures, so that tests of other things need not wait long. */
  async chooseSmall(): Promise<void> {
    await this.page.getByText("More settings").click();
    await this.page.getByLabel("Longest side").selectOption("512");
  }

  async describe(words: string): Promise<void> {
    await this.line.fill(words);
    await this.submit.click();
  }

  card(title: string): Locator {
    return this.cards.filter({ has: this.page.getByRole("heading", { name: title, exact: true }) });
  }

  /** Its pictures, once they are made. */
  results(card: Locator): Locator {
    return card.getByRole("link", { name: /^Look closer at/ });
  }

  /** The photograph in the style that is looked at, drawn by the browser itself. */
  get preview(): Locator {
    return this.page.locator("canvas[data-large-preview]");
  }

  /** A picture of what the preview shows now, as an address. */
  async previewPicture(): Promise<string> {
    return this.preview.evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ""));
  }

  /** Names of the styles, in their order. */
  async styleNames(): Promise<string[]> {
    return this.page.locator(".style-name").allTextContents();
  }

  get search(): Locator {
    return this.page.getByRole("searchbox", { name: "Find a style" });
  }

  style(title: string): Locator {
    return this.page.getByRole("radio", { name: title, exact: true });
  }
}
