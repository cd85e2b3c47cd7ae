import { z } from "zod";
import { listNamedModels } from "@/lib/generations/service/named";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { modelDto, modelSchema } from "./shape";

const models = endpoint({
  path: "/v1/models",
  summary: "What can be named as a model: models that make pictures from words, and styles",
  access: "user",
  scope: "generate",
  answers: { 200: z.object({ object: z.literal("list"), data: z.array(modelSchema) }) },
  run: async ({ viewer }) => plain({ object: "list", data: (await listNamedModels(viewer)).map(modelDto) }),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: models });
