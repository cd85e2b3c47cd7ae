import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A server of a backend's kind, in a process of its own: what a test may add by its address. */
export class StandIn {
  private constructor(
    readonly address: string,
    readonly key: string,
    private readonly program: ChildProcess,
  ) {}

  static async start(kind: "comfyui" | "openai", environment: Record<string, string> = {}): Promise<StandIn> {
    const program = spawn(process.execPath, ["--import", "tsx", `e2e/fakes/${kind}/main.ts`], {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const line of createInterface({ input: program.stdout })) {
      const { address, key = "" } = JSON.parse(line);
      return new StandIn(address, key, program);
    }
    throw new Error(`The stand-in of ${kind} ended before it told its address.`);
  }

  close(): void {
    this.program.kill();
  }
}
