/** Told how much of one piece of work is done, 0–1. */
export type Tick = (done: number) => void;

/** For callers that need no progress. */
export const silent: Tick = () => {};

/**
 * Splits one progress line into phases after one another, each as long as its weight.
 * Each returned tick takes 0–1 within its own phase.
 */
export function phases(progress: Tick, ...weights: number[]): Tick[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  return weights.map((weight) => {
    const start = before / total;
    const share = weight / total;
    before += weight;
    return (done) => progress(start + share * (done < 0 ? 0 : done > 1 ? 1 : done));
  });
}
