import { defineConfig, devices } from "@playwright/test";
import { browserArguments, findBrowser } from "./scripts/browser.mjs";
import { freePort } from "./scripts/database-place.mjs";
import { environmentWithoutSettings } from "./scripts/quiet-settings.mjs";

// This file is read by the runner and again by each of its workers: the first reading decides, the others inherit.
process.env.ATELIER_TEST_PORT ??= String(await freePort());
process.env.ATELIER_TEST_BROWSER ??= (await findBrowser()) ?? "";
const port = process.env.ATELIER_TEST_PORT;
const baseURL = `http://127.0.0.1:${port}`;

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: ".test/browser",
  forbidOnly: true,
  retries: 0,
  workers: 2,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL,
    locale: "en-GB",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: process.env.ATELIER_TEST_BROWSER || undefined, args: browserArguments },
  },
  webServer: {
    command: "node scripts/test-app.mjs",
    url: `${baseURL}/api/health`,
    reuseExistingServer: false,
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 8000 },
    stdout: "ignore",
    stderr: "pipe",
    env: {
      ...definedOnly(environmentWithoutSettings()),
      PORT: port,
      DATA_DIR: `.test/app-${port}`,
      RATE_LIMIT_FACTOR: "0",
      SETUP_CODE: "E2E-SETUP-CODE",
      // What is told goes into a mail as soon as the next one is written.
      ATELIER_NEWS_WAIT_MINUTES: "0",
      LOG_LEVEL: "warn",
    },
  },
});

function definedOnly(environment: Record<string, string | undefined>): Record<string, string> {
  const entries = Object.entries(environment);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
