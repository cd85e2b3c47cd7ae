import { AppError } from "@/lib/errors";
import { respondError } from "@/lib/http/endpoint";
import { newUuid } from "@/lib/ids";

/** Whatever no other route answers. */
function unknown(request: Request): Response {
  return respondError(new AppError("not_found"), request.headers.get("x-request-id") ?? newUuid());
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
