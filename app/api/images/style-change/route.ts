import { styleChangeAnswer, styleChangeInput } from "@/lib/generations/schema";
import { requestRestyled } from "@/lib/generations/service/request";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const change = endpoint({
  path: "/api/images/style-change",
  summary: "Restyle a picture",
  access: "all",
  scope: "generate",
  rate: "restyle",
  sameOrigin: true,
  idempotent: true,
  body: styleChangeInput,
  answers: { 200: styleChangeAnswer },
  async run({ body, maker }) {
    const { image_id, style_id, ...recipe } = body;
    const requested = await requestRestyled(await maker(), { ...recipe, imageId: image_id, styleId: style_id ?? null });
    return plain({
      message: "Style change request sent",
      prompt_id: requested.uuid,
      image_uuid: requested.imageUuids[0],
      plugin: requested.backend,
    });
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: change });
