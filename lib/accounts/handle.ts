/** A handle made from a name: small letters, digits and dashes, 2 to 30 of them; `user` where nothing of that is left. */
export function handleFrom(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 30)
    .replace(/^-+|-+$/g, "");
  return plain.length >= 2 ? plain : "user";
}
