import { z } from "zod";
import { findPublicUrl } from "@/db/queries/settings";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { galleryFilterInput, gallerySorts, listedImageSchema } from "@/lib/images/schema";
import { askForScan } from "@/lib/images/service/inbox";
import { listImages } from "@/lib/images/service/search";
import { limits } from "@/lib/limits";

const list = endpoint({
  path: "/api/images",
  summary: "Pictures you may see, latest change first; the newest first when you search or filter",
  access: "all",
  query: galleryFilterInput.extend({
    limit: z.coerce.number().int().min(1).max(limits.pageSizeMax).default(limits.pageSizeDefault),
    cursor: z.string().max(200).optional(),
    sort: z.enum(gallerySorts).optional(),
  }),
  answers: { 200: z.array(listedImageSchema) },
  tells: { Link: 'The next page, `<…>; rel="next"`, while there is one.' },
  async run({ viewer, query }) {
    askForScan();
    const { images, nextCursor } = await listImages(viewer, query);
    if (nextCursor === null) return plain(images);
    const asked = Object.entries({ ...query, cursor: nextCursor }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const next = `${await findPublicUrl()}/api/images?${new URLSearchParams(asked)}`;
    return plain(images, 200, { Link: `<${next}>; rel="next"` });
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: list });
