import { env } from "@/lib/env";

/** Whether people reach this site by https, so that cookies may insist on it. */
export function isHttps(): boolean {
  return env().PUBLIC_URL.startsWith("https:");
}

/** By https a name that browsers accept only from this very host (`__Host-`, RFC 6265bis): no neighbour can plant it. */
export function cookieName(name: string): string {
  return isHttps() ? `__Host-${name}` : name;
}

/** What every cookie of ours has: out of reach of scripts and of other sites' forms. */
export function cookieOptions(keptMs: number) {
  return {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: isHttps(),
    maxAge: Math.floor(keptMs / 1000),
  } as const;
}

/** The value of one cookie in a Cookie header, or null. */
export function readCookie(header: string | null, name: string): string | null {
  for (const pair of header?.split(";") ?? []) {
    const [key, ...value] = pair.split("=");
    if (key?.trim() === name) return value.join("=").trim();
  }
  return null;
}
