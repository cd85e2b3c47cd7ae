import { cookies } from "next/headers";
import NextAuth, { CredentialsSignin, type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { database } from "@/db/client";
import { endSession, findLiveSession } from "@/db/queries/sessions";
import { findPublicUrl } from "@/db/queries/settings";
import { cookieOptions, isHttps } from "@/lib/auth/cookies";
import { deviceCookie, deviceMs, signDevice } from "@/lib/auth/devices";
import { guestCookie } from "@/lib/auth/guests";
import { originOf } from "@/lib/auth/origin";
import { readSessionToken, sessionCookie, sessionMs, signSession } from "@/lib/auth/sessions";
import { findViewer } from "@/lib/auth/viewer";
import { type AppError, toAppError } from "@/lib/errors";
import { keyFor } from "@/lib/keys";
import { log } from "@/lib/log";
import { signInInput } from "./schema";
import { signInBrowser } from "./service/sign-in";

/** A sign-in that was refused, with the reason. */
export class SignInRefused extends CredentialsSignin {
  readonly reason: AppError;

  constructor(reason: AppError) {
    super(reason.code);
    this.reason = reason;
    this.code = reason.code;
  }
}

/**
 * Auth.js signs browsers in and out. Its cookie holds nothing but the name of a row in `sessions`, signed by us, so that
 * every part of the product can read it, and that a session which has ended opens nothing.
 */
const config: NextAuthConfig = {
  basePath: "/auth",
  trustHost: true,
  secret: Buffer.from(keyFor("cookie")).toString("base64url"),
  useSecureCookies: isHttps(),
  session: { strategy: "jwt", maxAge: sessionMs / 1000 },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  cookies: { sessionToken: { name: sessionCookie, options: sessionCookieOptions() } },
  providers: [Credentials({ credentials: { email: {}, password: {} }, authorize })],
  jwt: {
    encode: async ({ token }) => (token?.sub ? signSession("browser", Number(token.sub), Number(token.sid)) : ""),
    decode: async ({ token }) => {
      const named = token ? await readSessionToken("browser", token) : null;
      return named && { sub: String(named.userId), sid: named.sessionId };
    },
  },
  callbacks: {
    async jwt({ token, user }) {
      if (user) return { sub: user.id, sid: Number(user.name) };
      return (await findLiveSession(Number(token.sid), Number(token.sub))) ? token : null;
    },
    session: ({ session, token }) => ({ expires: session.expires, user: { id: token.sub } }),
    redirect: async ({ url }) => ownAddress(url),
  },
  events: {
    async signOut(message) {
      if ("token" in message && message.token) {
        await endSession(database(), Number(message.token.sub), Number(message.token.sid));
      }
    },
  },
  logger: {
    error: (error) => log[error instanceof SignInRefused ? "debug" : "warn"]({ err: error.name }, "sign-in failed"),
    warn: (code) => log.debug({ code }, "sign-in"),
    debug: () => undefined,
  },
};

export const { handlers, signIn, signOut } = NextAuth(config);

/** Auth.js knows users by texts: the session travels as the name of its user, and no further than into the cookie. */
async function authorize(given: unknown, request: Request): Promise<{ id: string; name: string }> {
  try {
    const credentials = signInInput.parse(given);
    const viewer = await findViewer(withoutAuthorization(request.headers));
    const guest = viewer.kind === "guest" ? viewer : null;
    const { userId, sessionId } = await signInBrowser(credentials, originOf(request.headers), guest);
    await rememberDevice(userId);
    return { id: String(userId), name: String(sessionId) };
  } catch (error) {
    throw new SignInRefused(toAppError(error));
  }
}

/** Gives the browser the cookie of a session, and makes it known to the account. */
export async function keepSignedIn(session: { userId: number; sessionId: number }): Promise<void> {
  const jar = await cookies();
  jar.set(sessionCookie, await signSession("browser", session.userId, session.sessionId), sessionCookieOptions());
  await rememberDevice(session.userId);
}

/** The browser is no guest any more, and the account knows it from now on. */
async function rememberDevice(userId: number): Promise<void> {
  const jar = await cookies();
  jar.set(deviceCookie, await signDevice(userId), cookieOptions(deviceMs));
  if (jar.has(guestCookie)) jar.set(guestCookie, "", cookieOptions(0));
}

function sessionCookieOptions() {
  return cookieOptions(sessionMs);
}

function withoutAuthorization(headers: Headers): Headers {
  const own = new Headers(headers);
  own.delete("authorization");
  return own;
}

/** After signing in or out nobody is led elsewhere than to this site. */
export async function ownAddress(url: string): Promise<string> {
  const base = await findPublicUrl();
  const target = URL.canParse(url, base) ? new URL(url, base) : null;
  return target?.origin === new URL(base).origin ? target.href : base;
}
