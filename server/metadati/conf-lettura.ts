import { findPersone } from '../../schemas/utente.model.js';
import { aooOf, ufficiOf } from '../accesso/aoo.js';
import { configurazioneAl } from '../configurazione/service.js';
import { SOFTWARE } from '../lib/versione.js';
import type { Conf, PersonaConf, UfficioConf } from './conf.js';

/** What is empty was never said. */
const said = (text: string | undefined): string | undefined => (text === undefined || text === '' ? undefined : text);

const NOMI = ['cognome', 'nome', 'codiceFiscale'] as const;

/** The people of the own side, each asked for once; who is no user is absent. */
export async function readPersone(utenti: readonly string[]): Promise<Conf['persone']> {
  const found = utenti.length === 0 ? [] : await findPersone([...new Set(utenti)]);
  return new Map(
    found.map((one): [string, PersonaConf] => [
      one._id,
      {
        denominazione: one.denominazione,
        ...Object.fromEntries(
          NOMI.filter((campo) => said(one[campo]) !== undefined).map((campo) => [campo, one[campo]]),
        ),
      },
    ]),
  );
}

/**
 * What the AOO says of itself; all but the people from what the process remembers, so that many documents ask no more than one.
 * @param giorno - legal day whose settings count
 */
export async function readConf(aoo: string, giorno: string, persone: Conf['persone']): Promise<Conf> {
  const [{ ente, denominazione }, uffici, impostazioni] = await Promise.all([
    aooOf(aoo),
    ufficiOf(aoo),
    configurazioneAl(aoo, 'impostazioni', giorno),
  ]);
  const tipologiaPredefinita = said(impostazioni.tipologiaPredefinita);
  return {
    ente,
    aoo: { codice: aoo, denominazione },
    uffici: new Map(
      uffici.map(({ codice, denominazione: nome, codiceUnivoco }): [string, UfficioConf] => [
        codice,
        { denominazione: nome, ...(codiceUnivoco !== undefined && codiceUnivoco !== '' && { codiceUnivoco }) },
      ]),
    ),
    persone,
    ...(tipologiaPredefinita !== undefined && { tipologiaPredefinita }),
    sistema: SOFTWARE,
  };
}
