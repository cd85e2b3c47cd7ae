/**
 * The gallery with 1,000, 100,000 and 1,000,000 pictures. Prints markdown tables.
 * Needs an empty database at DATABASE_URL, as `npm run bench -- gallery` gives it; one that was filled before is filled up.
 */
import { closeDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { env } from "@/lib/env";
import { fillInStyles } from "@/lib/styles/service";
import { fill } from "./gallery/fill";
import { measureServices } from "./gallery/services";

const sizes = [1000, 100_000, 1_000_000];

async function main(): Promise<void> {
  const asked = process.argv.slice(2).map(Number);
  await migrate(env().DATABASE_URL ?? "");
  await fillInStyles();
  for (const size of asked.length > 0 ? asked : sizes) {
    const began = performance.now();
    const { collector } = await fill(size);
    console.log(`\n### ${size.toLocaleString("en")} pictures\n`);
    console.error(`filled in ${Math.round((performance.now() - began) / 1000)} s`);
    await measureServices(collector);
  }
  await closeDatabase();
}

await main();
