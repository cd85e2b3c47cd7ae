import type { Colour } from "../lexicon/vocabulary";
import { hex, type Rgb } from "../raster/colour";

/** What a colour word means on a thing. */
export const dyes: Record<Colour, Rgb> = {
  red: hex("#cf2f2a"),
  orange: hex("#ef8126"),
  yellow: hex("#f3c832"),
  gold: hex("#d9a036"),
  green: hex("#3f9150"),
  turquoise: hex("#25a9a4"),
  blue: hex("#2d62c4"),
  violet: hex("#7d4bb8"),
  pink: hex("#ec7fa6"),
  brown: hex("#875432"),
  white: hex("#f3f0e8"),
  grey: hex("#8d9298"),
  black: hex("#22222a"),
};
