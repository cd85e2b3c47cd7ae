import { dayMs } from "@/lib/clock";
import { newUuid } from "@/lib/ids";
import { cookieName } from "./cookies";
import { readToken, signToken } from "./signed";

/** The cookie by which a browser is known to an account after it signed in once; it opens nothing by itself. */
export const deviceCookie = cookieName("atl_device");
export const deviceMs = 400 * dayMs;

export function signDevice(userId: number): Promise<string> {
  return signToken("device", userId, { jti: newUuid() }, deviceMs);
}

/** The account that knows a device, and the device's own name. */
export async function readDevice(token: string): Promise<{ userId: number; name: string } | null> {
  const read = await readToken("device", token);
  const name = read?.claims.jti;
  return read && name ? { userId: read.subject, name } : null;
}
