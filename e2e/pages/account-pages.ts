import type { Browser, Locator, Page } from "@playwright/test";

export interface Person {
  name: string;
  email: string;
  password: string;
}

let made = 0;

/** Someone nobody has met yet. */
export function newPerson(name = "Mira Lund"): Person {
  made += 1;
  const mark = `${Date.now().toString(36)}-${process.pid}-${made}`;
  return { name, email: `mira-${mark}@example.org`, password: `vellum gouache ${mark}` };
}

/** The doors of the house, as a visitor uses them. */
export class AccountPages {
  readonly email: Locator;
  readonly name: Locator;
  readonly password: Locator;
  readonly alert: Locator;

  constructor(readonly page: Page) {
    this.email = page.getByRole("textbox", { name: "E-mail address", exact: true });
    this.name = page.getByRole("textbox", { name: "Name", exact: true });
    this.password = page.getByLabel("Password", { exact: true });
    this.alert = page.getByRole("alert").filter({ hasText: /./ });
  }

  /** In a browser of its own, with nothing in it. */
  static async fresh(browser: Browser, options: { javaScriptEnabled?: boolean } = {}): Promise<AccountPages> {
    const context = await browser.newContext({ locale: "en-GB", ...options });
    return new AccountPages(await context.newPage());
  }

  button(name: string): Locator {
    return this.page.locator("main").getByRole("button", { name, exact: true });
  }

  heading(name: string): Locator {
    return this.page.getByRole("heading", { level: 1, name, exact: true });
  }

  async signUp(person: Person): Promise<void> {
    await this.page.goto("/sign-up");
    await this.name.fill(person.name);
    await this.email.fill(person.email);
    await this.password.fill(person.password);
    await this.button("Sign up").click();
    await this.heading("Check your mail").waitFor();
  }

  async signIn(person: Person, next?: string): Promise<void> {
    await this.page.goto(next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in");
    await this.fillSignIn(person);
    await this.button("Sign in").click();
    await this.menu(person).waitFor();
  }

  async fillSignIn({ email, password }: Person): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
  }

  menu({ name }: Person): Locator {
    return this.page.getByRole("button", { name: `${name}: your pages` });
  }

  async signOut(person: Person): Promise<void> {
    await this.menu(person).click();
    await this.page.getByRole("button", { name: "Sign out", exact: true }).click();
    await this.page.getByRole("link", { name: "Sign in", exact: true }).waitFor();
  }
}
