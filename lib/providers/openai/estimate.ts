import { secondMs } from "@/lib/clock";

/** Seconds that a picture usually takes; servers tell nothing of their progress but partial pictures. */
const usualSeconds: Record<string, number> = { low: 12, medium: 30, high: 75, auto: 40 };
const tellEveryMs = secondMs / 2;
/** What is estimated never comes to the end by itself. */
const waitingShare = 0.85;

/** How far a picture may have come, by the time that has passed and the partial pictures that were seen; never falling. */
export class Estimate {
  private readonly beganAt = Date.now();
  private readonly timer: NodeJS.Timeout;
  private seen = 0;
  private highest = 0;

  /** @param tell given 0–1, at once and then as time passes */
  constructor(
    quality: string,
    private readonly tell: (done: number) => void,
  ) {
    const usualMs = (usualSeconds[quality] ?? usualSeconds.auto) * secondMs;
    const passed = () => waitingShare * (1 - Math.exp((this.beganAt - Date.now()) / usualMs));
    this.timer = setInterval(() => this.raise(passed()), tellEveryMs);
    this.raise(0.01);
  }

  /** @param expected how many of them may come */
  sawPartial(expected: number): void {
    this.seen += 1;
    this.raise(Math.min(0.95, 0.3 + (0.6 * this.seen) / Math.max(expected, this.seen)));
  }

  end(): void {
    clearInterval(this.timer);
  }

  private raise(done: number): void {
    if (done <= this.highest) return;
    this.highest = done;
    this.tell(done);
  }
}
