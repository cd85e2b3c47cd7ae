/** What a route answers before it becomes an HTTP response. `body` is JSON, or a stream of bytes. */
export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** What answers differ by: who asks, and whether from a page of another site. */
export const varies = "Cookie, Authorization, Origin";

/** A success of the first document's routes. */
export function success(message: string, data: unknown, status = 200): Answer {
  return { status, body: { success: true, message, data } };
}

/** A success of the second document's routes: exactly the body it shows. */
export function plain(body: unknown, status = 200, headers?: Record<string, string>): Answer {
  return { status, body, headers };
}
