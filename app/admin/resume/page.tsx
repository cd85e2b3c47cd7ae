import { redirect } from "next/navigation";
import { addressOf } from "@/components/admin/rooms";
import { findNavigation } from "@/lib/admin/service/navigation";
import { requireAdministratorPage } from "../administrator";

/** Where one comes in: leads to the room that the administrator was in last. */
export default async function ResumePage() {
  const viewer = await requireAdministratorPage();
  redirect(addressOf((await findNavigation(viewer))?.active_tab ?? ""));
}
