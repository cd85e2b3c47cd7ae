"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { Entries } from "./entries";
import type { Askable } from "./operation";
import { ShownOutcome } from "./outcome";
import { useRoom } from "./room";
import { type Outcome, send } from "./send";

/** Asks a route of this very server and shows what it answers. */
export function TryIt({ asked }: { asked: Askable }) {
  const { words, token } = useRoom();
  const form = useRef<HTMLFormElement>(null);
  const { outcome, isSending, ask, stop } = useAsking(asked, token);
  const [isSure, setSure] = useState(false);
  const removes = asked.method === "DELETE";
  useEffect(() => form.current?.querySelector<HTMLElement>("input, select, textarea, button")?.focus(), []);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isSending) return;
    if (removes && !isSure) return setSure(true);
    setSure(false);
    void ask(new FormData(event.currentTarget));
  }

  return (
    <form
      ref={form}
      className="docs-try"
      onSubmit={submit}
      onChange={() => setSure(false)}
      aria-label={`${words.try.open}: ${asked.method} ${asked.path}`}
    >
      <div className="docs-asking">
        <div className="docs-entries">
          <Entries asked={asked} words={words.try} />
        </div>
        <AskedAs />
        <p role="status">{isSure && words.try.sure}</p>
        <div className="docs-send">
          <button type="submit" className="press" aria-disabled={isSending}>
            {isSending ? words.try.sending : isSure ? words.try.confirm : words.try.send}
          </button>
          {isSending && (
            <button type="button" className="act" onClick={stop}>
              <span>{words.try.stop}</span>
            </button>
          )}
        </div>
      </div>
      <div className="docs-outcome">
        <ShownOutcome outcome={outcome} />
      </div>
    </form>
  );
}

/** Who the server takes one for. */
function AskedAs() {
  const { words, token } = useRoom();
  return (
    <p className="docs-as">
      {token === "" ? words.try.as : words.try.asToken}{" "}
      <a className="link" href="#docs-key">
        {token === "" ? words.try.token : words.try.change}
      </a>
    </p>
  );
}

function useAsking(asked: Askable, token: string) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isSending, setSending] = useState(false);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  // A file that came is kept as long as it is shown.
  const address = outcome?.kind === "answer" ? outcome.file?.address : undefined;
  useEffect(() => () => void (address && URL.revokeObjectURL(address)), [address]);

  async function ask(form: FormData) {
    const stop = new AbortController();
    running.current = stop;
    setSending(true);
    setOutcome(null);
    setOutcome(await send(asked, form, { token, signal: stop.signal, tell: setOutcome }));
    setSending(false);
  }
  return { outcome, isSending, ask, stop: () => running.current?.abort() };
}
