import { z } from "zod";
import { endOwnSession } from "@/lib/accounts/service/sessions";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const end = endpoint({
  path: "/api/user/sessions/{id}",
  summary: "End one of your sessions",
  access: "session",
  params: z.object({ id: z.coerce.number().int().positive() }),
  answers: { 200: z.object({ message: z.string() }) },
  async run({ viewer, params }) {
    await endOwnSession(viewer, params.id);
    return plain({ message: "Session ended" });
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ DELETE: end });
