import type { Response } from 'express';

/** Sends a paper that was just made, to be shown in the page or printed. It is made anew each time, so nobody keeps it. */
export function sendCarta(res: Response, nome: string, pdf: Buffer, inPagina = true): void {
  res
    .set({
      'Content-Type': 'application/pdf',
      'Content-Disposition': `${inPagina ? 'inline' : 'attachment'}; filename="${nome}"`,
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'self'",
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'SAMEORIGIN',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'private, no-store',
    })
    .send(pdf);
}
