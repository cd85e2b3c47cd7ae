import { z } from "zod";
import { quotaSchema, userSchema } from "@/lib/accounts/schema";
import { getUser } from "@/lib/accounts/service/profile";
import { getQuota } from "@/lib/accounts/service/quota";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const shape = userSchema.extend({ quota: quotaSchema });

const read = endpoint({
  path: "/api/user",
  summary: "The signed-in user",
  access: "user",
  answers: { 200: shape.extend({ success: z.literal(true), message: z.string(), data: shape }) },
  async run({ viewer }) {
    const [profile, quota] = await Promise.all([getUser(viewer), getQuota(viewer)]);
    const user = { ...profile, quota };
    return plain({ ...user, success: true, message: "You", data: user });
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: read });
