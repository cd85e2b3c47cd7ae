import { useEffect, useRef, useState } from "react";
import type { Pixels } from "@/lib/filters/define";
import type { StyleDto } from "@/lib/styles/schema";
import { PreviewFollower, type PreviewRecipe, type Shown } from "./preview-follower";
import { PreviewRenderer } from "./preview-renderer";
import { type PreviewSource, readPhotograph, thumbSidePx } from "./preview-source";

/** The photograph, once it is read for previews; null without one, and in browsers that cannot preview. */
export function usePhotographPixels(file: File | null, url: string | null): PreviewSource | null {
  const [read, setRead] = useState<{ url: string; source: PreviewSource } | null>(null);
  useEffect(() => {
    if (!url || !("Worker" in window) || !("createImageBitmap" in window)) return;
    let isOver = false;
    void readPhotograph(file, url).then((source) => {
      if (source && !isOver) setRead({ url, source });
    });
    return () => {
      isOver = true;
    };
  }, [file, url]);
  return read?.url === url ? read.source : null;
}

/** The photograph in every built-in style, small, by the style's id; those not ready yet are missing. */
export function useThumbs(source: PreviewSource | null, styles: StyleDto[]): Record<number, Pixels> {
  const [made, setMade] = useState<{ source: PreviewSource; thumbs: Record<number, Pixels> } | null>(null);
  const recipes = JSON.stringify(
    styles.flatMap(({ id, filter, params, strength_default }) =>
      filter === null ? [] : [{ id, filter, params: defaultsOf(params), strength: strength_default }],
    ),
  );
  useEffect(() => {
    if (!source) return;
    const renderer = new PreviewRenderer();
    const list: ({ id: number; strength: number } & PreviewRecipe)[] = JSON.parse(recipes);
    const small = source(thumbSidePx);
    for (const { id, ...recipe } of list) {
      void renderer.render({ ...recipe, source: small }).then((pixels) => {
        if (!pixels) return;
        setMade((known) => ({ source, thumbs: { ...(known?.source === source ? known.thumbs : {}), [id]: pixels } }));
      });
    }
    return () => renderer.stop();
  }, [source, recipes]);
  return made && made.source === source ? made.thumbs : {};
}

/** The photograph by a recipe, following it; null until there is a first rendering by that filter. */
export function useFollowing(source: PreviewSource | null, recipe: PreviewRecipe | null): Shown | null {
  const [shown, setShown] = useState<Shown | null>(null);
  const follower = useRef<PreviewFollower | null>(null);
  useEffect(() => {
    if (!source) return;
    const following = new PreviewFollower(source, setShown);
    follower.current = following;
    return () => {
      following.end();
      follower.current = null;
      setShown(null);
    };
  }, [source]);

  const wanted = recipe && JSON.stringify(recipe);
  useEffect(() => {
    if (source && wanted !== null) follower.current?.want(JSON.parse(wanted));
  }, [source, wanted]);

  return shown && shown.recipe.filter === recipe?.filter ? shown : null;
}

/** What a style's parameters are when nobody changes them. */
export function defaultsOf(params: StyleDto["params"]): Record<string, number | string> {
  return Object.fromEntries(Object.entries(params).map(([name, spec]) => [name, spec.default]));
}
