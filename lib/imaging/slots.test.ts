import { describe, expect, it } from "vitest";
import { limits } from "@/lib/limits";
import { encoded, quarters } from "./fixtures";
import { prepareImage } from "./ingest";
import { decodeWeight, withDecodeSlot } from "./slots";

/** Work that ends when told. */
function held() {
  let release = () => {};
  const done = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { work: () => done, release };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("decode slots", () => {
  it("never lets more decode at once than the limit", async () => {
    let now = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++now);
      await turn();
      now--;
    };
    await Promise.all(Array.from({ length: 20 }, () => withDecodeSlot(1, work)));
    expect(most).toBe(limits.decodesAtOnce);
  });

  it("makes uploads wait for a slot", async () => {
    const all = held();
    const holding = withDecodeSlot(limits.decodesAtOnce, all.work);
    let prepared = false;
    const upload = prepareImage(await encoded(quarters(60, 40), "png")).then(() => {
      prepared = true;
    });
    while (globalThis.atelierDecodeSlots?.waiting.length === 0) await turn();
    expect(prepared).toBe(false);
    all.release();
    await Promise.all([holding, upload]);
    expect(prepared).toBe(true);
  });

  it("gives the largest pictures every slot, and none waits for ever behind small ones", async () => {
    expect(decodeWeight(limits.imageMaxPixels)).toBe(limits.decodesAtOnce);
    expect(decodeWeight(12_000_000)).toBe(1);
    const order: string[] = [];
    const small = held();
    const running = withDecodeSlot(1, small.work);
    const large = withDecodeSlot(limits.decodesAtOnce, async () => void order.push("large"));
    const later = withDecodeSlot(1, async () => void order.push("later"));
    await turn();
    expect(order).toEqual([]);
    small.release();
    await Promise.all([running, large, later]);
    expect(order).toEqual(["large", "later"]);
  });

  it("lets go of who stops waiting, and of the slot of who fails", async () => {
    const all = held();
    const holding = withDecodeSlot(limits.decodesAtOnce, all.work);
    const controller = new AbortController();
    const picture = await encoded(quarters(60, 40), "png");
    const waiting = prepareImage(picture, { signal: controller.signal });
    const refused = expect(waiting).rejects.toThrow("no longer wanted");
    while (globalThis.atelierDecodeSlots?.waiting.length === 0) await turn();
    controller.abort(new Error("no longer wanted"));
    await refused;
    all.release();
    await holding;
    await expect(withDecodeSlot(1, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(globalThis.atelierDecodeSlots).toEqual({ free: limits.decodesAtOnce, waiting: [] });
  });
});
