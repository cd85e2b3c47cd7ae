import type { Askable } from "./operation";

export interface Answer {
  kind: "answer";
  status: number;
  headers: [name: string, value: string][];
  type: string;
  /** What came, when it is text; no more of it than is shown. */
  text: string | null;
  isCut: boolean;
  /** What came, when it is a file or more than is shown. The address must be given back. */
  file: { address: string; name: string; isPicture: boolean } | null;
  bytes: number;
  ms: number;
  isStopped: boolean;
}

export type Outcome = { kind: "unfit" | "failed" | "stopped" } | Answer;

/** No more than this is shown of an answer. */
const shownMaxChars = 20_000;

interface Sending {
  /** Goes as Bearer; without one the browser asks as it is known here. */
  token: string;
  signal: AbortSignal;
  /** Hears of an answer that comes bit by bit. */
  tell: (outcome: Answer) => void;
}

/** Asks this very server what a form says. */
export async function send(asked: Askable, form: FormData, { token, signal, tell }: Sending): Promise<Outcome> {
  const request = requestOf(asked, form, token, signal);
  if (!request) return { kind: "unfit" };
  const from = performance.now();
  let answer: Response;
  try {
    answer = await fetch(request);
  } catch {
    return { kind: signal.aborted ? "stopped" : "failed" };
  }
  const known = { ...aboutAnswer(answer), ms: 0 };
  const timed = (more: Partial<Answer>) => ({ ...known, ...more, ms: Math.round(performance.now() - from) });
  try {
    if (!/json|^text\//.test(known.type)) return timed(await readFile(answer, known.type));
    return timed(await readText(answer, known.type, (more) => tell(timed(more))));
  } catch {
    return signal.aborted ? { kind: "stopped" } : { kind: "failed" };
  }
}

function aboutAnswer({ status, headers }: Response): Answer {
  return {
    kind: "answer",
    status,
    headers: [...headers],
    type: (headers.get("content-type") ?? "").split(";")[0] ?? "",
    text: null,
    isCut: false,
    file: null,
    bytes: 0,
    ms: 0,
    isStopped: false,
  };
}

async function readFile(answer: Response, type: string): Promise<Partial<Answer>> {
  const blob = await answer.blob();
  if (blob.size === 0) return { text: "" };
  return { bytes: blob.size, file: fileOf(blob, nameOf(answer, type), type) };
}

function fileOf(blob: Blob, name: string, type: string): Answer["file"] {
  return { address: URL.createObjectURL(blob), name, isPicture: type.startsWith("image/") };
}

function nameOf({ headers, url }: Response, type: string): string {
  const said = /filename="([^"]+)"/.exec(headers.get("content-disposition") ?? "")?.[1];
  const last = new URL(url).pathname.split("/").at(-1) || "answer";
  return said ?? `${last}.${type.replace(/^.*\/(?:x-)?|\+.*$/g, "") || "bin"}`;
}

/** Text, JSON set in lines; a stream is told of as it comes, and what came of it stays when it is stopped. */
async function readText(
  answer: Response,
  type: string,
  tell: (more: Partial<Answer>) => void,
): Promise<Partial<Answer>> {
  const isStream = type === "text/event-stream";
  let all = "";
  let bytes = 0;
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  try {
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      bytes += read.value.byteLength;
      all += decoder.decode(read.value, { stream: true });
      if (isStream) tell({ text: all.slice(-shownMaxChars), isCut: all.length > shownMaxChars, bytes });
    }
  } catch (error) {
    if (!isStream) throw error;
    return { text: all.slice(-shownMaxChars), isCut: all.length > shownMaxChars, bytes, isStopped: true };
  }
  const text = type.includes("json") ? inLines(all) : all;
  const isCut = text.length > shownMaxChars;
  const file = isCut ? fileOf(new Blob([text], { type }), nameOf(answer, type), type) : null;
  return { text: isStream ? text.slice(-shownMaxChars) : text.slice(0, shownMaxChars), isCut, bytes, file };
}

/** Null when what was typed cannot be sent, such as a header with letters that none can hold. */
function requestOf(asked: Askable, form: FormData, token: string, signal: AbortSignal): Request | null {
  try {
    return new Request(addressOf(asked, form), {
      method: asked.method,
      headers: headersOf(asked, form, token),
      body: bodyOf(asked, form),
      credentials: token === "" ? "same-origin" : "omit",
      cache: "no-store",
      signal,
    });
  } catch {
    return null;
  }
}

function addressOf({ path, parameters }: Askable, form: FormData): string {
  const given = (place: string, name: string) => String(form.get(`${place} ${name}`) ?? "");
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(given("path", name)));
  const query = parameters
    .filter(({ place }) => place === "query")
    .map(({ name }) => [name, given("query", name)] as [string, string])
    .filter(([, value]) => value !== "");
  return query.length === 0 ? filled : `${filled}?${new URLSearchParams(query)}`;
}

function headersOf({ parameters, body }: Askable, form: FormData, token: string): Headers {
  const headers = new Headers();
  for (const { name, place } of parameters) {
    const value = form.get(`header ${name}`);
    if (place === "header" && typeof value === "string" && value !== "") headers.set(name, value);
  }
  if (token !== "") headers.set("Authorization", `Bearer ${token}`);
  if (body?.type === "json") headers.set("Content-Type", "application/json");
  return headers;
}

function bodyOf({ body }: Askable, form: FormData): BodyInit | undefined {
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

function inLines(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    // Shown as it came.
    return json;
  }
}
