import { expect, type Locator, type Page } from "@playwright/test";

/** The page of the API, as a reader uses it. */
export class DocsPage {
  readonly chapters: Locator;
  readonly find: Locator;
  readonly token: Locator;

  constructor(readonly page: Page) {
    this.chapters = page.getByRole("navigation", { name: "Chapters" });
    this.find = page.getByRole("searchbox", { name: "Find a route" });
    this.token = page.getByLabel("Token to try things with");
  }

  async open(operation = ""): Promise<void> {
    await this.page.goto(operation === "" ? "/docs" : `/docs#${operation}`);
  }

  /** The route of an operation, open or not. */
  route(operation: string): Locator {
    return this.page.locator(`details[data-place="${operation}"]`);
  }

  /** The form that asks it, opened. */
  async form(operation: string): Promise<TryForm> {
    const route = this.route(operation);
    if (!(await route.evaluate((details: HTMLDetailsElement) => details.open))) await route.locator("summary").click();
    const opener = route.getByRole("button", { name: "Try it" });
    if ((await opener.getAttribute("aria-expanded")) === "false") await opener.click();
    return new TryForm(route.getByRole("form"));
  }

  /** The command of an operation, as it stands on the page. */
  async curl(operation: string): Promise<string> {
    const piece = this.route(operation).locator("pre", { hasText: /^curl / });
    return (await piece.textContent()) ?? "";
  }

  /** The commands of all routes. */
  async curls(): Promise<string[]> {
    return this.page.locator("details[data-place] pre", { hasText: /^curl / }).allTextContents();
  }

  /** The command of a guest. */
  async guestCurl(): Promise<string> {
    return (await this.page.getByRole("group", { name: "A guest with curl" }).textContent()) ?? "";
  }
}

export class TryForm {
  readonly send: Locator;
  readonly stop: Locator;
  readonly status: Locator;
  readonly body: Locator;

  constructor(readonly form: Locator) {
    this.send = form.getByRole("button", { name: "Send", exact: true });
    this.stop = form.getByRole("button", { name: "Stop", exact: true });
    this.status = form.locator(".docs-came");
    this.body = form.getByRole("group", { name: "Answers" });
  }

  /** Where a value of that name is written. */
  entry(name: string): Locator {
    return this.form.getByLabel(new RegExp(`^${name} `));
  }

  /** Sends it and sees that status come. */
  async ask(status: number): Promise<void> {
    await this.send.click();
    await expect(this.status).toContainText(new RegExp(`^${status}.* ms$`));
  }
}
