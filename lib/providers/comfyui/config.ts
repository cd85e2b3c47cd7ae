import { z } from "zod";

const address = z
  .url({ protocol: /^https?$/, error: "An address such as http://127.0.0.1:8188, please." })
  .max(500)
  .refine((given) => {
    const { username, password } = new URL(given);
    return username === "" && password === "";
  }, "Name and password have fields of their own.")
  .transform((given) => {
    const url = new URL(given);
    return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
  });

/** What an administrator fills in for a ComfyUI server. */
export const comfyConfig = z.object({
  /** Where it is reached, with the path that a proxy puts in front. */
  address,
  /** How a proxy in front wants to know us; ComfyUI itself asks for nothing. */
  authentication: z.enum(["none", "basic", "bearer"]).default("none"),
  username: z.string().trim().max(200).default(""),
  /** Password or token. */
  secret: z
    .string()
    .max(4000)
    .regex(/^[\x20-\x7e]*$/, "Only letters, digits and signs of ASCII.")
    .default(""),
  /** Side of the square that its models work at, in pixels; 0 guesses it from each model's name. */
  sidePx: z.union([z.literal(0), z.int().min(256).max(2048)]).default(0),
  /** How long an answer may take; files may take six times as long. */
  answerSeconds: z.int().min(1).max(300).default(20),
  /** How long a job that runs may say nothing: loading a model is silent. */
  silenceSeconds: z.int().min(1).max(3600).default(120),
  /** How long a job may wait in the server's own line. */
  waitingMinutes: z.int().min(1).max(1440).default(60),
  /** How long a job may run. */
  runningMinutes: z.int().min(1).max(1440).default(30),
});
export type ComfyConfig = z.infer<typeof comfyConfig>;
