/** Prompts whose pictures a new gallery opens with; the caller applies the filter. */
export const samples: readonly {
  prompt: string;
  seed: number;
  width: number;
  height: number;
  filterSlug: string | null;
}[] = [
  sample("sunset over the sea with two sailing boats", 1, "wide"),
  sample("snowy mountains and a lake with pines at dawn", 2, "wide"),
  sample("a cat under the full moon", 4, "square"),
  sample("a lighthouse at night by the sea", 3, "tall"),
  sample("a red fox in the snow", 5, "square", "low-poly"),
  sample("lavender field and a house at sunset", 7, "wide", "oil"),
  sample("aurora over snowy mountains and a lake", 8, "wide"),
  sample("cherry tree and a temple, spring", 9, "tall", "woodblock"),
  sample("a great wave and a small boat", 1, "wide", "woodblock"),
  sample("dunes and pyramids at golden hour", 11, "wide"),
  sample("city by the sea at dusk", 12, "square"),
  sample("hot air balloons over misty hills in the morning", 13, "tall"),
  sample("a deer in the misty forest", 14, "square", "ink-hatching"),
  sample("village in winter at night", 15, "wide", "stained-glass"),
  sample("a couple on the beach at sunset", 16, "square", "duotone"),
  sample("train through the mountains in autumn", 19, "wide", "pencil"),
  sample("poppies in a meadow with an oak tree", 20, "wide", "watercolour"),
  sample("vase with sunflowers and two lemons", 22, "tall"),
  sample("apples, grapes and a candle on a table", 23, "square", "oil"),
  sample("planet with rings and an astronaut in space", 24, "square"),
  sample("many fish", 25, "wide", "pixel-art"),
  sample("geometric composition in red and blue", 26, "square"),
  sample("flowing silence, blue and turquoise", 27, "tall"),
  sample("paper cut layers, orange and pink", 31, "square"),
];

function sample(prompt: string, seed: number, format: "wide" | "tall" | "square", filterSlug: string | null = null) {
  const [width, height] = format === "wide" ? [1216, 832] : format === "tall" ? [832, 1216] : [1024, 1024];
  return { prompt, seed, width, height, filterSlug };
}
