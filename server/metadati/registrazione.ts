import { tempoDiConservazione } from '../../classification/strumenti/conservazione.js';
import { type Attestazione, findAttestate } from '../../schemas/attestazione.model.js';
import { type EsameFile, findEsami } from '../../schemas/esame-file.model.js';
import { isAtto, type Registrazione } from '../../schemas/registrazione.model.js';
import { completato } from '../formati/stato.js';
import { legalDay } from '../lib/clock.js';
import type { Config } from '../lib/config.js';
import type { Conf } from './conf.js';
import { readConf, readPersone } from './conf-lettura.js';
import { buildDai, type Costruito, type Intorno } from './dai.js';
import { modificheOf } from './modifiche.js';
import { conservazioneDi } from '../repertori/configurazione.js';

interface ConIndirizzo {
  config: Pick<Config, 'urlPubblico'>;
}

/** Address under which a version of the titolario can be read. */
export const pianoOf =
  ({ urlPubblico }: ConIndirizzo['config']): Intorno['piano'] =>
  (versione) =>
    `${urlPubblico}/titolario?versione=${versione}`;

const filesOf = ({ documento, allegati }: Registrazione): string[] =>
  [...(documento === undefined ? [] : [documento]), ...allegati].map(({ sha256 }) => sha256);

const utentiOf = ({ assegnazioni, eventi }: Registrazione): string[] => [
  ...assegnazioni.flatMap(({ utente }) => utente ?? []),
  ...modificheOf(eventi).map(({ utente }) => utente),
];

async function build(
  { config }: ConIndirizzo,
  registrazione: Registrazione,
  esami: ReadonlyMap<string, EsameFile>,
  persone: Conf['persone'],
  attestazioni: readonly Attestazione[],
): Promise<Costruito> {
  const { documento, classifica, aoo, tipologia } = registrazione;
  const giorno = legalDay(registrazione.dataRegistrazione);
  const [conf, tempo, delRepertorio] = await Promise.all([
    readConf(aoo, giorno, persone),
    classifica && tempoDiConservazione(aoo, giorno, classifica.codice, tipologia),
    isAtto(registrazione) ? conservazioneDi(aoo, giorno, registrazione.registro) : undefined,
  ]);
  const known = {
    ...registrazione,
    id: String(registrazione._id),
    ...(documento !== undefined && { documento: completato(documento, esami.get(documento.sha256)) }),
  };
  const attestazione = attestazioni.find(
    (one) => one.aoo === aoo && one.copie.some(({ sha256 }) => sha256 === documento?.sha256),
  );
  return buildDai(known, {
    conf,
    anni: delRepertorio ?? tempo?.tempo,
    piano: pianoOf(config),
    conforme: attestazione !== undefined,
    lotto: attestazione?.lotto,
  });
}

/** Attestations of the documents of these records, asked for once an AOO. */
async function readAttestazioni(registrazioni: readonly Registrazione[]): Promise<Attestazione[]> {
  const tutte = [...new Set(registrazioni.map(({ aoo }) => aoo))];
  const found = await Promise.all(
    tutte.map((aoo) =>
      findAttestate(
        aoo,
        registrazioni.flatMap((one) => (one.aoo === aoo && one.documento !== undefined ? [one.documento.sha256] : [])),
      ),
    ),
  );
  return found.flat();
}

/** The metadata of whole records, in their order, with few questions to the database for all of them. */
export async function metadatiOfRegistrazioni(
  deps: ConIndirizzo,
  registrazioni: readonly Registrazione[],
): Promise<Costruito[]> {
  const [esami, persone, attestazioni] = await Promise.all([
    findEsami(registrazioni.flatMap(filesOf)),
    readPersone(registrazioni.flatMap(utentiOf)),
    readAttestazioni(registrazioni),
  ]);
  return Promise.all(registrazioni.map((one) => build(deps, one, esami, persone, attestazioni)));
}

/** The metadata of a registration, as the record is: the same version of it gives the same text. */
export async function metadatiOfRegistrazione(deps: ConIndirizzo, r: Registrazione): Promise<Costruito> {
  const [costruito] = await metadatiOfRegistrazioni(deps, [r]);
  if (costruito === undefined) throw new RangeError('no metadata of one registration');
  return costruito;
}
