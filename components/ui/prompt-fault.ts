/** Why words were refused, as a key of our messages: there were none that one can see, or too many. */
export function promptFault(typed: string | undefined): "promptEmpty" | "promptLong" {
  return /[^\p{Cf}\p{Z}\p{Cc}]/u.test(typed ?? "") ? "promptLong" : "promptEmpty";
}
