import { z } from "zod";
import { getNamedModel } from "@/lib/generations/service/named";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { modelDto, modelSchema } from "../shape";

const model = endpoint({
  path: "/v1/models/{model}",
  summary: "One model",
  access: "user",
  scope: "generate",
  params: z.object({ model: z.string() }),
  answers: { 200: modelSchema },
  run: async ({ viewer, params }) => plain(modelDto(await getNamedModel(viewer, params.model))),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: model });
