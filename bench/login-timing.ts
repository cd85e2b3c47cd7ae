/**
 * Whether time tells which addresses have an account. Prints a markdown table: how long signing in with a wrong password,
 * asking for a new password and signing up take for addresses with and without an account, in milliseconds.
 * `npm run bench login-timing`
 */
import { closeDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { requestReset } from "@/lib/accounts/service/reset";
import { signIn } from "@/lib/accounts/service/sign-in";
import { signUp } from "@/lib/accounts/service/sign-up";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

const rounds = 100;
const origin = { address: "192.0.2.1", device: "bench", addressPrefix: "192.0.2.0/24", deviceToken: null };
const about = { origin, locale: "en", isLocal: false };
const password = "correct horse battery staple";
const known = `known-${Date.now()}@example.test`;
let others = 0;
const unknown = () => `unknown-${Date.now()}-${others++}@example.test`;

const ways: Record<string, (email: string) => Promise<unknown>> = {
  "sign in, wrong password": (email) =>
    signIn({ email, password: "not the password" }, origin, null).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
    }),
  "ask for a new password": (email) => requestReset(email),
  "sign up": (email) => signUp({ email, name: "Bench", password }, about),
};

async function main(): Promise<void> {
  await migrate(env().DATABASE_URL ?? "");
  await signUp({ email: known, name: "Known", password }, about);
  console.log("| what | address | fastest | median | 95 of 100 | mean |");
  console.log("| --- | --- | ---: | ---: | ---: | ---: |");
  for (const [name, way] of Object.entries(ways)) {
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let round = -5; round < rounds; round++) {
      // In turns, so that whatever else the machine does hits both.
      const [forKnown, forUnknown] = [await time(() => way(known)), await time(() => way(unknown()))];
      if (round < 0) continue;
      times.known.push(forKnown);
      times.unknown.push(forUnknown);
    }
    for (const [which, all] of Object.entries(times)) console.log(row(name, which, all));
  }
  await closeDatabase();
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function row(name: string, which: string, times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const mean = times.reduce((sum, one) => sum + one, 0) / times.length;
  return `| ${name} | ${which} | ${[at(0), at(0.5), at(0.95), mean].map((ms) => ms.toFixed(1)).join(" | ")} |`;
}

await main();
