import { cookies, headers } from "next/headers";
import { notFound, unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { guestCookie, type Requester, requesterOf } from "@/lib/auth/guests";
import { findViewer } from "@/lib/auth/viewer";
import { env } from "@/lib/env";
import { AppError, toAppError } from "@/lib/errors";
import type { RateRule } from "@/lib/limiter/define";
import { limits } from "@/lib/limits";
import { log } from "@/lib/log";
import { noteRefusal } from "@/lib/refusals";
import type { Maker, UserViewer, Viewer } from "@/lib/viewer";
import { countRequest } from "./rate";
import { fieldErrors } from "./read-body";

/** What a form learns: the result, or what is wrong and what was typed. */
export type ActionResult<T> =
  | { ok: true; value: T }
  | {
      ok: false;
      error: { code: string; message: string };
      fields: Record<string, string[]>;
      /** What was typed, so that nothing is lost. */
      typed: Record<string, string>;
    };

export interface ActionCall {
  viewer: Viewer;
  /** Who asks for something to be made; a visitor whom that made a guest keeps the cookie. */
  requester: Requester;
  address: string;
}

/**
 * Runs what a form asks for through the same doors as a route: viewer, limit, parse, run, errors.
 * Next itself refuses a form of another origin before this is reached.
 *
 * @param spec.guard throws for whom the action is not there, before anything of the form is looked at: they get the 404
 *   of an address where nothing is
 */
export async function runAction<S extends z.ZodType, T>(
  form: FormData,
  spec: { input: S; read(form: FormData): unknown | Promise<unknown>; rate?: RateRule; guard?: Guard },
  run: (input: z.output<S>, call: ActionCall) => Promise<T>,
): Promise<ActionResult<T>> {
  try {
    const given = new Headers(await headers());
    const viewer = await findViewer(given);
    const address = given.get("x-atelier-address") ?? "unknown";
    await countRequest(spec.rate ?? "other", viewer, address);
    if (spec.guard) admit(spec.guard, viewer, given);
    if (!(form instanceof FormData)) throw new AppError("bad_request", { detail: "An action is given a form." });
    const parsed = spec.input.safeParse(await spec.read(form));
    if (!parsed.success) throw new AppError("invalid", { fields: fieldErrors(parsed.error) });
    const { requester, guestToken } = requesterOf(viewer);
    const value = await run(parsed.data, { viewer, requester, address });
    await keepGuest(await guestToken());
    return { ok: true, value };
  } catch (thrown) {
    unstable_rethrow(thrown);
    const error = toAppError(thrown);
    if (error.status >= 500) log.error({ code: error.code, err: thrown }, "action failed");
    return {
      ok: false,
      error: { code: error.code, message: error.words },
      fields: error.options.fields ?? {},
      typed: typedText(form),
    };
  }
}

type Guard = (viewer: Viewer) => unknown;

function admit(guard: Guard, viewer: Viewer, given: Headers): void {
  try {
    guard(viewer);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== "not_found") throw thrown;
    noteRefusal(given.get("x-request-id"));
    notFound();
  }
}

/** The signed-in user. @throws AppError `unauthenticated` */
export function requireUser(viewer: Viewer): UserViewer {
  if (viewer.kind !== "user") throw new AppError("unauthenticated");
  return viewer;
}

/** The user or guest; to who is neither, nothing of anyone's is there. @throws AppError `not_found` */
export function requireMaker(viewer: Viewer): Maker {
  if (viewer.kind === "nobody") throw new AppError("not_found");
  return viewer;
}

async function keepGuest(token: string | null): Promise<void> {
  if (token === null) return;
  (await cookies()).set(guestCookie, token, {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    maxAge: Math.floor(limits.guestTokenMs / 1000),
    secure: env().PUBLIC_URL.startsWith("https:"),
  });
}

/** Text fields only, and never a password. */
function typedText(form: unknown): Record<string, string> {
  if (!(form instanceof FormData)) return {};
  const entries = [...form].filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === "string" && !/password|secret/i.test(entry[0]) && !entry[0].startsWith("$ACTION"),
  );
  return Object.fromEntries(entries);
}
