import { z } from "zod";

/** What is said to whoever gives something else. */
export function wholeNumberWords(min: number, max: number): string {
  return `Please give a whole number from ${min} to ${max}.`;
}

/** A whole number, both ends included. */
export function wholeNumber(min: number, max: number) {
  const words = wholeNumberWords(min, max);
  return z.int(words).min(min, words).max(max, words);
}
