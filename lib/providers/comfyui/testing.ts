import { ComfyStandIn, type StandInOptions } from "@/e2e/fakes/comfyui/server";
import { prepareImage } from "@/lib/imaging/ingest";
import { comfyui } from "../comfyui";
import { type MakeRequest, ProviderError } from "../define";
import { describeRequest, Listener } from "../testing";
import { comfyConfig } from "./config";

/** For tests: the stand-in that `start` brought up last. Each test lets it die. */
export let server: ComfyStandIn;

export async function start(options: StandInOptions = {}): Promise<void> {
  server = await ComfyStandIn.start(options);
}

export const config = (values: object = {}) => comfyConfig.parse({ address: server.address, ...values });

export function make(values: Partial<MakeRequest> = {}, listener = new Listener(), settings: object = {}) {
  return comfyui.run(describeRequest(values), config(settings), listener);
}

export async function failure(making: Promise<unknown>): Promise<ProviderError> {
  const error = await making.then(
    () => new Error("It was made."),
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProviderError) return error;
  throw error;
}

/** A graph that runs without a model, with what the test adds. */
export function workflowWith(nodes: Record<string, object>) {
  const image = { class_type: "EmptyImage", inputs: { width: 64, height: 64, batch_size: 1, color: "{{seed}}" } };
  return { 1: image, ...nodes };
}

export const styleWith = (workflow: Record<string, unknown>): NonNullable<MakeRequest["style"]> => ({
  ...{ slug: "own", kind: "prompt", filter: null, promptTemplate: null, negativePrompt: null },
  workflow,
});

export const tall = { width: 128, height: 96 };
export const sizeOf = async (bytes: Buffer) => {
  const { width, height } = await prepareImage(bytes);
  return { width, height };
};
export const bytesOf = ([made]: Awaited<ReturnType<typeof make>>) =>
  made && "bytes" in made.picture ? made.picture.bytes : Buffer.alloc(0);
