import { z } from "zod";
import { userSchema } from "@/lib/accounts/schema";
import { getUser } from "@/lib/accounts/service/profile";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const read = endpoint({
  path: "/api/user",
  summary: "The signed-in user",
  access: "user",
  answers: { 200: userSchema.extend({ success: z.literal(true), message: z.string(), data: userSchema }) },
  async run({ viewer }) {
    const user = await getUser(viewer);
    return plain({ ...user, success: true, message: "You", data: user });
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: read });
