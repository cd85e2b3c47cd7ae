import { database } from "@/db/client";
import {
  type BackendRow,
  countOpenGenerations,
  countStyles,
  findBackend,
  listModels,
  listBackends as listRows,
  type ModelRow,
} from "@/db/queries/backends";
import { findSetting } from "@/db/queries/settings";
import { findCommitted } from "@/db/queries/spendings";
import { requireAdministrator } from "@/lib/admin/policy";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { findProvider } from "@/lib/providers";
import { openSecrets } from "@/lib/providers/configured";
import { ProviderError } from "@/lib/providers/define";
import type { Viewer } from "@/lib/viewer";
import type { BackendDto, CostDto, ModelDto } from "../schema";

/** All backends, in their order. @throws AppError `not_found` */
export async function listBackends(viewer: Viewer): Promise<BackendDto[]> {
  requireAdministrator(viewer);
  return dtos(await listRows());
}

/** One backend. @throws AppError `not_found` */
export async function getBackend(viewer: Viewer, id: number): Promise<BackendDto> {
  requireAdministrator(viewer);
  const row = await findBackend(id);
  const [dto] = row ? await dtos([row]) : [];
  if (!dto) throw new AppError("not_found", { words: "There is no such backend." });
  return dto;
}

const none = { house: 0, members: 0 };

async function dtos(rows: BackendRow[]): Promise<BackendDto[]> {
  const all = await listModels(rows.map(({ id }) => id));
  const [styles, currency] = await Promise.all([countStyles(all.map(({ id }) => id)), findSetting("currency")]);
  return Promise.all(
    rows.map(async (row) => {
      const own = all.filter(({ backendId }) => backendId === row.id);
      const models = own.map((model) => modelDto(model, styles.get(model.id) ?? none));
      const [open, committed] = await Promise.all([
        countOpenGenerations(database(), row.id),
        findCommitted(database(), row.id),
      ]);
      return backendDto(row, models, open, costDto(row, own, committed, currency));
    }),
  );
}

function backendDto(row: BackendRow, models: ModelDto[], open: number, cost: CostDto): BackendDto {
  const { id, kind, name, enabled, isDefault, concurrency } = row;
  const secretFields = findProvider(kind)?.secrets ?? [];
  const config = Object.fromEntries(Object.entries(row.config).filter(([field]) => !secretFields.includes(field)));
  return { id, kind, name, enabled, isDefault, concurrency, config, keptSecrets: keptSecrets(row), models, open, cost };
}

function costDto(
  { ceilingMicros: ceiling }: BackendRow,
  models: ModelRow[],
  { spent, reserved }: { spent: number; reserved: number },
  currency: string,
): CostDto {
  const prices = models.flatMap(({ priceMicros }) => (priceMicros > 0 ? [priceMicros] : []));
  const isFull = ceiling !== null && prices.length > 0 && spent + reserved + Math.min(...prices) > ceiling;
  return { currency, ceiling, spent, reserved, isFull };
}

/** Fields only; those that were sealed with another key count as not kept. */
function keptSecrets(row: BackendRow): string[] {
  try {
    return Object.keys(openSecrets(row));
  } catch (error) {
    if (error instanceof ProviderError) return [];
    throw error;
  }
}

function modelDto(
  { id, name, title, enabled, shutdownAt, priceMicros }: ModelRow,
  styles: ModelDto["styles"],
): ModelDto {
  const isOffered = shutdownAt === null || shutdownAt > clock.now();
  const endsOn = isOffered ? (shutdownAt?.toISOString().slice(0, 10) ?? null) : null;
  return { id, priceMicros, name, title, enabled, isOffered, endsOn, styles };
}
