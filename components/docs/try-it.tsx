"use client";

import { type FormEvent, useId, useRef, useState } from "react";
import type { ShownOperation } from "./operation";
import { type Outcome, send } from "./send";
import { useToken } from "./token-room";

export type TryWords = Record<
  "open" | "body" | "send" | "sending" | "stop" | "failed" | "stopped" | "cut" | "picture" | "bytes",
  string
>;

/** Asks a route of this very server and shows what it answers. */
export function TryIt({ operation, words }: { operation: ShownOperation; words: TryWords }) {
  const [isOpen, setOpen] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isSending, setSending] = useState(false);
  const running = useRef<AbortController | null>(null);
  const token = useToken();

  async function ask(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const stop = new AbortController();
    running.current = stop;
    setSending(true);
    setOutcome(null);
    setOutcome(await send(operation, form, token, stop.signal, setOutcome));
    setSending(false);
  }

  if (!isOpen) {
    return (
      <button type="button" className="act docs-open needs-script" onClick={() => setOpen(true)}>
        <span>{words.open}</span>
      </button>
    );
  }
  return (
    <form className="docs-try" onSubmit={ask} aria-label={`${words.open}: ${operation.method} ${operation.path}`}>
      <Entries operation={operation} bodyLabel={words.body} />
      <div className="docs-send">
        <button type="submit" className="press" disabled={isSending}>
          {isSending ? words.sending : words.send}
        </button>
        {isSending && (
          <button type="button" className="act" onClick={() => running.current?.abort()}>
            <span>{words.stop}</span>
          </button>
        )}
      </div>
      <div role="status">{outcome && <ShownOutcome outcome={outcome} words={words} />}</div>
    </form>
  );
}

function Entries({ operation: { parameters, body }, bodyLabel }: { operation: ShownOperation; bodyLabel: string }) {
  const id = useId();
  return (
    <>
      {parameters.map(({ name, place, isRequired, initial }) => (
        <div key={`${place} ${name}`} className="entry" dir="ltr">
          <label htmlFor={`${id}-${place}-${name}`}>{name}</label>
          <input
            id={`${id}-${place}-${name}`}
            name={`${place} ${name}`}
            defaultValue={initial}
            required={isRequired}
            autoComplete="off"
          />
        </div>
      ))}
      {body?.type === "json" && (
        <div className="entry" dir="ltr">
          <label htmlFor={`${id}-body`}>{bodyLabel}</label>
          <textarea
            id={`${id}-body`}
            name="body"
            defaultValue={body.example}
            rows={body.example.split("\n").length}
            spellCheck={false}
          />
        </div>
      )}
      {body?.type === "multipart" &&
        body.fields.map(({ name, isRequired }) => (
          <div key={name} className="entry" dir="ltr">
            <label htmlFor={`${id}-part-${name}`}>{name}</label>
            <input
              id={`${id}-part-${name}`}
              name={`part ${name}`}
              type={body.files.includes(name) ? "file" : "text"}
              required={isRequired}
              autoComplete="off"
            />
          </div>
        ))}
    </>
  );
}

function ShownOutcome({ outcome, words }: { outcome: Outcome; words: TryWords }) {
  if (outcome.kind === "failed") return <p className="entry-wrong">{words.failed}</p>;
  if (outcome.kind === "stopped") return <p>{words.stopped}</p>;
  const { status, type, text, picture, ms, isCut } = outcome;
  return (
    <>
      <p dir="ltr">
        <strong>{status}</strong> <span className="docs-types">{`${type} · ${ms} ms`}</span>
      </p>
      {picture && <img src={picture} alt={words.picture} className="docs-picture" />}
      {text === null && !picture && <p>{words.bytes}</p>}
      {text !== null && (
        <pre dir="ltr" className="docs-code">
          {text}
        </pre>
      )}
      {isCut && <p>{words.cut}</p>}
    </>
  );
}
