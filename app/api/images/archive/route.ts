import { Readable } from "node:stream";
import { z } from "zod";
import { clock } from "@/lib/clock";
import { endpoint, route } from "@/lib/http/endpoint";
import { archiveInput } from "@/lib/images/schema";
import { archiveImages } from "@/lib/images/service/archive";

/**
 * It changes nothing, but is held to the rules of what does: no other site may make a visitor's browser fetch their
 * private pictures, nor keep this one busy with it.
 */
const archive = endpoint({
  path: "/api/images/archive",
  summary: "The originals of many pictures you may see, with how each was made, as one zip file",
  access: "all",
  scope: "read",
  body: archiveInput,
  plainForm: true,
  fails: ["not_found"],
  answers: { 200: z.string() },
  produces: "application/zip",
  async run({ viewer, body }) {
    const parts = await archiveImages(viewer, body.ids);
    const day = clock.now().toISOString().slice(0, 10);
    return {
      status: 200,
      body: Readable.toWeb(Readable.from(parts, { objectMode: false })),
      headers: {
        "Content-Type": "application/zip",
        "Content-Disposition": `attachment; filename="atelier-${day}.zip"`,
        "X-Content-Type-Options": "nosniff",
      },
    };
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: archive });
