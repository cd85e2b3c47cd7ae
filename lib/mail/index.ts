import { findPublicUrl, findSetting } from "@/db/queries/settings";
import type { MailTransport } from "./define";
import { outbox } from "./outbox";
import { resendTransport } from "./resend";
import { smtpTransport } from "./smtp";

/** How mails leave this installation now. */
export async function mailTransport(): Promise<MailTransport> {
  const [way, smtpUrl, resendKey] = await Promise.all([
    findSetting("mail_way"),
    findSetting("smtp_url"),
    findSetting("resend_key"),
  ]);
  return chooseTransport({ way, smtpUrl, resendKey });
}

/**
 * The way that was chosen, if what it needs is there; `automatic` is Resend when its key is given, else an SMTP server
 * when its address is, else the local outbox.
 */
export function chooseTransport(given: {
  way: "automatic" | "outbox" | "smtp" | "resend";
  smtpUrl: string;
  resendKey: string;
}): MailTransport {
  const { way, smtpUrl, resendKey } = given;
  const isWished = (kind: string) => way === "automatic" || way === kind;
  if (isWished("resend") && resendKey !== "") return resendTransport(resendKey);
  return isWished("smtp") && smtpUrl !== "" ? smtpTransport(smtpUrl) : outbox;
}

/** Whom mails are from. */
export async function mailSender(): Promise<string> {
  const given = await findSetting("mail_from");
  if (given !== "") return given;
  const [name, url] = await Promise.all([findSetting("gallery_name"), findPublicUrl()]);
  return `${name.replace(/[<>"\\]/g, "")} <no-reply@${new URL(url).hostname}>`;
}
