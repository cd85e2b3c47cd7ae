import type { MediaImage } from "@/db/queries/media";
import { fileName } from "@/lib/file-name";

/**
 * A Content-Disposition header with a name people can read: title, else what was described, else the file's own name;
 * once in ASCII, once in full (RFC 6266, RFC 8187).
 *
 * @param extension without its dot
 */
export function disposition(
  kind: "inline" | "attachment",
  image: Pick<MediaImage, "title" | "prompt" | "name">,
  extension: string,
): string {
  const name = fileName(image);
  const ascii = asciiName(name);
  const full = `${name}.${extension}`;
  return `${kind}; filename="${ascii}.${extension}"; filename*=UTF-8''${encodeExtended(full)}`;
}

function asciiName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z\d._ ()-]/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return /[A-Za-z\d]/.test(plain) ? plain : "picture";
}

/** RFC 8187's ext-value: what encodeURIComponent leaves but the grammar does not allow is escaped too. */
function encodeExtended(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
