import { randomBytes } from "node:crypto";
import OpenAI from "openai";
import { database } from "@/db/client";
import { insertApiToken } from "@/db/queries/api-tokens";
import { claimJob } from "@/db/queries/jobs";
import type { users } from "@/db/schema";
import { makeUser, viewerOf } from "@/db/testing";
import { apiTokenPrefix } from "@/lib/auth/api-tokens";
import { clock, fromNow, hourMs } from "@/lib/clock";
import { giveUpGeneration } from "@/lib/generations/run";
import { ProviderError, type ProviderReason } from "@/lib/providers/define";
import { hashSecret } from "@/lib/seal";
import type { TestServer } from "@/lib/server/testing/server";
import { scopes as allScopes, type Scope, type UserViewer } from "@/lib/viewer";

export interface Client {
  viewer: UserViewer;
  key: string;
}

/** For tests: a user and a personal API token of theirs. */
export async function newClient(
  values: { user?: Partial<typeof users.$inferInsert>; scopes?: readonly Scope[]; expiresAt?: Date } = {},
): Promise<Client> {
  const viewer = viewerOf(await makeUser(values.user));
  const key = apiTokenPrefix + randomBytes(32).toString("base64url");
  await insertApiToken(database(), {
    userId: viewer.id,
    name: "A program",
    tokenHash: hashSecret(key),
    scopes: [...(values.scopes ?? allScopes)],
    createdAt: clock.now(),
    expiresAt: values.expiresAt ?? fromNow(hourMs),
  });
  return { viewer, key };
}

/** For tests: OpenAI's own client, which asks once. */
export function clientOf({ port }: TestServer, apiKey: string): OpenAI {
  return new OpenAI({ apiKey, baseURL: `http://127.0.0.1:${port}/v1`, maxRetries: 0, timeout: 50_000 });
}

/** For tests: what a call is refused with. */
export async function refusal(call: Promise<unknown>): Promise<InstanceType<typeof OpenAI.APIError>> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OpenAI.APIError)) throw new Error(`no refusal: ${String(error)}`);
  return error;
}

/** For tests: ends the next generation as a backend's failure would. */
export async function giveUpNext(reason: ProviderReason): Promise<void> {
  let job = await claimJob("pixels");
  while (job?.name !== "generation.run") {
    await new Promise((resolve) => setTimeout(resolve, 20));
    job = await claimJob("pixels");
  }
  const failure = { publicMessage: "Not this.", adminDetail: "detail", retryable: false };
  await giveUpGeneration(job, Number(job.payload.generationId), new ProviderError(reason, failure));
}
