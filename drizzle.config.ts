import { defineConfig } from "drizzle-kit";

/** Only for `drizzle-kit generate`, which writes a migration from a changed schema and needs no database. */
export default defineConfig({
  dialect: "mysql",
  schema: "./db/schema/index.ts",
  out: "./db/migrations",
  casing: "snake_case",
});
