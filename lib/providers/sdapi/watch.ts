import { secondMs, sleep } from "@/lib/clock";
import { type MakeContext, ProviderError } from "../define";
import { unreachable } from "../failures";
import type { SdServer, Standing } from "./server";

const lookEveryMs = 250;
/** Without word of the server, two thirds of the way are told after this long. */
const estimatedMs = 20 * secondMs;
const estimatedMost = 0.95;

/** What the one who waits for a picture hears of it. */
type Told = Pick<MakeContext, "progress" | "waiting"> & { preview(bytes: Buffer): void };

/**
 * Follows a request of ours while the server answers it. What the server tells is of whatever runs there, which may be
 * somebody else's: nothing of that is shown, and it is never stopped.
 */
export class Watch {
  private key: string | null = null;
  private isIdleBefore = false;
  private isTold = true;
  private knowsNames = true;
  private heardAt = Date.now();
  private readonly beganAt = Date.now();
  /** Whether somebody stopped our work at the server, which then answers with half a picture. */
  isInterrupted = false;

  constructor(
    private readonly server: SdServer,
    /** The name that the request gives itself. */
    private readonly task: string,
    private readonly told: Told,
  ) {}

  /** Looks before the request is sent: what begins at an idle server afterwards is ours. */
  async begin(signal: AbortSignal): Promise<void> {
    const standing = await this.server.standing(signal);
    this.isTold = standing !== null;
    this.isIdleBefore = standing?.isBusy === false;
  }

  /** Tells how it goes until the signal aborts. @throws ProviderError when the server says nothing for too long */
  async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.isTold) await this.look(signal);
      else this.estimate();
      await sleep(lookEveryMs, signal);
    }
  }

  /** Whether the server works at our request now. */
  async isOurs(): Promise<boolean> {
    const standing = this.isTold ? await this.server.standing() : null;
    return standing !== null && (await this.owns(standing));
  }

  private async look(signal: AbortSignal): Promise<void> {
    try {
      const standing = await this.server.standing(signal);
      this.heardAt = Date.now();
      if (standing) this.tell(standing, await this.owns(standing, signal));
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ProviderError)) throw error;
      const silentMs = Date.now() - this.heardAt;
      if (silentMs < this.server.config.silenceSeconds * secondMs) return;
      throw unreachable(`${this.server.host} said nothing for ${Math.round(silentMs / secondMs)} s: ${error.message}`);
    }
  }

  private tell(standing: Standing, isOurs: boolean): void {
    if (!isOurs) {
      if (standing.isBusy && this.key === null) this.told.waiting(1);
      return;
    }
    this.isInterrupted ||= standing.isInterrupted;
    this.told.progress(standing.done);
    if (standing.image) this.told.preview(standing.image);
  }

  /** By name where the server knows names; else what begins at an idle server after we asked is ours until it ends. */
  private async owns({ isBusy, key }: Standing, signal?: AbortSignal): Promise<boolean> {
    if (!isBusy) return false;
    const isNamed = this.knowsNames ? await this.server.isAtWork(this.task, signal) : null;
    if (isNamed !== null) {
      if (isNamed) this.key = key;
      return isNamed;
    }
    this.knowsNames = false;
    if (!this.isIdleBefore) return false;
    this.key ??= key;
    return this.key === key;
  }

  private estimate(): void {
    this.told.progress(estimatedMost * (1 - Math.exp(-(Date.now() - this.beganAt) / estimatedMs)));
  }
}
