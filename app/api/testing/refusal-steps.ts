import { eq } from "drizzle-orm";
import { database } from "@/db/client";
import { saveSetting } from "@/db/queries/settings";
import { apiTokens, styles, users } from "@/db/schema";
import { makeImage, makeUser } from "@/db/testing";
import { goodPassword, newEmail } from "@/lib/accounts/testing";
import { clock, fromNow, hourMs } from "@/lib/clock";
import { limits } from "@/lib/limits";
import type { UserViewer } from "@/lib/viewer";
import { newAccount } from "../testing";
import type { Refusals } from "./refusals";

export interface Boss {
  token: string;
  viewer: UserViewer;
}

/** Asks to be refused in one way. */
export type Step = (refusals: Refusals, boss: Boss) => Promise<void>;

/** For tests: what routes of accounts, styles and pictures refuse by what they do, rather than by what they read and who asks. */
export const steps: [string, Step][] = [
  [
    "an account for an address that has one, or where none is opened",
    async (refusals) => {
      const { email } = await makeUser();
      const body = { email, name: "Ada", password: goodPassword };
      const register = "POST /api/auth/register";
      await refusals.see([register, "address_taken", { body }]);
      await saveSetting(database(), "registration", "closed");
      await refusals.see([register, "registration_closed", { body: { ...body, email: newEmail() } }]);
      await saveSetting(database(), "registration", "invitation");
      await refusals.see(
        [register, "invitation_needed", { body: { ...body, email: newEmail() } }],
        [register, "invitation_invalid", { body: { ...body, email: newEmail(), invitation: "nothing" } }],
      );
      await saveSetting(database(), "registration", "open");
    },
  ],
  [
    "a sign-in with another password, and to an account that is switched off",
    async (refusals) => {
      const { email } = await newAccount();
      const enter = (password: string) => ({ body: { email, password } });
      await refusals.see(["POST /api/auth/login", "invalid_credentials", enter("another password")]);
      await database().update(users).set({ disabledAt: clock.now() }).where(eq(users.email, email));
      await refusals.see(["POST /api/auth/login", "account_disabled", enter(goodPassword)]);
    },
  ],
  ["links that are none", (refusals) => refusals.every("invalid_link", {})],
  [
    "a link to confirm what is confirmed",
    (refusals, { token }) => refusals.every("already_verified", {}, { token, body: {} }),
  ],
  [
    "one more than there may be, and what was done already",
    async (refusals, { token, viewer }) => {
      const now = clock.now();
      const key = {
        userId: viewer.id,
        name: "laptop",
        scopes: ["read" as const],
        createdAt: now,
        expiresAt: fromNow(hourMs),
      };
      await database()
        .insert(apiTokens)
        .values(Array.from({ length: 50 }, (_, n) => ({ ...key, tokenHash: String(n).padStart(64, "0") })));
      const [style] = await database().select().from(styles).limit(1);
      const { id: base_style_id, ...values } = style ?? {};
      await database()
        .insert(styles)
        .values(
          Array.from({ length: limits.ownStylesMax }, (_, n) => ({ ...values, slug: `own-${n}`, userId: viewer.id })),
        );
      const { id } = await makeImage({ userId: viewer.id });
      await refusals.see(
        ["POST /api/user/tokens", "conflict", { token, body: { name: "phone", scopes: ["read"] } }],
        ["POST /api/styles", "conflict", { token, body: { title: "Harbour", base_style_id } }],
        [
          "POST /api/images/{id}/answer",
          "conflict",
          { token, params: { id }, body: { answer: "It is a still life." } },
        ],
      );
    },
  ],
  [
    "nobody who would take away what everyone sees",
    async (refusals, { viewer }) => {
      const asked = { params: { id: (await makeImage({ userId: viewer.id, isPublic: true })).id } };
      await refusals.see(
        ["DELETE /api/image/{id}", "unauthenticated", asked],
        ["DELETE /api/images/{id}", "unauthenticated", asked],
      );
    },
  ],
];
