import { z } from "zod";

/** What is said to whoever gives something else than such a whole number. */
export function wholeNumberWords(min: number, max: number): string {
  return `Please give a whole number from ${min} to ${max}.`;
}

/** The same where parts of numbers will do. */
export function numberWords(min: number, max: number): string {
  return `Please give a number from ${min} to ${max}.`;
}

/** A whole number, both ends included. */
export function wholeNumber(min: number, max: number) {
  const words = wholeNumberWords(min, max);
  return z.int(words).min(min, words).max(max, words);
}

/** A number, both ends included. */
export function numberWithin(min: number, max: number) {
  const words = numberWords(min, max);
  return z.number(words).min(min, words).max(max, words);
}
