import { withNext } from "@/components/account/own-path";
import { AppError } from "@/lib/errors";
import { pageViewer } from "@/lib/http/page";
import { openNotification } from "@/lib/notifications/service";

/** Leads to what one was told of, which is read by that. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return new Response(null, { status: 303, headers: { Location: await placeOf(id), "Cache-Control": "no-store" } });
}

async function placeOf(id: string): Promise<string> {
  try {
    return await openNotification(await pageViewer(), /^\d{1,15}$/.test(id) ? Number(id) : 0);
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    return error.code === "not_found" ? "/notifications" : withNext("/sign-in", "/notifications");
  }
}
