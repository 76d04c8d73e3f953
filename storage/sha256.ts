/** Whether the text is a SHA-256 as it is written everywhere here: 64 lower-case hex digits. */
export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** Where a file lies in a folder or bucket, `<2 hex>/<2 hex>/<sha256>`: the two layouts are the same, so that one can be copied to the other. */
export function relativePath(sha256: string): string {
  if (!isSha256(sha256)) throw new TypeError('not a SHA-256');
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}

/** How the paths begin of the files whose hashes begin with those hex digits. */
export function pathPrefix(digits: string): string {
  if (digits.length < 2) return digits;
  const [outer, inner] = [digits.slice(0, 2), digits.slice(2, 4)];
  return digits.length < 4 ? `${outer}/${inner}` : `${outer}/${inner}/${digits}`;
}
