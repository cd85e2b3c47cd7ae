import { z } from "zod";
import { findSetting } from "@/db/queries/settings";
import { seal, unseal } from "@/lib/seal";
import { findProvider } from ".";
import { type Provider, ProviderError } from "./define";
import { everywhere, Network } from "./network";

/** What a backend's row says of how to reach it. */
export interface BackendRow {
  id: number;
  kind: string;
  config: Record<string, unknown>;
  /** Sealed; null when there are none. */
  secrets: string | null;
}

const secretsSchema = z.record(z.string(), z.unknown());

/**
 * A backend's provider with its configuration, secrets opened.
 *
 * @throws ProviderError when nothing speaks its kind, or the installation's key is not the one it was sealed with
 */
export function openBackend(row: BackendRow): { provider: Provider; config: unknown } {
  const provider = findProvider(row.kind);
  if (!provider) throw unusable(`Nothing here speaks to a backend of kind "${row.kind}".`);
  const parsed = provider.config.safeParse({ ...row.config, ...openSecrets(row) });
  if (parsed.success) return { provider, config: parsed.data };
  // Not the parser's own words: they may quote a secret.
  const fields = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
  throw unusable(`The configuration of backend ${row.id} does not fit any more: ${fields}.`);
}

/** Where requests to backends may go, as the administrator set it. */
export async function findNetwork(): Promise<Network> {
  return (await findSetting("private_networks")) ? everywhere : new Network("public");
}

/** The secrets of a row, by field. @throws ProviderError */
export function openSecrets({ id, secrets }: Pick<BackendRow, "id" | "secrets">): Record<string, unknown> {
  if (secrets === null) return {};
  try {
    return secretsSchema.parse(JSON.parse(unseal("secrets", contextOf(id), secrets)));
  } catch (cause) {
    const words = `The credentials of backend ${id} were kept with another ATELIER_SECRET: enter them anew.`;
    throw unusable(words, cause);
  }
}

/** Secrets as they are stored: encrypted for this row alone; null when there is nothing to keep. */
export function sealSecrets(id: number, secrets: Record<string, unknown>): string | null {
  const given = Object.entries(secrets).filter(([, value]) => value !== "" && value !== undefined);
  return given.length === 0 ? null : seal("secrets", contextOf(id), JSON.stringify(Object.fromEntries(given)));
}

function contextOf(id: number): string {
  return `backend:${id}`;
}

function unusable(adminDetail: string, cause?: unknown): ProviderError {
  const publicMessage = "What made these pictures is not available any more.";
  return new ProviderError("auth", { publicMessage, adminDetail, retryable: false, cause });
}
