import type { ShownOperation } from "./operation";

export type Outcome =
  | { kind: "failed" }
  | { kind: "stopped" }
  | {
      kind: "answer";
      status: number;
      type: string;
      /** What came, when it is text. */
      text: string | null;
      /** An address of what came, when it is a picture. */
      picture: string | null;
      ms: number;
      isCut: boolean;
    };

/** No more than this is shown of an answer. */
const shownMaxChars = 10_000;

/**
 * Asks this very server what a form says, with the token when there is one and else as the browser is known here.
 *
 * @param tell hears of an answer that comes bit by bit
 */
export async function send(
  operation: ShownOperation,
  form: FormData,
  token: string,
  signal: AbortSignal,
  tell: (outcome: Outcome) => void,
): Promise<Outcome> {
  const from = performance.now();
  try {
    const answer = await fetch(addressOf(operation, form), {
      method: operation.method,
      headers: headersOf(operation, form, token),
      body: bodyOf(operation, form),
      credentials: token === "" ? "same-origin" : "omit",
      signal,
    });
    const type = (answer.headers.get("content-type") ?? "").split(";")[0] ?? "";
    const known = { kind: "answer", status: answer.status, type, picture: null, isCut: false } as const;
    const ms = () => Math.round(performance.now() - from);
    if (type.startsWith("image/")) {
      return { ...known, text: null, picture: URL.createObjectURL(await answer.blob()), ms: ms() };
    }
    if (!/json|^text\//.test(type)) {
      await answer.body?.cancel();
      return { ...known, text: null, ms: ms() };
    }
    let all = "";
    for await (const part of textOf(answer)) {
      all += part;
      if (type === "text/event-stream") tell({ ...known, text: all.slice(0, shownMaxChars), ms: ms() });
      if (all.length > 4 * shownMaxChars && type === "text/event-stream") break;
    }
    const text = type === "application/json" ? inLines(all) : all;
    return { ...known, text: text.slice(0, shownMaxChars), ms: ms(), isCut: text.length > shownMaxChars };
  } catch {
    return { kind: signal.aborted ? "stopped" : "failed" };
  }
}

function addressOf({ path, parameters }: ShownOperation, form: FormData): string {
  const given = (place: string, name: string) => String(form.get(`${place} ${name}`) ?? "");
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(given("path", name)));
  const query = parameters
    .filter(({ place }) => place === "query")
    .map(({ name }) => [name, given("query", name)] as [string, string])
    .filter(([, value]) => value !== "");
  return query.length === 0 ? filled : `${filled}?${new URLSearchParams(query)}`;
}

function headersOf({ parameters, body }: ShownOperation, form: FormData, token: string): Headers {
  const headers = new Headers();
  for (const { name, place } of parameters) {
    const value = form.get(`header ${name}`);
    if (place === "header" && typeof value === "string" && value !== "") headers.set(name, value);
  }
  if (token !== "") headers.set("Authorization", `Bearer ${token}`);
  if (body?.type === "json") headers.set("Content-Type", "application/json");
  return headers;
}

function bodyOf({ body }: ShownOperation, form: FormData): BodyInit | undefined {
  if (!body) return undefined;
  if (body.type === "json") return String(form.get("body") ?? "");
  const parts = new FormData();
  for (const { name } of body.fields) {
    const part = form.get(`part ${name}`);
    const isEmpty = part === null || part === "" || (part instanceof File && part.size === 0);
    if (!isEmpty) parts.append(name, part);
  }
  return parts;
}

async function* textOf(answer: Response): AsyncGenerator<string> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

function inLines(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    // Shown as it came.
    return json;
  }
}
