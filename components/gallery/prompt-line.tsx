"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { describeThenShow } from "@/components/studio/actions";
import { promptFault } from "@/components/ui/prompt-fault";
import { type Failure, useSending } from "@/components/ui/use-sending";
import { WritingLine } from "@/components/ui/writing-line";
import { describeAction } from "@/lib/generations/actions";

export interface PromptLineWords {
  label: string;
  placeholder: string;
  submit: string;
  sending: string;
  /** Error code, or the sentence of one that says more → words. */
  errors: Record<string, string>;
}

/** Write what you would like to see; it is begun, and the studio shows how it comes along. */
export function PromptLine({ words }: { words: PromptLineWords }) {
  const router = useRouter();
  const { formAction, send, outcome, pending } = useSending(
    describeAction,
    () => router.push("/create"),
    describeThenShow,
  );
  const [prompt, setPrompt] = useState(outcome?.ok === false ? (outcome.typed.prompt ?? "") : "");

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void send(new FormData(event.currentTarget));
  }

  const busy = pending || outcome?.ok === true;
  const wrong = outcome?.ok === false ? wrongWords(outcome, words.errors) : null;
  return (
    <form action={formAction} onSubmit={submit} className="prompt-line">
      <WritingLine
        name="prompt"
        aria-label={words.label}
        placeholder={words.placeholder}
        value={prompt}
        onChange={(event) => setPrompt(event.target.value)}
        required
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? "prompt-wrong" : undefined}
      />
      <button type="submit" className="press" disabled={busy}>
        {busy ? words.sending : words.submit}
      </button>
      <p id="prompt-wrong" role="alert" className="text-15 text-crimson col-span-2 empty:hidden">
        {wrong}
      </p>
    </form>
  );
}

function wrongWords(failure: Failure, words: Record<string, string>): string {
  if (failure.fields.prompt) return words[promptFault(failure.typed.prompt)];
  const { code, message } = failure.error;
  return words[message] ?? words[code] ?? words.internal;
}
