import { Resend } from "resend";
import { secondMs, sleep } from "@/lib/clock";
import { MailError, type MailTransport } from "./define";

/** Failures that no later try mends; a wrong key or a used-up quota may be mended meanwhile. */
const finalErrors = new Set(["validation_error", "invalid_parameter", "invalid_access", "missing_required_field"]);
const answerMs = 30 * secondMs;

/**
 * Mail through Resend's API. A repeated send of the same mail within 24 hours goes out once.
 *
 * @param baseUrl another address of the API, for tests
 */
export function resendTransport(key: string, baseUrl?: string): MailTransport {
  const resend = new Resend(key, { baseUrl });
  return {
    kind: "resend",
    async send({ id, from, to, subject, html, text }) {
      const headers = { "Auto-Submitted": "auto-generated" };
      const sending = resend.emails.send(
        { from, to, subject, html, text, headers },
        { idempotencyKey: `atelier-mail-${id}` },
      );
      const late = sleep(answerMs).then(() => null);
      const answer = await Promise.race([sending, late]);
      if (!answer) throw new MailError("Resend did not answer.", { retryable: true });
      const { error } = answer;
      if (error) throw new MailError(`Resend answered "${error.name}".`, { retryable: !finalErrors.has(error.name) });
    },
    // A key that may only send is the right one to have, and answers no question.
    verify: async () => undefined,
  };
}
