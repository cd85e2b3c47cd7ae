import { log } from "@/lib/log";
import type { MailTransport } from "./define";

/** No mail leaves: each stays in the local outbox, where administrators read it, and is named in the log. */
export const outbox: MailTransport = {
  kind: "outbox",
  async send({ to, subject }) {
    log.info({ to, subject }, "a mail waits in the outbox");
  },
  verify: async () => undefined,
};
