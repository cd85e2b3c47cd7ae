import { minuteMs } from "@/lib/clock";
import type { ParamSpecs } from "@/lib/filters/define";
import { newUuid } from "@/lib/ids";
import { decodePixels } from "@/lib/imaging/pixels";
import { limits } from "@/lib/limits";
import { checkServer, checkWorkflow } from "./comfyui/check";
import { type ComfyConfig, comfyConfig } from "./comfyui/config";
import { ComfyJob, JobLost } from "./comfyui/job";
import { ComfyServer } from "./comfyui/server";
import { suggestPlaceholders } from "./comfyui/suggest";
import { fillWorkflow, readWorkflow, requireUse, takesImage, type Workflow } from "./comfyui/workflow";
import describe from "./comfyui/workflows/describe.json";
import restyle from "./comfyui/workflows/restyle.json";
import { defineProvider, type Made, type MakeContext, type MakeRequest } from "./define";
import { invalidRequest, lost } from "./failures";
import { markThroughModel } from "./mark";
import { composePrompt } from "./prompt";
import { nativeSidePx, workingSize } from "./size";

const previewSidePx = 512;
const previewEveryMs = 400;
/** A job that the server forgot is put in line once more. */
const submissionsMax = 2;

const params = {
  steps: { kind: "number", min: 1, max: 100, step: 1, default: 25 },
  cfg: { kind: "number", min: 1, max: 20, step: 0.5, default: 7 },
} as const satisfies ParamSpecs;

/** A ComfyUI server: models of one's own on a machine of one's own, through workflows that are data. */
export const comfyui = defineProvider({
  kind: "comfyui",
  config: comfyConfig,
  secrets: ["secret"],
  params,

  capabilities: ({ waitingMinutes, runningMinutes }) => ({
    textToImage: true,
    restyle: true,
    negativePrompt: true,
    seed: true,
    countMax: limits.generateCountMax,
    sides: { min: limits.generateSideMinPx, max: limits.generateSideMaxPx },
    progress: "real",
    previews: true,
    cancel: true,
    longestMs: (waitingMinutes + runningMinutes) * minuteMs * limits.generateCountMax,
  }),

  check: checkServer,

  workflows: {
    read: readWorkflow,
    suggest: (workflow) => suggestPlaceholders(readWorkflow(workflow)),
    require: (workflow) => requireUse(readWorkflow(workflow)),
    takesImage: (workflow) => takesImage(readWorkflow(workflow)),
    check: (workflow, model, config, outgoing) => checkWorkflow(readWorkflow(workflow), model, config, outgoing),
  },

  run: (request, config, context) => new Making(request, config, context).all([]),

  resume: (remoteId, request, config, context) => new Making(request, config, context).all(remoteId.split(",")),
});

/** The pictures of one request, one job each, so that every picture can be made again from its own seed. */
class Making {
  private readonly server: ComfyServer;
  private readonly workflow: Workflow;
  /** Jobs in the order of their pictures, as they are remembered. */
  private readonly promptIds: string[] = [];
  private lastPreviewAt = 0;
  private highest = 0;

  constructor(
    private readonly request: MakeRequest,
    private readonly config: ComfyConfig,
    private readonly context: MakeContext,
  ) {
    this.server = new ComfyServer(config, context.network);
    this.workflow = workflowFor(request);
  }

  /** @param begun jobs that were put in line before a restart */
  async all(begun: string[]): Promise<Made[]> {
    const last = begun.at(-1);
    // Nobody wants it any more: what the worker before left there is stopped.
    if (this.context.signal.aborted && last !== undefined) await this.job(last, 0).attach();
    const made: Made[] = [];
    for (let index = 0; index < this.request.count; index++) {
      const seed = (this.request.seed + index) % (limits.seedMax + 1);
      const bytes = await this.one(index, seed, begun[index]);
      made.push({
        picture: { bytes },
        mark: markThroughModel(this.request.source),
        model: this.request.model,
        version: 1,
        seed,
      });
    }
    return made;
  }

  private async one(index: number, seed: number, begun: string | undefined): Promise<Buffer> {
    for (let submission = 1; ; submission++) {
      const isBegun = submission === 1 && begun !== undefined;
      const promptId = isBegun ? begun : newUuid();
      this.promptIds[index] = promptId;
      const job = this.job(promptId, index);
      const file = await (isBegun ? job.attach() : this.submit(job, index, seed)).catch(orNullWhenLost);
      const bytes = file && (await this.server.view(file, this.context.signal));
      if (bytes) return bytes;
      if (submission === submissionsMax) throw lost(`${this.server.host} forgot job ${promptId}, and one before it.`);
    }
  }

  private job(promptId: string, index: number): ComfyJob {
    return new ComfyJob(this.server, promptId, this.workflow, {
      signal: this.context.signal,
      progress: (done) => this.tell((index + done) / this.request.count),
      waiting: (position) => this.context.waiting(position),
      preview: (bytes) => this.show(bytes),
    });
  }

  /** The id is remembered before the job is sent: whatever ends here, it can be found there. */
  private async submit(job: ComfyJob, index: number, seed: number) {
    const { signal } = this.context;
    await this.remember();
    const image = await this.upload(signal);
    return job.submit(this.graph(seed, image), async (promptId) => {
      this.promptIds[index] = promptId;
      await this.remember();
    });
  }

  private remember(): Promise<void> {
    return this.context.remember(this.promptIds.join(","));
  }

  /** A restart empties the server's temporary folder, so each submission brings its picture along. */
  private async upload(signal: AbortSignal): Promise<string | undefined> {
    const { source } = this.request;
    if (!source) return undefined;
    return this.server.upload(`atelier-${newUuid()}`, source.bytes, signal);
  }

  private graph(seed: number, image: string | undefined): Workflow {
    const { width, height, model, strength, params: given } = this.request;
    const working = workingSize(width, height, this.config.sidePx || nativeSidePx(model));
    const { prompt, negativePrompt } = composePrompt(this.request);
    try {
      return fillWorkflow(this.workflow, {
        prompt,
        negative_prompt: negativePrompt,
        seed,
        width,
        height,
        working_width: working.width,
        working_height: working.height,
        steps: given.steps ?? params.steps.default,
        cfg: given.cfg ?? params.cfg.default,
        strength,
        batch: 1,
        model,
        prefix: "atelier",
        ...(image === undefined ? {} : { image }),
      });
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      throw invalidRequest(cause.message, cause);
    }
  }

  /** A job that begins anew does not take back what was told of the one before. */
  private tell(done: number): void {
    this.highest = Math.max(this.highest, done);
    this.context.progress(this.highest);
  }

  /** A preview is a stranger's bytes too; one that cannot be decoded is no loss. */
  private show(bytes: Buffer): void {
    const now = Date.now();
    if (now - this.lastPreviewAt < previewEveryMs) return;
    this.lastPreviewAt = now;
    decodePixels(Buffer.from(bytes), previewSidePx).then(
      (pixels) => this.context.preview(pixels),
      () => undefined,
    );
  }
}

/** The style's own workflow, or the one that ships for pictures from words or from a picture. */
function workflowFor({ style, source }: MakeRequest): Workflow {
  const workflow = readWorkflow(style?.workflow ?? (source ? restyle : describe));
  if (takesImage(workflow) && !source) {
    throw invalidRequest(`The workflow of style "${style?.slug}" starts from a picture, and there is none.`);
  }
  return workflow;
}

function orNullWhenLost(error: unknown): null {
  if (error instanceof JobLost) return null;
  throw error;
}
