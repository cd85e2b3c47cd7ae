import { afterAll, beforeAll, inject, vi } from "vitest";
import { closeDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { resetDatabase } from "@/db/testing";

declare module "vitest" {
  interface ProvidedContext {
    databaseUrl: string;
    dataFolder: string;
  }
}

// Before a test's own modules load: whoever reads the environment finds this worker's database and folder.
const worker = process.env.VITEST_POOL_ID ?? "1";
const url = `${inject("databaseUrl")}_${worker}`;
vi.stubEnv("DATABASE_URL", url);
vi.stubEnv("DATA_DIR", `${inject("dataFolder")}-${worker}`);

beforeAll(async () => {
  await migrate(url);
  await resetDatabase();
});

afterAll(closeDatabase);
