import { runTool } from "./tool.mjs";

/** `npm run doctor`: looks what is wrong, and changes nothing. */
await runTool("doctor", process.argv.slice(2));
