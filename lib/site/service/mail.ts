import { inTransaction } from "@/db/client";
import { findSetting, forgetSettings } from "@/db/queries/settings";
import { findUser } from "@/db/queries/users";
import { requireAdministrator } from "@/lib/admin/policy";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { mailSender, mailTransport } from "@/lib/mail";
import { MailError } from "@/lib/mail/define";
import { renderLetter } from "@/lib/mail/render";
import type { Viewer } from "@/lib/viewer";
import type { MailDto, MailInput, TestMailDto } from "../schema";
import { requireFitting, secretHint, setSetting } from "./settings";

/** How mail leaves now. @throws AppError `not_found` */
export async function describeMail(viewer: Viewer): Promise<MailDto> {
  requireAdministrator(viewer);
  const [{ kind }, from, smtpUrl, key] = await Promise.all([
    mailTransport(),
    findSetting("mail_from"),
    findSetting("smtp_url"),
    findSetting("resend_key"),
  ]);
  return { way: kind, from, smtpHint: secretHint(smtpUrl), keyHint: secretHint(key) };
}

/** Sets how mail leaves, as one. @throws AppError `not_found`, `invalid` */
export async function saveMail(viewer: Viewer, input: MailInput): Promise<void> {
  const { id } = requireAdministrator(viewer);
  const from = input.way === "outbox" ? null : await requireFitting("mail_from", input.from, "from");
  const smtpUrl = input.way === "smtp" ? await requireFitting("smtp_url", smtpUrlOf(input), "host") : null;
  const key =
    input.way === "resend" ? await requireFitting("resend_key", input.resendPassword, "resendPassword") : null;
  if (key === "") throw new AppError("invalid", { fields: { resendPassword: ["This is no key of Resend."] } });
  await inTransaction(async (tx) => {
    await setSetting(tx, id, "mail_way", input.way);
    if (from !== null) await setSetting(tx, id, "mail_from", from);
    if (smtpUrl !== null) await setSetting(tx, id, "smtp_url", smtpUrl);
    if (key !== null) await setSetting(tx, id, "resend_key", key);
  });
  forgetSettings();
}

/**
 * Sends a mail to the administrator who asks, at once, and tells what the service said.
 *
 * @throws AppError `not_found`
 */
export async function sendTestMail(viewer: Viewer): Promise<TestMailDto> {
  const { id } = requireAdministrator(viewer);
  const [user, transport, from] = await Promise.all([findUser(id), mailTransport(), mailSender()]);
  if (!user) throw new AppError("not_found");
  if (transport.kind === "outbox") return { isSent: false, to: user.email, said: null };
  const letter = await renderLetter({ name: "test", locale: user.locale }, await findSetting("gallery_name"));
  try {
    await transport.send({ id: clock.now().getTime(), from, to: user.email, ...letter });
    return { isSent: true, to: user.email, said: null };
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    return { isSent: false, to: user.email, said: error.message };
  }
}

/** Port 465 speaks TLS from its first byte (RFC 8314); others begin in plain and turn to it when the server can. */
function smtpUrlOf({ host, port, user, password }: Extract<MailInput, { way: "smtp" }>): string {
  const account = user === "" ? "" : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`;
  return `${port === 465 ? "smtps" : "smtp"}://${account}${host}:${port}`;
}
