import { makeImage, makeUser } from "@/db/testing";
import type { KeptRecipe } from "@/lib/recipe";
import { listStyles } from "@/lib/styles/service";

/** Ids of what visitors may ask for: a style, a picture that everyone sees, and one that was made of it in that style. */
export interface Shown {
  userId: number;
  style: number;
  plain: number;
  styled: number;
}

/** For tests: two pictures in everyone's sight; the styles must be there. */
export async function makeShown(): Promise<Shown> {
  const style = (await listStyles()).find(({ slug }) => slug === "oil")?.id ?? 0;
  const { id: userId } = await makeUser();
  const recipe: KeptRecipe = {
    ...{ backend: "builtin", model: "oil", version: 1, prompt: null, negativePrompt: null, style: "oil" },
    ...{ strength: 0.5, params: {}, seed: 1, width: 640, height: 480 },
  };
  const plain = (await makeImage({ userId, isPublic: true })).id;
  const lineage = { parentId: plain, hadParent: true, kind: "styled", recipe } as const;
  const styled = (await makeImage({ userId, isPublic: true, ...lineage })).id;
  return { userId, style, plain, styled };
}
