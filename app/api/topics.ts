import type { Topic } from "@/lib/http/openapi";

/** The document's chapters, in reading order; the first whose addresses fit takes a route. */
export const topics = [
  {
    slug: "openai",
    name: "OpenAI's API",
    description: "For programs that speak to OpenAI: this address with `/v1`, and a personal API token as the key.",
    paths: /^\/v1\//,
  },
  {
    slug: "making",
    name: "Making pictures",
    description: "From words, from pictures, one or many; and how far they are.",
    paths:
      /^\/api\/(?:image\/generate|images\/(?:upload|style-change|batch-style-change|fetch-styled|status|\{id\}\/apply-steps)|generations|comfyui-url|events)/,
  },
  {
    slug: "pictures",
    name: "Pictures",
    description: "The gallery, one's library, and all that can be done with a picture.",
    paths: /^\/(?:media|api\/(?:images?(?:\/|$)|user\/(?:images|generated-images|favorites)))/,
  },
  {
    slug: "styles",
    name: "Styles",
    description: "What pictures can be made in.",
    paths: /^\/api\/styles/,
  },
  {
    slug: "accounts",
    name: "Accounts",
    description: "Signing up and in, addresses and passwords, sessions, tokens, preferences, one's data.",
    paths: /^\/api\/(?:auth|users?)(?:\/|$)/,
  },
  {
    slug: "site",
    name: "The site",
    description: "Whether it works, what it can do, and what its administrators ask.",
    paths: /./,
  },
] as const satisfies (Topic & { slug: string })[];
