import { z } from "zod";
import { database, inTransaction } from "@/db/client";
import { type ClaimedJob, finishJob } from "@/db/queries/jobs";
import { findMail, updateMail } from "@/db/queries/mails";
import { findPublicUrl, findSetting } from "@/db/queries/settings";
import { clock } from "@/lib/clock";
import { log } from "@/lib/log";
import { seal, unseal } from "@/lib/seal";
import { mailSender, mailTransport } from ".";
import { MailError, type MailTransport } from "./define";
import { renderLetter } from "./render";
import { type Letter, letterSchema } from "./words";

const renderedSchema = z.object({ html: z.string(), text: z.string() });

/** A letter as it lies in the database until it is sent; only a mail to the same address opens it. */
export function sealLetter(recipient: string, letter: Letter): string {
  return seal("mail", recipient, JSON.stringify(letter));
}

/** Sends one mail, once, unless the worker dies between sending and noting it. What was sent is erased. @throws MailError */
export async function deliverMail(
  job: ClaimedJob,
  mailId: number,
  chosen?: Pick<MailTransport, "kind" | "send">,
): Promise<void> {
  const mail = await findMail(mailId);
  if (mail?.status !== "queued" || mail.body === null) return finishJob(database(), job, "done");
  const [site, publicUrl] = await Promise.all([findSetting("gallery_name"), findPublicUrl()]);
  const { url, ...said } = letterSchema.parse(JSON.parse(unseal("mail", mail.recipient, mail.body)));
  const letter = { ...said, ...(url === undefined ? {} : { url: new URL(url, publicUrl).href }) };
  const { html, text } = await renderLetter(letter, site);
  const [transport, from] = await Promise.all([chosen ?? mailTransport(), mailSender()]);
  await transport.send({ id: mail.id, from, to: mail.recipient, subject: mail.subject, html, text });
  await inTransaction(async (tx) => {
    await updateMail(
      tx,
      mail.id,
      transport.kind === "outbox"
        ? { status: "kept", body: seal("mail", mail.recipient, JSON.stringify({ html, text })) }
        : { status: "sent", body: null, sentAt: clock.now() },
    );
    await finishJob(tx, job, "done");
  });
}

/** Notes that a mail will not be sent any more. */
export async function giveUpMail(job: ClaimedJob, mailId: number, error: unknown): Promise<void> {
  const lastError = error instanceof MailError ? error.message : "It could not be made.";
  log.error({ mail: mailId, err: error }, "a mail was given up");
  await inTransaction(async (tx) => {
    await updateMail(tx, mailId, { status: "failed", body: null, lastError });
    await finishJob(tx, job, "failed");
  });
}

/** Whether another try can help a mail that was not sent. */
export function isMailRetryable(error: unknown): boolean {
  return !(error instanceof MailError) || error.retryable;
}

/** What a kept mail says; null when it was erased or not made yet. */
export function openKeptMail(mail: { recipient: string; status: string; body: string | null }) {
  if (mail.status !== "kept" || mail.body === null) return null;
  return renderedSchema.parse(JSON.parse(unseal("mail", mail.recipient, mail.body)));
}
