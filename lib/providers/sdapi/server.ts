import { z } from "zod";
import { minuteMs } from "@/lib/clock";
import { Client } from "../client";
import { ProviderError } from "../define";
import { failed, invalidRequest, modelMissing, outOfMemory, tooSlow } from "../failures";
import { type Answered, NoAnswer } from "../http";
import type { Network } from "../network";
import type { SdConfig } from "./config";

const megabyte = 1024 * 1024;
/** Of a picture of 2048×2048 in PNG, as base64, and much more. */
const pictureMaxBytes = 64 * megabyte;
/** Lists, and the look at a picture as it comes. */
const answerMaxBytes = 16 * megabyte;

const root = "/sdapi/v1";

const modelsSchema = z.array(z.object({ title: z.string() }));
const madeSchema = z.object({ images: z.array(z.string()) });
const progressSchema = z.object({
  progress: z.number().catch(0),
  /** SD.Next's name of what runs. */
  id: z.string().nullish(),
  current_image: z.string().nullish(),
  state: z
    .object({
      interrupted: z.boolean().catch(false),
      job_count: z.number().optional(),
      job_timestamp: z.string().optional(),
      sampling_step: z.number().catch(0),
    })
    .partial()
    .catch({}),
});
const taskSchema = z.object({ active: z.boolean(), queued: z.boolean(), completed: z.boolean() });
const refusedSchema = z.object({ detail: z.unknown(), error: z.unknown(), errors: z.unknown() }).partial();

/** What the server does now, whoever asked for it. */
export interface Standing {
  isBusy: boolean;
  /** Changes from one piece of work to the next. */
  key: string;
  /** 0–1. */
  done: number;
  isInterrupted: boolean;
  /** The picture as it comes, encoded; null when there is no look at it. */
  image: Buffer | null;
}

/** A picture's recipe in the API's own words. */
export type SdRequest = Record<string, unknown> & { init_images?: string[] };

/** The HTTP side of AUTOMATIC1111, Forge, SD.Next and their look-alikes. Every call throws ProviderError. */
export class SdServer extends Client<SdConfig> {
  constructor(config: SdConfig, network: Network) {
    super(config, network, "a Stable Diffusion web UI");
  }

  /** The names of its models, without the checksum behind them, which comes and goes. */
  async models(signal: AbortSignal): Promise<string[]> {
    const answered = await this.ask(`${root}/sd-models`, { signal, maxBytes: answerMaxBytes }, [200, 404]);
    if (answered.status === 404) throw noApi(this.host);
    return this.read(modelsSchema, answered).map(({ title }) => title.replace(/\s*\[[0-9a-f]+\]\s*$/i, ""));
  }

  /** What it does now; null on servers that do not tell. */
  async standing(signal?: AbortSignal): Promise<Standing | null> {
    const options = { signal, maxBytes: answerMaxBytes };
    const answered = await this.ask(`${root}/progress?skip_current_image=false`, options, [200, 404, 405, 501]);
    if (answered.status !== 200) return null;
    const { progress, id, current_image, state } = this.read(progressSchema, answered);
    const { job_count, job_timestamp = "", sampling_step = 0, interrupted = false } = state;
    return {
      isBusy: job_count === undefined ? progress > 0 : job_count !== 0 || sampling_step > 0,
      key: `${id ?? ""}/${job_timestamp}`,
      done: Math.min(1, Math.max(0, progress)),
      isInterrupted: interrupted,
      image: current_image ? decodeBase64(current_image) : null,
    };
  }

  /**
   * Whether the request that gave itself this name is at work; null on servers that know no names (`/sdapi` itself tells
   * none, but the page of AUTOMATIC1111 and Forge asks here).
   */
  async isAtWork(task: string, signal?: AbortSignal): Promise<boolean | null> {
    const question = { id_task: task, id_live_preview: -1, live_preview: false };
    const options = { signal, maxBytes: answerMaxBytes };
    const answered = await this.post("/internal/progress", question, options, [200, 401, 403, 404, 405, 422]);
    if (answered.status !== 200) return null;
    const { active, queued, completed } = this.read(taskSchema, answered);
    return active || (queued || completed ? false : null);
  }

  /** Makes one picture; the answer comes when it is made. */
  async make(request: SdRequest, signal: AbortSignal): Promise<Buffer> {
    const path = `${root}/${request.init_images ? "img2img" : "txt2img"}`;
    const answerMs = this.config.runningMinutes * minuteMs;
    const options = { signal, answerMs, maxBytes: pictureMaxBytes };
    const answered = await this.post(path, request, options, [200, 400, 404, 422, 500]).catch((error: unknown) => {
      const isSilent =
        error instanceof ProviderError && error.cause instanceof NoAnswer && error.cause.kind === "silent";
      throw isSilent ? tooSlow(error.message) : error;
    });
    if (answered.status !== 200) throw this.refusal(answered);
    const [image] = this.read(madeSchema, answered).images;
    if (image === undefined) throw failed(`${this.host} answered without a picture.`);
    const bytes = decodeBase64(image);
    if (!bytes) throw failed(`${this.host} answered with something that is no base64 where the picture should be.`);
    return bytes;
  }

  /** Stops whatever runs there. */
  async interrupt(): Promise<void> {
    await this.post(`${root}/interrupt`, {});
  }

  private refusal({ status, body }: Answered): ProviderError {
    const given = parse(body);
    if (!given) return failed(`${this.host} answers ${status}: ${body.toString("utf8", 0, 300)}`);
    const words = [given.error, given.detail, given.errors].map(wordsOf).filter(Boolean).join(": ").slice(0, 500);
    const detail = `${this.host} answers ${status}: ${words}`;
    if (/out of memory|OutOfMemory/i.test(words)) return outOfMemory(detail);
    if (status === 500) return failed(detail);
    if (status === 404 && /^not found$/i.test(words)) return noApi(this.host);
    return /model|checkpoint/i.test(words) && status === 404 ? modelMissing(detail) : invalidRequest(detail);
  }
}

function noApi(host: string): ProviderError {
  return failed(
    `${host} has no API at ${root} (404). AUTOMATIC1111 and Forge open it when they are started with --api.`,
  );
}

/** Bytes of base64, with or without the head of a data address; null for anything else. */
function decodeBase64(text: string): Buffer | null {
  const plain = text.replace(/^data:[^,]{0,100},/, "").trim();
  return /^[A-Za-z0-9+/]+={0,2}$/.test(plain) ? Buffer.from(plain, "base64") : null;
}

function parse(body: Buffer): z.infer<typeof refusedSchema> | null {
  try {
    return refusedSchema.parse(JSON.parse(body.toString("utf8")));
  } catch {
    return null;
  }
}

/** Words of an error in one of its shapes: text, or a list of what is wrong where. */
function wordsOf(given: unknown): string {
  if (typeof given === "string") return given;
  return given === undefined || given === null ? "" : JSON.stringify(given);
}
