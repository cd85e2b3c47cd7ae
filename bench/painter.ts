import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { paint } from "@/lib/scenes/index";

/**
 * How long the built-in painter takes and how much memory it needs: `npx tsx bench/painter.ts` prints a Markdown table.
 * Times are processor time (user), so that a busy machine does not count; memory is the peak of a process of its own.
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

const [mode, prompt = "", side = "1024"] = process.argv.slice(2);
if (mode === "--child") child(prompt, Number(side));
else table();

function child(text: string, size: number): void {
  const times: number[] = [];
  const rounds = size > 1024 ? 1 : 5;
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    paint({ prompt: text, seed: 1, width: size, height: size }, { progress() {} });
    times.push(process.cpuUsage(before).user / 1000);
  }
  times.sort((a, b) => a - b);
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ median: times[Math.floor(times.length / 2)], megabytes }));
}

function table(): void {
  console.log("| Prompt | 1024² median, ms | peak, MB | 2048² once, ms | peak, MB |");
  console.log("| --- | ---: | ---: | ---: | ---: |");
  for (const text of prompts) {
    const cells = [1024, 2048].map((size) => measured(text, size));
    console.log(`| ${text} | ${cells.join(" | ")} |`);
  }
}

function measured(text: string, size: number): string {
  const self = fileURLToPath(import.meta.url);
  const run = spawnSync(process.execPath, [...process.execArgv, self, "--child", text, String(size)], {
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(run.stderr);
  const { median, megabytes }: { median: number; megabytes: number } = JSON.parse(run.stdout);
  return `${median.toFixed(0)} | ${megabytes.toFixed(0)}`;
}
