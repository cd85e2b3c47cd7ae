import { rmSync } from "node:fs";
import { startAtelier } from "./atelier.mjs";
import { readSettings } from "./settings.mjs";

// The product as `npm start` runs it, in a data folder of this run's own that is gone afterwards.
const { dataDir } = readSettings();
rmSync(dataDir, { recursive: true, force: true });
process.once("exit", () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 }));
await startAtelier();
