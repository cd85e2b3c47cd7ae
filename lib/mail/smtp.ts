import nodemailer from "nodemailer";
import { secondMs } from "@/lib/clock";
import { MailError, type MailTransport } from "./define";

/** Mail through an SMTP server (RFC 5321), one connection per mail; a server that hangs is given up soon. */
export function smtpTransport(url: string): MailTransport {
  const transport = nodemailer.createTransport({
    url,
    connectionTimeout: 10 * secondMs,
    greetingTimeout: 10 * secondMs,
    socketTimeout: 20 * secondMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    kind: "smtp",
    async send({ from, to, subject, html, text }) {
      try {
        // The recipient goes in as an address, never as text that could hold more than one.
        await transport.sendMail({
          from,
          to: { name: "", address: to },
          subject,
          html,
          text,
          headers: { "Auto-Submitted": "auto-generated" },
        });
      } catch (cause) {
        throw smtpError(cause);
      }
    },
    async verify() {
      try {
        await transport.verify();
      } catch (cause) {
        throw smtpError(cause);
      }
    },
  };
}

/** 5yz answers are final (RFC 5321, section 4.2.1); everything else, a server that is away too, may pass. */
function smtpError(cause: unknown): MailError {
  const status = cause instanceof Error && "responseCode" in cause ? Number(cause.responseCode) : null;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
  const isFinal = status !== null && status >= 500 && status !== 535 && status !== 530;
  return new MailError(`The mail server said ${status ?? "nothing"} (${code}).`, { retryable: !isFinal, cause });
}
