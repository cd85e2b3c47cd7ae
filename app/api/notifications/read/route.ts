import { z } from "zod";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { readInput } from "@/lib/notifications/schema";
import { readNotifications } from "@/lib/notifications/service";

const read = endpoint({
  path: "/api/notifications/read",
  summary: "Note that you have read some notifications, or all",
  access: "user",
  body: readInput,
  answers: { 200: z.object({ success: z.literal(true), message: z.string(), data: z.object({ unread: z.int() }) }) },
  run: async ({ viewer, body }) => success("Noted", { unread: await readNotifications(viewer, body) }),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: read });
