import { clock, dayMs } from "@/lib/clock";
import { type Health, type Outgoing, type Problem, ProviderError } from "../define";
import { namedModels, type OpenAiConfig } from "./config";
import { type ListedModel, OpenAiServer } from "./server";
import { isGptImage } from "./size";

/** Names that fit in a column, and as many as a page can show. */
const nameMaxChars = 100;
const modelsMax = 200;
/** From so long before, an administrator is told that a model ends. */
const warnMs = 60 * dayMs;

/** Names of models that make pictures, of families that are known; a list may hold a hundred others. */
const painters =
  /image|dall-?e|diffusion|flux|sdxl|\bsd[-_.]?\d|stable|imagen|hidream|pixart|kandinsky|kolors|seedream|recraft|playground|ideogram|dreamshaper|krea|sd-cpp/i;
const others = /embed|whisper|tts|audio|moderation|rerank|transcri/i;

/**
 * Looks whether a server answers, takes the key, and which models it has. Nothing is made, since that may cost: the first
 * picture shows the rest.
 */
export async function checkOpenAi(config: OpenAiConfig, { signal, network }: Outgoing): Promise<Health> {
  const server = new OpenAiServer(config, network);
  const problems: Problem[] = [];
  let listed: ListedModel[] = [];
  try {
    listed = await server.models(signal);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    problems.push({ code: error.reason, words: error.options.adminDetail, values: { address: config.address } });
  }
  const isReached = problems.length === 0;
  const models = isReached ? offered(listed, namedModels(config)) : [];
  if (isReached && models.length === 0) problems.push(noModel(server.host));
  const ok = problems.length === 0;
  problems.push(...models.flatMap(endingSoon));
  const count = models.length === 1 ? "1 image model" : `${models.length} image models`;
  const words = ok ? `${server.host} answers; ${count}.` : (problems[0]?.words ?? "");
  const endings = new Map(models.flatMap(({ name, endsAt }) => (endsAt ? [[name, endsAt] as const] : [])));
  return { ok, words, models: models.map(({ name }) => name), endings, problems, version: null };
}

/** What can be used, the one to begin with first. Named models count even where the server lists none of them. */
function offered(listed: ListedModel[], named: string[]): ListedModel[] {
  const now = clock.now();
  const alive = listed.filter(({ name, endsAt }) => name.length <= nameMaxChars && (endsAt === null || endsAt > now));
  if (named.length > 0) {
    return named.map((name) => alive.find((model) => model.name === name) ?? { name, endsAt: null });
  }
  const likely = alive.filter(({ name }) => !others.test(name));
  const known = likely.filter(({ name }) => painters.test(name));
  return (known.length > 0 ? known : likely).sort((a, b) => rank(b) - rank(a)).slice(0, modelsMax);
}

/** The newest of OpenAI's models that stay, the everyday one before the precise one; then the others as listed. */
function rank({ name, endsAt }: ListedModel): number {
  const [, generation = "0"] = /gpt-image-(\d+(?:\.\d+)?)/i.exec(name) ?? [];
  const staying = endsAt === null ? 1000 : 0;
  return staying + (isGptImage(name) ? 100 : 0) + Number(generation) * 10 + (/flare/.test(name) ? 1 : 0);
}

function endingSoon({ name, endsAt }: ListedModel): Problem[] {
  if (endsAt === null || endsAt.getTime() - clock.now().getTime() > warnMs) return [];
  const date = endsAt.toISOString().slice(0, 10);
  const words = `The model ${name} ends on ${date}: choose another for its styles before then.`;
  return [{ code: "model_ending", words, values: { model: name, date } }];
}

function noModel(host: string): Problem {
  const words = `${host} lists no model that makes pictures: name one in the field Models.`;
  return { code: "no_image_model", words, values: { host } };
}
