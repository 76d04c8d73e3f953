import { findPersone } from '../../schemas/utente.model.js';
import { aooOf, ufficiOf } from '../accesso/aoo.js';
import { configurazioneAl } from '../configurazione/service.js';
import { SOFTWARE } from '../lib/versione.js';
import type { Conf, PersonaConf, UfficioConf } from './conf.js';

/** What is empty was never said. */
const said = (text: string | undefined): string | undefined => (text === undefined || text === '' ? undefined : text);

/**
 * What the AOO says of itself.
 * @param giorno - legal day whose settings count
 * @param utenti - whose names may be needed
 */
export async function readConf(aoo: string, giorno: string, utenti: readonly string[]): Promise<Conf> {
  const [{ ente, denominazione }, uffici, persone, impostazioni] = await Promise.all([
    aooOf(aoo),
    ufficiOf(aoo),
    utenti.length === 0 ? [] : findPersone([...new Set(utenti)]),
    configurazioneAl(aoo, 'impostazioni', giorno),
  ]);
  const tipologiaPredefinita = said(impostazioni.tipologiaPredefinita);
  return {
    ente,
    aoo: { codice: aoo, denominazione },
    uffici: new Map(
      uffici.map(({ codice, denominazione: nome, codiceUnivoco }): [string, UfficioConf] => [
        codice,
        { denominazione: nome, ...(said(codiceUnivoco) !== undefined && { codiceUnivoco: codiceUnivoco ?? '' }) },
      ]),
    ),
    persone: new Map(
      persone.map(({ _id, denominazione: nome, ...one }): [string, PersonaConf] => [
        _id,
        {
          denominazione: nome,
          ...Object.fromEntries(
            (['cognome', 'nome', 'codiceFiscale'] as const)
              .filter((campo) => said(one[campo]) !== undefined)
              .map((campo) => [campo, one[campo]]),
          ),
        },
      ]),
    ),
    ...(tipologiaPredefinita !== undefined && { tipologiaPredefinita }),
    sistema: SOFTWARE,
  };
}
