import { OpenAiStandIn } from "./server";

/**
 * The stand-in as a process of its own, for browser tests: `node --import tsx e2e/fakes/openai/main.ts`, settings by
 * OPENAI_PORT (0 is a free one) and OPENAI_STEP_MS. Prints one line of JSON with its address and the key that it takes
 * when it is ready.
 */
const { OPENAI_PORT = "0", OPENAI_STEP_MS = "300" } = process.env;
const key = "sk-test-0123456789abcdef";
const standIn = await OpenAiStandIn.start({ port: Number(OPENAI_PORT), stepMs: Number(OPENAI_STEP_MS), key });
process.stdout.write(`${JSON.stringify({ address: standIn.address, key })}\n`);
process.on("SIGTERM", () => process.exit(0));
