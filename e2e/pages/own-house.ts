import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { freePort } from "../../scripts/database-place.mjs";
import { environmentWithoutSettings } from "../../scripts/quiet-settings.mjs";

/** An installation of its own, empty at first: what is set there concerns nobody else. */
export class OwnHouse {
  private constructor(
    readonly url: string,
    private readonly program: ChildProcess,
  ) {}

  static async open(settings: Record<string, string> = {}): Promise<OwnHouse> {
    const port = String(await freePort());
    const place = { PORT: port, DATA_DIR: `.test/house-${port}` };
    const own = { ...place, SETUP_CODE: "E2E-SETUP-CODE", RATE_LIMIT_FACTOR: "0", LOG_LEVEL: "warn" };
    const program = spawn(process.execPath, ["scripts/test-app.mjs"], {
      env: { ...environmentWithoutSettings(), ...own, ...settings, WORKER_THREADS: "1" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface({ input: program.stdout ?? process.stdin });
    const ready = new Promise<void>((resolve, reject) => {
      lines.on("line", (line) => line.includes("Atelier is ready") && resolve());
      program.once("exit", (status) => reject(new Error(`It ended with ${status} before it was ready.`)));
    });
    await ready;
    return new OwnHouse(`http://127.0.0.1:${port}`, program);
  }

  async close(): Promise<void> {
    const ended = once(this.program, "exit");
    this.program.kill("SIGTERM");
    await ended;
  }
}
