import { Readable } from 'node:stream';
import { findByChiavi } from '../../schemas/registrazione.model.js';
import { findUtente } from '../../schemas/utente.model.js';
import { callerOf, chooseIncarico } from '../accesso/incarico.js';
import type { Deps } from '../deps.js';
import { PdfA } from '../lib/pdfa.js';
import { registerAtto } from '../repertori/registra.js';
import { readTabella } from './dati.js';
import { AOO, ENTE } from './ente.js';
import { dataEstesa, istante } from './giorni.js';
import type { OrologioDelPassato } from './orologio-del-passato.js';
import type { Passato } from './passato.js';

/** First bytes of a file, as a request keeps them to tell the format. */
const HEAD_BYTES = 4_100;
/** Seconds after midnight: nine and a half in the morning, then a minute for each act. */
const MATTINO = 9.5 * 3_600;

async function drawAtto(oggetto: string, giorno: string, quando: Date): Promise<Buffer> {
  const pdf = new PdfA({ titolo: oggetto, autore: ENTE.denominazione, istante: quando, dimostrazione: true });
  pdf.scrivi(ENTE.denominazione, { carattere: 'grassetto', corpo: 15, dopo: 18 });
  pdf.scrivi(oggetto, { parte: 'H1', carattere: 'grassetto', corpo: 13, dopo: 14 });
  pdf.scrivi(`Adottato il ${dataEstesa(giorno)}. Il testo completo è agli atti dell’ufficio proponente.`, {
    corpo: 11,
  });
  return pdf.finish();
}

/**
 * Registers in the repertori what the offices adopted in that past; what is there already stays.
 * @param deps - with `orologio` as its clock
 */
export async function registerAttiDelPassato(
  deps: Deps,
  orologio: OrologioDelPassato,
  { anno, ieri }: Passato,
): Promise<number> {
  const righe = readTabella<'sigla' | 'giorno' | 'utente' | 'uo' | 'oggetto'>('atti-repertorio')
    .map((riga, i) => ({ ...riga, giorno: `${anno}-${riga.giorno}`, chiave: `demo-repertorio-${i + 1}`, i }))
    .filter(({ giorno }) => giorno <= ieri);
  for (const { sigla, giorno, utente, uo, oggetto, chiave, i } of righe) {
    if ((await findByChiavi(AOO.codice, [{ autore: utente, chiave, sha256: '' }], sigla)).length > 0) continue;
    const found = await findUtente(utente);
    if (found === null) throw new Error(`no user ${utente}`);
    const quando = istante(giorno, MATTINO + i * 60);
    orologio.set(quando);
    const caller = await callerOf(found, await chooseIncarico(found, AOO.codice, giorno), chiave);
    const bytes = await drawAtto(oggetto, giorno, quando);
    const stored = await deps.store.put(Readable.from([bytes], { objectMode: false }));
    const documento = {
      nome: `${sigla.toLowerCase()}-${giorno}.pdf`,
      mime: 'application/pdf',
      ...stored,
      inizio: bytes.subarray(0, HEAD_BYTES),
    };
    const richiesta = { oggetto, mittenti: [{ tipo: 'UO' as const, uo }], destinatari: [] };
    await registerAtto(deps, caller, sigla, { richiesta, documento, allegati: [] }, chiave);
  }
  return righe.length;
}
