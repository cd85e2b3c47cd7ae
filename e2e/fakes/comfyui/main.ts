import { createServer } from "node:http";
import { z } from "zod";
import { faultKinds } from "./faults";
import { ComfyStandIn } from "./server";

/**
 * The stand-in as a process of its own, for browser tests: `node --import tsx e2e/fakes/comfyui/main.ts`, settings by
 * COMFYUI_PORT, COMFYUI_CONTROL_PORT (0 is a free one) and COMFYUI_STEP_MS. Prints one line of JSON with both
 * addresses when it is ready. What is posted to the control address is done at once.
 */
const command = z.discriminatedUnion("do", [
  z.object({ do: z.literal("fail"), path: z.string(), kind: z.enum(faultKinds), times: z.int().optional() }),
  z.object({ do: z.literal("heal") }),
  z.object({ do: z.literal("holdAt"), step: z.int() }),
  z.object({ do: z.literal("release") }),
  z.object({ do: z.literal("silence"), isSilent: z.boolean() }),
  z.object({ do: z.literal("dropSockets") }),
  z.object({ do: z.literal("restart"), downMs: z.int().default(0) }),
]);

const { COMFYUI_PORT = "0", COMFYUI_CONTROL_PORT = "0", COMFYUI_STEP_MS = "40" } = process.env;
const standIn = await ComfyStandIn.start({ port: Number(COMFYUI_PORT), stepMs: Number(COMFYUI_STEP_MS) });

async function obey(given: z.infer<typeof command>): Promise<void> {
  if (given.do === "fail") standIn.fail(new RegExp(given.path), given.kind, given.times);
  else if (given.do === "holdAt") standIn.holdAt(given.step);
  else if (given.do === "silence") standIn.isSilent = given.isSilent;
  else if (given.do === "restart") await standIn.restart(given.downMs);
  else standIn[given.do]();
}

const control = createServer(async (req, res) => {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part);
  const parsed = command.safeParse(JSON.parse(Buffer.concat(parts).toString() || "{}"));
  if (parsed.success) await obey(parsed.data);
  res.writeHead(parsed.success ? 200 : 422).end(parsed.success ? "" : parsed.error.message);
});
control.listen(Number(COMFYUI_CONTROL_PORT), "127.0.0.1", () => {
  const bound = control.address();
  const port = bound !== null && typeof bound !== "string" ? bound.port : 0;
  process.stdout.write(`${JSON.stringify({ address: standIn.address, control: `http://127.0.0.1:${port}` })}\n`);
});
process.on("SIGTERM", () => process.exit(0));
