import { inTransaction, isDuplicate } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import { hasBackend, insertBackend, updateBackend } from "@/db/queries/backends";
import { findSetting, saveSetting } from "@/db/queries/settings";
import { clock } from "@/lib/clock";
import { type Env, env } from "@/lib/env";
import { log } from "@/lib/log";
import { sealSecrets } from "@/lib/providers/configured";
import { openai } from "@/lib/providers/openai";

/**
 * At the first start with a key of OpenAI in the environment, makes a backend of it, once: from then on it is the
 * administrators' to change, switch off or remove. The worker's first look brings its models.
 *
 * @throws Error in words when the address in the environment is none for it
 */
export async function offerOpenAi(given: Pick<Env, "OPENAI_API_KEY" | "OPENAI_BASE_URL"> = env()): Promise<void> {
  const { OPENAI_API_KEY: secret, OPENAI_BASE_URL: address } = given;
  if (secret === undefined || (await findSetting("openai_offered"))) return;
  const parsed = openai.config.safeParse({ secret, ...(address === undefined ? {} : { address }) });
  if (!parsed.success)
    throw new Error(`OPENAI_BASE_URL: ${parsed.error.issues.map(({ message }) => message).join(" ")}`);
  const { secret: _secret, ...config } = parsed.data;
  try {
    await insert(config, secret);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    log.warn("another backend is called OpenAI: the key in the environment was left alone");
  }
}

async function insert(config: Record<string, unknown>, secret: string): Promise<void> {
  const { kind } = openai;
  const now = clock.now();
  await inTransaction(async (tx) => {
    await saveSetting(tx, "openai_offered", true);
    if (await hasBackend(tx, kind)) return;
    const row = { kind, name: "OpenAI", config, createdAt: now, updatedAt: now };
    const id = await insertBackend(tx, row);
    await updateBackend(tx, id, { secrets: sealSecrets(id, { secret }) });
    const after = { kind, name: row.name, config };
    await insertAuditEntry(tx, { actorId: null, action: "backend.create", subject: `backend:${id}`, after });
  });
}
