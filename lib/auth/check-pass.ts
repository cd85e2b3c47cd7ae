import { createHmac, timingSafeEqual } from "node:crypto";
import { clock, minuteMs } from "@/lib/clock";
import { keyFor } from "@/lib/keys";

/** By this header a check of our own names itself, so that its many questions are no one's too many. */
export const checkHeader = "x-atelier-check";

const passMs = 10 * minuteMs;
const passPattern = /^([a-z0-9-]{1,40})\.(\d{13})\.([0-9a-f]{64})$/;

/** A pass for a check, good for ten minutes. It opens nothing: whoever shows it is only not counted. */
export function signPass(name: string): string {
  const until = clock.now().getTime() + passMs;
  return `${name}.${until}.${sign(name, until)}`;
}

/** Whose pass it is; null for none, one of another installation, or an old one. */
export function readPass(pass: string | undefined): string | null {
  const [, name, until, signature] = passPattern.exec(pass ?? "") ?? [];
  if (name === undefined || Number(until) < clock.now().getTime()) return null;
  const isOurs = timingSafeEqual(Buffer.from(signature), Buffer.from(sign(name, Number(until))));
  return isOurs ? name : null;
}

/** What stands for a client's address in requests with a pass; no client has it. */
export function checkAddress(name: string): string {
  return `check:${name}`;
}

export function isCheckAddress(address: string): boolean {
  return address.startsWith("check:");
}

function sign(name: string, until: number): string {
  return createHmac("sha256", keyFor("check")).update(`${name}.${until}`).digest("hex");
}
