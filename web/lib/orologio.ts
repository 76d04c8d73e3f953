let scartoMs = 0;

/**
 * Sets the pages' clock by the server's, which in a demonstration may have been moved.
 * @param adessoServer - RFC 3339, as `GET /io` tells it
 */
export function setOrologio(adessoServer: string): void {
  const server = Date.parse(adessoServer);
  if (Number.isFinite(server)) scartoMs = server - Date.now();
}

/** The instant by the server's clock: the only place of the pages that reads the time. */
export function adesso(): Date {
  return new Date(Date.now() + scartoMs);
}
