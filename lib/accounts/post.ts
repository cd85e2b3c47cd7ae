import type { Executor } from "@/db/client";
import { insertMail } from "@/db/queries/mails";
import { sealLetter } from "@/lib/mail/deliver";
import { type Letter, subjectOf } from "@/lib/mail/words";
import { enqueue } from "@/lib/queue";
import { mailSend } from "@/lib/queue/jobs";

/** Puts a letter in the post, in the transaction of what it tells of; a job sends it. */
export async function postLetter(on: Executor, to: string, letter: Letter): Promise<void> {
  const mailId = await insertMail(on, to, subjectOf(letter), sealLetter(to, letter));
  await enqueue(on, mailSend, [{ mailId }], { lane: "system", subjectId: mailId });
}
