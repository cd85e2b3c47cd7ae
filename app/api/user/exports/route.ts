import { z } from "zod";
import { exportSchema } from "@/lib/accounts/schema";
import { listExports, requestExport } from "@/lib/accounts/service/exports";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const list = endpoint({
  path: "/api/user/exports",
  summary: "Files with everything of yours, newest first",
  access: "session",
  answers: { 200: z.array(exportSchema) },
  run: async ({ viewer }) => plain(await listExports(viewer)),
});

const ask = endpoint({
  path: "/api/user/exports",
  summary: "Have a file made with everything of yours",
  access: "session",
  answers: { 202: z.array(exportSchema) },
  async run({ viewer }) {
    await requestExport(viewer);
    return plain(await listExports(viewer), 202);
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: list, POST: ask });
