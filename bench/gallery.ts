/**
 * The gallery with 1,000, 100,000 and 1,000,000 pictures. Prints markdown tables.
 * Needs an empty database at DATABASE_URL, as `npm run bench -- gallery` gives it; one that was filled before is filled up.
 */
import { closeDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { env } from "@/lib/env";
import { fillInStyles } from "@/lib/styles/service";
import { ensureBuild } from "../scripts/build.mjs";
import { measureBrowser } from "./gallery/browser";
import { fill } from "./gallery/fill";
import { measureHttp } from "./gallery/http";
import { serveProduct } from "./gallery/product";
import { measureServices } from "./gallery/services";

const sizes = [1000, 100_000, 1_000_000];
/** A wall of fewer pictures has no ten thousand cards to fling through. */
const browsed = 100_000;

async function main(): Promise<void> {
  const asked = process.argv.slice(2).map(Number);
  await ensureBuild();
  await migrate(env().DATABASE_URL ?? "");
  await fillInStyles();
  for (const size of asked.length > 0 ? asked : sizes) {
    const began = performance.now();
    const { collector } = await fill(size);
    console.log(`\n### ${size.toLocaleString("en")} pictures\n`);
    console.error(`filled in ${Math.round((performance.now() - began) / 1000)} s`);
    await measureServices(collector);
    const product = await serveProduct();
    try {
      await measureHttp(product);
      console.log();
      if (size >= browsed) await measureBrowser(product);
    } finally {
      await product.stop();
    }
  }
  await closeDatabase();
}

await main();
