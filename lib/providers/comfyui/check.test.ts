import { afterEach, expect, test } from "vitest";
import { ComfyStandIn, type StandInOptions } from "@/e2e/fakes/comfyui/server";
import { everywhere } from "../network";
import { checkServer, checkWorkflow } from "./check";
import { comfyConfig } from "./config";
import { readWorkflow } from "./workflow";
import restyle from "./workflows/restyle.json";

let server: ComfyStandIn;
afterEach(() => server.die());

async function start(options: StandInOptions = {}) {
  server = await ComfyStandIn.start(options);
}

const never = { signal: new AbortController().signal, network: everywhere };
const check = (values: object = {}) =>
  checkServer(comfyConfig.parse({ address: server.address, answerSeconds: 1, ...values }), never);

test("a server that is well makes the test picture and tells its models and version", async () => {
  await start({ checkpoints: ["a.safetensors", `${"x".repeat(120)}.ckpt`] });
  const health = await check();
  expect(health).toEqual({
    ok: true,
    words: "ComfyUI 0.3.64 answers and makes pictures; 1 model installed.",
    models: ["a.safetensors"],
    problems: [],
    version: "0.3.64",
  });
  expect(server.history.size).toBe(1);
});

test.each([
  ["html", "failed", /a web page. Is this the address of a ComfyUI server\?/],
  ["error500", "failed", /answers 500/],
  ["redirect", "failed", /leads elsewhere to https:\/\/login/],
  ["unauthorized", "auth", /another name, password or token/],
  ["garbage", "failed", /no JSON/],
  ["endless", "failed", /more than/],
  ["hang", "unreachable", /did not answer \/system_stats within 1 s/],
  ["reset", "unreachable", /broke/],
] as const)("says what is wrong in words: %s", async (kind, code, words) => {
  await start();
  server.fail(/./, kind);
  const health = await check();
  expect(health.ok).toBe(false);
  expect(health.problems.map((problem) => problem.code)).toEqual([code]);
  expect(health.words).toMatch(words);
});

test("says that nothing listens, that a host is unknown, and that a path is wrong", async () => {
  await start({ prefix: "/comfy" });
  const words = async (address: string) => (await check({ address })).words;
  expect(await words("http://127.0.0.1:1")).toBe("Nothing listens at 127.0.0.1:1.");
  expect(await words("http://nowhere.invalid:8188")).toBe("There is no host called nowhere.invalid.");
  expect(await words(server.address.replace("/comfy", ""))).toMatch(/not there \(404\)/);
  expect(await words(server.address.replace("http:", "https:"))).toMatch(/does not speak https; try http/);
});

test("names the nodes that are missing, and that there is no model", async () => {
  await start({ without: ["ImageScale", "EmptyImage"], checkpoints: [] });
  const { ok, problems } = await check();
  expect(ok).toBe(false);
  expect(problems.map(({ code, values }) => [code, values.node])).toEqual([
    ["node_missing", "ImageScale"],
    ["node_missing", "EmptyImage"],
    ["model_missing", undefined],
  ]);
});

test("a proxy that lets no sockets through is told, but does not stop pictures", async () => {
  await start();
  server.fail(/^\/ws$/, "error500");
  expect(await check()).toMatchObject({ ok: true, problems: [{ code: "no_socket" }] });
});

test("a page that is not ours may not speak to it", async () => {
  await start();
  const response = await fetch(`${server.address}/queue`, { headers: { Origin: "https://evil.example" } });
  expect(response.status).toBe(403);
});

test("holds a workflow against what is installed", async () => {
  await start({ without: ["VAEEncode"] });
  const config = comfyConfig.parse({ address: server.address });
  const problems = await checkWorkflow(readWorkflow(restyle), "gone.ckpt", config, never);
  expect(problems.map(({ words }) => words)).toEqual([
    "The node VAEEncode is not installed there.",
    'Node 1 (CheckpointLoaderSimple): ckpt_name cannot be "gone.ckpt"; there are dreamshaper_8.safetensors, sd_xl_base_1.0.safetensors.',
  ]);
  const blind = readWorkflow({ 1: { class_type: "EmptyImage", inputs: { width: 8 } } });
  expect((await checkWorkflow(blind, "", config, never)).map(({ code }) => code)).toEqual([
    "no_output",
    "input_missing",
    "input_missing",
    "input_missing",
  ]);
});
