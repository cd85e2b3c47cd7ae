import { randomBytes } from "node:crypto";

export interface PageHeaders {
  /** Header name → value, for the answer. */
  headers: Record<string, string>;
  /** The same policy, for the framework to read its nonce from. */
  policy: string;
}

/**
 * The security headers of a page. Scripts run only with this answer's nonce; styles may stand in attributes, since
 * pictures carry their sizes and colours there.
 *
 * @param path of the request: pages whose address holds a token send no referrer
 * @param isHttps whether people reach the product by https
 */
export function pageHeaders(path: string, isHttps: boolean, isDevelopment: boolean): PageHeaders {
  const policy = contentPolicy(randomBytes(16).toString("base64"), isDevelopment);
  return { policy, headers: { ...commonHeaders(path, isHttps), "Content-Security-Policy": policy } };
}

/**
 * The headers of answers that are not pages: they run nothing and are shown in no frame. Our own scripts are the
 * exception, since a worker's script is held to the policy it came with, and loads its parts from here.
 */
export function dataHeaders(path: string, isHttps: boolean): Record<string, string> {
  const source = path.startsWith("/_next/static/") ? "default-src 'none'; script-src 'self'" : "default-src 'none'";
  return {
    ...commonHeaders(path, isHttps),
    "Content-Security-Policy": `${source}; frame-ancestors 'none'; base-uri 'none'`,
  };
}

/** @param nonce base64, new for each answer */
export function contentPolicy(nonce: string, isDevelopment: boolean): string {
  const directives: [string, string][] = [
    ["default-src", "'self'"],
    ["script-src", `'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`],
    ["script-src-attr", "'none'"],
    ["style-src", "'self' 'unsafe-inline'"],
    ["img-src", "'self' data: blob:"],
    ["font-src", "'self'"],
    ["media-src", "'self' blob:"],
    ["connect-src", isDevelopment ? "'self' ws: wss:" : "'self'"],
    ["worker-src", "'self' blob:"],
    ["manifest-src", "'self'"],
    ["frame-src", "'none'"],
    ["object-src", "'none'"],
    ["base-uri", "'none'"],
    ["form-action", "'self'"],
    ["frame-ancestors", "'none'"],
  ];
  return directives.map((directive) => directive.join(" ")).join("; ");
}

const tokenPages = /^\/(?:verify|sign-up|reset-password|confirm-email|sign-in\/link|api\/user\/verify)(?:\/|$)/;

const features = ["accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer"];
const moreFeatures = ["microphone", "midi", "payment", "publickey-credentials-get", "serial", "usb"];
const permissions = [...features, ...moreFeatures].map((name) => `${name}=()`).join(", ");

function commonHeaders(path: string, isHttps: boolean): Record<string, string> {
  return {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": tokenPages.test(path) ? "no-referrer" : "strict-origin-when-cross-origin",
    "Permissions-Policy": permissions,
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    ...(isHttps ? { "Strict-Transport-Security": "max-age=31536000" } : {}),
  };
}
