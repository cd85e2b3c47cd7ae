import { inTransaction } from "@/db/client";
import { type ClaimedJob, finishJob } from "@/db/queries/jobs";
import { lockUser } from "@/db/queries/users";
import { AppError } from "@/lib/errors";
import { countPoints } from "@/lib/http/rate";
import { unseal } from "@/lib/seal";
import { type Answer, answerContext, answerSchema } from "../answer";
import { linkMinutes, tokenUrl } from "../links";
import { postLetter } from "../post";
import { newOneTimeToken, postVerification } from "../service/verify";

/** Writes to an address that someone named, when it is one of ours, and not more often than a mailbox bears. */
export async function runAnswer(job: ClaimedJob, sealed: string): Promise<void> {
  const answer = answerSchema.parse(JSON.parse(unseal("job", answerContext, sealed)));
  const isTooMuch = job.attempts === 1 && (await isOverLimit(answer));
  await inTransaction(async (tx) => {
    const user = isTooMuch ? null : await lockUser(tx, { email: answer.email });
    if (user && !user.disabledAt) {
      const { id, email, locale } = user;
      if (answer.kind === "reset") {
        const url = tokenUrl(answer.page, id, await newOneTimeToken(tx, id, "reset"));
        await postLetter(tx, email, { name: "reset", locale, url, minutes: linkMinutes });
      } else if (answer.kind === "verify") {
        if (!user.emailVerifiedAt) await postVerification(tx, user);
      } else {
        await postLetter(tx, email, { name: answer.kind, locale, url: "/sign-in" });
      }
    }
    await finishJob(tx, job, "done");
  });
}

async function isOverLimit({ kind, email }: Answer): Promise<boolean> {
  try {
    await countPoints("mailTo", `${kind}:${email}`, 1);
    return false;
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") return true;
    throw error;
  }
}
