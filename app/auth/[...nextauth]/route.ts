import { NextRequest } from "next/server";
import { handlers } from "@/lib/accounts/nextauth";
import { env } from "@/lib/env";

/** Redirects are made from the address a request came to; ours is known, and no header names another. */
function atOurAddress(request: NextRequest): NextRequest {
  const { pathname, search } = request.nextUrl;
  return new NextRequest(new URL(pathname + search, env().PUBLIC_URL), request);
}

export const GET = (request: NextRequest) => handlers.GET(atOurAddress(request));
export const POST = (request: NextRequest) => handlers.POST(atOurAddress(request));
