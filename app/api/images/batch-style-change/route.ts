import { batchAnswer, batchInput } from "@/lib/generations/schema";
import { hasExternalStyle, requestBatch } from "@/lib/generations/service/batch";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { countRequest, rateHeaders } from "@/lib/http/rate";

const change = endpoint({
  path: "/api/images/batch-style-change",
  summary: "Restyle many pictures, each in each of many styles; counts as one request",
  access: "all",
  scope: "generate",
  rate: "restyle",
  idempotent: true,
  body: batchInput,
  fails: ["not_found", "not_ready", "guests_off", "quota"],
  answers: { 202: batchAnswer },
  async run({ body, requester, viewer, address }) {
    const isExternal = await hasExternalStyle(viewer, body.style_ids);
    const headers = isExternal ? rateHeaders(await countRequest("restyleExternal", viewer, address)) : {};
    return plain(await requestBatch(requester, body), 202, headers);
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: change });
