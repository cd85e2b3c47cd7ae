import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type SettingKey, settingKeys, specOfSetting, valueOfText, variableOf } from "./settings";

/**
 * The only reader of the process environment. Each variable's meaning stands in `.env.example`,
 * which a test holds equal to this schema.
 */
export const envSchema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  PUBLIC_URL: z.url().optional(),
  TRUSTED_PROXIES: z.string().default(""),
  DATA_DIR: z.string().min(1).default(".data"),
  INBOX_DIR: z.string().min(1).optional(),
  BACKUP_DIR: z.string().min(1).optional(),
  DATABASE_URL: z.string().min(1).optional(),
  RATE_LIMIT_FACTOR: z.coerce.number().min(0).max(1_000_000).default(1),
  ATELIER_SECRET: z.string().min(32).optional(),
  SETUP_CODE: z.string().min(8).optional(),
  OPENAI_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, "A key is letters, digits and signs of ASCII, without spaces.")
    .optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  WORKER_THREADS: z.coerce.number().int().min(1).max(64).optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

export interface Env extends Omit<z.infer<typeof envSchema>, "PUBLIC_URL" | "ATELIER_SECRET"> {
  /** Where people reach the product, without a trailing slash. */
  PUBLIC_URL: string;
  /** Key material (at least 256 bit) from which signing and encryption keys are derived. */
  ATELIER_SECRET: string;
  /** The settings that the environment gives, already checked. */
  given: Partial<Record<SettingKey, unknown>>;
  /** `DATA_DIR` as an absolute path. */
  dataDir: string;
  /** Where picture files are dropped to be taken in, as an absolute path. */
  inboxDir: string;
  /** Where backups go, as an absolute path. */
  backupDir: string;
  /** Whether the secret was given; else it is kept in the file `secret` under the data folder. */
  isSecretGiven: boolean;
}

let cached: Env | undefined;

/** The environment, read and checked once. Throws with one line per wrong variable. */
export function env(): Env {
  cached ??= read(process.env);
  return cached;
}

/** Reads a given environment; exported for tests. */
export function read(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = envSchema.safeParse(given);
  const settings = readSettings(given);
  const wrong = (parsed.error?.issues ?? []).map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  if (!parsed.success || settings.wrong.length > 0) {
    throw new Error(`The environment is not usable:\n${[...wrong, ...settings.wrong].join("\n")}`);
  }
  const values = parsed.data;
  const dataDir = path.resolve(values.DATA_DIR);
  return {
    ...values,
    PUBLIC_URL: (values.PUBLIC_URL ?? `http://${urlHost(values.HOST)}:${values.PORT}`).replace(/\/+$/, ""),
    given: settings.given,
    ATELIER_SECRET: values.ATELIER_SECRET ?? keptSecret(dataDir),
    dataDir,
    inboxDir: path.resolve(values.INBOX_DIR ?? path.join(dataDir, "inbox")),
    backupDir: path.resolve(values.BACKUP_DIR ?? path.join(dataDir, "backups")),
    isSecretGiven: values.ATELIER_SECRET !== undefined,
  };
}

/** The settings that have a variable of theirs set, and a line for each that does not fit. */
function readSettings(source: Record<string, string | undefined>) {
  const given: Partial<Record<SettingKey, unknown>> = {};
  const wrong: string[] = [];
  for (const key of settingKeys) {
    const { group, shape } = specOfSetting(key);
    const variable = variableOf(key);
    const text = source[variable];
    if (group === null || text === undefined) continue;
    const parsed = shape.safeParse(valueOfText(key, text));
    if (parsed.success) given[key] = parsed.data;
    else wrong.push(`${variable}: ${parsed.error.issues[0].message}`);
  }
  return { given, wrong };
}

function urlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

/** A secret that is not given is made once and kept, readable by the owner alone. */
function keptSecret(dataDir: string): string {
  const file = path.join(dataDir, "secret");
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    try {
      writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
    } catch (error) {
      // Server and worker start together: whoever comes second reads what the first wrote.
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
  return readFileSync(file, "utf8").trim();
}
