import type { MetadataRoute } from "next";
import { findSetting } from "@/db/queries/settings";

/** Asked for each time: the name can change. */
export const dynamic = "force-dynamic";

export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const name = await findSetting("gallery_name");
  return {
    name,
    short_name: name,
    start_url: "/",
    display: "standalone",
    background_color: "#fcfaf6",
    theme_color: "#fcfaf6",
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/apple-icon.png", sizes: "180x180", type: "image/png" },
    ],
  };
}
