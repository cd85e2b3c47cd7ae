import path from "node:path";
import { defineConfig } from "vitest/config";

const alias = { "@": path.resolve(import.meta.dirname) };
const exclude = ["node_modules/**", "e2e/**", ".next/**", "dist/**", ".test/**", ".data/**"];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "**/*.start.test.ts", ...exclude],
          environment: "node",
          testTimeout: 60_000,
          env: { DATA_DIR: ".test/unit", LOG_LEVEL: "silent" },
        },
      },
      {
        resolve: { alias },
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude,
          environment: "node",
          testTimeout: 60_000,
          hookTimeout: 120_000,
          globalSetup: ["scripts/test-database.mjs"],
          setupFiles: ["scripts/test-database-setup.ts"],
          env: { LOG_LEVEL: "silent" },
        },
      },
      {
        // The built product as people start it; needs `npm run build` first.
        resolve: { alias },
        test: {
          name: "start",
          include: ["scripts/**/*.start.test.ts"],
          environment: "node",
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
