import { z } from "zod";
import { applyStepsInput, batchAnswer } from "@/lib/generations/schema";
import { hasExternalStep, requestSteps } from "@/lib/generations/service/steps";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { countRequest, rateHeaders } from "@/lib/http/rate";

const apply = endpoint({
  path: "/api/images/{id}/apply-steps",
  summary: "Give other pictures the styles that led to this one, one after the other; counts as one request",
  access: "all",
  scope: "generate",
  rate: "restyle",
  idempotent: true,
  params: z.object({ id: z.coerce.number().int().positive() }),
  body: applyStepsInput,
  fails: ["not_ready", "guests_off", "quota"],
  answers: { 202: batchAnswer },
  async run({ body, requester, viewer, address, params: { id } }) {
    const isExternal = await hasExternalStep(viewer, id);
    const headers = isExternal ? rateHeaders(await countRequest("restyleExternal", viewer, address)) : {};
    return plain(await requestSteps(requester, id, body.image_ids), 202, headers);
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: apply });
