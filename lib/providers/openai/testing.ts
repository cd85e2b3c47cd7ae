import { OpenAiStandIn, type StandInOptions } from "@/e2e/fakes/openai/server";
import { prepareImage, preparePixels } from "@/lib/imaging/ingest";
import { type Made, type MakeRequest, ProviderError } from "../define";
import { openai } from "../openai";
import { describeRequest, Listener } from "../testing";
import { openAiConfig } from "./config";

/** For tests: the stand-in that `start` brought up last. Each test lets it die. */
export let server: OpenAiStandIn;

export async function start(options: StandInOptions = {}): Promise<void> {
  server = await OpenAiStandIn.start(options);
}

export const key = "sk-test-0123456789abcdef";
export const model = "gpt-image-2.6-flare";

export const config = (values: object = {}) => openAiConfig.parse({ address: server.address, secret: key, ...values });

export function make(values: Partial<MakeRequest> = {}, listener = new Listener(), settings: object = {}) {
  return openai.run(describeRequest({ model, ...values }), config(settings), listener);
}

export async function failure(making: Promise<unknown>): Promise<ProviderError> {
  const error = await making.then(
    () => new Error("It was made."),
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProviderError) return error;
  throw error;
}

export async function sizeOf([made]: Made[]): Promise<[number, number] | null> {
  if (!made) return null;
  const { picture, mark } = made;
  const { width, height } = await ("pixels" in picture
    ? preparePixels(picture.pixels, { mark })
    : prepareImage(picture.bytes));
  return [width, height];
}
