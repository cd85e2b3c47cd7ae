import { deliverMail, giveUpMail, isMailRetryable } from "@/lib/mail/deliver";
import { mailSend } from "@/lib/queue/jobs";
import { handle } from "../handle";

export const mailSendHandler = handle(mailSend, {
  run: ({ mailId }, job) => deliverMail(job, mailId),
  isRetryable: isMailRetryable,
  giveUp: ({ mailId }, job, error) => giveUpMail(job, mailId, error),
});
