import { chiama } from './trasporto.js';

const ATTESA_MS = 10_000;

/** Whether somebody answers there; any answer will do that is not a fault of its own (a service asked with GET answers 405). */
export async function raggiungi(
  indirizzo: string,
  segnale: AbortSignal,
  intestazioni?: Readonly<Record<string, string>>,
): Promise<{ raggiungibile: boolean; dettaglio?: string }> {
  const esito = await chiama({
    indirizzo,
    metodo: 'GET',
    attesaMs: ATTESA_MS,
    segnale,
    ...(intestazioni !== undefined && { intestazioni }),
  });
  if (esito.tipo === 'risposta')
    return esito.risposta.stato < 500
      ? { raggiungibile: true }
      : { raggiungibile: false, dettaglio: `Il conservatore risponde HTTP ${esito.risposta.stato}.` };
  return {
    raggiungibile: false,
    dettaglio: `Il conservatore non risponde: ${'motivo' in esito ? esito.motivo : 'collegamento interrotto'}.`,
  };
}
