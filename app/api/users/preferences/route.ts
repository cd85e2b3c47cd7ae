import { z } from "zod";
import { preferencesInput } from "@/lib/accounts/schema";
import { savePreferences } from "@/lib/accounts/service/profile";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const save = endpoint({
  path: "/api/users/preferences",
  summary: "Change preferences; what is left out stays",
  access: "user",
  body: preferencesInput,
  answers: { 200: z.object({ message: z.string() }) },
  async run({ viewer, body }) {
    await savePreferences(viewer, body);
    return plain({ message: "Preferences updated successfully" });
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: save });
