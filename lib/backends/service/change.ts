import { inTransaction, isDuplicate, type Transaction } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import {
  type BackendRow,
  countOpenGenerations,
  findModel,
  insertBackend,
  listStylesOf,
  lockBackend,
  setDefaultBackend,
  updateBackend,
  updateModel,
} from "@/db/queries/backends";
import { putBackendAside } from "@/db/queries/removed";
import { requireAdministrator } from "@/lib/admin/policy";
import type { AuditAction } from "@/lib/audit";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { findProvider } from "@/lib/providers";
import { openSecrets, sealSecrets } from "@/lib/providers/configured";
import { type Provider, ProviderError } from "@/lib/providers/define";
import { enqueue } from "@/lib/queue";
import { termsIndex } from "@/lib/queue/jobs";
import type { Viewer } from "@/lib/viewer";
import type { BackendChangeInput, BackendDto, BackendInput, EnableInput, HealthDto, ModelTitleInput } from "../schema";
import { testBackend } from "./look";
import { getBackend } from "./read";
import { movePreviews, putAside, type Renamed } from "./removed";

/**
 * Adds a backend, looks at it, and takes in its models and the styles that ship with them. It is kept even when it
 * cannot be reached yet: looking again does the rest.
 *
 * @throws AppError `not_found`, `invalid`
 */
export async function createBackend(
  viewer: Viewer,
  input: BackendInput,
): Promise<{ backend: BackendDto; health: HealthDto }> {
  const { id: actorId } = requireAdministrator(viewer);
  const { kind, name, enabled, concurrency } = input;
  const { open, secret } = split(requireProvider(kind), input.config);
  const now = clock.now();
  const id = await orNameTaken(() =>
    inTransaction(async (tx) => {
      const row = { kind, name, enabled, concurrency, config: open, createdAt: now, updatedAt: now };
      const inserted = await insertBackend(tx, row);
      await updateBackend(tx, inserted, { secrets: sealSecrets(inserted, secret) });
      await note(tx, actorId, "backend.create", inserted, undefined, {
        kind,
        name,
        enabled,
        concurrency,
        config: open,
      });
      return inserted;
    }),
  );
  const health = await testBackend(viewer, id);
  return { backend: await getBackend(viewer, id), health };
}

/**
 * Changes a backend; what is left out stays, and so does a secret that is left empty. Where requests go to another
 * host, secrets are asked for anew: those that are kept were given for the old one.
 *
 * @throws AppError `not_found`, `conflict` for the built-in one, `invalid`
 */
export async function changeBackend(viewer: Viewer, input: BackendChangeInput): Promise<BackendDto> {
  const { id: actorId } = requireAdministrator(viewer);
  await orNameTaken(() =>
    inTransaction(async (tx) => {
      const row = await requireOwn(tx, input.id);
      const provider = requireProvider(row.kind);
      const { name = row.name, concurrency = row.concurrency } = input;
      const given = split(provider, merged(provider, row, input.config ?? {}));
      const secrets = sealSecrets(row.id, given.secret);
      await updateBackend(tx, row.id, { name, concurrency, config: given.open, secrets });
      const before = { name: row.name, concurrency: row.concurrency, config: row.config };
      const isSecretNew = provider.secrets.some((field) => Boolean(input.config?.[field]));
      const after = { name, concurrency, config: given.open, ...(isSecretNew ? { secrets: "changed" } : {}) };
      await note(tx, actorId, "backend.change", row.id, before, after);
    }),
  );
  return getBackend(viewer, input.id);
}

/**
 * Switches a backend on or off. What waits for one that is off fails in words when its turn comes; its styles are not
 * offered meanwhile.
 *
 * @throws AppError `not_found`
 */
export async function enableBackend(viewer: Viewer, { id, enabled }: EnableInput): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  await inTransaction(async (tx) => {
    const row = await requireRow(tx, id);
    if (row.enabled === enabled) return;
    await updateBackend(tx, id, { enabled });
    await note(tx, actorId, enabled ? "backend.enable" : "backend.disable", id, { enabled: row.enabled }, { enabled });
  });
}

/** Makes a backend the one that is asked when none is named. @throws AppError `not_found` */
export async function makeDefaultBackend(viewer: Viewer, id: number): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  await inTransaction(async (tx) => {
    const row = await requireRow(tx, id);
    if (row.isDefault) return;
    await setDefaultBackend(tx, id);
    await note(tx, actorId, "backend.default", id, { isDefault: false }, { isDefault: true });
  });
}

/**
 * Removes a backend with its models and styles; pictures made there stay. For a while it can be brought back.
 *
 * @throws AppError `not_found`, `conflict` for the built-in one and while work is open
 */
export async function removeBackend(viewer: Viewer, id: number): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  const gone = await inTransaction(async (tx) => {
    const row = await requireOwn(tx, id);
    const open = await countOpenGenerations(tx, id);
    if (open > 0) {
      throw new AppError("conflict", {
        words: "Pictures still wait for this backend. Switch it off, and remove it when they are through.",
        detail: `${open} generations are open.`,
      });
    }
    if (row.isDefault) throw new AppError("conflict", { words: "This is the default backend. Choose another first." });
    const styles: Renamed[] = [];
    for (const style of await listStylesOf(tx, id)) {
      if (style.removedSlug === null) styles.push(await putAside(tx, style, null));
    }
    await putBackendAside(tx, row);
    if (styles.length > 0) await enqueue(tx, termsIndex, [{}], { lane: "system" });
    await note(tx, actorId, "backend.remove", id, { kind: row.kind, name: row.name, config: row.config });
    return styles;
  });
  await movePreviews(gone);
}

/** Switches a model on or off, and its styles with it. @throws AppError `not_found` */
export async function enableModel(viewer: Viewer, { id, enabled }: EnableInput): Promise<void> {
  await changeModel(viewer, id, enabled ? "model.enable" : "model.disable", { enabled });
}

/** Calls a model otherwise than its backend does, wherever it is shown to people. @throws AppError `not_found` */
export async function renameModel(viewer: Viewer, { id, title }: ModelTitleInput): Promise<void> {
  await changeModel(viewer, id, "model.rename", { title });
}

async function changeModel(
  viewer: Viewer,
  id: number,
  action: AuditAction,
  changes: { enabled: boolean } | { title: string },
): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  const found = await findModel(id);
  await inTransaction(async (tx) => {
    if (!found || !(await updateModel(tx, id, changes))) throw new AppError("not_found");
    const { enabled, name, title } = found.model;
    const after = { enabled, title, ...changes };
    if (after.enabled === enabled && after.title === title) return;
    await insertAuditEntry(tx, { actorId, action, subject: `model:${id}`, before: { name, enabled, title }, after });
  });
}

function requireProvider(kind: string): Provider {
  const provider = findProvider(kind);
  if (!provider) throw new AppError("invalid", { fields: { kind: ["There is no such kind of backend."] } });
  return provider;
}

/** The configuration as its provider understands it, secrets apart. @throws AppError `invalid` */
function split(provider: Provider, given: Record<string, unknown>) {
  const parsed = provider.config.safeParse(given);
  if (!parsed.success) {
    const fields: Record<string, string[]> = {};
    for (const { path, message } of parsed.error.issues) {
      const field = path.length > 0 ? `config.${String(path[0])}` : "config";
      fields[field] = [...(fields[field] ?? []), message];
    }
    throw new AppError("invalid", { fields });
  }
  const entries = Object.entries(Object(parsed.data) as Record<string, unknown>);
  const isSecret = ([field]: [string, unknown]) => provider.secrets.includes(field);
  return {
    open: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
    secret: Object.fromEntries(entries.filter(isSecret)),
  };
}

/** The configuration with its changes; empty secrets stay. @throws AppError `invalid` when they would go elsewhere */
function merged(provider: Provider, row: BackendRow, given: Record<string, unknown>): Record<string, unknown> {
  const isUntouched = ([field, value]: [string, unknown]) => provider.secrets.includes(field) && value === "";
  const changes = Object.fromEntries(Object.entries(given).filter((entry) => !isUntouched(entry)));
  const after: Record<string, unknown> = { ...row.config, ...changes };
  if (after.authentication === "none") return after;
  const staying = Object.fromEntries(Object.entries(openOrNone(row)).filter(([field]) => !(field in changes)));
  const [field] = Object.keys(staying);
  if (field !== undefined && originOf(after.address) !== originOf(row.config.address)) {
    throw new AppError("invalid", {
      fields: { [`config.${field}`]: ["The address is another: please enter this again."] },
    });
  }
  return { ...after, ...staying };
}

/** Secrets that no key opens any more are as good as none. */
function openOrNone(row: BackendRow): Record<string, unknown> {
  try {
    return openSecrets(row);
  } catch (error) {
    if (error instanceof ProviderError) return {};
    throw error;
  }
}

function originOf(address: unknown): string | null {
  return typeof address === "string" && URL.canParse(address) ? new URL(address).origin : null;
}

async function requireRow(tx: Transaction, id: number): Promise<BackendRow> {
  const row = await lockBackend(tx, id);
  if (!row) throw new AppError("not_found", { words: "There is no such backend." });
  return row;
}

async function requireOwn(tx: Transaction, id: number): Promise<BackendRow> {
  const row = await requireRow(tx, id);
  if (row.kind === "builtin") throw new AppError("conflict", { words: "The built-in backend stays as it is." });
  return row;
}

async function orNameTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause;
    throw new AppError("invalid", { fields: { name: ["Another backend has this name."] }, cause });
  }
}

async function note(
  tx: Transaction,
  actorId: number,
  action: AuditAction,
  id: number,
  before?: unknown,
  after?: unknown,
) {
  await insertAuditEntry(tx, { actorId, action, subject: `backend:${id}`, before, after });
}
