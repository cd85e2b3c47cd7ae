import { randomInt } from "node:crypto";
import { secondMs } from "@/lib/clock";
import { newUuid } from "@/lib/ids";
import { type Health, type Outgoing, type Problem, ProviderError } from "../define";
import type { ComfyConfig } from "./config";
import { ComfyJob } from "./job";
import { ComfyServer, type NodeInfo } from "./server";
import { ComfySocket } from "./socket";
import { fillWorkflow, linkOf, readWorkflow, type Workflow } from "./workflow";
import connectionTest from "./workflows/connection-test.json";
import describe from "./workflows/describe.json";
import restyle from "./workflows/restyle.json";

const testMs = 20 * secondMs;
const loaderClass = "CheckpointLoaderSimple";
/** Names that fit in a column. */
const modelNameMaxChars = 100;

/**
 * Looks at a server as an administrator would: is it there, is it a ComfyUI, has it the nodes and a model, does a
 * socket open, and does a small picture that needs no model come back.
 */
export async function checkServer(config: ComfyConfig, { signal, network }: Outgoing): Promise<Health> {
  const server = new ComfyServer(config, network);
  const problems: Problem[] = [];
  let version: string | null = null;
  let models: string[] = [];
  try {
    version = await server.version(signal);
    const info = await nodeInfos(server, [describe, restyle, connectionTest].map(readWorkflow), signal);
    for (const [name, found] of info) if (!found) problems.push(missingNode(name));
    models = choicesOf(info.get(loaderClass) ?? null, "ckpt_name").filter((name) => name.length <= modelNameMaxChars);
    if (info.get(loaderClass) && models.length === 0) problems.push(noModel);
    if (!(await canOpenSocket(server))) problems.push(noSocket(server.host));
    if (problems.every(({ code }) => code !== "node_missing"))
      problems.push(...(await makeTestPicture(server, signal)));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    problems.push(problemOf(error, config));
  }
  const blocking = problems.filter(({ code }) => code !== "busy" && code !== "no_socket");
  const ok = blocking.length === 0;
  const count = models.length === 1 ? "1 model" : `${models.length} models`;
  const fine = `ComfyUI ${version} answers and makes pictures; ${count} installed.`;
  return { ok, words: ok ? fine : (blocking[0]?.words ?? ""), models, problems, version };
}

/**
 * Looks whether a server has what a workflow needs: its classes of nodes, and the models and choices it names.
 *
 * @throws ProviderError when the server cannot be asked
 */
export async function checkWorkflow(
  workflow: Workflow,
  model: string,
  config: ComfyConfig,
  { signal, network }: Outgoing,
): Promise<Problem[]> {
  const info = await nodeInfos(new ComfyServer(config, network), [workflow], signal);
  const problems: Problem[] = [];
  for (const [name, found] of info) if (!found) problems.push(missingNode(name));
  const isComplete = problems.length === 0;
  const hasOutput = [...info.values()].some((found) => found?.output_node);
  if (isComplete && !hasOutput) {
    problems.push({ code: "no_output", words: "No node of it gives a picture out, such as SaveImage.", values: {} });
  }
  for (const [id, { class_type, inputs }] of Object.entries(workflow)) {
    const found = info.get(class_type) ?? null;
    if (found) problems.push(...problemsOfNode(id, class_type, inputs, found, model));
  }
  return problems;
}

function problemsOfNode(
  id: string,
  classType: string,
  inputs: Record<string, unknown>,
  found: NodeInfo,
  model: string,
): Problem[] {
  const missing = Object.keys(found.input.required ?? {}).filter((input) => !(input in inputs));
  const problems: Problem[] = missing.map((input) => ({
    code: "input_missing",
    words: `Node ${id} (${classType}) lacks its input ${input}.`,
    values: { node: id, class: classType, input },
  }));
  for (const [input, given] of Object.entries(inputs)) {
    const value = given === "{{model}}" ? model : given;
    const choices = choicesOf(found, input);
    const isPlaceholder = typeof value === "string" && value.includes("{{");
    if (choices.length === 0 || classType.startsWith("LoadImage") || isPlaceholder || linkOf(value)) continue;
    if (choices.includes(String(value))) continue;
    const installed = choices.slice(0, 50).join(", ");
    const words = `Node ${id} (${classType}): ${input} cannot be "${value}"; there are ${installed}.`;
    const values = { node: id, class: classType, input, value: String(value), installed };
    problems.push({ code: "value_missing", words, values });
  }
  return problems;
}

async function nodeInfos(server: ComfyServer, workflows: Workflow[], signal: AbortSignal) {
  const names = new Set(workflows.flatMap((workflow) => Object.values(workflow).map((node) => node.class_type)));
  const found = new Map<string, NodeInfo | null>();
  for (const name of names) found.set(name, await server.nodeInfo(name, signal));
  return found;
}

/** What a node lets one choose from: `[choices]`, or in newer servers `["COMBO", {options: choices}]`. */
function choicesOf(info: NodeInfo | null, input: string): string[] {
  const spec = info?.input.required?.[input] ?? info?.input.optional?.[input];
  if (!spec) return [];
  const [type, more] = spec;
  const options = typeof more === "object" && more !== null && "options" in more ? more.options : type;
  return Array.isArray(options) ? options.filter((choice) => typeof choice === "string") : [];
}

async function canOpenSocket(server: ComfyServer): Promise<boolean> {
  const socket = new ComfySocket(server, newUuid(), () => undefined);
  try {
    return await socket.open();
  } finally {
    socket.close();
  }
}

/** Sends the connection test through the whole way: line, work, file. */
async function makeTestPicture(server: ComfyServer, signal: AbortSignal): Promise<Problem[]> {
  const graph = fillWorkflow(readWorkflow(connectionTest), { seed: randomInt(0x1000000) });
  const timeout = AbortSignal.timeout(testMs);
  const nobody = { progress: () => undefined, waiting: () => undefined, preview: () => undefined };
  const watcher = { signal: AbortSignal.any([signal, timeout]), ...nobody };
  try {
    const file = await new ComfyJob(server, newUuid(), graph, watcher).submit(graph, async () => undefined);
    const bytes = await server.view(file, watcher.signal);
    if (bytes && bytes.length > 0) return [];
    return [{ code: "no_picture", words: "The test picture was made, but is not there.", values: {} }];
  } catch (error) {
    signal.throwIfAborted();
    if (!timeout.aborted) throw error;
    const words = `It answers, but is busy: the test picture had not come after ${testMs / secondMs} s.`;
    return [{ code: "busy", words, values: { seconds: String(testMs / secondMs) } }];
  }
}

function problemOf(error: ProviderError, { address }: ComfyConfig): Problem {
  return { code: error.reason, words: error.options.adminDetail, values: { address } };
}

function missingNode(name: string): Problem {
  const words = `The node ${name} is not installed there.`;
  return { code: "node_missing", words, values: { node: name } };
}

const noModel: Problem = {
  code: "model_missing",
  words: "No model is installed there: put a checkpoint into models/checkpoints and look again.",
  values: {},
};

function noSocket(host: string): Problem {
  const words = `${host} lets no WebSocket through: pictures come, but without progress.`;
  return { code: "no_socket", words, values: { host } };
}
