import { AppError } from "@/lib/errors";
import { respondError } from "@/lib/http/endpoint";
import { newUuid } from "@/lib/ids";

/** Whatever no other route under `/v1` answers. */
function unknown(request: Request): Response {
  const requestId = request.headers.get("x-request-id") ?? newUuid();
  const words = "There is no such address here. See /docs for those there are.";
  return respondError(new AppError("not_found", { words }), requestId, { path: "/v1" });
}

export {
  unknown as DELETE,
  unknown as GET,
  unknown as HEAD,
  unknown as OPTIONS,
  unknown as PATCH,
  unknown as POST,
  unknown as PUT,
};
