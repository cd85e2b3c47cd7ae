import { z } from "zod";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { getImageStatus } from "@/lib/images/service/history";

const query = z.object({ image_id: z.string().optional(), api_provider_name: z.string().optional() });

const status = endpoint({
  path: "/api/images/status",
  summary: "Deprecated: how far a picture is; watch /api/events instead",
  deprecated: true,
  access: "all",
  rate: null,
  query,
  answers: { 200: z.object({ status: z.enum(["queued", "running", "succeeded", "failed", "cancelled", "unknown"]) }) },
  tells: { Deprecation: "Always `true`." },
  async run({ viewer, query: { image_id = "" } }) {
    // Anything else than a number is a picture nobody knows: clients of old ask with what they have.
    const known = /^[1-9]\d{0,14}$/.test(image_id) ? await getImageStatus(viewer, Number(image_id)) : "unknown";
    return plain({ status: known }, 200, { Deprecation: "true" });
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: status });
