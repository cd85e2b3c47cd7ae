import { z } from "zod";
import { navigationInput } from "@/lib/admin/schema";
import { saveNavigation } from "@/lib/admin/service/navigation";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const save = endpoint({
  path: "/api/admin/navigation-state",
  summary: "Keep how an administrator left the administration: its list of rooms, and the room and tab",
  access: "admin",
  body: navigationInput,
  answers: { 200: z.object({ message: z.string() }) },
  async run({ viewer, body }) {
    await saveNavigation(viewer, body);
    return plain({ message: "Navigation state saved" });
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: save });
