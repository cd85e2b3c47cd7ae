import { type APIRequest, type APIRequestContext, expect } from "@playwright/test";

const administrator = {
  email: "house@example.org",
  name: "Ida Holm",
  password: "turpentine and linseed",
};

/** What was written to people, as the administrator reads it. */
export class PostOffice {
  private constructor(private readonly api: APIRequestContext) {}

  /** The first who comes with the set-up code runs the place; later runs sign in. */
  static async open(request: APIRequest, baseURL: string | undefined): Promise<PostOffice> {
    const visitor = await request.newContext({ baseURL });
    const opened = await visitor.post("/api/auth/register", {
      data: { ...administrator, setupCode: "E2E-SETUP-CODE" },
    });
    const answer = opened.ok() ? opened : await visitor.post("/api/auth/login", { data: administrator });
    expect(answer.ok(), await answer.text()).toBe(true);
    const { accessToken } = (await answer.json()).data;
    const extraHTTPHeaders = { Authorization: `Bearer ${accessToken}` };
    return new PostOffice(await request.newContext({ baseURL, extraHTTPHeaders }));
  }

  static readonly administrator = administrator;

  /** The link of the newest mail to an address that leads to a page, once it has been written. */
  async link(to: string, page: string): Promise<string> {
    let found: string | undefined;
    await expect(async () => {
      found = (await this.links(to, page))[0];
      expect(found).toBeDefined();
    }).toPass({ timeout: 60_000 });
    return found ?? "";
  }

  /** The links of all mails to an address that lead to a page, newest first. */
  async links(to: string, page: string): Promise<string[]> {
    const mails = await this.mailsTo(to);
    return mails.flatMap(({ text }) => {
      const url = /https?:\/\/[^\s]+/.exec(text.slice(Math.max(0, text.indexOf(`${page}?`) - 60)))?.[0];
      return url && new URL(url).pathname === page ? [new URL(url).pathname + new URL(url).search] : [];
    });
  }

  async mailsTo(to: string): Promise<{ to: string; subject: string; text: string }[]> {
    const mails: { to: string; subject: string; text: string }[] = await (await this.api.get("/api/admin/mail")).json();
    return mails.filter((mail) => mail.to === to);
  }
}
