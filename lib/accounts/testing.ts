import { randomBytes, randomInt } from "node:crypto";
import { database } from "@/db/client";
import { claimJob, finishJob } from "@/db/queries/jobs";
import { listMails } from "@/db/queries/mails";
import type { Origin } from "@/lib/auth/origin";
import { deliverMail, openKeptMail } from "@/lib/mail/deliver";
import { accountAnswer, accountExport, accountRemove, mailSend } from "@/lib/queue/jobs";
import { runAnswer } from "./run/answer";
import { runExport } from "./run/export";
import { runRemoval } from "./run/remove";

/** For tests: a password that no list holds. */
export const goodPassword = "correct horse battery staple";

/** For tests: an address nobody else has. */
export function newEmail(): string {
  return `p${randomBytes(6).toString("hex")}@example.test`;
}

/** For tests: a client's address that no limit knows yet. */
export function newAddress(): string {
  return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
}

/** For tests: a device in a place of its own. */
export function newOrigin(values: Partial<Origin> = {}): Origin {
  const address = newAddress();
  return { address, device: "Firefox on Linux", addressPrefix: `${address}/24`, deviceToken: null, ...values };
}

/** For tests: does what the worker would, until no errand is due. */
export async function runErrands(): Promise<void> {
  const never = new AbortController().signal;
  for (let job = await claimJob("errands"); job; job = await claimJob("errands")) {
    if (job.name === mailSend.name) await deliverMail(job, mailSend.payload.parse(job.payload).mailId);
    else if (job.name === accountAnswer.name) await runAnswer(job, accountAnswer.payload.parse(job.payload).sealed);
    else if (job.name === accountExport.name) {
      await runExport(job, accountExport.payload.parse(job.payload).exportId, never);
    } else if (job.name === accountRemove.name) {
      await runRemoval(job, accountRemove.payload.parse(job.payload).userId, never);
    } else await finishJob(database(), job, "done");
  }
}

export interface ReadMail {
  subject: string;
  text: string;
  html: string;
}

/** For tests: what came to an address, newest first. */
export async function mailsTo(email: string): Promise<ReadMail[]> {
  await runErrands();
  const rows = (await listMails(1000)).filter((row) => row.recipient === email);
  return rows.map((row) => ({ subject: row.subject, text: "", html: "", ...openKeptMail(row) }));
}

/** For tests: the link of the newest mail to an address with this subject. */
export async function linkTo(email: string, subject: string): Promise<{ user: number; token: string; url: URL }> {
  const mail = (await mailsTo(email)).find((one) => one.subject === subject);
  const found = /^https?:\S+$/m.exec(mail?.text ?? "");
  if (!found) throw new Error(`No mail "${subject}" with a link came to ${email}.`);
  const url = new URL(found[0]);
  return { user: Number(url.searchParams.get("user")), token: url.searchParams.get("token") ?? "", url };
}
