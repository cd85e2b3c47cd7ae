import { Readable } from "node:stream";
import { z } from "zod";
import { findPublicUrl } from "@/db/queries/settings";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { pictureDto, pictureSchema } from "@/lib/images/schema";
import { getImageById, openImage } from "@/lib/images/service/read";

const get = endpoint({
  path: "/api/image/get/{id}",
  summary: "A picture: its bytes, or what is known of it when JSON is preferred",
  access: "all",
  params: z.object({ id: z.coerce.number().int().positive() }),
  fails: ["not_ready"],
  answers: { 200: z.object({ success: z.literal(true), message: z.string(), data: pictureSchema }) },
  produces: ["image/jpeg", "image/png", "image/webp"],
  async run({ viewer, params: { id }, request }) {
    if (prefersJson(request.headers.get("accept"))) {
      return success("Image", pictureDto(await getImageById(viewer, id), await findPublicUrl()));
    }
    const { file, mime } = await openImage(viewer, id);
    return {
      status: 200,
      body: Readable.toWeb(file.stream),
      headers: {
        "Content-Type": mime,
        "Content-Length": String(file.bytes),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
      },
    };
  },
});

/** Whether JSON comes before pictures and everything else in an Accept header (RFC 9110, 12.5.1). */
function prefersJson(accept: string | null): boolean {
  const wanted = (accept ?? "").split(",").map((part) => {
    const [type = "", ...parameters] = part.trim().split(";");
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
    return { type: type.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
  });
  const best = (pattern: RegExp) =>
    Math.max(0, ...wanted.filter(({ type }) => pattern.test(type)).map(({ quality }) => quality));
  return best(/^application\/json$/) > best(/^image\//) && best(/^application\/json$/) >= best(/^\*\/\*$/);
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: get });
