/** What an administrator fills in for each kind of backend; labels stand under `admin.backends.config`. */
export type ConfigField = {
  name: string;
  /** Where its words stand, when that is not under its name. */
  words?: string;
} & (
  | { type: "url" | "text" | "password"; isRequired?: boolean; initial?: string }
  | { type: "number"; min: number; max: number }
  | { type: "choice"; choices: readonly string[] }
);

export const configFields = {
  openai: {
    main: [
      { name: "address", type: "url", isRequired: true, initial: "https://api.openai.com/v1" },
      { name: "secret", words: "key", type: "password" },
    ],
    more: [
      { name: "models", type: "text" },
      { name: "quality", type: "choice", choices: ["high", "medium", "low"] },
      { name: "partialImages", type: "number", min: 0, max: 3 },
      { name: "moderation", type: "choice", choices: ["auto", "low"] },
      { name: "authentication", words: "keyUse", type: "choice", choices: ["bearer", "basic", "none"] },
      { name: "username", type: "text" },
      { name: "sidePx", type: "number", min: 0, max: 2048 },
      { name: "answerSeconds", words: "pictureSeconds", type: "number", min: 10, max: 1800 },
    ],
  },
  comfyui: {
    /** Asked for at once; the others have defaults that fit most. */
    main: [{ name: "address", type: "url", isRequired: true }],
    more: [
      { name: "authentication", type: "choice", choices: ["none", "basic", "bearer"] },
      { name: "username", type: "text" },
      { name: "secret", type: "password" },
      { name: "sidePx", type: "number", min: 0, max: 2048 },
      { name: "answerSeconds", type: "number", min: 1, max: 300 },
      { name: "silenceSeconds", type: "number", min: 1, max: 3600 },
      { name: "waitingMinutes", type: "number", min: 1, max: 1440 },
      { name: "runningMinutes", type: "number", min: 1, max: 1440 },
    ],
  },
  sdapi: {
    main: [{ name: "address", type: "url", isRequired: true }],
    more: [
      { name: "authentication", type: "choice", choices: ["none", "basic", "bearer"] },
      { name: "username", type: "text" },
      { name: "secret", type: "password" },
      { name: "sidePx", type: "number", min: 0, max: 2048 },
      { name: "answerSeconds", type: "number", min: 1, max: 300 },
      { name: "silenceSeconds", type: "number", min: 1, max: 3600 },
      { name: "runningMinutes", type: "number", min: 1, max: 1440 },
    ],
  },
} as const satisfies Record<string, { main: readonly ConfigField[]; more: readonly ConfigField[] }>;
