import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useSeen } from "@/components/notifications/use-seen";
import { useLive } from "@/components/site/use-live";
import type { GenerationDto, GenerationEvent } from "@/lib/generations/schema";
import type { StyleDto } from "@/lib/styles/schema";
import { generationTitle } from "./generation-title";

/**
 * The viewer's generations, newest first: as the server rendered them, then moved by hints, and read anew whenever
 * one ends or something may have been missed. `said` is what a screen reader should hear of it. Their styles are called
 * as in `styles`, which is in the viewer's language. What a user (`isUser`) sees end here is no news to them.
 */
export function useGenerations(initial: GenerationDto[], styles: StyleDto[], isUser: boolean) {
  const t = useTranslations("studio");
  const [rendered, setRendered] = useState(initial);
  const [generations, setGenerations] = useState(initial);
  const [previews, setPreviews] = useState<Record<string, string>>({});
  const [said, setSaid] = useState("");
  const reading = useRef<"no" | "once" | "again">("no");

  if (rendered !== initial) {
    setRendered(initial);
    setGenerations((known) => merge(known, initial));
  }

  async function read(): Promise<void> {
    if (reading.current !== "no") {
      reading.current = "again";
      return;
    }
    reading.current = "once";
    const list = await fetchGenerations();
    const isStale = readingState(reading) === "again";
    reading.current = "no";
    if (list) {
      setSaid((before) => endings(generations, withTitles(list, styles), t) ?? before);
      setGenerations((known) => merge(known, list));
    }
    if (isStale) await read();
  }

  useLive(
    true,
    (name, payload) => {
      if (name === "snapshot") void read();
      if (name !== "generation" || !isGenerationEvent(payload)) return;
      if (payload.preview) {
        const { prompt_id, preview } = payload;
        setPreviews((known) => ({ ...known, [prompt_id]: preview }));
      }
      const known = generations.find(({ uuid }) => uuid === payload.prompt_id);
      if (!known || (isOver(payload.status) && !isOver(known.status))) void read();
      if (known && !isOver(known.status) && !isOver(payload.status)) {
        setGenerations((list) => list.map((one) => (one.uuid === payload.prompt_id ? moved(one, payload) : one)));
      }
    },
    () => void read(),
  );

  useSeen(
    isUser,
    generations.filter(({ status }) => isOver(status)).map(({ uuid }) => uuid),
  );

  return { generations: withTitles(generations, styles), previews, said, read };
}

export function isOver(status: GenerationDto["status"]): boolean {
  return status === "succeeded" || status === "failed" || status === "cancelled";
}

/** Read through a function: the value changes while another part of the page runs. */
function readingState(ref: { current: "no" | "once" | "again" }) {
  return ref.current;
}

async function fetchGenerations(): Promise<GenerationDto[] | null> {
  const answer = await fetch("/api/generations", { headers: { accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return null;
  const body: { data: GenerationDto[] } = await answer.json();
  return body.data;
}

function withTitles(list: GenerationDto[], styles: StyleDto[]): GenerationDto[] {
  return list.map((one) => {
    const title = one.style && styles.find(({ id }) => id === one.style?.id)?.title;
    return one.style && title ? { ...one, style: { ...one.style, title } } : one;
  });
}

/** What was read is the truth, but a line that has moved on since must not jump back. */
function merge(known: GenerationDto[], read: GenerationDto[]): GenerationDto[] {
  return read.map((one) => {
    const before = known.find(({ uuid }) => uuid === one.uuid);
    const isBehind = before?.status === "running" && one.status === "running" && before.progress > one.progress;
    return isBehind ? { ...one, progress: before.progress } : one;
  });
}

function moved(one: GenerationDto, event: GenerationEvent): GenerationDto {
  return {
    ...one,
    status: event.status,
    progress: Math.max(event.progress, one.status === "running" ? one.progress : 0),
    queuePosition: event.status === "queued" ? (event.queue_position ?? one.queuePosition) : null,
  };
}

/** Whether what was heard tells of a generation. */
export function isGenerationEvent(payload: unknown): payload is GenerationEvent {
  return (
    typeof payload === "object" &&
    payload !== null &&
    "prompt_id" in payload &&
    "status" in payload &&
    "progress" in payload &&
    typeof payload.prompt_id === "string" &&
    typeof payload.progress === "number"
  );
}

type Translate = ReturnType<typeof useTranslations<"studio">>;

/** Words for those that have ended since we looked last, or null. */
function endings(before: GenerationDto[], now: GenerationDto[], t: Translate): string | null {
  const sentences = now.flatMap((one) => {
    const then = before.find(({ uuid }) => uuid === one.uuid);
    if (!then || isOver(then.status) || !isOver(one.status)) return [];
    const title = generationTitle(one, t);
    if (one.status === "succeeded") return [t("card.announceDone", { title })];
    return [one.status === "failed" ? t("card.announceFailed", { title }) : t("card.announceCancelled", { title })];
  });
  return sentences.length > 0 ? sentences.join(". ") : null;
}
