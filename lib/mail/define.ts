/** A mail as it goes out: rendered, for one recipient. */
export interface OutgoingMail {
  /** Its row; services that can tell repeated sends by it do so. */
  id: number;
  /** An address, or a name and `<address>`. */
  from: string;
  to: string;
  subject: string;
  html: string;
  text: string;
}

/** A way for mails to leave. */
export interface MailTransport {
  kind: "outbox" | "resend" | "smtp";
  /** Resolves when the mail was taken over. @throws MailError */
  send(mail: OutgoingMail): Promise<void>;
  /** Whether mails could be sent now, as far as that can be told without sending one. @throws MailError */
  verify(): Promise<void>;
}

/** A mail that was not taken over. Its message names no recipient and no content. */
export class MailError extends Error {
  /** Whether a later try can help. */
  readonly retryable: boolean;

  constructor(message: string, options: { retryable: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = "MailError";
    this.retryable = options.retryable;
  }
}
