import type { Readable } from "node:stream";
import { openExport } from "@/lib/accounts/service/exports";
import { findViewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";
import { type Handler, respondError, route } from "@/lib/http/endpoint";
import { countRequest } from "@/lib/http/rate";
import { isUuid, newUuid } from "@/lib/ids";

/** `GET /api/user/exports/{uuid}`: the file itself. It answers bytes, so it stands outside the API document. */
const download: Handler = async (request, context) => {
  const requestId = request.headers.get("x-request-id") ?? newUuid();
  try {
    const { uuid } = await context.params;
    const viewer = await findViewer(request.headers);
    await countRequest("other", viewer, request.headers.get("x-atelier-address") ?? "unknown");
    if (typeof uuid !== "string" || !isUuid(uuid)) throw new AppError("not_found");
    const file = await openExport(viewer, uuid);
    if (request.method === "HEAD") file.stream.destroy();
    return new Response(request.method === "HEAD" ? null : webStream(file.stream), {
      headers: {
        "Content-Type": "application/zip",
        "Content-Length": String(file.bytes),
        "Content-Disposition": 'attachment; filename="atelier.zip"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Request-Id": requestId,
      },
    });
  } catch (error) {
    return respondError(error, requestId);
  }
};

function webStream(stream: Readable): ReadableStream<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => void stream.destroy(),
  });
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: download });
