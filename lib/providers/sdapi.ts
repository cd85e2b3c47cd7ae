import { minuteMs, secondMs, sleep } from "@/lib/clock";
import type { ParamSpecs } from "@/lib/filters/define";
import { newUuid } from "@/lib/ids";
import { decodePixels, encodeAt } from "@/lib/imaging/pixels";
import { limits } from "@/lib/limits";
import { defineProvider, HandedOver, type Made, type MakeContext, type MakeRequest } from "./define";
import { invalidRequest, modelMissing, stopped } from "./failures";
import { fitPicture } from "./fit";
import { markThroughModel } from "./mark";
import { composePrompt } from "./prompt";
import { checkServer } from "./sdapi/check";
import { type SdConfig, sdConfig } from "./sdapi/config";
import { type SdRequest, SdServer } from "./sdapi/server";
import { Watch } from "./sdapi/watch";
import { nativeSidePx, workingSize } from "./size";

const previewSidePx = 512;
/** An interrupted picture is answered after the step that was at work. */
const interruptMs = 10 * secondMs;
/** The server's own choice. */
const automatic = "automatic";

const params = {
  steps: { kind: "number", min: 1, max: 100, step: 1, default: 25 },
  cfg: { kind: "number", min: 1, max: 20, step: 0.5, default: 7 },
  sampler: {
    kind: "choice",
    choices: [
      automatic,
      "Euler a",
      "Euler",
      "Heun",
      "LMS",
      "DPM2",
      "DPM2 a",
      "DPM++ 2M",
      "DPM++ SDE",
      "DPM++ 2M SDE",
      "DPM++ 3M SDE",
      "DDIM",
      "UniPC",
      "LCM",
    ],
    default: automatic,
  },
} as const satisfies ParamSpecs;

/** AUTOMATIC1111, Forge and SD.Next: models of one's own, one picture at a time, through the API they share. */
export const sdapi = defineProvider({
  kind: "sdapi",
  config: sdConfig,
  secrets: ["secret"],
  params,

  capabilities: ({ runningMinutes }) => ({
    textToImage: true,
    restyle: true,
    negativePrompt: true,
    seed: true,
    countMax: limits.generateCountMax,
    sides: { min: limits.generateSideMinPx, max: limits.generateSideMaxPx },
    progress: "real",
    previews: true,
    cancel: true,
    longestMs: runningMinutes * minuteMs * limits.generateCountMax,
  }),

  check: checkServer,

  run: async (request, config, context) => new Making(request, config, context).all(),
});

/** The pictures of one request, one after the other, so that every picture can be made again from its own seed. */
class Making {
  private readonly server: SdServer;
  private readonly working: { width: number; height: number };
  private highest = 0;

  constructor(
    private readonly request: MakeRequest,
    config: SdConfig,
    private readonly context: MakeContext,
  ) {
    const { style, width, height, model } = request;
    if (style?.kind === "filter" || style?.workflow) {
      throw invalidRequest(`Style "${style.slug}" is none that this kind of backend can make.`);
    }
    this.server = new SdServer(config, context.network);
    this.working = workingSize(width, height, config.sidePx || nativeSidePx(model));
  }

  async all(): Promise<Made[]> {
    const { request, server, context } = this;
    context.signal.throwIfAborted();
    // An unknown model would be passed over there, and the one that is loaded taken instead.
    const models = await server.models(context.signal);
    if (!models.includes(request.model)) throw modelMissing(`${server.host} has no model "${request.model}".`);
    const made: Made[] = [];
    for (let index = 0; index < request.count; index++) {
      const seed = (request.seed + index) % (limits.seedMax + 1);
      this.tell(index / request.count);
      const picture = await fitPicture(await this.one(index, seed), this.working, request);
      made.push({ picture, mark: markThroughModel(request.source), model: request.model, version: 1, seed });
      this.tell((index + 1) / request.count);
    }
    return made;
  }

  private async one(index: number, seed: number): Promise<Buffer> {
    const { server, context } = this;
    const task = `atelier-${newUuid()}`;
    const watch = new Watch(server, task, {
      progress: (done) => this.tell((index + done) / this.request.count),
      waiting: (position) => context.waiting(position),
      preview: (bytes) => this.show(bytes),
    });
    await watch.begin(context.signal);
    const body = await this.body(task, seed);
    context.signal.throwIfAborted();
    const ending = new AbortController();
    const answer = server.make(body, ending.signal);
    try {
      const bytes = await Promise.race([
        answer,
        watch.follow(ending.signal).then(() => answer),
        aborted(context.signal),
      ]);
      if (watch.isInterrupted) throw stopped(`Somebody stopped the work at ${server.host}.`);
      return bytes;
    } catch (error) {
      await this.stop(watch, answer);
      throw error;
    } finally {
      ending.abort();
      answer.catch(() => undefined);
    }
  }

  /**
   * Stops at the server what nobody waits for any more, and only that: its interrupt stops whatever runs. What another
   * worker may have begun anew there is left alone.
   */
  private async stop(watch: Watch, answer: Promise<Buffer>): Promise<void> {
    const { signal, isAlone } = this.context;
    if (!isAlone || signal.reason instanceof HandedOver) return;
    try {
      if (!(await watch.isOurs())) return;
      await this.server.interrupt();
      await Promise.race([answer.catch(() => undefined), sleep(interruptMs)]);
    } catch {
      // It cannot be reached: then it cannot be stopped either, and what went wrong before is what is told.
    }
  }

  private async body(task: string, seed: number): Promise<SdRequest> {
    const { prompt, negativePrompt } = composePrompt(this.request);
    const { source, strength, model, params: given } = this.request;
    const sampler = given.sampler ?? automatic;
    return {
      prompt,
      negative_prompt: negativePrompt,
      ...this.working,
      steps: given.steps ?? params.steps.default,
      cfg_scale: given.cfg ?? params.cfg.default,
      ...(sampler === automatic ? {} : { sampler_name: sampler }),
      seed,
      batch_size: 1,
      n_iter: 1,
      send_images: true,
      save_images: false,
      do_not_save_samples: true,
      do_not_save_grid: true,
      override_settings: { sd_model_checkpoint: model },
      // Loading the model that was there before after each picture would take longer than most pictures.
      override_settings_restore_afterwards: false,
      force_task_id: task,
      ...(source && { ...(await this.start(source.bytes)), denoising_strength: strength }),
    };
  }

  /** The picture to start from, in the size that is worked at: the server would scale it without our limits. */
  private async start(bytes: Buffer): Promise<{ init_images: string[]; resize_mode: number }> {
    return { init_images: [(await encodeAt(bytes, this.working)).toString("base64")], resize_mode: 0 };
  }

  private tell(done: number): void {
    this.highest = Math.max(this.highest, done);
    this.context.progress(this.highest);
  }

  /** A preview is a stranger's bytes too; one that cannot be decoded is no loss. */
  private show(bytes: Buffer): void {
    decodePixels(bytes, previewSidePx).then(
      (pixels) => this.context.preview(pixels),
      () => undefined,
    );
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
