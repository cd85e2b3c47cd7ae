import { NextResponse } from "next/server";
import { themeCookie, themeOf } from "@/components/site/theme";

/** Remembers the theme for a browser without script and leads back to where it was pressed. */
export async function POST(request: Request): Promise<NextResponse> {
  const form = await request.formData();
  const answer = new NextResponse(null, { status: 303, headers: { location: backTo(request) } });
  answer.cookies.set(themeCookie, themeOf(form.get("theme")), { path: "/", maxAge: 31_536_000, sameSite: "lax" });
  return answer;
}

/** Only the path of the referring page: an address of another site must not become a redirect of ours. */
function backTo(request: Request): string {
  const referrer = request.headers.get("referer");
  if (!referrer || !URL.canParse(referrer)) return "/";
  const { pathname, search } = new URL(referrer);
  return `/${pathname.replace(/^\/+/, "")}${search}`;
}
