import type { Caller } from '../../schemas/accesso.api.js';
import type { AnnoNumero } from '../../schemas/comune.api.js';
import type { EsitoPagina } from '../../schemas/pagina-scansione.model.js';
import { findVisible } from '../protocollo/lookup.js';
import { type CodiceLetto, registrazioneDelFoglio } from './immagini/leggi-codice.js';

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
  const [first, ...others] = letti;
  return others.every(({ codice }) => codice.anno === first?.codice.anno && codice.numero === first.codice.numero)
    ? first
    : undefined;
}

/**
 * The registration that a code names, if it is one of the AOO that who scanned may see: another office may print the same number,
 * so an address must name the very hash of ours.
 */
export async function registrazioneDi(
  caller: Caller,
  { anno, numero, hash }: CodiceLetto['registrazione'],
): Promise<AnnoNumero | undefined> {
  const found = await findVisible(caller, { anno, numero });
  if (found === null || (hash !== undefined && found.catena.hash !== hash)) return undefined;
  return { anno, numero };
}
