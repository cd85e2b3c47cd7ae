import { randomInt } from "node:crypto";
import { database } from "@/db/client";
import { findJobFor } from "@/db/queries/job-answers";
import { findAdministeredStyle } from "@/db/queries/style-changes";
import { requireAdministrator } from "@/lib/admin/policy";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/queue";
import { backendPool, styleDraft } from "@/lib/queue/jobs";
import type { Look } from "@/lib/styles/schema";
import { type Viewer, viewerKey } from "@/lib/viewer";
import type { DraftDto, DraftInput, TryInput } from "../schema";
import { changesOf, noSuchStyle, recipeOf, requireModel } from "./style-recipe";

/** What the words of an unfinished style need to be tried. */
const plain = { description: "", promptTemplate: "", negativePrompt: "", strength: 0.6, params: {}, workflow: "" };

/**
 * Has the sample picture made as a style would show it with what its form holds, before it is kept: of one that is
 * there (`id`), or of a new one. Done by a job.
 *
 * @returns by what name to look for it
 * @throws AppError `not_found`, `invalid`
 */
export async function tryStyle(viewer: Viewer, input: TryInput): Promise<{ draft: number }> {
  const admin = requireAdministrator(viewer);
  const { look, backend } = input.id === undefined ? await newLook(input) : await changedLook(input.id, input);
  const draft = randomInt(2 ** 47);
  const options = { lane: viewerKey(admin), pool: backendPool(backend), subjectId: draft };
  await enqueue(database(), styleDraft, [{ look }], options);
  return { draft };
}

/** How far that picture is. @throws AppError `not_found` */
export async function lookAtDraft(viewer: Viewer, { draft }: DraftInput): Promise<DraftDto> {
  requireAdministrator(viewer);
  const job = await findJobFor(styleDraft.name, draft);
  if (!job) throw new AppError("not_found");
  const { preview = null, words = null } = styleDraft.payload.parse(job.payload);
  const isOver = job.status !== "waiting" && job.status !== "running";
  return { isOver, preview, words };
}

async function changedLook(id: number, input: TryInput): Promise<Found> {
  const found = await findAdministeredStyle(id);
  if (!found) throw noSuchStyle();
  const style = { ...found.style, ...(await changesOf(found.style, { ...input, id })) };
  if (style.kind === "filter") return { look: { ...lookIn(style), ...placeOf(found) }, backend: found.backend };
  const place = await requireModel(style.modelId);
  return { look: { ...lookIn(style), ...placeOf(place) }, backend: place.backend };
}

async function newLook(input: TryInput): Promise<Found> {
  const place = await requireModel(input.modelId ?? 0);
  const recipe = recipeOf({ ...plain, ...input }, place.backend.kind);
  return {
    look: { ...lookIn({ ...recipe, kind: "prompt", filter: null }), ...placeOf(place) },
    backend: place.backend,
  };
}

interface Found {
  look: Look;
  backend: { id: number; kind: string };
}

function placeOf({ model, backend }: { model: { name: string }; backend: { id: number } }) {
  return { model: model.name, backendId: backend.id };
}

function lookIn(style: Omit<Look, "model" | "backendId">): Omit<Look, "model" | "backendId"> {
  const { kind, filter, promptTemplate, negativePrompt, workflow, params, strengthDefault } = style;
  return { kind, filter, promptTemplate, negativePrompt, workflow, params, strengthDefault };
}
