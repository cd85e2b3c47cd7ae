import { z } from "zod";
import { AppError } from "@/lib/errors";
import { batchSchema } from "@/lib/generations/schema";
import { cancelBatch } from "@/lib/generations/service/change";
import { getBatch } from "@/lib/generations/service/sheet";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const params = z.object({ uuid: z.uuid() });
const answers = { 200: z.object({ success: z.literal(true), message: z.string(), data: batchSchema }) };

const read = endpoint({
  path: "/api/generations/batches/{uuid}",
  summary: "Progress and results of what was asked for at once",
  access: "all",
  rate: null,
  params,
  answers,
  run: async ({ viewer, params: { uuid } }) => success("Batch", await getBatch(viewer, uuid)),
});

const cancel = endpoint({
  path: "/api/generations/batches/{uuid}",
  summary: "Cancel what is not made yet of a batch",
  access: "all",
  params,
  answers,
  async run({ viewer, params: { uuid } }) {
    if (viewer.kind === "nobody") throw new AppError("not_found");
    await cancelBatch(viewer, uuid);
    return success("The rest is being cancelled", await getBatch(viewer, uuid));
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: read, DELETE: cancel });
