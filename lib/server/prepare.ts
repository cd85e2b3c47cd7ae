import { closeDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { hasAdministrator } from "@/db/queries/administrators";
import { offerOpenAi } from "@/lib/backends/service/offer";
import { backUpBeforeMigration } from "@/lib/backups/service/before-migration";
import { env } from "@/lib/env";
import { offerSamples } from "@/lib/samples/service";
import { fillInStyles } from "@/lib/styles/service";
import { databaseTrouble } from "./database-trouble";

/**
 * Runs to its end before server and worker start: brings the database to the newest schema, fills in what an
 * installation needs, and tells whether anyone administers it.
 */
async function prepare(): Promise<void> {
  const { DATABASE_URL } = env();
  if (!DATABASE_URL) throw new Error("DATABASE_URL is not set.");
  await backUpBeforeMigration(DATABASE_URL);
  await migrate(DATABASE_URL);
  await fillInStyles();
  await offerSamples();
  await offerOpenAi();
  const administrator = await hasAdministrator();
  await closeDatabase();
  end(0, { administrator });
}

function end(status: number, message: { administrator: boolean } | { failed: string }): void {
  if (process.send) process.send(message, () => process.exit(status));
  else {
    process.stdout.write(`${JSON.stringify(message)}\n`);
    process.exit(status);
  }
}

process.once("disconnect", () => process.exit(1));
prepare().catch((error: unknown) => {
  const words = databaseTrouble(error) ?? (error instanceof Error ? error.message : String(error));
  end(1, { failed: words });
});
