import { getMessages } from "next-intl/server";
import { styleTitle } from "@/components/gallery/style-words";
import { listStyles } from "@/lib/styles/service";

/** The styles one can look for: slug → title in the viewer's language. */
export async function styleTitles(): Promise<Record<string, string>> {
  const [styles, messages] = await Promise.all([listStyles(), getMessages()]);
  return Object.fromEntries(styles.map((style) => [style.slug, styleTitle(style, messages.styles)]));
}
