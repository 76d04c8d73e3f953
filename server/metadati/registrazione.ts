import { tempoDiConservazione } from '../../classification/strumenti/conservazione.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { Deps } from '../deps.js';
import { conEsami } from '../formati/stato.js';
import { legalDay } from '../lib/clock.js';
import { readConf } from './conf-lettura.js';
import { buildDai, type Costruito, type Intorno } from './dai.js';
import { modificheOf } from './modifiche.js';

/** Address under which a version of the titolario can be read. */
export const pianoOf =
  ({ urlPubblico }: Pick<Deps['config'], 'urlPubblico'>): Intorno['piano'] =>
  (versione) =>
    `${urlPubblico}/titolario?versione=${versione}`;

/** The metadata of a registration, as the record is: the same version of it gives the same text. */
export async function metadatiOfRegistrazione(
  { config }: Pick<Deps, 'config'>,
  registrazione: Registrazione,
): Promise<Costruito> {
  const r = await conEsami(registrazione);
  const giorno = legalDay(r.dataRegistrazione);
  const utenti = [
    ...r.assegnazioni.flatMap(({ utente }) => utente ?? []),
    ...modificheOf(r.eventi).map(({ utente }) => utente),
  ];
  const [conf, tempo] = await Promise.all([
    readConf(r.aoo, giorno, utenti),
    r.classifica === undefined ? undefined : tempoDiConservazione(r.aoo, giorno, r.classifica.codice, r.tipologia),
  ]);
  return buildDai({ ...r, id: String(r._id) }, { conf, anni: tempo?.tempo, piano: pianoOf(config) });
}
