import { z } from "zod";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { reportInput } from "@/lib/moderation/schema";
import { reportImage } from "@/lib/moderation/service/report";

const report = endpoint({
  path: "/api/images/{id}/report",
  summary: "Report a picture that should not be shown to everyone",
  access: "all",
  rate: "report",
  params: z.object({ id: z.coerce.number().int().positive() }),
  body: reportInput,
  fails: ["not_ready"],
  answers: { 200: z.object({ success: z.literal(true), message: z.string(), data: z.object({ id: z.int() }) }) },
  async run({ viewer, address, params: { id }, body }) {
    await reportImage(viewer, address, id, body);
    return success("Report received", { id });
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: report });
