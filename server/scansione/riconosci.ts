import type { Caller } from '../../schemas/accesso.api.js';
import type { AnnoNumero } from '../../schemas/comune.api.js';
import type { EsitoPagina } from '../../schemas/pagina-scansione.model.js';
import { findVisible } from '../protocollo/lookup.js';
import { type CodiceLetto, registrazioneDelFoglio, stessaRegistrazione } from './immagini/leggi-codice.js';

export interface Riconosciuta {
  registrazione: AnnoNumero;
  pagina: string;
}

/** The one registration that the codes on the pages name; two different ones name none: a person looks. Pure. */
export function codiceDi(
  pagine: readonly { id: string; esito: Pick<EsitoPagina, 'codici'> | undefined }[],
): { codice: CodiceLetto['registrazione']; pagina: string } | undefined {
  const letti = pagine.flatMap(({ id, esito }) => {
    const codice = esito === undefined ? undefined : registrazioneDelFoglio(esito.codici);
    return codice === undefined ? [] : [{ codice, pagina: id }];
  });
  const codice = stessaRegistrazione(letti.map((one) => one.codice));
  return letti.find((one) => one.codice === codice);
}

/**
 * The registration that a code names, if it is one of the AOO that who scanned may see: another office may print the same number,
 * so an address must name the very hash of ours, and a written identifier our AOO, or the register in which it is.
 */
export async function registrazioneDi(
  caller: Caller,
  { anno, numero, hash, di }: CodiceLetto['registrazione'],
): Promise<AnnoNumero | undefined> {
  const found = await findVisible(caller, { anno, numero });
  if (found === null || (hash !== undefined && found.catena.hash !== hash)) return undefined;
  const nostri = [found.aoo, found.registro].map((one) => one.toUpperCase());
  if (di !== undefined && !nostri.includes(di.toUpperCase())) return undefined;
  return { anno, numero };
}
