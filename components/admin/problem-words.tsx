"use client";

import { useTranslations } from "next-intl";
import type { ProblemDto } from "@/lib/backends/schema";

/** Codes whose words in the viewer's language say all of it. */
const exact = [
  "node_missing",
  "input_missing",
  "value_missing",
  "no_output",
  "no_socket",
  "no_progress",
  "no_picture",
  "busy",
] as const;

/** Codes that say what kind of thing it is; what exactly, the server's own words say. */
const general = [
  "unreachable",
  "auth",
  "invalid_request",
  "refused",
  "rate_limited",
  "quota",
  "model_missing",
  "failed",
  "timeout",
  "lost",
] as const;

/**
 * What is the matter with a backend, in the viewer's language. Where that says less than the English words that came
 * with it, those stand behind it; alone where the code is not known.
 */
export function ProblemWords({ problem: { code, words, values } }: { problem: ProblemDto }) {
  const t = useTranslations("admin.problems");
  const known = exact.find((one) => one === code);
  if (known) return <bdi>{t(known, values)}</bdi>;
  const kind = general.find((one) => one === code);
  return (
    <>
      {kind && <>{t(kind)} </>}
      <bdi lang="en" className={kind ? "text-soft" : undefined}>
        {words}
      </bdi>
    </>
  );
}
