import { comfyUrlQuery, comfyUrlSchema } from "@/lib/backends/schema";
import { findComfyUrl } from "@/lib/backends/service/comfy-url";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const comfyUrl = endpoint({
  path: "/api/comfyui-url",
  summary: "Where a ComfyUI client hears of its pictures' progress",
  access: "all",
  query: comfyUrlQuery,
  fails: ["not_found"],
  answers: { 200: comfyUrlSchema },
  run: async ({ viewer, query }) => plain(await findComfyUrl(viewer, query)),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: comfyUrl });
