import http from "node:http";
import https from "node:https";
import { minuteMs, secondMs } from "@/lib/clock";
import { ForbiddenAddress, type Network } from "./network";

export interface Ask {
  /** Where it may go. */
  network: Network;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: Buffer;
  /** What is not there in this time counts as unreachable; default 5 s. */
  connectMs?: number;
  /** From the request until the last byte of the answer; default 30 s. */
  answerMs?: number;
  /** More bytes than this end the answer; default 1 MiB. */
  maxBytes?: number;
  signal?: AbortSignal;
  /** Told each part of the answer as it comes; what it takes (answers true to) is counted, but not kept for the body. */
  take?(part: Buffer, head: Head): boolean;
}

export interface Head {
  status: number;
  headers: http.IncomingHttpHeaders;
}

export interface Answered extends Head {
  body: Buffer;
}

export type NoAnswerKind = "forbidden" | "unreachable" | "silent" | "broken" | "too_large";

/** There was no whole answer: it must not be asked, was not reached, said nothing in time, broke off, or said too much. */
export class NoAnswer extends Error {
  constructor(
    readonly kind: NoAnswerKind,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = "NoAnswer";
  }
}

const defaults = { connectMs: 5 * secondMs, answerMs: 30 * secondMs, maxBytes: 1024 * 1024 };

/**
 * One request to a backend, on a connection of its own, to an address that may be reached. Redirects are answers like
 * any other and not followed, no `Origin` is sent, and time and bytes are limited.
 *
 * @throws NoAnswer; the signal's reason when it aborts
 */
export function ask(url: URL, options: Ask): Promise<Answered> {
  const { connectMs, answerMs, maxBytes } = { ...defaults, ...options };
  const { signal, body, network } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const objection = network.objection(url);
    if (objection !== null) return reject(new NoAnswer("forbidden", objection));
    const send = url.protocol === "https:" ? https.request : http.request;
    const headers = { Accept: "*/*", ...options.headers, ...(body ? { "Content-Length": String(body.length) } : {}) };
    const { lookup } = network;
    const request = send(url, { method: options.method ?? "GET", headers, agent: false, lookup });
    const end = (settle: () => void) => {
      clearTimeout(connecting);
      clearTimeout(answering);
      signal?.removeEventListener("abort", abort);
      settle();
      request.destroy();
    };
    const fail = (error: unknown) => end(() => reject(error));
    const abort = () => fail(signal?.reason);
    const connecting = setTimeout(
      () => fail(new NoAnswer("unreachable", `${url.host} could not be reached within ${connectMs / secondMs} s.`)),
      connectMs,
    );
    const answering = setTimeout(
      () => fail(new NoAnswer("silent", `${url.host} did not answer ${url.pathname} within ${inWords(answerMs)}.`)),
      answerMs,
    );
    signal?.addEventListener("abort", abort, { once: true });
    request.once("socket", (socket) => {
      const event = url.protocol === "https:" ? "secureConnect" : "connect";
      socket.once(event, () => clearTimeout(connecting));
    });
    request.once("error", (error) => fail(explain(error, url)));
    request.once("response", (response) => {
      const head = { status: response.statusCode ?? 0, headers: response.headers };
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on("data", (part: Buffer) => {
        bytes += part.length;
        if (bytes > maxBytes) {
          return fail(
            new NoAnswer("too_large", `${url.host} answered ${url.pathname} with more than ${maxBytes} bytes.`),
          );
        }
        try {
          if (!options.take?.(part, head)) parts.push(part);
        } catch (error) {
          fail(error);
        }
      });
      response.once("error", (error) => fail(explain(error, url)));
      response.once("close", () => fail(new NoAnswer("broken", `${url.host} broke off in mid-answer.`)));
      response.once("end", () => end(() => resolve({ ...head, body: Buffer.concat(parts) })));
    });
    request.end(body);
  });
}

function inWords(ms: number): string {
  return ms >= 2 * minuteMs ? `${Math.round(ms / minuteMs)} minutes` : `${ms / secondMs} s`;
}

/** What a failed connection means, in words for administrators. */
function explain(error: Error, url: URL): NoAnswer {
  if (error instanceof ForbiddenAddress) return new NoAnswer("forbidden", error.message, error);
  const code = "code" in error ? String(error.code) : "";
  if (code === "ECONNREFUSED") return new NoAnswer("unreachable", `Nothing listens at ${url.host}.`, error);
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return new NoAnswer("unreachable", `There is no host called ${url.hostname}.`, error);
  }
  if (["EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"].includes(code)) {
    return new NoAnswer("unreachable", `There is no way to ${url.host}.`, error);
  }
  if (code === "EPROTO" || code.startsWith("ERR_SSL")) {
    return new NoAnswer("unreachable", `${url.host} does not speak https; try http://.`, error);
  }
  if (/CERT|SIGNED|ISSUER/.test(code)) {
    return new NoAnswer("unreachable", `The certificate of ${url.host} is not trusted (${code}).`, error);
  }
  const mayWantHttps = url.protocol === "http:" ? " If it wants https, its address begins with https://." : "";
  if (code.startsWith("HPE_")) {
    return new NoAnswer("broken", `What answers at ${url.host} is no web server.${mayWantHttps}`, error);
  }
  return new NoAnswer(
    "broken",
    `The connection to ${url.host} broke (${code || error.message}).${mayWantHttps}`,
    error,
  );
}
