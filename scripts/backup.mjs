import path from "node:path";
import { runTool } from "./tool.mjs";

/** `npm run backup [folder]`: while everything goes on. A path is meant from where the command was given. */
const words = process.argv.slice(2);
const from = process.env.INIT_CWD ?? process.cwd();
await runTool(
  "backup",
  words.map((word) => (word.startsWith("--") ? word : path.resolve(from, word))),
);
