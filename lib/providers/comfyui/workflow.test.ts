import { expect, test } from "vitest";
import { WorkflowProblem } from "../define";
import { nativeSidePx, workingSize } from "../size";
import { suggestPlaceholders } from "./suggest";
import { fillWorkflow, placeholdersOf, readWorkflow, requireUse, takesImage, type Workflow } from "./workflow";
import connectionTest from "./workflows/connection-test.json";
import describe from "./workflows/describe.json";
import restyle from "./workflows/restyle.json";

const node = (inputs: Record<string, unknown>, class_type = "Any") => ({ class_type, inputs });

function problemOf(given: string | Record<string, unknown>): { code: string; message: string } {
  try {
    readWorkflow(given);
  } catch (error) {
    if (error instanceof WorkflowProblem) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("It was taken.");
}

test("the workflows that ship can be read; one starts from a picture, one needs nothing but a number", () => {
  expect(takesImage(readWorkflow(describe))).toBe(false);
  expect(takesImage(readWorkflow(restyle))).toBe(true);
  expect([...placeholdersOf(readWorkflow(connectionTest))]).toEqual(["seed"]);
});

test("a placeholder alone becomes its value with its type, others become text, each once", () => {
  const workflow = readWorkflow({
    1: node({
      width: "{{width}}",
      text: "{{ prompt }}, {{prompt}}!",
      deep: [["{{seed}}", { a: "{{seed}}" }]],
      link: ["2", 0],
    }),
    2: node({ on: true }),
  });
  const prompt = 'say "{{seed}}" $& {"1": {}}\n';
  expect(fillWorkflow(workflow, { width: 64, prompt, seed: 5 })[1]?.inputs).toEqual({
    width: 64,
    text: `${prompt}, ${prompt}!`,
    deep: [[5, { a: 5 }]],
    link: ["2", 0],
  });
  expect(() => fillWorkflow(workflow, { width: 64, prompt })).toThrow("{{seed}}");
});

test.each([
  ["{", "not_json", /no JSON/],
  ['{"nodes": [], "links": []}', "editor_format", /Export \(API\)/],
  ["[]", "not_a_workflow", /Export \(API\)/],
  ["{}", "not_a_workflow", /no node/],
  ['{"1": {"inputs": {}}}', "not_a_workflow", /Node "1" has no class_type/],
  ['{"1": {"class_type": "A"}}', "not_a_workflow", /Node "1" \(A\) has no inputs/],
  ['{"1": {"class_type": "A", "inputs": {"x": ["7", 0]}}}', "broken_link", /node "7", which is not there/],
  [
    '{"1": {"class_type": "A", "inputs": {"x": "{{promt}} {{prompt}}"}}}',
    "unknown_placeholder",
    /for \{\{promt\}\}\. There are \{\{prompt\}\}/,
  ],
  [
    JSON.stringify(Object.fromEntries(Array.from({ length: 501 }, (_, id) => [id, node({})]))),
    "too_large",
    /500 nodes/,
  ],
  [" ".repeat(500_001), "too_large", /characters/],
])("a template that cannot be used is refused in words: %.60s", (given, code, words) => {
  const problem = problemOf(given);
  expect(problem.code).toBe(code);
  expect(problem.message).toMatch(words);
});

test("a template that what is asked for makes no difference to is refused", () => {
  expect(() => requireUse(readWorkflow({ 1: node({ seed: "{{seed}}" }) }))).toThrow(
    /every picture of it would be the same/,
  );
  expect(() => requireUse(readWorkflow(restyle))).not.toThrow();
});

test("what is sent to /prompt is taken as well", () => {
  expect(readWorkflow({ prompt: { 1: node({}) }, client_id: "x" })).toEqual({ 1: node({}) });
});

test("suggests placeholders where people put them, and leaves those that are there", () => {
  const exported: Workflow = {
    3: node(
      { seed: 1, steps: 20, cfg: 8, denoise: 0.5, positive: ["6", 0], negative: ["7", 0], latent_image: ["9", 0] },
      "KSampler",
    ),
    4: node({ ckpt_name: "v1-5.ckpt" }, "CheckpointLoaderSimple"),
    6: node({ text: "a cat", clip: ["4", 1] }, "CLIPTextEncode"),
    7: node({ text: "{{negative_prompt}}, text", clip: ["4", 1] }, "CLIPTextEncode"),
    8: node({ image: "example.png" }, "LoadImage"),
    9: node({ pixels: ["8", 0], vae: ["4", 2] }, "VAEEncode"),
    10: node({ images: ["3", 0], filename_prefix: "ComfyUI" }, "SaveImage"),
  };
  const { workflow, suggestions } = suggestPlaceholders(exported);
  expect(suggestions.map(({ node: id, input, to }) => `${id}.${input} ${to}`).sort()).toEqual(
    [
      "3.seed {{seed}}",
      "3.steps {{steps}}",
      "3.cfg {{cfg}}",
      "3.denoise {{strength}}",
      "4.ckpt_name {{model}}",
      "6.text {{prompt}}",
      "8.image {{image}}",
      "10.filename_prefix {{prefix}}",
    ].sort(),
  );
  expect(suggestions.find(({ input }) => input === "text")?.from).toBe("a cat");
  expect(workflow[7]?.inputs.text).toBe("{{negative_prompt}}, text");
  expect(exported[6]?.inputs.text).toBe("a cat");
  expect(suggestPlaceholders(workflow).suggestions).toEqual([]);
});

test("works at the size a model was made for, in the shape that is wanted", () => {
  expect(
    [
      "sd_xl_base_1.0.safetensors",
      "SD1.5/v1-5-pruned.ckpt",
      "dreamshaper_8.safetensors",
      "flux1-dev.safetensors",
      "my.ckpt",
    ].map(nativeSidePx),
  ).toEqual([1024, 512, 512, 1024, 1024]);
  expect(workingSize(1024, 1024, 512)).toEqual({ width: 512, height: 512 });
  expect(workingSize(256, 256, 1024)).toEqual({ width: 1024, height: 1024 });
  const { width, height } = workingSize(1600, 900, 1024);
  expect([width % 8, height % 8]).toEqual([0, 0]);
  expect(width / height).toBeCloseTo(16 / 9, 1);
  expect(workingSize(4000, 10, 1024)).toEqual({ width: 4096, height: 64 });
});
