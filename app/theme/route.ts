import { NextResponse } from "next/server";
import { themeCookie, themeOf } from "@/components/site/theme";
import { savePreferences } from "@/lib/accounts/service/profile";
import { findViewer } from "@/lib/auth/viewer";

/** Remembers the theme, in the user's record too, and leads a browser without script back to where it was pressed. */
export async function POST(request: Request): Promise<NextResponse> {
  const theme = themeOf((await request.formData()).get("theme"));
  const answer = new NextResponse(null, { status: 303, headers: { location: backTo(request) } });
  answer.cookies.set(themeCookie, theme, { path: "/", maxAge: 31_536_000, sameSite: "lax" });
  const viewer = await findViewer(request.headers);
  if (viewer.kind === "user") await savePreferences(viewer, { theme_preference: theme });
  return answer;
}

/** Only the path of the referring page: an address of another site must not become a redirect of ours. */
function backTo(request: Request): string {
  const referrer = request.headers.get("referer");
  if (!referrer || !URL.canParse(referrer)) return "/";
  const { pathname, search } = new URL(referrer);
  return `/${pathname.replace(/^\/+/, "")}${search}`;
}
