import { Readable } from "node:stream";
import { z } from "zod";
import { openExport } from "@/lib/accounts/service/exports";
import { endpoint, route } from "@/lib/http/endpoint";

const download = endpoint({
  path: "/api/user/exports/{uuid}",
  summary: "The archive of everything kept about you",
  access: "session",
  params: z.object({ uuid: z.uuid() }),
  answers: { 200: z.string() },
  produces: "application/zip",
  async run({ viewer, params }) {
    const file = await openExport(viewer, params.uuid);
    return {
      status: 200,
      body: Readable.toWeb(file.stream),
      headers: {
        "Content-Type": "application/zip",
        "Content-Length": String(file.bytes),
        "Content-Disposition": 'attachment; filename="atelier.zip"',
        "X-Content-Type-Options": "nosniff",
      },
    };
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: download });
