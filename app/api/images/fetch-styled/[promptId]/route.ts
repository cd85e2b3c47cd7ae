import { z } from "zod";
import { AppError } from "@/lib/errors";
import { getGeneration } from "@/lib/generations/service/read";
import { noteSeen } from "@/lib/generations/service/tell";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { mediaUrl } from "@/lib/images/schema";

const fetchStyled = endpoint({
  path: "/api/images/fetch-styled/{promptId}",
  summary: "The result of a style change",
  access: "all",
  rate: null,
  params: z.object({ promptId: z.uuid() }),
  fails: ["not_ready", "generation_failed"],
  answers: {
    200: z.object({
      message: z.string(),
      styled_image: z.object({ id: z.int(), path: z.string(), is_temp: z.boolean() }),
    }),
  },
  async run({ viewer, params }) {
    const generation = await getGeneration(viewer, params.promptId);
    await noteSeen(viewer, { generations: [generation] });
    const { status, progress, error } = generation;
    if (status === "queued" || status === "running") throw new AppError("not_ready", { extra: { status, progress } });
    if (status === "failed") throw new AppError("generation_failed", { words: error?.message, extra: { status } });
    const [image] = generation.results;
    if (status === "cancelled" || !image) throw new AppError("not_found", { extra: { status } });
    return plain({
      message: "Styled image fetched successfully",
      styled_image: { id: image.id, path: mediaUrl(image.uuid, "full", image.version), is_temp: image.isTemp },
    });
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: fetchStyled });
