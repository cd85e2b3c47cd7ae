/** Sentences of the server that say more than their code → the key of our words in `errors`. */
export const errorSentences = {
  "Many of your pictures are still waiting. Please let some finish first.": "queueFull",
  "That is more than is left of today's pictures. Please ask for fewer.": "quotaFewer",
  "Today's pictures are used up. There are new ones after midnight (UTC).": "quotaDay",
  "There is no room left for your pictures. Delete some for good, also from the trash.": "quotaStorage",
  "This is not available any more this month.": "quotaMonth",
  "This style is not available.": "styleGone",
  "This style is not available any more.": "styleGone",
  "There is no such picture.": "sourceGone",
  "The picture it starts from is gone.": "sourceGone",
  "Nothing here makes pictures right now.": "noBackend",
  "What made these pictures is not available any more.": "noBackend",
  "This style starts from a picture.": "styleNeedsPicture",
  "This style makes pictures from words alone.": "styleNeedsWords",
  "The picture could not be made. You can try again.": "generation_failed",
  "This picture is too large for what makes it. A smaller one may work.": "tooLargeToMake",
  "This was stopped where it was made.": "stoppedThere",
  "This was refused by what makes the pictures.": "refused",
  "What makes the pictures is asked too much right now. Please try again in a while.": "busyThere",
  "This picture is still being made.": "not_ready",
  "Please choose a photograph.": "photographsNone",
  "One of these pictures is not there.": "sourceGone",
  "There is no such style.": "styleGone",
  "One of its styles is not available any more.": "styleGone",
  "No styles led to this picture.": "invalid",
  "Please choose a reason.": "reportKind",
  "Please say in a few words what is the matter.": "reportWords",
  "This is longer than what fits here.": "tooLong",
  "This is a picture of your own.": "ownPicture",
} as const;

/** Codes of errors, and reasons of failures → the key of our words in `errors`. */
const codes = {
  network: "network",
  outdated: "outdated",
  bad_request: "invalid",
  unauthenticated: "unauthenticated",
  invalid_token: "unauthenticated",
  forbidden: "forbidden",
  unverified: "unverified",
  guests_off: "guests_off",
  not_found: "not_found",
  not_ready: "not_ready",
  conflict: "conflict",
  too_large: "too_large",
  invalid: "invalid",
  image_too_large: "image_too_large",
  image_unreadable: "image_unreadable",
  image_type: "image_type",
  rate_limited: "rate_limited",
  quota: "quota",
  internal: "internal",
  generation_failed: "generation_failed",
  unavailable: "unavailable",
  failed: "generation_failed",
  invalid_request: "generation_failed",
  lost: "generation_failed",
  cancelled: "stoppedThere",
  refused: "refused",
  timeout: "timeout",
  unreachable: "noBackend",
  auth: "noBackend",
  model_missing: "noBackend",
} as const;

export type ErrorKey = (typeof errorSentences)[keyof typeof errorSentences] | (typeof codes)[keyof typeof codes];

/** The key of our words for what the server said; null when neither its sentence nor its code is known. */
export function errorKey(code: string, sentence = ""): ErrorKey | null {
  return find(errorSentences, sentence) ?? find(codes, code);
}

function find<T extends string>(table: Record<string, T>, name: string): T | null {
  return Object.hasOwn(table, name) ? table[name] : null;
}
