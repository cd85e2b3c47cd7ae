import { z } from "zod";
import { revokeOwnApiToken } from "@/lib/accounts/service/tokens";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const revoke = endpoint({
  path: "/api/user/tokens/{id}",
  summary: "Revoke a personal API token",
  access: "session",
  params: z.object({ id: z.coerce.number().int().positive() }),
  answers: { 200: z.object({ message: z.string() }) },
  async run({ viewer, params }) {
    await revokeOwnApiToken(viewer, params.id);
    return plain({ message: "Token revoked" });
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ DELETE: revoke });
