import { findFilter } from "@/lib/filters";
import { findPromptStyle } from "@/lib/styles/schema";

/** Slug → title and description, in one language. */
export type StyleWords = Record<string, { title: string; description: string }>;

/**
 * A style with its title, and its description where it has one, in the language of `words`. A title that whoever runs
 * the site has chosen stays as it is, and so does a style that did not come with the house.
 */
export function styleInWords<S extends { slug: string; title: string }>(style: S, words: StyleWords): S {
  const shipped = findFilter(style.slug) ?? findPromptStyle(style.slug);
  if (!shipped || !Object.hasOwn(words, shipped.slug) || shipped.title !== style.title) return style;
  const { title, description } = words[shipped.slug];
  const isDescribed = "description" in style && style.description === shipped.description;
  return isDescribed ? { ...style, title, description } : { ...style, title };
}

/** A style's title in the language of `words`. */
export function styleTitle(style: { slug: string; title: string }, words: StyleWords): string {
  return styleInWords(style, words).title;
}
