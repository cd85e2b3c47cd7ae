const nameMaxChars = 80;

/** Names that some systems keep for their devices, whatever stands behind a dot. */
const deviceNames = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A picture's name as a file, readable and without what any system forbids: title, else what was described, else the
 * uploaded file's own name. Without an ending.
 */
export function fileName({
  title,
  prompt,
  name,
}: {
  title: string | null;
  prompt: string | null;
  name: string;
}): string {
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
  const kept = cut.replace(/[.\s]+$/, "") || "picture";
  return deviceNames.test(kept) ? `${kept}_` : kept;
}

/** Gives each file of a folder a name of its own: the second of a name is `name (2).ext`. Capitals do not tell names apart. */
export function uniqueNames(taken: string[] = []): (name: string, extension: string) => string {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  return (name, extension) => {
    for (let count = 1; ; count++) {
      const file = count === 1 ? `${name}.${extension}` : `${name} (${count}).${extension}`;
      if (used.has(file.toLowerCase())) continue;
      used.add(file.toLowerCase());
      return file;
    }
  };
}
