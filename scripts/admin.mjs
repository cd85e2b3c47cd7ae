import { runTool } from "./tool.mjs";

/** `npm run admin -- …`: what is to be done without signing in. */
await runTool("admin", process.argv.slice(2));
