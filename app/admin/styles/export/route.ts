import { exportStyles } from "@/lib/backends/service/exchange";
import { requireAdministratorPage } from "../../administrator";

/** The styles of the house as a file; for everyone but administrators there is no such address. */
export async function GET(): Promise<Response> {
  const file = await exportStyles(await requireAdministratorPage());
  const day = file.exportedAt.slice(0, 10);
  return new Response(`${JSON.stringify(file, null, 2)}\n`, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="atelier-styles-${day}.json"`,
      "Cache-Control": "private, no-store",
    },
  });
}
