import { z } from "zod";

const address = z
  .url({ protocol: /^https?$/, error: "An address such as http://127.0.0.1:8188, please." })
  .max(500)
  .refine((given) => {
    if (!URL.canParse(given)) return true;
    const { username, password } = new URL(given);
    return username === "" && password === "";
  }, "Name and password have fields of their own.")
  .transform((given) => {
    const url = new URL(given);
    return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
  });

/** A whole number, from a form as well. */
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

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
  sidePx: whole(0, 2048)
    .refine((side) => side === 0 || side >= 256, "0, or at least 256.")
    .default(0),
  /** How long an answer may take; files may take six times as long. */
  answerSeconds: whole(1, 300).default(20),
  /** How long a job that runs may say nothing: loading a model is silent. */
  silenceSeconds: whole(1, 3600).default(120),
  /** How long a job may wait in the server's own line. */
  waitingMinutes: whole(1, 1440).default(60),
  /** How long a job may run. */
  runningMinutes: whole(1, 1440).default(30),
});
export type ComfyConfig = z.infer<typeof comfyConfig>;
