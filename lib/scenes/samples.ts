/** Prompts whose pictures a new gallery opens with. */
export const samples: readonly {
  prompt: string;
  seed: number;
  width: number;
  height: number;
  filterSlug: string | null;
}[] = [
  { prompt: "sunset over the sea", seed: 1, width: 1216, height: 832, filterSlug: null },
  { prompt: "a mountain lake at dawn", seed: 3, width: 1216, height: 832, filterSlug: null },
  { prompt: "aurora over snowy mountains", seed: 8, width: 1024, height: 1024, filterSlug: null },
];
