import { isIP } from "node:net";
import { readCookie } from "./cookies";
import { deviceCookie } from "./devices";

/** Where a sign-in comes from, as far as it is kept: what kind of program, and roughly where. */
export interface Origin {
  /** The client's true address. */
  address: string;
  /** Such as `Firefox on Linux`; empty when nothing is known. */
  device: string;
  /** The address without its last part, such as `192.0.2.0/24`: enough to recognise a place, too little to find a person. */
  addressPrefix: string;
  /** The token of a device that this account was used on before, or null. */
  deviceToken: string | null;
}

/** Where a request comes from; the server has made its address true. */
export function originOf(headers: Headers): Origin {
  const address = headers.get("x-atelier-address") ?? "unknown";
  return {
    address,
    device: deviceOf(headers.get("user-agent")),
    addressPrefix: prefixOf(address),
    deviceToken: readCookie(headers.get("cookie"), deviceCookie),
  };
}

/** `192.0.2.7` → `192.0.2.0/24`, `2001:db8:1:2::3` → `2001:db8:1::/48`; empty for what is no address. */
export function prefixOf(address: string): string {
  const family = isIP(address);
  if (family === 4) return `${address.split(".").slice(0, 3).join(".")}.0/24`;
  if (family === 0) return "";
  const [head = "", tail] = address.toLowerCase().split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail ? tail.split(":").length : 0;
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after);
  const groups = [...before, ...Array.from({ length: zeros }, () => "0"), ...(tail ? tail.split(":") : [])];
  return `${groups.slice(0, 3).join(":")}::/48`;
}

const browsers: [RegExp, string][] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/Chrome\/|\bCriOS\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

/** A program's name as people know it, from its User-Agent header. */
export function deviceOf(userAgent: string | null): string {
  const text = (userAgent ?? "").replace(/[^\x20-\x7e]/g, "").slice(0, 500);
  const browser = browsers.find(([pattern]) => pattern.test(text))?.[1];
  const system = systems.find(([pattern]) => pattern.test(text))?.[1];
  if (browser) return system ? `${browser} on ${system}` : browser;
  // Programs name themselves first: `curl/8.5.0`, `python-requests/2.32`.
  return /^[\w.-]+(?:\/[\w.]+)?/.exec(text)?.[0].slice(0, 60) ?? "";
}
