import { z } from "zod";
import { createTicket } from "@/lib/accounts/service/tokens";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const create = endpoint({
  path: "/api/user/ticket",
  summary: "A token for the address of a WebSocket, good for a minute",
  access: "session",
  scope: "read",
  answers: { 200: z.object({ token: z.string(), expires_in: z.int() }) },
  run: async ({ viewer }) => plain(await createTicket(viewer)),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: create });
