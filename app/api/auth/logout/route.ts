import { z } from "zod";
import { signOut } from "@/lib/accounts/service/sessions";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const leave = endpoint({
  path: "/api/auth/logout",
  summary: "Sign out: the session and its tokens end",
  access: "session",
  answers: { 200: z.object({ success: z.literal(true), message: z.string(), data: z.null() }) },
  async run({ viewer }) {
    await signOut(viewer);
    return success("You are signed out.", null);
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: leave });
