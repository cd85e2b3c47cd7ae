import { WorkflowProblem } from "../define";

/**
 * Workflow templates: graphs in ComfyUI's API format whose inputs hold placeholders. An input that is exactly
 * `{{width}}` becomes the number; one that contains `{{prompt}}` among other words is filled in. They are replaced
 * after the JSON was read, never in its text, so that no prompt can change the graph.
 */

export interface WorkflowNode {
  class_type: string;
  inputs: Record<string, unknown>;
  _meta?: unknown;
}

/** Node by its id. */
export type Workflow = Record<string, WorkflowNode>;

export const placeholders = [
  "prompt",
  "negative_prompt",
  "seed",
  "width",
  "height",
  "working_width",
  "working_height",
  "steps",
  "cfg",
  "strength",
  "batch",
  "model",
  "image",
  "prefix",
] as const;
export type Placeholder = (typeof placeholders)[number];

const nodesMax = 500;
const textMaxChars = 500_000;
const pattern = /\{\{\s*([^{}]*?)\s*\}\}/g;

/**
 * Reads a template from what ComfyUI's "Export (API)" gives, or from the body of a request to `/prompt`.
 *
 * @throws WorkflowProblem
 */
export function readWorkflow(given: string | Record<string, unknown>): Workflow {
  const parsed = typeof given === "string" ? parseText(given) : given;
  if (!isRecord(parsed)) throw notAWorkflow("It is no list of nodes.");
  if (Array.isArray(parsed.nodes) && "links" in parsed) {
    throw new WorkflowProblem(
      "editor_format",
      'This is a workflow as the editor saves it. In ComfyUI choose "Workflow → Export (API)" and take that file.',
    );
  }
  const nodes = isRecord(parsed.prompt) && !("class_type" in parsed.prompt) ? parsed.prompt : parsed;
  const ids = Object.keys(nodes);
  if (ids.length === 0) throw notAWorkflow("There is no node in it.");
  if (ids.length > nodesMax) throw new WorkflowProblem("too_large", `At most ${nodesMax} nodes fit in a workflow.`);
  const workflow: Workflow = Object.fromEntries(ids.map((id) => [id, readNode(id, nodes[id])]));
  requireLinks(workflow);
  requireKnownPlaceholders(workflow);
  return workflow;
}

/** The placeholders that a template uses. */
export function placeholdersOf(workflow: Workflow): Set<string> {
  const found = new Set<string>();
  for (const { inputs } of Object.values(workflow)) {
    eachText(inputs, (text) => {
      for (const [, name] of text.matchAll(pattern)) found.add(name);
    });
  }
  return found;
}

/** Whether a template starts from a picture. */
export function takesImage(workflow: Workflow): boolean {
  return placeholdersOf(workflow).has("image");
}

/** Whether what is asked for makes any difference to a template. @throws WorkflowProblem */
export function requireUse(workflow: Workflow): void {
  const used = placeholdersOf(workflow);
  if (used.has("prompt") || used.has("image")) return;
  const words = "It has no {{prompt}} and no {{image}}: every picture of it would be the same.";
  throw new WorkflowProblem("no_placeholder", words);
}

/** The graph to send: every placeholder with its value. @throws RangeError for one without a value */
export function fillWorkflow(workflow: Workflow, values: Partial<Record<Placeholder, string | number>>): Workflow {
  const lookUp = (name: string) => {
    const value = Object.hasOwn(values, name) ? values[name as Placeholder] : undefined;
    if (value === undefined) throw new RangeError(`The workflow wants {{${name}}}, and there is none.`);
    return value;
  };
  const fill = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fill);
    if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one)]));
    if (typeof value !== "string") return value;
    const whole = new RegExp(`^${pattern.source}$`).exec(value);
    if (whole) return lookUp(whole[1]);
    return value.replace(pattern, (_, name: string) => String(lookUp(name)));
  };
  return Object.fromEntries(
    Object.entries(workflow).map(([id, { class_type, inputs }]) => [
      id,
      { class_type, inputs: fill(inputs) as Record<string, unknown> },
    ]),
  );
}

/** `["4", 0]`: what an input takes from another node. */
export function linkOf(value: unknown): [string, number] | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [id, slot]: unknown[] = value;
  return (typeof id === "string" || typeof id === "number") && typeof slot === "number" ? [String(id), slot] : null;
}

function parseText(text: string): unknown {
  if (text.length > textMaxChars) {
    throw new WorkflowProblem("too_large", `At most ${textMaxChars} characters fit in a workflow.`);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WorkflowProblem("not_json", `This is no JSON: ${cause instanceof Error ? cause.message : cause}`);
  }
}

function readNode(id: string, given: unknown): WorkflowNode {
  if (!isRecord(given) || typeof given.class_type !== "string" || given.class_type === "") {
    throw notAWorkflow(`Node "${id}" has no class_type.`);
  }
  if (!isRecord(given.inputs)) throw notAWorkflow(`Node "${id}" (${given.class_type}) has no inputs.`);
  return { class_type: given.class_type, inputs: given.inputs };
}

function requireLinks(workflow: Workflow): void {
  for (const [id, { class_type, inputs }] of Object.entries(workflow)) {
    for (const [name, value] of Object.entries(inputs)) {
      const link = linkOf(value);
      if (!link || Object.hasOwn(workflow, link[0])) continue;
      const words = `Node "${id}" (${class_type}) takes ${name} from node "${link[0]}", which is not there.`;
      throw new WorkflowProblem("broken_link", words);
    }
  }
}

function requireKnownPlaceholders(workflow: Workflow): void {
  const known: readonly string[] = placeholders;
  const unknown = [...placeholdersOf(workflow)].filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const [wrong, right] = [unknown, known].map((names) => names.map((name) => `{{${name}}}`).join(", "));
  throw new WorkflowProblem("unknown_placeholder", `Nothing is known to fill in for ${wrong}. There are ${right}.`);
}

function notAWorkflow(why: string): WorkflowProblem {
  const words = `This is no workflow in API format: ${why} In ComfyUI choose "Workflow → Export (API)".`;
  return new WorkflowProblem("not_a_workflow", words);
}

function eachText(value: unknown, see: (text: string) => void): void {
  if (typeof value === "string") see(value);
  else if (Array.isArray(value)) for (const one of value) eachText(one, see);
  else if (isRecord(value)) for (const one of Object.values(value)) eachText(one, see);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
