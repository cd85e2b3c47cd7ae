import { z } from "zod";
import { Client } from "../client";
import { invalidRequest, modelMissing } from "../failures";
import type { Network } from "../network";
import type { ComfyConfig } from "./config";
import type { Workflow } from "./workflow";

const megabyte = 1024 * 1024;
const limits = { pictureMaxBytes: 128 * megabyte, answerMaxBytes: 32 * megabyte };
/** A file may take this many times as long as an answer. */
const transferFactor = 6;

/** A file as ComfyUI names it. */
export interface ComfyFile {
  filename: string;
  subfolder: string;
  type: string;
}

const fileSchema = z.object({
  filename: z.string(),
  subfolder: z.string().default(""),
  type: z.string().default("output"),
});
/** What an output node made, by kind; kinds other than pictures are passed over. */
const outputSchema = z.object({ images: z.array(fileSchema).catch([]).default([]) });
export const executedSchema = z.object({ node: z.string(), output: outputSchema.nullable() });

const problemSchema = z.object({
  type: z.string().default(""),
  message: z.string().default(""),
  details: z.string().default(""),
  extra_info: z.record(z.string(), z.unknown()).catch({}).default({}),
});
const nodeErrorsSchema = z
  .record(z.string(), z.object({ errors: z.array(problemSchema), class_type: z.string().default("?") }))
  .catch({})
  .default({});
type NodeErrors = z.infer<typeof nodeErrorsSchema>;

const submittedSchema = z.object({ prompt_id: z.string(), node_errors: nodeErrorsSchema });
const refusedSchema = z.object({ error: z.union([problemSchema, z.string()]), node_errors: nodeErrorsSchema });
const queueItem = z.tuple([z.number(), z.string()], z.unknown());
const queueSchema = z.object({ queue_running: z.array(queueItem), queue_pending: z.array(queueItem) });
const statsSchema = z.object({ system: z.object({ comfyui_version: z.string().default("unknown") }) });
const historySchema = z.record(
  z.string(),
  z.object({
    outputs: z.record(z.string(), outputSchema),
    status: z.object({
      status_str: z.string(),
      messages: z.array(z.tuple([z.string(), z.record(z.string(), z.unknown())])).default([]),
    }),
  }),
);
export type HistoryEntry = z.infer<typeof historySchema>[string];
const inputsSchema = z.record(z.string(), z.tuple([z.unknown()], z.unknown()));
const classSchema = z.object({
  input: z.object({ required: inputsSchema.optional(), optional: inputsSchema.optional() }),
  output_node: z.boolean().default(false),
});
export type NodeInfo = z.infer<typeof classSchema>;
const uploadedSchema = z.object({
  name: z.string(),
  subfolder: z.string().default(""),
  type: z.string().default("input"),
});

/** Where a job stands: its place in line from 1, running, or in neither list. */
export type Place = { at: "waiting"; position: number } | { at: "running" } | { at: "nowhere" };

/** A ComfyUI server's HTTP side, version 1. Every call throws ProviderError. */
export class ComfyServer extends Client<ComfyConfig> {
  constructor(config: ComfyConfig, network: Network) {
    super(config, network, "a ComfyUI server");
  }

  /** The version of the program. */
  async version(signal?: AbortSignal): Promise<string> {
    return this.read(statsSchema, await this.ask("/system_stats", { signal })).system.comfyui_version;
  }

  /** What a class of nodes takes, or null when it is not installed. */
  async nodeInfo(name: string, signal?: AbortSignal): Promise<NodeInfo | null> {
    const path = `/object_info/${encodeURIComponent(name)}`;
    const answered = await this.ask(path, { signal, maxBytes: limits.answerMaxBytes });
    return this.read(z.record(z.string(), classSchema), answered)[name] ?? null;
  }

  /**
   * Gives the server a picture for LoadImage, in its temporary folder, which a restart empties.
   *
   * @returns what LoadImage calls it
   */
  async upload(name: string, bytes: Buffer, signal: AbortSignal): Promise<string> {
    const form = new FormData();
    form.set("image", new File([new Uint8Array(bytes)], name, { type: "application/octet-stream" }));
    form.set("type", "temp");
    const multipart = new Response(form);
    const headers = { "Content-Type": multipart.headers.get("content-type") ?? "" };
    const body = Buffer.from(await multipart.arrayBuffer());
    const answered = await this.ask("/upload/image", {
      method: "POST",
      headers,
      body,
      signal,
      answerMs: this.answerMs * transferFactor,
    });
    const given = this.read(uploadedSchema, answered);
    const path = given.subfolder === "" ? given.name : `${given.subfolder}/${given.name}`;
    return given.type === "input" ? path : `${path} [${given.type}]`;
  }

  /**
   * Puts a graph in line under an id of our choosing.
   *
   * @returns the job's id: ours, or on servers before September 2025 their own
   */
  async submit(graph: Workflow, promptId: string, signal: AbortSignal): Promise<string> {
    const body = { prompt: graph, client_id: promptId, prompt_id: promptId };
    const answered = await this.post("/prompt", body, { signal }, [200, 400]);
    if (answered.status === 400) throw refusal(this.read(refusedSchema, answered));
    const given = this.read(submittedSchema, answered);
    if (Object.keys(given.node_errors).length === 0) return given.prompt_id;
    // It would run in part: that is no picture anyone asked for.
    await this.cancel(given.prompt_id);
    throw refusal({ error: "A part of the workflow cannot run.", node_errors: given.node_errors });
  }

  /** Where a job stands. A line is a heap: its order is by number. */
  async place(promptId: string, signal?: AbortSignal): Promise<Place> {
    const { queue_running, queue_pending } = this.read(
      queueSchema,
      await this.ask("/queue", { signal, maxBytes: limits.answerMaxBytes }),
    );
    if (queue_running.some(([, id]) => id === promptId)) return { at: "running" };
    const own = queue_pending.find(([, id]) => id === promptId);
    if (!own) return { at: "nowhere" };
    const ahead = queue_pending.filter(([number]) => number < own[0]).length;
    return { at: "waiting", position: 1 + ahead + queue_running.length };
  }

  /** What became of a job, or null while it waits or runs, and when the server knows nothing of it. */
  async outcome(promptId: string, signal?: AbortSignal): Promise<HistoryEntry | null> {
    const path = `/history/${encodeURIComponent(promptId)}`;
    const answered = await this.ask(path, { signal, maxBytes: limits.answerMaxBytes });
    return this.read(historySchema, answered)[promptId] ?? null;
  }

  /** A file's bytes, or null when it is not there (any more). */
  async view(file: ComfyFile, signal: AbortSignal): Promise<Buffer | null> {
    const query = new URLSearchParams({ ...file });
    const options = { signal, maxBytes: limits.pictureMaxBytes, answerMs: this.answerMs * transferFactor };
    const answered = await this.ask(`/view?${query}`, options, [200, 404]);
    return answered.status === 404 ? null : answered.body;
  }

  /**
   * Takes a job out of line and stops it when it runs. Servers before September 2025 stop whatever runs, so they are
   * only asked to while that is ours.
   */
  async cancel(promptId: string): Promise<void> {
    await this.post("/queue", { delete: [promptId] });
    if ((await this.place(promptId)).at === "running") await this.post("/interrupt", { prompt_id: promptId });
  }

  /** Where its socket is, and what to say there. */
  socket(clientId: string): { url: URL; headers: Record<string, string> } {
    const url = this.url(`/ws?${new URLSearchParams({ clientId })}`);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    return { url, headers: this.headers() };
  }
}

const modelInputs = /^(ckpt|unet|lora|vae|clip|control_net|model|style_model)(_name\d?|)$/;

/** Why a graph was not taken, in words for administrators. */
function refusal({ error, node_errors }: { error: z.infer<typeof problemSchema> | string; node_errors: NodeErrors }) {
  const lines = Object.entries(node_errors).flatMap(([id, { class_type, errors }]) =>
    errors.map((problem) => `Node ${id} (${class_type}): ${wordsOf(problem)}`),
  );
  const head = typeof error === "string" ? error : [error.message, error.details].filter(Boolean).join(" ");
  const detail = [head, ...lines].join("\n");
  const all = Object.values(node_errors).flatMap(({ errors }) => errors);
  const isModel = all.some(
    ({ type, extra_info: { input_name } }) => type === "value_not_in_list" && modelInputs.test(String(input_name)),
  );
  return isModel ? modelMissing(detail) : invalidRequest(detail);
}

function wordsOf({ type, message, details, extra_info }: z.infer<typeof problemSchema>): string {
  const [choices] = Array.isArray(extra_info.input_config) ? extra_info.input_config : [];
  if (type !== "value_not_in_list" || !Array.isArray(choices)) return `${message}: ${details}`;
  const installed = choices.length === 0 ? "none is installed" : `there are ${choices.slice(0, 50).join(", ")}`;
  return `${extra_info.input_name} cannot be "${extra_info.received_value}": ${installed}.`;
}
