import { inTransaction } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import { findSetting, forgetSettings, saveSetting } from "@/db/queries/settings";
import { requireAdministrator } from "@/lib/admin/policy";
import type { Viewer } from "@/lib/viewer";

/** Whether the house still waits to be set up, as far as this viewer is concerned. */
export async function isWelcomeDue(viewer: Viewer): Promise<boolean> {
  return viewer.kind === "user" && viewer.role === "admin" && !(await findSetting("welcome_done"));
}

/** Does not offer to set up the house any more; everything stays changeable in the settings. @throws AppError `not_found` */
export async function finishWelcome(viewer: Viewer): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  if (await findSetting("welcome_done")) return;
  await inTransaction(async (tx) => {
    await saveSetting(tx, "welcome_done", true, actorId);
    await insertAuditEntry(tx, { actorId, action: "house.set_up", subject: "house" });
  });
  forgetSettings();
}
