import { useEffect, useRef, useState } from "react";
import { useLive } from "@/components/site/use-live";
import { isGenerationEvent } from "@/components/studio/use-generations";
import type { BatchDto, GenerationEvent } from "@/lib/generations/schema";

/** A sheet has hundreds of pictures and is read as a whole, so not for each of them that ends. */
const readEveryMs = 1000;

/** A batch as the server rendered it, then moved by hints, and read anew when some of it has ended. */
export function useBatch(initial: BatchDto): BatchDto {
  const [rendered, setRendered] = useState(initial);
  const [batch, setBatch] = useState(initial);
  const timer = useRef(0);
  const isOpen = batch.queued + batch.running > 0;

  if (rendered !== initial) {
    setRendered(initial);
    setBatch(initial);
  }

  useEffect(() => () => clearTimeout(timer.current), []);

  function readSoon() {
    if (timer.current) return;
    timer.current = window.setTimeout(async () => {
      const answer = await fetch(`/api/generations/batches/${initial.uuid}`).catch(() => null);
      timer.current = 0;
      if (answer?.ok) setBatch((await answer.json()).data);
    }, readEveryMs);
  }

  useLive(
    isOpen,
    (name, payload) => {
      if (name === "snapshot") readSoon();
      if (name !== "generation" || !isGenerationEvent(payload)) return;
      const cell = batch.cells.find(({ uuid }) => uuid === payload.prompt_id);
      if (!cell) return;
      if (payload.status === cell.status) setBatch((known) => moved(known, payload));
      else readSoon();
    },
    readSoon,
  );

  return batch;
}

function moved(batch: BatchDto, { prompt_id, progress }: GenerationEvent): BatchDto {
  const cells = batch.cells.map((cell) =>
    cell.uuid === prompt_id ? { ...cell, progress: Math.max(cell.progress, progress) } : cell,
  );
  const isOver = ({ status }: BatchDto["cells"][number]) => status !== "queued" && status !== "running";
  const sum = cells.reduce((all, cell) => all + (isOver(cell) ? 100 : cell.progress), 0);
  return { ...batch, cells, progress: Math.max(batch.progress, Math.floor(sum / cells.length)) };
}
