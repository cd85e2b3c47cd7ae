import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { paint } from "@/lib/scenes/index";

/**
 * How long the built-in painter takes and how much memory it needs: `npm run bench -- painter` prints a Markdown table.
 * Each cell is measured in a process of its own; its first picture, painted before the engine has compiled anything, does
 * not count at 1024². Times are the processor time the process used (user): waiting for a turn is not in it, but a busy
 * machine still lengthens it, as caches and cores are shared, so compare figures of one run only. The longest silence is
 * by the clock: between two calls of `progress`, within which a job can neither report nor be stopped.
 */
const prompts = [
  "sunset over the sea",
  "mountains and a lake at dawn",
  "autumn forest with a deer",
  "city at night",
  "desert dunes at golden hour",
  "a great wave",
  "poppies in a meadow",
  "vase with sunflowers and apples",
  "planets and a galaxy",
  "many fish",
  "flowing abstract",
  "justice",
];

interface Figures {
  /** Processor time of a picture: the middle of the rounds. */
  medianMs: number;
  /** The longest time between two calls of `progress`: the middle of the rounds' longest. */
  silenceMs: number;
  /** The most memory the process ever held. */
  peakMegabytes: number;
}

const [mode, prompt = "", side = "1024"] = process.argv.slice(2);
if (mode === "--child") child(prompt, Number(side));
else table();

function child(text: string, size: number): void {
  const large = size > 1024;
  const rounds = Array.from({ length: large ? 1 : 6 }, () => round(text, size)).slice(large ? 0 : 1);
  const figures: Figures = {
    medianMs: median(rounds.map(({ usedMs }) => usedMs)),
    silenceMs: median(rounds.map(({ silenceMs }) => silenceMs)),
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
  console.log(JSON.stringify(figures));
}

function round(text: string, size: number): { usedMs: number; silenceMs: number } {
  const before = process.cpuUsage();
  let last = performance.now();
  let silenceMs = 0;
  const progress = () => {
    const now = performance.now();
    silenceMs = Math.max(silenceMs, now - last);
    last = now;
  };
  paint({ prompt: text, seed: 1, width: size, height: size }, { progress });
  return { usedMs: process.cpuUsage(before).user / 1000, silenceMs };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function table(): void {
  console.log("| Prompt | 1024², ms | longest silence, ms | peak, MB | 2048² once, ms | peak, MB |");
  console.log("| --- | ---: | ---: | ---: | ---: | ---: |");
  for (const text of prompts) {
    const usual = measured(text, 1024);
    const large = measured(text, 2048);
    const cells = [usual.medianMs, usual.silenceMs, usual.peakMegabytes, large.medianMs, large.peakMegabytes];
    console.log(`| ${text} | ${cells.map((cell) => cell.toFixed(0)).join(" | ")} |`);
  }
}

function measured(text: string, size: number): Figures {
  const self = fileURLToPath(import.meta.url);
  const run = spawnSync(process.execPath, [...process.execArgv, self, "--child", text, String(size)], {
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}
