import type { NextRequest } from "next/server";
import { findPublicUrl } from "@/db/queries/settings";
import { handlers } from "@/lib/accounts/nextauth";

/** Auth.js makes redirects from the host a request named; ours lead to the address people know, and nowhere else. */
async function answer(request: NextRequest, handle: (request: NextRequest) => Promise<Response>): Promise<Response> {
  const response = await handle(request);
  const location = response.headers.get("location");
  if (location === null) return response;
  const base = await findPublicUrl();
  const { pathname, search, hash } = new URL(location, base);
  const headers = new Headers(response.headers);
  headers.set("location", new URL(pathname + search + hash, base).href);
  return new Response(response.body, { status: response.status, headers });
}

export const GET = (request: NextRequest) => answer(request, handlers.GET);
export const POST = (request: NextRequest) => answer(request, handlers.POST);
