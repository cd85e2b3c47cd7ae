import { request as askHttp, type IncomingMessage } from "node:http";
import { request as askHttps } from "node:https";
import { checkHeader } from "@/lib/auth/check-pass";
import { secondMs } from "@/lib/clock";

const answerMs = 30 * secondMs;
const answerMaxBytes = 16 * 1024 * 1024;
const redirectsMax = 2;

export interface Question {
  method: string;
  /** From the first slash. */
  path: string;
  headers: Record<string, string>;
  body?: unknown;
}

export interface Answered {
  status: number;
  /** Its beginning, where it is longer than what is kept. */
  text: string;
}

/** Asks the server at `origin`, showing `pass`; null when no answer came in time. Follows it where it leads on itself. */
export async function ask(origin: string, pass: string, question: Question): Promise<Answered | null> {
  let { path } = question;
  for (let hop = 0; ; hop++) {
    const answered = await askOnce(new URL(path, origin), pass, question);
    if (!answered) return null;
    const { status, location, text } = answered;
    const next = location === null || question.method !== "GET" ? null : new URL(location, new URL(path, origin));
    if (status < 300 || status >= 400 || !next || hop === redirectsMax) return { status, text };
    // Its own name may be another than the one it was asked by.
    path = next.pathname + next.search;
  }
}

async function askOnce(url: URL, pass: string, { method, headers, body }: Question) {
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const all = {
    ...headers,
    [checkHeader]: pass,
    ...(sent === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(sent) }),
  };
  const send = url.protocol === "https:" ? askHttps : askHttp;
  try {
    return await new Promise<{ status: number; location: string | null; text: string }>((resolve, reject) => {
      const signal = AbortSignal.timeout(answerMs);
      const asking = send(url, { method, headers: all, signal }, (answer) => {
        readText(answer).then(
          (text) => resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? null, text }),
          reject,
        );
      });
      asking.on("error", reject);
      asking.end(sent);
    });
  } catch {
    return null;
  }
}

async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > answerMaxBytes) break;
  }
  return Buffer.concat(chunks).toString("latin1");
}

/** What an event stream says within `ms`; null when there is none. `tell` is called once it is open. */
export function listen(
  origin: string,
  pass: string,
  question: Question,
  ms: number,
  tell: () => Promise<void>,
): Promise<Answered | null> {
  return new Promise((resolve) => {
    let text = "";
    const url = new URL(question.path, origin);
    const send = url.protocol === "https:" ? askHttps : askHttp;
    const headers = { ...question.headers, accept: "text/event-stream", [checkHeader]: pass };
    const asking = send(url, { headers, signal: AbortSignal.timeout(answerMs) }, (answer) => {
      const done = () => {
        asking.destroy();
        resolve({ status: answer.statusCode ?? 0, text });
      };
      answer.setEncoding("latin1").on("data", (chunk: string) => {
        text = (text + chunk).slice(-answerMaxBytes);
      });
      answer.on("error", () => undefined);
      tell().then(
        () => setTimeout(done, ms),
        () => resolve(null),
      );
    });
    asking.on("error", () => resolve(null));
    asking.end();
  });
}
