/** The built-in painter: a prompt in, a picture out, without any model. Runs in Node threads and browser workers alike. */
export { type PaintContext, type PaintRequest, paint } from "./paint";
export { type Mention, type Reading, readPrompt } from "./reading";

/** Raised when the same recipe gives other pixels. */
export const painterVersion: number = 3;
