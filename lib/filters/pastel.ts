import { defineFilter } from "./define";
import { fromOklab, hexRgb, toOklab } from "./maths/colour";
import { flowOf } from "./maths/flow";
import { draggedGrain } from "./maths/grain";
import { kuwahara } from "./maths/kuwahara";
import { paperTooth } from "./maths/noise";
import { lumaOf, unitOf } from "./maths/plane";
import { phases } from "./maths/progress";
import { smoothstep } from "./maths/tone";

const papers = { sand: "#b79d7c", slate: "#4a5058", plum: "#54404a", cream: "#e9dfc9" } as const;

/** Soft sticks dragged along the forms over toned, toothed paper that shows between the strokes. */
export const pastel = defineFilter({
  slug: "pastel",
  title: "Pastel",
  description: "Soft chalk colours dragged along the forms over toned, toothed paper.",
  version: 1,
  params: {
    paper: { kind: "choice", choices: ["sand", "slate", "plum", "cream"], default: "sand" },
    cover: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.5 },
  },
  render(source, { paper, cover }, { seed, progress }) {
    const { width, height } = source;
    const unit = unitOf(source);
    const [prepare, flatten, drag, paint] = phases(progress, 1, 5, 4, 4);
    const flow = flowOf(lumaOf(source), { smoothness: 10, rest: -0.8, pull: 0.6 }, prepare);
    const chalk = kuwahara(source, flow, 8 * unit, flatten);
    const strokes = draggedGrain(source, flow, { fine: 2, coarse: 5.5, share: 0.8, reach: 17, seed }, drag);
    const tooth = paperTooth(width, height, 1.7 * unit, seed + 7, (t) => paint(t * 0.3));
    const lab = new Float32Array(3);
    const ground = new Float32Array(3);
    toOklab(...hexRgb(papers[paper]), ground);
    for (let y = 0; y < height; y++) {
      for (let i = y * width; i < (y + 1) * width; i++) {
        const p = i * 4;
        toOklab(chalk.data[p], chalk.data[p + 1], chalk.data[p + 2], lab);
        const stroke = strokes.data[i];
        const L = 0.06 + 0.95 * (lab[0] + 0.2 * (smoothstep(0.12, 0.92, lab[0]) - lab[0])) + stroke * 0.11;
        // Chalk sits on the bumps; where a stroke is light-handed the paper's hollows stay bare.
        const held = smoothstep(-0.62, 0.34, (cover - 0.35) * 1.3 + stroke * 0.62 + tooth.data[i] * 0.72);
        const dust = 0.3 + 0.7 * held;
        const fibre = tooth.data[i] * 0.016;
        fromOklab(
          ground[0] + (L - ground[0]) * dust + fibre,
          ground[1] + (lab[1] * 1.3 - ground[1]) * dust,
          ground[2] + (lab[2] * 1.3 - ground[2]) * dust,
          chalk.data,
          p,
        );
      }
      if ((y & 31) === 31) paint(0.3 + (0.7 * y) / height);
    }
    return chalk;
  },
});
