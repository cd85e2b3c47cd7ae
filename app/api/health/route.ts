import { z } from "zod";
import { checkHealth } from "@/lib/admin/service/health";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const part = z.enum(["ok", "down"]);
const health = z.object({
  status: part,
  database: part,
  queue: z.object({ waiting: z.int(), oldest_seconds: z.int() }),
  storage: part,
});

const check = endpoint({
  path: "/api/health",
  summary: "Whether everything works",
  access: "all",
  rate: null,
  answers: { 200: health, 503: health },
  async run() {
    const found = await checkHealth();
    return plain(found, found.status === "ok" ? 200 : 503);
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: check });
