import { z } from "zod";
import { AppError } from "@/lib/errors";
import { generationSchema } from "@/lib/generations/schema";
import { cancelGeneration } from "@/lib/generations/service/change";
import { getGeneration } from "@/lib/generations/service/read";
import { noteSeen } from "@/lib/generations/service/tell";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const params = z.object({ uuid: z.uuid() });
const answers = { 200: z.object({ success: z.literal(true), message: z.string(), data: generationSchema }) };

const read = endpoint({
  path: "/api/generations/{uuid}",
  summary: "Status, progress and results of one generation",
  access: "all",
  rate: null,
  params,
  answers,
  async run({ viewer, params: { uuid } }) {
    const generation = await getGeneration(viewer, uuid);
    await noteSeen(viewer, { generations: [generation] });
    return success("Generation", generation);
  },
});

const cancel = endpoint({
  path: "/api/generations/{uuid}",
  summary: "Cancel a generation",
  access: "all",
  params,
  answers,
  async run({ viewer, params: { uuid } }) {
    if (viewer.kind === "nobody") throw new AppError("not_found");
    await cancelGeneration(viewer, uuid);
    return success("The generation is being cancelled", await getGeneration(viewer, uuid));
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: read, DELETE: cancel });
