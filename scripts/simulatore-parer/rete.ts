import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Risposta } from './chiamata.js';
import { numeroDi, testoParametro, type Guasto } from './guasti.js';

/** What faults do to the connection: while the body comes in, and to the answer. */

/** The connection was cut on purpose: there is nobody to answer. */
export class TroncataError extends Error {}

export const recidi = (req: IncomingMessage): void => {
  req.socket.resetAndDestroy();
};

const secondi = (byte: number, alSecondo: number): number => (byte / Math.max(1, alSecondo)) * 1000;

/** The body as it comes in under that fault. */
export async function* corpoDi(req: IncomingMessage, guasto: Guasto | undefined): AsyncGenerator<Buffer> {
  let letti = 0;
  const limite = guasto?.tipo === 'resetUpload' ? numeroDi(guasto, 'byte', 0) : Infinity;
  for await (const pezzo of req as AsyncIterable<Buffer>) {
    letti += pezzo.length;
    if (letti >= limite) {
      recidi(req); // before the loop is left: leaving it would close the connection the kind way
      throw new TroncataError();
    }
    if (guasto?.tipo === 'uploadLento') await sleep(secondi(pezzo.length, numeroDi(guasto, 'byteAlSecondo', 65_536)));
    yield pezzo;
  }
  if (guasto?.tipo === 'resetUpload') {
    recidi(req);
    throw new TroncataError();
  }
}

const HTML = { 'Content-Type': 'text/html; charset=utf-8' };
const MANUTENZIONE =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Manutenzione><Messaggio>Servizio fermo</Messaggio></Manutenzione>\n';
const pagina = (titolo: string): string =>
  `<!doctype html><html lang="it"><head><title>${titolo}</title></head><body><h1>${titolo}</h1></body></html>`;

/** The answer that a fault puts in the place of the service's own; undefined: the service answers. */
export function rispostaAlPosto(guasto: Guasto | undefined): Risposta | undefined {
  const risposta = (corpo: string, intestazioni: Record<string, string>, stato = 200): Risposta => ({
    stato,
    intestazioni,
    corpo,
    esito: 'GUASTO',
    codice: guasto?.tipo ?? '',
  });
  if (guasto?.tipo === 'http' || guasto?.tipo === 'statoGiu') {
    const stato = numeroDi(guasto, 'status', 503);
    const attesa = guasto.parametri?.['retryAfter'];
    const dopo = typeof attesa === 'number' ? String(attesa) : testoParametro(guasto, 'retryAfter', '');
    return risposta(pagina(`Errore ${stato}`), { ...HTML, ...(dopo !== '' && { 'Retry-After': dopo }) }, stato);
  }
  if (guasto?.tipo === 'nonXml') return risposta(pagina('Accesso al portale'), HTML);
  if (guasto?.tipo === 'xmlEstraneo')
    return risposta(MANUTENZIONE, { 'Content-Type': 'application/xml; charset="utf-8"' });
  return undefined;
}

/** Whether the unit is stored although the fault's own answer goes out. */
export const salvaPrima = ({ tipo, parametri }: Guasto): boolean => tipo === 'http' && parametri?.['salva'] === true;

async function aPezzi(res: ServerResponse, corpo: Buffer, alSecondo: number): Promise<void> {
  const passo = Math.max(1, Math.floor(alSecondo / 10));
  for (let da = 0; da < corpo.length && !res.destroyed; da += passo) {
    res.write(corpo.subarray(da, da + passo));
    await sleep(100);
  }
  res.end();
}

/** With a letter that the two encodings write differently. */
const conAccento = (xml: string): string => xml.replace('?>', '?><!-- è -->');

/** Sends the answer, or what the fault leaves of it. */
export async function invia(
  req: IncomingMessage,
  res: ServerResponse,
  { stato = 200, intestazioni, corpo }: Risposta,
  guasto: Guasto | undefined,
): Promise<void> {
  if (guasto?.tipo === 'resetDopo') {
    recidi(req);
    return;
  }
  if (guasto?.tipo === 'silenzioDopo') {
    const attesa = new AbortController();
    const ms = numeroDi(guasto, 'ms', 0);
    if (ms > 0)
      void sleep(ms, undefined, { signal: attesa.signal }).then(
        () => res.destroy(),
        () => undefined,
      );
    if (!res.destroyed) await once(res, 'close');
    attesa.abort();
    return;
  }
  if (typeof corpo !== 'string' && !Buffer.isBuffer(corpo)) {
    res.writeHead(stato, intestazioni);
    for await (const pezzo of corpo) if (!res.write(pezzo)) await once(res, 'drain');
    res.end();
    return;
  }
  const byte =
    guasto?.tipo === 'codificaErrata' ? Buffer.from(conAccento(String(corpo)), 'latin1') : Buffer.from(corpo as string);
  res.writeHead(stato, { ...intestazioni, 'Content-Length': byte.length });
  if (guasto?.tipo === 'xmlTroncato') {
    res.write(byte.subarray(0, numeroDi(guasto, 'byte', Math.floor(byte.length / 2))), () => res.destroy());
    return;
  }
  if (guasto?.tipo === 'rispostaLenta') return aPezzi(res, byte, numeroDi(guasto, 'byteAlSecondo', 4096));
  res.end(byte);
}
