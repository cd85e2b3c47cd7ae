/**
 * What an upload costs: the time from an uploaded file to a stored picture with its variants, the longest stall of the
 * event loop meanwhile, and the peak memory of a whole process that takes in the largest pictures there may be.
 * Prints markdown tables. `node --import tsx bench/upload.ts [rounds]`
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import type { Sharp } from "sharp";
import { largePhoto } from "@/lib/imaging/fixtures";
import { prepareImage } from "@/lib/imaging/ingest";
import { diskStorage } from "@/lib/storage/disk";
import { blobKey } from "@/lib/storage/key";

const smoothGrainPx = 24;

type Cells = (string | number)[];

async function main(): Promise<void> {
  const [mode, file] = process.argv.slice(2);
  if (mode === "one") return measureOne(file);
  const folder = mkdtempSync(path.join(tmpdir(), "atelier-bench-"));
  try {
    await measureTimes(folder, Number(mode ?? 9));
    await measurePeaks(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureTimes(folder: string, rounds: number): Promise<void> {
  const photo = await largePhoto(4000, 3000);
  // What does not become larger as PNG than an upload may be.
  const smooth = await largePhoto(4000, 3000, smoothGrainPx);
  const pictures: [string, Buffer][] = [
    ["JPEG, 12 megapixels", await photo.clone().jpeg({ quality: 90 }).toBuffer()],
    ["JPEG, 12 megapixels, turned by EXIF", await turned(photo.clone()).jpeg({ quality: 90 }).toBuffer()],
    ["PNG, 12 megapixels", await smooth.clone().png().toBuffer()],
    ["WebP, 12 megapixels", await photo.clone().webp({ effort: 0 }).toBuffer()],
    ["JPEG, 1 megapixel", await (await largePhoto(1152, 864)).jpeg({ quality: 90 }).toBuffer()],
  ];
  print(["upload", "file KB", "median ms", "slowest ms", "longest stall ms"]);
  print(["---", "---:", "---:", "---:", "---:"]);
  for (const [name, input] of pictures) {
    await store(folder, input);
    const stalls = monitorEventLoopDelay({ resolution: 1 });
    stalls.enable();
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now();
      await store(folder, input);
      times.push(performance.now() - begun);
    }
    stalls.disable();
    times.sort((a, b) => a - b);
    const shown = [times[times.length >> 1], times[times.length - 1], stalls.max / 1e6].map(Math.round);
    print([name, Math.round(input.length / 1000), ...shown]);
  }
}

async function store(folder: string, input: Buffer): Promise<void> {
  const { sha256, extension, full, variants } = await prepareImage(input);
  const storage = diskStorage(path.join(folder, "images"));
  const files = variants.map(({ name, bytes }) => ({ name: `${name}.webp`, bytes }));
  for (const { name, bytes } of [{ name: `full.${extension}`, bytes: full }, ...files]) {
    await storage.put(blobKey(sha256, name), bytes);
  }
}

/** Each in a process of its own, since a process never gives its peak back. */
async function measurePeaks(folder: string): Promise<void> {
  const photo = await largePhoto(8640, 5760, smoothGrainPx);
  const jpeg = { quality: 80, chromaSubsampling: "4:4:4" };
  const pictures: [string, () => Sharp][] = [
    ["JPEG", () => photo.clone().jpeg(jpeg)],
    ["JPEG, turned by EXIF", () => turned(photo.clone()).jpeg(jpeg)],
    ["progressive JPEG, turned by EXIF", () => turned(photo.clone()).jpeg({ ...jpeg, progressive: true })],
    ["CMYK JPEG, turned by EXIF", () => turned(photo.clone()).toColourspace("cmyk").jpeg(jpeg)],
    ["PNG with alpha", () => photo.clone().ensureAlpha().png({ compressionLevel: 3, adaptiveFiltering: true })],
    ["PNG, turned by EXIF", () => turned(photo.clone()).png({ compressionLevel: 3, adaptiveFiltering: true })],
    [
      "interlaced PNG with alpha",
      () => photo.clone().ensureAlpha().png({ compressionLevel: 3, adaptiveFiltering: true, progressive: true }),
    ],
    ["WebP", () => photo.clone().webp({ effort: 0, quality: 75 })],
  ];
  print(["", ""]);
  print(["50 megapixels", "file MB", "ms", "peak memory MB", "longest stall ms"]);
  print(["---", "---:", "---:", "---:", "---:"]);
  for (const [name, make] of pictures) {
    const file = path.join(folder, "picture");
    writeFileSync(file, await make().toBuffer());
    const own = fileURLToPath(import.meta.url);
    const answer = execFileSync(process.execPath, ["--import", "tsx", own, "one", file], { encoding: "utf8" });
    const { bytes, ms, peakBytes, stallMs } = JSON.parse(answer);
    print([name, Math.round(bytes / 1e6), ms, Math.round(peakBytes / 1e6), stallMs]);
  }
}

async function measureOne(file: string): Promise<void> {
  const input = readFileSync(file);
  const stalls = monitorEventLoopDelay({ resolution: 1 });
  stalls.enable();
  const begun = performance.now();
  await prepareImage(input);
  const ms = Math.round(performance.now() - begun);
  const peakBytes = peakMemoryKb() * 1024;
  console.log(JSON.stringify({ bytes: input.length, ms, peakBytes, stallMs: Math.round(stalls.max / 1e6) }));
}

/** Where the system tells it, of this program alone: the usual figure begins with that of the process it came from. */
function peakMemoryKb(): number {
  const status = "/proc/self/status";
  const told = existsSync(status) ? /VmHWM:\s*(\d+) kB/.exec(readFileSync(status, "utf8")) : null;
  return told ? Number(told[1]) : process.resourceUsage().maxRSS;
}

function turned(picture: Sharp): Sharp {
  return picture.withMetadata({ orientation: 6 });
}

function print(cells: Cells): void {
  console.log(cells.every((cell) => cell === "") ? "" : `| ${cells.join(" | ")} |`);
}

await main();
