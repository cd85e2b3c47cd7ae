import { z } from "zod";
import { database } from "@/db/client";
import { saveSetting } from "@/db/queries/settings";
import { jobs } from "@/db/schema";
import { makeImage, makeUser, noSuchId } from "@/db/testing";
import { plainPng } from "@/e2e/pictures/make";
import { generateAnswer, styleChangeAnswer } from "@/lib/generations/schema";
import { limits } from "@/lib/limits";
import { megabyte } from "@/lib/quota";
import { picture } from "@/lib/server/testing/pictures";
import { openStream } from "@/lib/server/testing/stream";
import { listStyles } from "@/lib/styles/service";
import { giveUpNext } from "../../v1/testing";
import { signIn } from "../testing";
import type { Step } from "./refusal-steps";
import { type Ask, formWith, routes } from "./refusals";
import { makeShown } from "./shown";
import type { Asked } from "./tour";

const file = plainPng(64, 48);

/** Requests that would be done: a visitor's where visitors may. */
async function fine(): Promise<Record<string, Asked>> {
  const { style, plain, styled } = await makeShown();
  const origin = "http://127.0.0.1:3000";
  return {
    "POST /api/images/upload": { body: formWith(file) },
    "POST /api/images/style-change": { body: { image_id: plain, style_id: style }, headers: { origin } },
    "POST /api/images/batch-style-change": { body: { image_ids: [plain], style_ids: [style] } },
    "POST /api/images/{id}/apply-steps": { params: { id: styled }, body: { image_ids: [plain] } },
  };
}

/** A request with another id in each place of one that nothing has. */
function about(asked: Asked, id: number): Asked {
  return JSON.parse(JSON.stringify(asked).replaceAll(String(noSuchId), String(id)));
}

/** For tests: what those refuse who make and show pictures. */
export const makingSteps: [string, Step][] = [
  [
    "guests, where they may not",
    async (refusals) => {
      await saveSetting(database(), "guest_use", "off");
      await refusals.every("guests_off", await fine());
      await saveSetting(database(), "guest_use", "builtin");
    },
  ],
  [
    "more than someone may use",
    async (refusals) => {
      const { id: userId } = await makeUser({ quotaStorageMb: 1 });
      await makeImage({ userId, bytes: 2 * megabyte });
      const token = await signIn(userId);
      const asked = Object.entries(await fine()).map(([what, one]) => [what, { ...one, token }]);
      await refusals.every("quota", Object.fromEntries(asked), { token });
    },
  ],
  [
    "a picture that is still being made",
    async (refusals, { token, viewer }) => {
      const { id } = await makeImage({ userId: viewer.id, state: "pending" });
      const begun = await refusals.tour.see("POST /api/image/generate", { token, body: { prompt: "a boat" } });
      const promptId = z.object({ data: generateAnswer }).parse(begun.body).data.generationId;
      const [style] = await listStyles();
      const asked = routes.map(({ what, asked: one }) => [what, one.body instanceof FormData ? one : about(one, id)]);
      await refusals.every(
        "not_ready",
        {
          ...Object.fromEntries(asked),
          "GET /api/images/fetch-styled/{promptId}": { params: { promptId } },
          "POST /api/images/batch-style-change": { body: { image_ids: [id], style_ids: [style?.id] } },
        },
        { token },
      );
    },
  ],
  [
    "what is no picture, is damaged, or is too large",
    async (refusals, { token }) => {
      const broken = {
        image_type: Buffer.from("GIF89a"),
        image_unreadable: file.subarray(0, 60),
        image_too_large: Buffer.alloc(limits.uploadMaxBytes + 1),
      } as const;
      for (const [code, bytes] of Object.entries(broken)) {
        await refusals.every(code as keyof typeof broken, {}, { token, body: formWith(bytes) });
      }
    },
  ],
  [
    "pictures that were refused where they are made, or failed",
    async (refusals, { token, viewer }) => {
      const words = { token, body: { prompt: "a boat" } };
      const asks = (code: "refused" | "generation_failed"): Ask[] => [
        ["POST /v1/images/generations", code, words],
        ["POST /v1/images/edits", code, { token, body: formWith(file) }],
      ];
      const waiting: Ask = [
        "POST /api/image/generate",
        "generation_failed",
        { token, body: { ...words.body, wait: true } },
      ];
      await database().delete(jobs);
      for (const ask of [...asks("refused"), ...asks("generation_failed"), waiting]) {
        const refused = refusals.see(ask);
        await giveUpNext(ask[1] === "refused" ? "refused" : "failed");
        await refused;
      }
      const { id } = await makeImage({ userId: viewer.id });
      const asked = await refusals.tour.see("POST /api/images/style-change", { token, body: { image_id: id } });
      await giveUpNext("failed");
      const params = { promptId: styleChangeAnswer.parse(asked.body).prompt_id };
      await refusals.see(["GET /api/images/fetch-styled/{promptId}", "generation_failed", { token, params }]);
    },
  ],
  [
    "bytes in a format that is none",
    async (refusals) => {
      const { uuid } = await picture({ isPublic: true });
      const params = { uuid, variant: "full" };
      await refusals.see(["GET /media/{uuid}/{variant}", "bad_request", { params, query: { download: "gif" } }]);
    },
  ],
  [
    "more streams than one may watch",
    async (refusals, { token }) => {
      const { port } = refusals.tour.server;
      const open = () => openStream(port, { authorization: `Bearer ${token}` });
      const streams = await Promise.all(Array.from({ length: limits.streamsPerViewer }, open));
      await refusals.see(["GET /api/events", "rate_limited", { token }]);
      for (const { res } of streams) res.destroy();
    },
  ],
];
