import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startApiServer } from "@/app/api/testing/server";
import { closeDatabase } from "@/db/client";
import { resetDatabase } from "@/db/testing";
import { listOwnImages } from "@/lib/images/service/read";
import type { TestServer } from "@/lib/server/testing/server";
import { fillInStyles } from "@/lib/styles/service";
import { closeThreads } from "@/lib/threads/pool";
import { runLoop } from "@/lib/worker/loop";
import { newClient } from "./testing";

const stopping = new AbortController();
let server: TestServer;
/** Within the project, so that its packages are found. */
let folder: string;

beforeAll(async () => {
  await resetDatabase();
  await fillInStyles();
  server = await startApiServer();
  await mkdir(".test", { recursive: true });
  folder = await mkdtemp(path.resolve(".test/guide-"));
  void runLoop("pixels", stopping.signal);
});
afterAll(async () => {
  stopping.abort();
  await rm(folder, { recursive: true, force: true });
  await server.close();
  await closeThreads();
  await closeDatabase();
});

test("the guide's program for Node makes what the guide says", async () => {
  const guide = await readFile("docs/clients.md", "utf8");
  const program = /```js\n(.*?)```/s.exec(guide)?.[1] ?? "";
  const here = program.replace("https://gallery.example/v1", `http://127.0.0.1:${server.port}/v1`);
  expect(here).not.toBe(program);
  await writeFile(path.join(folder, "program.mjs"), here);
  const ada = await newClient();
  const { stdout } = await promisify(execFile)(process.execPath, ["program.mjs"], {
    cwd: folder,
    env: { ...process.env, ATELIER_TOKEN: ada.key },
  });
  expect((await readFile(path.join(folder, "lighthouse.png"))).toString("latin1", 1, 4)).toBe("PNG");
  expect(stdout.trim().split("\n").at(-1)).toBe("image_generation.completed");
  const { images } = await listOwnImages(ada.viewer, { limit: 10 });
  expect(images.map(({ prompt, isPublic }) => [prompt, isPublic])).toEqual([
    ["a lighthouse at dusk", false],
    ["a lighthouse at dusk", false],
  ]);
});
