import { redirect } from "next/navigation";
import { requireAdministratorPage } from "./administrator";

/** The house's front door leads to its first room. */
export default async function AdminPage() {
  await requireAdministratorPage();
  redirect("/admin/backends");
}
