/** Halftone screens: what share of ink a dot pattern lays down at a place. */

const waveSteps = 1024;
const wave = Float32Array.from({ length: waveSteps }, (_, i) => Math.cos((2 * Math.PI * i) / waveSteps));

/**
 * The threshold of each value of the two-cosine spot function, so that ink of amount a covers the share a of the
 * paper (the spot function's own distribution, sorted).
 */
const equalised = (() => {
  const side = 256;
  const values = new Float32Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) values[y * side + x] = spot(x / side, y / side);
  }
  values.sort();
  const table = new Float32Array(257);
  let at = 0;
  for (let i = 0; i <= 256; i++) {
    while (at < values.length && values[at] <= i / 256) at++;
    table[i] = at / values.length;
  }
  return table;
})();

function spot(u: number, v: number): number {
  const a = wave[((u - Math.floor(u)) * waveSteps) | 0];
  const b = wave[((v - Math.floor(v)) * waveSteps) | 0];
  return 0.5 - 0.25 * (a + b);
}

/**
 * Ink 0–1 at a place of a screen whose cell is 1 × 1, antialiased over `soft` (a pixel's size in cells);
 * dots grow, meet and close to leave holes. Screens finer than about two pixels give the plain tone.
 */
export function dotInk(amount: number, u: number, v: number, soft: number): number {
  if (amount <= 0.004) return 0;
  if (amount >= 0.996) return 1;
  const place = spot(u, v) * 256;
  const i = place | 0;
  const threshold = equalised[i] + (equalised[i < 256 ? i + 1 : 256] - equalised[i]) * (place - i);
  const spread = soft * 1.8 + 0.02;
  const sharp = (amount - threshold) / spread + 0.5;
  const ink = sharp <= 0 ? 0 : sharp >= 1 ? 1 : sharp;
  if (soft < 0.33) return ink;
  const plain = soft > 0.6 ? 1 : (soft - 0.33) / 0.27;
  return ink + (amount - ink) * plain;
}
