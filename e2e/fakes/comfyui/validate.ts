import type { Graph, InputSpec, NodeClass } from "./nodes";

interface Problem {
  type: string;
  message: string;
  details: string;
  extra_info: Record<string, unknown>;
}

export interface NodeProblems {
  errors: Problem[];
  dependent_outputs: string[];
  class_type: string;
}

export type Verdict =
  | { error: Problem; node_errors: Record<string, NodeProblems> }
  | { error: null; outputs: string[]; node_errors: Record<string, NodeProblems> };

/**
 * Looks at a graph as the real server does before it takes it in line. A graph whose one output is sound runs for that
 * output, and the others' problems stand in the answer of a success.
 */
export function validate(graph: Graph, classes: Record<string, NodeClass>): Verdict {
  for (const [id, node] of Object.entries(graph)) {
    if (!node?.class_type)
      return refuse(
        "invalid_prompt",
        "Cannot execute because a node is missing the class_type property.",
        `Node ID '#${id}'`,
      );
    if (!classes[node.class_type]) {
      return refuse(
        "invalid_prompt",
        `Cannot execute because node ${node.class_type} does not exist.`,
        `Node ID '#${id}'`,
      );
    }
  }
  const outputs = Object.keys(graph).filter((id) => classes[graph[id].class_type].isOutput);
  if (outputs.length === 0) return refuse("prompt_no_outputs", "Prompt has no outputs", "");

  const node_errors: Record<string, NodeProblems> = {};
  const good = outputs.filter((output) => {
    let isGood = true;
    for (const id of upstream(graph, output)) {
      const errors = problemsOf(graph, id, classes);
      if (errors.length === 0) continue;
      isGood = false;
      node_errors[id] ??= { errors, dependent_outputs: [], class_type: graph[id].class_type };
      node_errors[id].dependent_outputs.push(output);
    }
    return isGood;
  });
  if (good.length > 0) return { error: null, outputs: good, node_errors };
  const error = {
    type: "prompt_outputs_failed_validation",
    message: "Prompt outputs failed validation",
    details: "",
    extra_info: {},
  };
  return { error, node_errors };
}

/** The nodes that one needs, itself last, each once. */
export function upstream(graph: Graph, id: string, seen: string[] = []): string[] {
  if (seen.includes(id) || !graph[id]) return seen;
  for (const value of Object.values(graph[id].inputs)) {
    const link = linkOf(value);
    if (link) upstream(graph, link[0], seen);
  }
  if (!seen.includes(id)) seen.push(id);
  return seen;
}

/** `["4", 0]`: the first output of node 4. */
export function linkOf(value: unknown): [string, number] | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [id, slot]: unknown[] = value;
  return typeof id === "string" && typeof slot === "number" ? [id, slot] : null;
}

function problemsOf(graph: Graph, id: string, classes: Record<string, NodeClass>): Problem[] {
  const { class_type, inputs } = graph[id];
  return Object.entries(classes[class_type].required).flatMap(([name, spec]) => {
    if (!(name in inputs)) {
      return problem("required_input_missing", "Required input is missing", name, { input_name: name });
    }
    const link = linkOf(inputs[name]);
    if (link) {
      const from = graph[link[0]];
      const given = from && classes[from.class_type].returns[link[1]];
      if (spec[0] === "*" || given === "*" || given === spec[0]) return [];
      const details = `${name}, received_type(${given}) mismatch input_type(${spec[0]})`;
      return problem("return_type_mismatch", "Return type mismatch between linked nodes", details, {
        input_name: name,
      });
    }
    if (class_type === "LoadImage") return missingImage(name, spec, inputs[name]);
    return valueProblems(name, spec, inputs[name]);
  });
}

function missingImage(name: string, [choices]: InputSpec, value: unknown): Problem[] {
  if (Array.isArray(choices) && choices.includes(String(value))) return [];
  const details = `image - Invalid image file: ${value}`;
  return problem("custom_validation_failed", "Custom validation failed for node", details, { input_name: name });
}

function valueProblems(name: string, [type, options = {}]: InputSpec, value: unknown): Problem[] {
  const extra = { input_name: name, input_config: [type, options], received_value: value };
  if (Array.isArray(type)) {
    if (typeof value === "string" && type.includes(value)) return [];
    const list = type.map((choice) => `'${choice}'`).join(", ");
    return problem("value_not_in_list", "Value not in list", `${name}: '${value}' not in [${list}]`, extra);
  }
  if (type !== "INT" && type !== "FLOAT") return [];
  const number = Number(value);
  if (value === "" || Number.isNaN(number)) {
    const message = `Failed to convert an input value to a ${type} value`;
    return problem("invalid_input_type", message, `${name}, ${value}, invalid literal for int() with base 10`, extra);
  }
  const { min, max } = options;
  if (typeof min === "number" && number < min) {
    return problem("value_smaller_than_min", `Value ${value} smaller than min of ${min}`, name, extra);
  }
  if (typeof max === "number" && number > max) {
    return problem("value_bigger_than_max", `Value ${value} bigger than max of ${max}`, name, extra);
  }
  return [];
}

function problem(type: string, message: string, details: string, extra_info: Record<string, unknown>): Problem[] {
  return [{ type, message, details, extra_info }];
}

function refuse(type: string, message: string, details: string): Verdict {
  return { error: { type, message, details, extra_info: {} }, node_errors: {} };
}
