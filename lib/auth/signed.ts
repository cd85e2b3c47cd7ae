import { errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { fromNow } from "@/lib/clock";
import { keyFor } from "@/lib/keys";

/** What a signed token is for; each has a key of its own, so that none passes for another. */
export type Audience = "guest" | "access" | "browser" | "ticket" | "device" | "look";

/** A signed token (JWT, RFC 7519, always HS256) that holds for `ms` milliseconds. */
export function signToken(audience: Audience, subject: number, claims: JWTPayload, ms: number): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .setAudience(audience)
    .setSubject(String(subject))
    .setIssuedAt()
    .setExpirationTime(fromNow(ms))
    .sign(keyFor(audience));
}

/** What a token of ours says, with its subject as a number; null for any other, an expired one, or one for another end. */
export async function readToken(
  audience: Audience,
  token: string,
): Promise<{ subject: number; claims: JWTPayload } | null> {
  try {
    const { payload } = await jwtVerify(token, keyFor(audience), {
      algorithms: ["HS256"],
      audience,
      requiredClaims: ["sub", "exp"],
    });
    const subject = Number(payload.sub);
    return Number.isSafeInteger(subject) && subject > 0 ? { subject, claims: payload } : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
