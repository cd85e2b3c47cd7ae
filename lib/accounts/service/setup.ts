import { hasAdministrator } from "@/db/queries/administrators";
import { findSetting } from "@/db/queries/settings";
import { mailTransport } from "@/lib/mail";

/** Whether nobody runs this installation yet, so that the set-up code counts. */
export async function isWithoutAdministrator(): Promise<boolean> {
  return !(await hasAdministrator());
}

/** Whether mails stay in this installation, to be read by its administrators. */
export async function hasLocalOutbox(): Promise<boolean> {
  return (await mailTransport()).kind === "outbox";
}

/** How long a deleted account can be brought back, in days. */
export function findGraceDays(): Promise<number> {
  return findSetting("deletion_days");
}
