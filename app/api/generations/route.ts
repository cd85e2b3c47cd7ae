import { z } from "zod";
import { generationSchema } from "@/lib/generations/schema";
import { listGenerations } from "@/lib/generations/service/read";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const list = endpoint({
  path: "/api/generations",
  summary: "What you asked for, newest first",
  access: "all",
  rate: null,
  answers: { 200: z.object({ success: z.literal(true), message: z.string(), data: z.array(generationSchema) }) },
  run: async ({ viewer }) => success("Your generations", await listGenerations(viewer)),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: list });
