import { z } from "zod";
import { findPublicUrl } from "@/db/queries/settings";
import { tokenUrl } from "@/lib/accounts/links";
import { linkInput } from "@/lib/accounts/schema";
import { confirmAddress } from "@/lib/accounts/service/verify";
import { AppError } from "@/lib/errors";
import { plain, success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const confirm = endpoint({
  path: "/api/user/verify/{user}/{token}",
  summary: "Confirm an e-mail address by the token of a mail; a browser is led to a page with a button instead",
  access: "all",
  params: z.object({ user: z.string().max(200), token: z.string().max(200) }),
  answers: {
    200: z.object({ success: z.literal(true), message: z.string(), data: z.null() }),
    303: z.object({ success: z.literal(true), message: z.string(), data: z.null() }),
  },
  fails: ["invalid_link"],
  tells: { Location: "With 303, the page that asks once more." },
  reads: { Accept: "With `text/html`, as browsers ask, nothing is used up." },
  async run({ params, request }) {
    const link = linkInput.safeParse(params);
    if (!link.success) throw new AppError("invalid_link");
    const { user, token } = link.data;
    // Programs that look at the links of a mail ask as a browser does; they must not use the token up.
    if (request.headers.get("accept")?.toLowerCase().includes("text/html")) {
      const body = { success: true, message: "Please confirm on the page.", data: null };
      return plain(body, 303, { Location: (await findPublicUrl()) + tokenUrl("/verify", user, token) });
    }
    if (request.method === "HEAD") return success("Ask with GET to confirm.", null);
    await confirmAddress(link.data);
    return success("Your e-mail address is confirmed.", null);
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: confirm });
