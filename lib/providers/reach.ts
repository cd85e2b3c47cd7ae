import { z } from "zod";

/** Where a server of one's own is reached, with the path that a proxy puts in front. */
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
export const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** What an administrator fills in for any server that is reached by HTTP. */
export const reachConfig = z.object({
  address,
  /** How the server, or a proxy in front of it, wants to know us. */
  authentication: z.enum(["none", "basic", "bearer"]).default("none"),
  username: z.string().trim().max(200).default(""),
  /** Password or token. */
  secret: z
    .string()
    .max(4000)
    .regex(/^[\x20-\x7e]*$/, "Only letters, digits and signs of ASCII.")
    .default(""),
  /** How long an answer may take; files may take six times as long. */
  answerSeconds: whole(1, 300).default(20),
});
export type Reach = z.infer<typeof reachConfig>;

/** Side of the square that a server's models work at, in pixels; 0 guesses it from each model's name. */
export const sidePx = whole(0, 2048)
  .refine((side) => side === 0 || side >= 256, "0, or at least 256.")
  .default(0);
