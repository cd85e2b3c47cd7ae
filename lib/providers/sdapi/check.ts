import { type Health, type Outgoing, type Problem, ProviderError } from "../define";
import type { SdConfig } from "./config";
import { SdServer } from "./server";

/** Names that fit in a column. */
const modelNameMaxChars = 100;

/** Looks at a server without making it work: is it there, does it let us in, has it a model, does it tell how it goes. */
export async function checkServer(config: SdConfig, { signal, network }: Outgoing): Promise<Health> {
  const server = new SdServer(config, network);
  const problems: Problem[] = [];
  let models: string[] = [];
  try {
    models = [...new Set(await server.models(signal))].filter((name) => name.length <= modelNameMaxChars);
    if (models.length === 0) problems.push(noModel);
    if (!(await server.standing(signal))) problems.push(noProgress(server.host));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const values = { address: config.address };
    problems.push({ code: error.reason, words: error.options.adminDetail, values });
  }
  const blocking = problems.filter(({ code }) => code !== "no_progress");
  const count = models.length === 1 ? "1 model" : `${models.length} models`;
  const words = blocking[0]?.words ?? `It answers; ${count} installed.`;
  return { ok: blocking.length === 0, words, models, problems, version: null };
}

const noModel: Problem = {
  code: "model_missing",
  words: "No model is installed there: put a checkpoint into models/Stable-diffusion and look again.",
  values: {},
};

function noProgress(host: string): Problem {
  const words = `${host} does not tell how far its work is: progress is estimated, and work that is stopped goes on there.`;
  return { code: "no_progress", words, values: { host } };
}
