const shaPattern = /^[0-9a-f]{64}$/;
const filePattern = /^[a-z0-9]{1,20}\.(jpg|png|webp)$/;
const keyPattern = /^([a-z0-9][a-z0-9_-]{0,99}\/){1,4}[a-z0-9][a-z0-9_-]{0,99}\.(jpg|png|webp|zip)$/;

/**
 * The key of one file of a blob, like `full.jpg` or `640.webp`: spread over two levels of 256 folders.
 * @throws RangeError when either is not of that shape, so no outside text can become a path
 */
export function blobKey(sha256: string, file: string): string {
  if (!shaPattern.test(sha256)) throw new RangeError("not a SHA-256 in lower-case hex");
  if (!filePattern.test(file)) throw new RangeError("not the name of a picture file");
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}/${file}`;
}

/** What a key names when it is a blob's; null for other keys and for strangers' files that `list` finds. */
export function parseBlobKey(key: string): { sha256: string; file: string } | null {
  const [, , sha256 = "", file = ""] = key.split("/");
  if (!shaPattern.test(sha256) || !filePattern.test(file)) return null;
  return blobKey(sha256, file) === key ? { sha256, file } : null;
}

/** Whether a key is well-formed: one to four folders and a picture file, lower case, nothing that begins with a dot. */
export function isKey(key: string): boolean {
  return keyPattern.test(key);
}
