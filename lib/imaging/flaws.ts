import { limits } from "@/lib/limits";
import { openFile } from "./engine";
import { withDecodeSlot } from "./slots";

/** Enough to read every byte of a JPEG, and little to compute. */
const glanceSidePx = 64;

/** Flaws that harm no pixel and that cameras and editors are known to write, in the decoder's words. */
const harmless =
  /extraneous bytes|JFIF revision|Adobe color transform|Invalid SOS|Inconsistent progression|bad ICC marker/i;

/**
 * Whether a JPEG that a strict decode refused has only flaws that harm no pixel. It is read alone, with every slot
 * taken, since the decoder keeps its words in one place for all pictures of the process.
 */
export function hasHarmlessFlaws(input: Buffer, signal?: AbortSignal): Promise<boolean> {
  return withDecodeSlot(
    limits.decodesAtOnce,
    async () => {
      try {
        await openFile(input, { failOn: "warning", maxSidePx: glanceSidePx }).raw().toBuffer();
        return true;
      } catch (error) {
        return harmless.test(String(error));
      }
    },
    signal,
  );
}
