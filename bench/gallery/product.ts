import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "../../scripts/database-place.mjs";

export interface Served {
  url: string;
  stop(): Promise<void>;
}

/** The built product's server over the database at hand. */
export async function serveProduct(): Promise<Served> {
  const port = await freePort();
  const child = spawn(process.execPath, ["dist/server.mjs"], {
    env: { ...process.env, PORT: String(port), PUBLIC_URL: "" },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  await once(child, "message");
  return { url: `http://127.0.0.1:${port}`, stop: () => end(child) };
}

/** A bare server that answers with the rows of one statement. */
export async function serveBare(databaseUrl: string, statement: string): Promise<Served> {
  const child = fork("bench/gallery/bare.ts", [databaseUrl, statement], { execArgv: ["--import", "tsx"] });
  const [port] = await once(child, "message");
  return { url: `http://127.0.0.1:${port}`, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
