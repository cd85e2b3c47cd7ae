import type { MediaImage } from "@/db/queries/media";

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

const nameMaxChars = 80;

function fileName({ title, prompt, name }: Pick<MediaImage, "title" | "prompt" | "name">): string {
  const words = title ?? prompt ?? name.replace(/\.[A-Za-z\d]{1,5}$/, "");
  const clean = words
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, " ")
    .replace(/[/\\:*?"<>|]/g, " ")
    .replace(/\s+/gu, " ")
    .replace(/^[.\s]+/, "");
  const short = [...clean].slice(0, nameMaxChars).join("");
  // A name that had to be cut ends with a whole word, where there are words.
  const cut = short.length < clean.length ? short.replace(/ \S*$/, "") : short;
  return cut.replace(/[.\s]+$/, "") || "picture";
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
