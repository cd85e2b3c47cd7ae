import { env } from "@/lib/env";
import type { MailTransport } from "./define";
import { outbox } from "./outbox";
import { resendTransport } from "./resend";
import { smtpTransport } from "./smtp";

let made: MailTransport | undefined;

/** The way mails leave this installation. */
export function mailTransport(): MailTransport {
  made ??= chooseTransport(env());
  return made;
}

/** Resend when its key is given, else an SMTP server when its address is, else the local outbox. */
export function chooseTransport(given: { RESEND_API_KEY?: string; SMTP_URL?: string }): MailTransport {
  if (given.RESEND_API_KEY) return resendTransport(given.RESEND_API_KEY);
  return given.SMTP_URL ? smtpTransport(given.SMTP_URL) : outbox;
}

/** Whom mails are from. */
export function mailSender(): string {
  const { MAIL_FROM, PUBLIC_URL } = env();
  return MAIL_FROM ?? `Atelier <no-reply@${new URL(PUBLIC_URL).hostname}>`;
}
