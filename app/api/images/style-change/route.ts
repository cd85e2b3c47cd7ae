import { styleChangeAnswer, styleChangeInput } from "@/lib/generations/schema";
import { isExternalStyle, requestRestyled } from "@/lib/generations/service/request";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { countRequest, rateHeaders } from "@/lib/http/rate";

const change = endpoint({
  path: "/api/images/style-change",
  summary: "Restyle a picture",
  access: "all",
  scope: "generate",
  rate: "restyle",
  sameOrigin: true,
  idempotent: true,
  body: styleChangeInput,
  fails: ["not_found", "not_ready", "guests_off", "quota"],
  answers: { 200: styleChangeAnswer },
  async run({ body, requester, viewer, address }) {
    const { image_id, style_id = null, ...recipe } = body;
    // Other people's machines are counted more strictly than our own filters.
    const isExternal = await isExternalStyle(viewer, style_id);
    const headers = isExternal ? rateHeaders(await countRequest("restyleExternal", viewer, address)) : {};
    const requested = await requestRestyled(requester, { ...recipe, imageId: image_id, styleId: style_id });
    const answer = {
      message: "Style change request sent",
      prompt_id: requested.uuid,
      image_uuid: requested.imageUuids[0],
      plugin: requested.backend,
    };
    return plain(answer, 200, headers);
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: change });
