import type { Carta } from '../../../server/carte/dati.js';

/** What the papers say of a registration of the demonstration Comune. */
export const buildCarta = (over: Partial<Carta> = {}): Carta => ({
  ente: 'Comune di Valdoria',
  codiceIPA: 'c_x000',
  aoo: 'AVLD001',
  denominazioneAoo: 'Area organizzativa omogenea unica',
  registro: 'PROT-GEN',
  flusso: 'E',
  anno: 2026,
  numero: '0001234',
  giorno: '02/03/2026',
  ora: '09:14:05',
  segnatura: 'c_x000/AVLD001/PROT-GEN/2026-03-02/0001234',
  classifica: 'VI.3',
  indirizzo: `https://protocollo.example/verifica/2026/1234/${'ab'.repeat(32)}`,
  dimostrazione: true,
  ...over,
});
