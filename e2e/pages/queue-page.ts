import type { Locator, Page } from "@playwright/test";

/** The administrator's room of the queue. */
export class QueuePage {
  /** What waits, runs, failed or was stopped, whichever is shown. */
  readonly jobs: Locator;

  constructor(readonly page: Page) {
    this.jobs = page.getByRole("listitem").filter({ has: page.locator(".queue-name") });
  }

  async open(query = ""): Promise<void> {
    await this.page.goto(`/admin/queue${query}`);
  }

  /** A part of the queue, with how much is in it. */
  part(name: string): Locator {
    const parts = this.page.getByRole("region", { name: "Parts of the queue" });
    return parts.getByRole("listitem").filter({ hasText: name });
  }

  async show(tab: "Running" | "Waiting" | "Failed" | "Stopped here"): Promise<void> {
    const tabs = this.page.getByRole("navigation", { name: "What is shown" });
    await tabs.getByRole("link", { name: new RegExp(`^${tab}`) }).click();
    await tabs.locator("[aria-current=page]").filter({ hasText: tab }).waitFor();
  }

  async filter(by: { part?: string; person?: string }): Promise<void> {
    await this.page.getByRole("combobox", { name: "Part" }).selectOption({ label: by.part ?? "All" });
    const people = this.page.getByRole("combobox", { name: "Person" });
    const label = by.person ?? "All";
    const option = people.getByRole("option").filter({ hasText: label });
    await people.selectOption({ label: (await option.first().textContent()) ?? label });
    await this.button("Show").click();
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** The number of a job, as it stands in its line. */
  async numberOf(job: Locator): Promise<string> {
    return /No\. (\d+)/.exec((await job.locator(".queue-name").textContent()) ?? "")?.[1] ?? "";
  }
}
