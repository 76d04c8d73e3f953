import type { Caller } from '../../schemas/accesso.api.js';
import type { AnnoNumero } from '../../schemas/comune.api.js';
import type { EsitoPagina } from '../../schemas/pagina-scansione.model.js';
import { findVisible } from '../protocollo/lookup.js';
import { type CodiceLetto, diceDiChi, registrazioneDelFoglio, stessaRegistrazione } from './immagini/leggi-codice.js';

/** A registration of ours that a code names. */
export interface Nominata extends AnnoNumero {
  /** the code says the bare number, and not whose it is: another office may print the same */
  soloNumero?: true;
}

export interface Riconosciuta {
  registrazione: Nominata;
  pagina: string;
}

/**
 * The one registration that the codes on the pages name; two different ones name none: a person looks. Its page is that of the code
 * that says most. Pure.
 */
export function codiceDi(
  pagine: readonly { id: string; esito: Pick<EsitoPagina, 'codici'> | undefined }[],
): { codice: CodiceLetto['registrazione']; pagina: string } | undefined {
  const letti = pagine.flatMap(({ id, esito }) => {
    const codice = esito === undefined ? undefined : registrazioneDelFoglio(esito.codici);
    return codice === undefined ? [] : [{ codice, pagina: id }];
  });
  const codice = stessaRegistrazione(letti.map((one) => one.codice));
  if (codice === undefined) return undefined;
  const pagina = letti.find((one) => one.codice.hash === codice.hash && one.codice.di === codice.di) ?? letti[0];
  return pagina === undefined ? undefined : { codice, pagina: pagina.pagina };
}

/**
 * The registration that a code names, if it is one of the AOO that who scanned may see: another office may print the same number,
 * so an address must name the very hash of ours, and a written identifier our AOO, or the register in which it is.
 */
export async function registrazioneDi(
  caller: Caller,
  codice: CodiceLetto['registrazione'],
): Promise<Nominata | undefined> {
  const { anno, numero, hash, di } = codice;
  const found = await findVisible(caller, { anno, numero });
  if (found === null || (hash !== undefined && found.catena.hash !== hash)) return undefined;
  const nostri = [found.aoo, found.registro].map((one) => one.toUpperCase());
  if (di !== undefined && !nostri.includes(di.toUpperCase())) return undefined;
  return { anno, numero, ...(!diceDiChi(codice, found.aoo) && { soloNumero: true as const }) };
}
