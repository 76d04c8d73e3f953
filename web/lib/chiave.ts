/**
 * A new Idempotency-Key (UUID, version 4), made with the form and kept through every retry. Written out because
 * `crypto.randomUUID` is missing where the page does not come by TLS, as in an office's own network.
 */
export function newChiave(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
