import { randomInt } from "node:crypto";
import type { Transaction } from "@/db/client";
import { insertEvents } from "@/db/queries/events";
import { insertGenerations } from "@/db/queries/generations";
import { insertImages } from "@/db/queries/images";
import { clock } from "@/lib/clock";
import { newUuid } from "@/lib/ids";
import { limits } from "@/lib/limits";
import { enqueue } from "@/lib/queue";
import { backendPool, generationRun } from "@/lib/queue/jobs";
import { type Maker, viewerKey } from "@/lib/viewer";
import type { Order } from "./order";

/** What was asked for, known from the moment it is asked. */
export interface Requested {
  uuid: string;
  imageIds: number[];
  imageUuids: string[];
  /** The backend's kind. */
  backend: string;
}

export interface WriteOptions {
  /** What all of it belongs to. */
  batchUuid?: string;
  /** Whether the pictures they start from are yet to be made: then they come in line when those are there. */
  follows?: boolean;
}

/**
 * Writes generations, their pictures' rows (pending, seen by nobody) and their jobs, in as few statements as there are
 * tables. Answers them in the order of `orders`.
 */
export async function writeGenerations(
  tx: Transaction,
  maker: Maker,
  orders: Order[],
  { batchUuid, follows = false }: WriteOptions = {},
): Promise<Requested[]> {
  const owner = { userId: maker.kind === "user" ? maker.id : null, guestId: maker.kind === "guest" ? maker.id : null };
  const now = clock.now();
  const times = { createdAt: now, updatedAt: now };
  const uuids = orders.map(newUuid);
  const ids = await insertGenerations(
    tx,
    orders.map((order, index) => ({
      uuid: uuids[index] ?? newUuid(),
      ...owner,
      kind: order.source ? ("restyle" as const) : ("describe" as const),
      prompt: order.prompt,
      negativePrompt: order.negativePrompt,
      sourceImageId: order.source?.id ?? null,
      styleId: order.style?.id ?? null,
      backendId: order.backend.id,
      backendKind: order.backend.kind,
      model: order.model,
      priceMicros: order.priceMicros,
      params: order.params,
      strength: order.strength,
      seed: order.seed ?? randomInt(limits.seedMax + 1),
      width: order.width,
      height: order.height,
      count: order.count,
      isPublic: order.isPublic,
      isTemp: order.isTemp,
      mayMove: order.mayMove ?? false,
      batchUuid: batchUuid ?? null,
      ...times,
    })),
  );
  const rows = orders.flatMap(({ source, style, prompt, model, strength, isPublic, isTemp, count }, index) =>
    Array.from({ length: count }, (_, ordinal) => ({
      uuid: newUuid(),
      kind: source ? ("styled" as const) : ("generated" as const),
      ...owner,
      isPublic,
      isTemp,
      name: source?.name ?? nameFrom(prompt),
      prompt,
      parentId: source?.id ?? null,
      hadParent: source !== null,
      generationId: ids[index],
      ordinal,
      styleId: style?.id ?? null,
      model,
      strength,
      ...times,
    })),
  );
  const imageIds = await insertImages(tx, rows);
  if (!follows) await putInLine(tx, maker, orders, ids);
  await insertEvents(
    tx,
    "generation.queued",
    uuids.map((uuid) => ({
      audience: owner,
      payload: { generation_id: uuid, prompt_id: uuid, status: "queued", progress: 0 },
    })),
  );
  return orders.map(({ backend }, index) => {
    const own = rows.flatMap((row, at) =>
      row.generationId === ids[index] ? [{ id: imageIds[at], uuid: row.uuid }] : [],
    );
    return {
      uuid: uuids[index] ?? "",
      imageIds: own.flatMap(({ id }) => id ?? []),
      imageUuids: own.map(({ uuid }) => uuid),
      backend: backend.kind,
    };
  });
}

/** Jobs for all of them; each pool is a line of its own. */
async function putInLine(tx: Transaction, maker: Maker, orders: Order[], ids: number[]): Promise<void> {
  const pools = new Map<string, number[]>();
  for (const [index, { backend }] of orders.entries()) {
    const pool = backendPool(backend);
    pools.set(pool, [...(pools.get(pool) ?? []), ...ids.slice(index, index + 1)]);
  }
  for (const [pool, generationIds] of pools) {
    const payloads = generationIds.map((generationId) => ({ generationId }));
    await enqueue(tx, generationRun, payloads, {
      lane: viewerKey(maker),
      pool,
      subjectId: ({ generationId }) => generationId,
    });
  }
}

function nameFrom(prompt: string | null): string {
  return [...(prompt ?? "")].slice(0, 80).join("").trim() || "picture";
}
