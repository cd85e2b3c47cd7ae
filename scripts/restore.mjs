import path from "node:path";
import { runTool } from "./tool.mjs";

/** `npm run restore <backup>`: while nothing runs. A path is meant from where the command was given. */
const words = process.argv.slice(2);
const from = process.env.INIT_CWD ?? process.cwd();
await runTool(
  "restore",
  words.map((word) => (word.startsWith("--") ? word : path.resolve(from, word))),
  { isAlone: !words.includes("--check") },
);
