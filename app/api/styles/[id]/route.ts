import { z } from "zod";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { ownStyleChangeInput, styleSchema } from "@/lib/styles/schema";
import { changeOwnStyle, removeOwnStyle } from "@/lib/styles/service";

const params = z.object({ id: z.coerce.number().int().positive() });

const change = endpoint({
  path: "/api/styles/{id}",
  summary: "Change a style of your own",
  access: "user",
  params,
  body: ownStyleChangeInput,
  answers: { 200: styleSchema },
  run: async ({ user, params: { id }, body }) => plain(await changeOwnStyle(user(), id, body)),
});

const remove = endpoint({
  path: "/api/styles/{id}",
  summary: "Remove a style of your own; pictures made in it stay",
  access: "user",
  params,
  answers: { 200: z.object({ message: z.string() }) },
  async run({ user, params: { id } }) {
    await removeOwnStyle(user(), id);
    return plain({ message: "Style removed" });
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ PATCH: change, DELETE: remove });
