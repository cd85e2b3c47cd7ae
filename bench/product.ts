/**
 * The whole product as people use it: longest event-loop stalls while pictures are made, how soon a finished picture
 * is on the screen, how soon an upload can be seen, and how much script the gallery loads.
 * Needs an empty database at DATABASE_URL, as `npm run bench -- product` gives it.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { type Browser, chromium } from "@playwright/test";
import { env } from "@/lib/env";
import { browserArguments, findBrowser } from "../scripts/browser.mjs";
import { ensureBuild } from "../scripts/build.mjs";
import { freePort } from "../scripts/database-place.mjs";

const jobs = 8;
const watched = 9;
const uploads = 5;

interface Running {
  url: string;
  server: ChildProcess;
  worker: ChildProcess;
}

async function main(): Promise<void> {
  await ensureBuild();
  rmSync(env().dataDir, { recursive: true, force: true });
  const product = await start();
  const browser = await chromium.launch({ executablePath: (await findBrowser()) ?? undefined, args: browserArguments });
  try {
    const table = [
      ...(await measureStalls(product)),
      [
        "job done → shown in the browser, median of 9",
        `${Math.round(await measureShown(product, browser))} ms`,
        "≤ 300 ms",
      ],
      [
        "12-megapixel JPEG → thumbnail served, median of 5",
        `${Math.round(await measureUpload(product))} ms`,
        "≤ 1500 ms",
      ],
      ["JavaScript of `/`, brotli", `${Math.round((await measureScript(product)) / 1000)} kB`, "≤ 150 kB"],
    ];
    console.log("| what | measured | reach |\n| --- | ---: | ---: |");
    for (const row of table) console.log(`| ${row.join(" | ")} |`);
  } finally {
    await browser.close();
    await stop(product);
  }
}

async function start(): Promise<Running> {
  const port = await freePort();
  const environment = { ...process.env, PORT: String(port), PUBLIC_URL: "" };
  const launch = (program: string) =>
    spawn(process.execPath, ["--import", "./bench/stall-probe.mjs", `dist/${program}.mjs`], {
      env: environment,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
  await once(launch("prepare"), "exit");
  const server = launch("server");
  const worker = launch("worker");
  await Promise.all([once(server, "message"), once(worker, "message")]);
  const product = { url: `http://127.0.0.1:${port}`, server, worker };
  // The samples of the first start are not what is measured.
  await until(async () => (await queueDepth(product)) === 0);
  return product;
}

async function stop({ server, worker }: Running): Promise<void> {
  const ended = [server, worker].map((child) => once(child, "exit"));
  for (const child of [server, worker]) child.kill("SIGTERM");
  await Promise.all(ended);
}

async function measureStalls(product: Running): Promise<string[][]> {
  const { token } = await upload(product, await photograph(1024, 768));
  for (const child of [product.server, product.worker]) child.send("stall-reset");
  const images = await list(product, token);
  for (const style of (await (await fetch(`${product.url}/api/styles`)).json()).slice(0, jobs)) {
    await fetch(`${product.url}/api/images/style-change`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ image_id: images[0].image_id, style_id: style.id }),
    });
  }
  await until(async () => {
    const { data } = await (await fetch(`${product.url}/api/generations`, authorized(token))).json();
    return data.every((generation: { status: string }) => generation.status === "succeeded");
  });
  const rows: string[][] = [];
  for (const name of ["server", "worker"] as const) {
    const answer = once(product[name], "message");
    product[name].send("stall-read");
    const [{ stallMs }] = await answer;
    rows.push([`longest event-loop stall of the ${name}, ${jobs} jobs`, `${Math.round(stallMs)} ms`, "≤ 50 ms"]);
  }
  return rows;
}

/** From the moment that the generation's end was written, to the moment that its picture stands in the page. */
async function measureShown(product: Running, browser: Browser): Promise<number> {
  const page = await browser.newPage();
  await page.goto(`${product.url}/create`);
  const times: number[] = [];
  for (let index = 0; index < watched; index++) {
    const already = await page.locator('a[href^="/images/"] img').count();
    await page
      .getByRole("textbox", { name: /describe/i })
      .first()
      .fill(`hills and a lake, number ${index}`);
    // As text: what the bundler adds to functions is unknown in the page.
    const shown = page.evaluate<number>(`(async () => {
      while (document.querySelectorAll('a[href^="/images/"] img').length <= ${already}) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return Date.now();
    })()`);
    await page
      .getByRole("button", { name: /make it/i })
      .first()
      .click();
    const at = await shown;
    const { data } = await page.evaluate(async () => (await fetch("/api/generations")).json());
    times.push(at - Date.parse(data[0].finishedAt));
  }
  await page.close();
  return median(times);
}

async function measureUpload(product: Running): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < uploads; index++) {
    const picture = await photograph(4000, 3000, index);
    const began = performance.now();
    const { token, uuid } = await upload(product, picture);
    await (await fetch(`${product.url}/media/${uuid}/320`, authorized(token))).arrayBuffer();
    times.push(performance.now() - began);
  }
  return median(times);
}

/** Bytes of the scripts that a browser of today loads, as a server with brotli would send them. */
async function measureScript(product: Running): Promise<number> {
  const html = await (await fetch(product.url)).text();
  const tags = [...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag).filter((tag) => !/nomodule/i.test(tag));
  const sources = new Set(tags.flatMap((tag) => /src="([^"]+)"/.exec(tag)?.[1] ?? []));
  let bytes = 0;
  for (const source of sources) {
    const script = Buffer.from(await (await fetch(new URL(source, product.url))).arrayBuffer());
    bytes += brotliCompressSync(script).length;
  }
  return bytes;
}

async function upload(product: Running, bytes: Buffer): Promise<{ token: string; uuid: string }> {
  const form = new FormData();
  form.set("image", new Blob([new Uint8Array(bytes)]), "photograph.jpg");
  form.set("is_public", "false");
  const answer = await (await fetch(`${product.url}/api/images/upload`, { method: "POST", body: form })).json();
  return { token: answer.guest_token, uuid: answer.image_uuid };
}

async function list(product: Running, token: string) {
  return (await fetch(`${product.url}/api/images`, authorized(token))).json();
}

function authorized(token: string): RequestInit {
  return { headers: { Authorization: `Bearer ${token}` } };
}

/** A JPEG with the detail of a photograph, made by the painter. Sides in pixels. */
async function photograph(width: number, height: number, seed = 1): Promise<Buffer> {
  const { paint } = await import("@/lib/scenes");
  const { preparePixels } = await import("@/lib/imaging/ingest");
  const small = paint(
    { prompt: "forest, mountains, lake", seed, width: 1000, height: 750 },
    { progress: () => undefined },
  );
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (Math.floor((y * 750) / height) * 1000 + Math.floor((x * 1000) / width)) * 4;
      const grain = ((x * 73 + y * 151 + ((x * y) % 97)) % 24) - 12;
      for (let c = 0; c < 3; c++) data[(y * width + x) * 4 + c] = (small.pixels.data[from + c] ?? 0) + grain;
      data[(y * width + x) * 4 + 3] = 255;
    }
  }
  return (await preparePixels({ width, height, data }, { mark: "algorithmicMedia" })).full;
}

async function queueDepth(product: Running): Promise<number> {
  return (await (await fetch(`${product.url}/api/health`)).json()).queue.waiting;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 250));
}

function median(times: number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

await main();
