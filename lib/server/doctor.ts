import { createTranslator } from "next-intl";
import { type FindingDto, isTrouble, type Level } from "@/lib/health/schema";
import { examine } from "@/lib/health/service/examine";
import messages from "@/lib/i18n/messages/en.json";
import { runCommand, tell } from "./command";

const usage = `npm run doctor                looks what is wrong and says what to do; changes nothing
npm run doctor -- --all       reads every file of every picture too
npm run doctor -- --json      the same for programs, one finding per line

It ends with 1 when something is wrong, with 0 when not.
`;

const marks: Record<Level, string> = { fine: "✓", note: "·", warning: "!", wrong: "✗" };

/** `npm run doctor`. */
async function doctor(words: string[], signal: AbortSignal): Promise<number | null> {
  if (words.some((word) => word !== "--all" && word !== "--json")) return null;
  const counts: Record<Level, number> = { fine: 0, note: 0, warning: 0, wrong: 0 };
  for await (const found of examine(null, { isThorough: words.includes("--all"), signal })) {
    counts[found.level] += 1;
    if (words.includes("--json")) tell(JSON.stringify({ ...found, ...wordsOf(found) }));
    else tellFinding(found);
  }
  if (!words.includes("--json")) tell(`\n${counts.wrong} wrong, ${counts.warning} to be looked after`);
  return counts.wrong > 0 ? 1 : 0;
}

function tellFinding(found: FindingDto): void {
  const { is, todo } = wordsOf(found);
  tell(`${marks[found.level]} ${is}`);
  if (todo) tell(`  → ${todo}`);
}

const t = createTranslator({ locale: "en", messages, namespace: "doctor.findings" });

/** What is the matter, and what to do. */
function wordsOf({ code, values }: FindingDto): { is: string; todo: string | null } {
  return { is: t(`${code}.is`, values), todo: isTrouble(code) ? t(`${code}.do`, values) : null };
}

await runCommand(usage, doctor);
