import type { IncomingHttpHeaders } from "node:http";
import type { z } from "zod";
import { secondMs } from "@/lib/clock";
import type { ProviderError } from "./define";
import { failed, forbidden, invalidRequest, unauthorized, unreachable } from "./failures";
import { type Answered, type Ask, ask, NoAnswer } from "./http";
import type { Network } from "./network";
import type { Reach } from "./reach";

/** How a request is made; where it may go is the client's. */
export type ClientAsk = Omit<Ask, "network">;

/** A server's HTTP side, with its address and name. Every call throws ProviderError. */
export class Client<Config extends Reach = Reach> {
  constructor(
    readonly config: Config,
    /** Where it may be. */
    readonly network: Network,
    /** What is expected at the address, for words to administrators: "a ComfyUI server". */
    private readonly what: string,
  ) {}

  get host(): string {
    return new URL(this.config.address).host;
  }

  protected get answerMs(): number {
    return this.config.answerSeconds * secondMs;
  }

  protected url(path: string): URL {
    return new URL(`${this.config.address}${path}`);
  }

  protected headers(): Record<string, string> {
    const { authentication, username, secret } = this.config;
    if (authentication === "bearer") return { Authorization: `Bearer ${secret}` };
    if (authentication === "none") return {};
    return { Authorization: `Basic ${Buffer.from(`${username}:${secret}`).toString("base64")}` };
  }

  protected post(path: string, body: unknown, options: ClientAsk = {}, statuses?: number[]): Promise<Answered> {
    const bytes = Buffer.from(JSON.stringify(body));
    const headers = { "Content-Type": "application/json" };
    return this.ask(path, { ...options, method: "POST", headers, body: bytes }, statuses);
  }

  /** Asks for a path. Other statuses than these are failures. */
  protected async ask(path: string, options: ClientAsk, statuses: number[] = [200]): Promise<Answered> {
    const headers = { ...this.headers(), ...options.headers };
    const url = this.url(path);
    const { answerMs, network } = this;
    const answered = await ask(url, { answerMs, network, ...options, headers }).catch((error: unknown) => {
      if (!(error instanceof NoAnswer)) throw error;
      if (error.kind === "forbidden") throw forbidden(error.message, error);
      if (error.kind === "too_large") throw failed(error.message, error);
      throw unreachable(error.message, error);
    });
    if (!statuses.includes(answered.status)) throw this.wrongStatus(url.pathname, answered);
    return answered;
  }

  protected wrongStatus(path: string, { status, headers, body }: Answered): ProviderError {
    const where = `${this.host}${path}`;
    if (this.wantsHttps(status, headers, body)) {
      return failed(`${this.host} wants https: put https:// in front of its address instead of http://.`);
    }
    if (status === 401 || status === 403 || status === 407) {
      return unauthorized(`${where} answers ${status}: another name, password or token is wanted there.`);
    }
    if (status >= 300 && status < 400) {
      const target = headers.location ? ` to ${headers.location}` : "";
      return failed(`${where} leads elsewhere${target}; redirects are not followed. Is the address right?`);
    }
    if (status === 404) return failed(`${where} is not there (404). Is the address right, with its path?`);
    if (status === 413) return invalidRequest(`${where} takes no file of this size (413).`);
    if (status === 502 || status === 503 || status === 504) return unreachable(`${where} answers ${status}.`);
    return failed(`${where} answers ${status}: ${body.toString("utf8", 0, 300)}`);
  }

  /** Said by a redirect to itself, or in the words of the usual servers when they are spoken to in the clear. */
  private wantsHttps(status: number, headers: IncomingHttpHeaders, body: Buffer): boolean {
    const { protocol, hostname } = new URL(this.config.address);
    if (protocol !== "http:") return false;
    const { location = "" } = headers;
    if (status >= 300 && status < 400 && URL.canParse(location)) {
      const target = new URL(location);
      return target.protocol === "https:" && target.hostname === hostname;
    }
    return status === 400 && /HTTP request (was sent )?to (an )?HTTPS/i.test(body.toString("utf8", 0, 2000));
  }

  /** An answer's JSON in this shape. */
  protected read<T>(shape: z.ZodType<T>, { body, headers }: Answered): T {
    let given: unknown;
    try {
      given = JSON.parse(body.toString("utf8"));
    } catch (cause) {
      const found = headers["content-type"]?.includes("html") ? "a web page" : "something that is no JSON";
      throw failed(`${this.host} answers with ${found}. Is this the address of ${this.what}?`, cause);
    }
    const parsed = shape.safeParse(given);
    if (parsed.success) return parsed.data;
    throw failed(`${this.host} answers otherwise than ${this.what} does: ${parsed.error.message.slice(0, 500)}`);
  }
}
