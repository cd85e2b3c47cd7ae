import { expect, type Locator, type Page } from "@playwright/test";

/** The administrator's styles. */
export class StylesRoom {
  readonly add: Locator;
  readonly file: Locator;
  readonly plan: Locator;

  constructor(readonly page: Page) {
    this.add = page.getByRole("form", { name: "Add a style of words" });
    this.file = page.getByLabel("File of styles");
    this.plan = page.getByRole("region", { name: "Styles as a file" });
  }

  async open(): Promise<void> {
    await this.page.goto("/admin/styles");
    await this.page.getByRole("heading", { level: 1, name: "Styles" }).waitFor();
  }

  row(title: string): Locator {
    return this.page.getByRole("listitem").filter({ has: this.page.getByText(title, { exact: true }) });
  }

  /** Opens the form of a style. */
  async change(title: string): Promise<Locator> {
    await this.row(title).getByText("Change", { exact: true }).click();
    return this.page.getByRole("form", { name: `Change ${title}` });
  }

  handle(title: string): Locator {
    return this.page.getByRole("button", { name: `Take ${title} to another place; the arrow keys move it` });
  }

  /** The last titles, in their order. */
  async lastNames(count: number): Promise<string[]> {
    return (await this.page.locator(".ledger-name").allTextContents()).slice(-count);
  }

  /** Takes a style by its handle to just above another one. */
  async drag(title: string, above: string): Promise<void> {
    await this.handle(title).scrollIntoViewIfNeeded();
    const from = await middleOf(this.handle(title));
    const to = await this.row(above).boundingBox();
    if (!to) throw new Error(`${above} is not to be seen.`);
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move(from.x, to.y + 6, { steps: 4 });
    await expect(this.row(above)).toHaveAttribute("data-drop", "before");
    await this.page.mouse.up();
  }

  /** Asks what a file would do. */
  async look(name: string, content: string): Promise<void> {
    await this.file.setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(content) });
    await this.page.getByRole("button", { name: "See what would change" }).click();
  }
}

async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error("It is not to be seen.");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
