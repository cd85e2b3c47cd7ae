import { statsSchema } from "@/lib/admin/schema";
import { getStats } from "@/lib/admin/service/overview";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const read = endpoint({
  path: "/api/admin/stats",
  summary: "How much there is, how much of it came in the last 24 hours and 7 days, and how long pictures take",
  access: "admin",
  answers: { 200: statsSchema },
  run: async ({ viewer }) => plain(await getStats(viewer)),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: read });
