import type { IncomingHttpHeaders } from "node:http";
import OpenAI from "openai";
import { z } from "zod";
import { secondMs } from "@/lib/clock";
import { Client, type ClientAsk } from "../client";
import type { ProviderError } from "../define";
import { failed, forbidden, unreachable } from "../failures";
import { type Answered, ask, NoAnswer } from "../http";
import type { Network } from "../network";
import { FieldRefused, failureOf, type Told, toldIn } from "./answers";
import type { OpenAiConfig } from "./config";
import { EventReader } from "./events";

const megabyte = 1024 * 1024;
/** A picture, and as text a third more. Streams bring it up to four times. */
const limits = { pictureMaxBytes: 64 * megabyte, answerMaxBytes: 96 * megabyte, streamMaxBytes: 256 * megabyte };
const listMs = 20 * secondMs;
const listMaxBytes = 4 * megabyte;

const moment = z
  .union([
    z.number().transform((seconds) => new Date(seconds * secondMs)),
    z.string().transform((day) => new Date(day)),
  ])
  .nullish()
  .transform((date) => (date && !Number.isNaN(date.getTime()) ? date : null))
  .catch(null);
const modelsSchema = z.object({ data: z.array(z.object({ id: z.string(), shutdown_date: moment.optional() })) });

const pictureSchema = z.object({ b64_json: z.string().nullish(), url: z.string().nullish() });
const picturesSchema = z.object({ data: z.array(pictureSchema).min(1, "no picture") });
const eventSchema = pictureSchema.extend({ type: z.string() });

export interface ListedModel {
  name: string;
  /** When its maker takes it away, where that is told. */
  endsAt: Date | null;
}

/** A picture to start from. */
export interface Attached {
  name: string;
  bytes: Buffer;
  mime: string;
}

export type Quality = "auto" | "low" | "medium" | "high";

/** The fields of a request for one picture, from words or from a picture. */
export interface Fields {
  model: string;
  prompt: string;
  n: 1;
  /** `WIDTHxHEIGHT` */
  size?: string;
  quality?: Quality;
  moderation?: "auto" | "low";
  safety_identifier?: string;
  response_format?: "b64_json";
  stream?: boolean;
  partial_images?: number;
}

/** What is asked for: the fields of the request, of which some may be left out when the server does not take them. */
export interface Wanted {
  fields: Fields;
  optional: readonly (keyof Fields)[];
  /** Without one, the picture is made from words alone. */
  image: Attached | null;
}

export interface PictureWatch {
  signal: AbortSignal;
  /** An encoded picture on its way, to be decoded with care. */
  partial(bytes: Buffer): void;
}

/**
 * The images side of OpenAI's API, or of a server that speaks as it does. Every call throws ProviderError. OpenAI's own
 * client writes the requests; sending and reading them is ours (docs/decisions/013).
 */
export class OpenAiServer extends Client<OpenAiConfig> {
  constructor(config: OpenAiConfig, network: Network) {
    super(config, network, "a server with OpenAI's interface");
  }

  async models(signal: AbortSignal): Promise<ListedModel[]> {
    const answerMs = Math.min(this.answerMs, listMs);
    const options = { signal, answerMs, maxBytes: listMaxBytes };
    const answered = await this.send("/models", (api) => api.models.list(), options);
    return this.read(modelsSchema, answered).data.map(({ id, shutdown_date }) => ({
      name: id,
      endsAt: shutdown_date ?? null,
    }));
  }

  /** One picture. A field that is refused and may be left out is left out. */
  async picture({ fields, optional, image }: Wanted, watch: PictureWatch): Promise<Buffer> {
    const given = { ...fields };
    for (;;) {
      try {
        return await this.try(given, image, watch);
      } catch (error) {
        const refused = error instanceof FieldRefused && optional.find((field) => field === error.field);
        if (!refused || given[refused] === undefined) throw error;
        delete given[refused];
      }
    }
  }

  protected override headers(): Record<string, string> {
    const isWithoutKey = this.config.authentication === "bearer" && this.config.secret === "";
    return isWithoutKey ? {} : super.headers();
  }

  protected override wrongStatus(path: string, answered: Answered): ProviderError {
    const { status, headers } = answered;
    const told = toldIn(parse(answered.body));
    if (told) return this.failure(status, told, headers, path);
    const isOurs = status === 401 || status === 402 || status === 429 || status >= 500;
    if (!isOurs) return super.wrongStatus(path, answered);
    const what = headers["content-type"]?.includes("html") ? "a web page" : answered.body.toString("utf8", 0, 300);
    return this.failure(status, { message: what, code: "", type: "", param: null }, headers, path);
  }

  private async try(
    fields: Wanted["fields"],
    image: Attached | null,
    { signal, partial }: PictureWatch,
  ): Promise<Buffer> {
    const path = image ? "/images/edits" : "/images/generations";
    let completed: z.infer<typeof pictureSchema> | null = null;
    let isStream = false;
    const events = new EventReader((event) => {
      const told = toldIn(event);
      if (told) throw this.failure(400, told, {}, path);
      const { data } = eventSchema.safeParse(event);
      if (data?.type.endsWith(".completed")) completed = data;
      else if (data?.type.endsWith(".partial_image") && data.b64_json) partial(bytesOf(data.b64_json));
    });
    const options: ClientAsk = {
      signal,
      maxBytes: fields.stream === true ? limits.streamMaxBytes : limits.answerMaxBytes,
      take: (part, { status, headers }) => {
        isStream = status === 200 && (headers["content-type"] ?? "").startsWith("text/event-stream");
        if (isStream) events.read(part);
        return isStream;
      },
    };
    const call = (api: OpenAI) =>
      image ? api.images.edit({ ...fields, image: fileOf(image) }) : api.images.generate(fields);
    const answered = await this.send(path, call, options).catch((error: unknown) => {
      if (error instanceof RangeError) throw failed(`${this.host}${path}: ${error.message}`, error);
      throw error;
    });
    if (isStream && !completed) throw unreachable(`${this.host}${path} ended its stream before the picture was there.`);
    return this.bytesIn(completed ?? this.firstIn(answered, path), signal);
  }

  /** Has OpenAI's client write a request, and sends it. What it would make of the answer is not asked for. */
  private async send(path: string, call: (api: OpenAI) => Sent, options: ClientAsk): Promise<Answered> {
    let outcome: Promise<Answered> | undefined;
    const hand = async (input: RequestInfo | URL, init?: RequestInit) => {
      const { method, headers, body } = await written(new Request(input, init));
      outcome = this.ask(path, { ...options, method, headers, body });
      await outcome;
      return new Response();
    };
    const api = new OpenAI({
      ...{ baseURL: this.config.address, apiKey: "ours", organization: null, project: null },
      ...{ maxRetries: 0, logLevel: "off" },
      defaultHeaders: { Authorization: null },
      // Its client else tries out what our hand is capable of, by a request.
      fetch: Object.assign(hand, { Response }),
    });
    const sent = await call(api)
      .asResponse()
      .catch((error: unknown) => error);
    if (outcome === undefined) throw sent;
    return outcome;
  }

  private firstIn(answered: Answered, path: string): z.infer<typeof pictureSchema> {
    const told = toldIn(parse(answered.body));
    if (told) throw this.failure(400, told, answered.headers, path);
    return this.read(picturesSchema, answered).data[0];
  }

  private async bytesIn({ b64_json, url }: z.infer<typeof pictureSchema>, signal: AbortSignal): Promise<Buffer> {
    if (b64_json) return bytesOf(b64_json);
    if (url?.startsWith("data:")) return bytesOf(url);
    if (url) return this.fetch(url, signal);
    throw failed(`${this.host} answered without a picture.`);
  }

  /**
   * A picture that the server answers with the address of. On its own host it is asked for as the server is; anywhere
   * else only in the public internet, and without the key.
   */
  private async fetch(address: string, signal: AbortSignal): Promise<Buffer> {
    const base = this.url("/");
    const url = URL.canParse(address, base) ? new URL(address, base) : null;
    if (!url || !/^https?:$/.test(url.protocol)) throw failed(`${this.host} answered with an address that is none.`);
    const isOwn = url.origin === base.origin;
    const options = {
      ...{ signal, answerMs: this.answerMs, maxBytes: limits.pictureMaxBytes },
      network: isOwn ? this.network : this.network.publicPart,
      headers: isOwn ? this.headers() : {},
    };
    const answered = await ask(url, options).catch((error: unknown) => {
      if (!(error instanceof NoAnswer)) throw error;
      const words = `${this.host} answered with an address: ${error.message}`;
      if (error.kind === "forbidden") throw forbidden(words, error);
      throw error.kind === "too_large" ? failed(words, error) : unreachable(words, error);
    });
    if (answered.status === 200) return answered.body;
    throw failed(`${this.host} answered with an address, and ${url.host} answers ${answered.status} there.`);
  }

  private failure(status: number, told: Told, headers: IncomingHttpHeaders, path: string): ProviderError {
    const { secret } = this.config;
    const message = secret === "" ? told.message : told.message.replaceAll(secret, "…");
    return failureOf(status, { ...told, message }, headers, `${this.host}${path}`);
  }
}

/** What a call of OpenAI's client gives, before it is sent. */
type Sent = { asResponse(): Promise<Response> };

async function written(request: Request): Promise<Pick<ClientAsk, "method" | "headers" | "body">> {
  const headers = Object.fromEntries(request.headers);
  if (request.method === "GET") return { headers };
  return { method: "POST", headers, body: Buffer.from(await request.arrayBuffer()) };
}

function fileOf({ name, bytes, mime }: Attached): File {
  return new File([new Uint8Array(bytes)], name, { type: mime });
}

/** Of base64, with or without the beginning of a `data:` address. */
function bytesOf(text: string): Buffer {
  return Buffer.from(text.slice(text.startsWith("data:") ? text.indexOf(",") + 1 : 0), "base64");
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
