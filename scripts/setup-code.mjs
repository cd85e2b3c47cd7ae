import { randomInt } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { writePrivately } from "./database-place.mjs";

// Without letters and digits that look alike.
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** The code that makes the first account an administrator: made once, 50 random bits, readable by the owner alone. */
export function keptSetupCode(dataDir) {
  const file = path.join(dataDir, "setup-code");
  const kept = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  if (kept.length >= 8) return kept;
  const five = () => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join("");
  const code = `${five()}-${five()}`;
  writePrivately(file, `${code}\n`);
  return code;
}

/** Once there is an administrator the code opens nothing any more. */
export function forgetSetupCode(dataDir) {
  rmSync(path.join(dataDir, "setup-code"), { force: true });
}
