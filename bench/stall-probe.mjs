import { monitorEventLoopDelay } from "node:perf_hooks";

/** Loaded into server and worker before they start: tells on request how long their event loop stood still at most. */
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
process.on("message", (message) => {
  if (message === "stall-reset") delay.reset();
  if (message === "stall-read") process.send({ stallMs: delay.max / 1e6, p99Ms: delay.percentile(99) / 1e6 });
});
