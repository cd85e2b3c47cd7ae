import { z } from "zod";
import { env } from "@/lib/env";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { listedImageSchema } from "@/lib/images/schema";
import { listImages } from "@/lib/images/service/read";
import { limits } from "@/lib/limits";

const list = endpoint({
  path: "/api/images",
  summary: "Pictures you may see, latest change first",
  access: "all",
  query: z.object({
    limit: z.coerce.number().int().min(1).max(limits.pageSizeMax).default(limits.pageSizeDefault),
    cursor: z.string().max(200).optional(),
  }),
  answers: { 200: z.array(listedImageSchema) },
  async run({ viewer, query }) {
    const { images, nextCursor } = await listImages(viewer, query);
    if (nextCursor === null) return plain(images);
    const next = `${env().PUBLIC_URL}/api/images?limit=${query.limit}&cursor=${nextCursor}`;
    return plain(images, 200, { Link: `<${next}>; rel="next"` });
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: list });
