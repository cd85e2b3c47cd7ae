import { useEffect, useRef, useState } from "react";
import type { QuotaDto } from "@/lib/accounts/schema";
import type { GenerationDto } from "@/lib/generations/schema";
import { isOver } from "./use-generations";

/** What is left to the viewer, read anew whenever something was asked for or has ended; null without an account. */
export function useQuota(initial: QuotaDto | null, generations: GenerationDto[]): QuotaDto | null {
  const [quota, setQuota] = useState(initial);
  const counted = `${generations.length} ${generations.filter(({ status }) => isOver(status)).length}`;
  const before = useRef(counted);
  useEffect(() => {
    if (initial === null || before.current === counted) return;
    before.current = counted;
    void readQuota().then((read) => read && setQuota(read));
  }, [initial, counted]);
  return quota;
}

async function readQuota(): Promise<QuotaDto | null> {
  const answer = await fetch("/api/user", { headers: { accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return null;
  const body: { quota: QuotaDto } = await answer.json();
  return body.quota;
}
