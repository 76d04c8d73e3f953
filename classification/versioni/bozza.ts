import {
  type BozzaTitolario,
  deleteBozzaTitolario,
  findBozzaTitolario,
  saveBozzaTitolario,
  saveRaccordo,
} from '../../schemas/bozza-titolario.model.js';
import {
  type AttoAdozione,
  findVersioni,
  insertVersioni,
  type Raccordo,
  type Versione,
  type Voce,
} from '../../schemas/titolario.model.js';
import type { ImportaQuery } from '../../schemas/titolario-versioni.api.js';
import { inTransaction } from '../../server/accesso/transaction.js';
import { configurazioneAl } from '../../server/configurazione/service.js';
import { isDuplicateKey } from '../../server/lib/mongo.js';
import {
  DatiNonValidiError,
  NonTrovatoError,
  ServizioNonDisponibileError,
  StatoIncompatibileError,
  VersioneSuperataError,
} from '../../server/lib/problem.js';
import { readVoci } from '../load.js';
import { forgetTitolario } from '../service.js';
import type { Rilievo } from '../tabella.js';
import { faultsOfNuovaVersione, ultimaOf } from '../titolario.js';
import { type Autore, fattoOf, prossimoGennaio, requireFaultless } from './contesto.js';
import { faultsOfRaccordo } from './controllo-raccordo.js';
import { readRaccordo } from './csv.js';
import { type Differenza, differenzeOf } from './differenze.js';
import { proposeRaccordo } from './raccordo.js';

/** Levels of an AOO that has said nothing: titolo, classe, sottoclasse. */
const LIVELLI = 3;

/** A draft beside the version that it follows. */
export interface BozzaLetta {
  bozza: Omit<BozzaTitolario, 'revisione' | 'storia'> & Partial<Pick<BozzaTitolario, 'revisione' | 'storia'>>;
  differenze: Differenza[];
  avvisi: Rilievo[];
}

/** A file that says nothing of `riservata` leaves it as it was: what is reserved does not become open by an omission. */
const withRiservata = (voci: readonly Voce[], prima: readonly Voce[]): Voce[] => {
  const before = new Map(prima.map((voce) => [voce.codice, voce.riservata === true]));
  return voci.map(({ riservata, ...voce }) =>
    (riservata ?? before.get(voce.codice) === true) ? { ...voce, riservata: true } : voce,
  );
};

async function maxLivelliOf(aoo: string, day: string): Promise<number> {
  return (await configurazioneAl(aoo, 'impostazioni', day)).livelliTitolario ?? LIVELLI;
}

const withLines = (righe: readonly Raccordo[]) => righe.map((one) => ({ ...one, riga: 1 }));

/** The mapping given by hand while it still fits, else what the versions say by themselves. */
function raccordoFor(
  old: BozzaTitolario | null,
  prima: readonly Voce[],
  nuova: Pick<Versione, 'dal' | 'voci' | 'numero'>,
): Pick<BozzaTitolario, 'raccordo' | 'raccordoDato'> & { avvisi: Rilievo[] } {
  const given = old?.raccordoDato === true && old.numero === nuova.numero ? old.raccordo : undefined;
  if (given !== undefined && faultsOfRaccordo(withLines(given), prima, nuova).length === 0)
    return { raccordo: given, raccordoDato: true, avvisi: [] };
  const avvisi =
    given === undefined
      ? []
      : [{ riga: 1, messaggio: 'Il raccordo caricato non vale più per queste voci: rivederlo e caricarlo di nuovo.' }];
  return { raccordo: proposeRaccordo(prima, nuova), raccordoDato: false, avvisi };
}

/**
 * Reads the next version of the titolario from CSV and, unless it is a dry run, makes it the draft of the AOO, in one write: all or
 * nothing. Importing again replaces the draft. Nobody classifies by it before it is approved and its day has come.
 * @throws DatiNonValidiError with all that is wrong, each line by its number
 */
export async function importVersione(
  csv: Uint8Array,
  { prova, numero, denominazione, dal }: ImportaQuery,
  autore: Autore,
): Promise<BozzaLetta> {
  const { aoo, oggi } = autore;
  const versioni = await findVersioni(aoo);
  const last = ultimaOf(versioni);
  const day = dal ?? prossimoGennaio(last !== undefined && last.dal > oggi ? last.dal : oggi);
  const nuova = { numero: numero ?? (last?.numero ?? 0) + 1, dal: day };
  const { voci: lette, errori, avvisi } = readVoci(csv, { maxLivelli: await maxLivelliOf(aoo, day) });
  requireFaultless(faultsOfNuovaVersione(versioni, nuova, oggi), errori);
  const prima = last?.voci ?? [];
  const voci = withRiservata(lette, prima);
  const { avvisi: others, ...raccordo } = raccordoFor(await findBozzaTitolario(aoo), prima, { ...nuova, voci });
  const bozza = { ...nuova, denominazione: denominazione ?? `Titolario ${day.slice(0, 4)}`, voci, ...raccordo };
  return {
    bozza: prova ? bozza : await saveBozzaTitolario(aoo, bozza, fattoOf('redazione', autore)),
    differenze: differenzeOf(prima, voci),
    avvisi: [...avvisi, ...others],
  };
}

const noBozza = (): NonTrovatoError =>
  new NonTrovatoError('Non c’è una bozza del titolario: importare prima una nuova versione.');

async function requireBozza(aoo: string): Promise<BozzaTitolario> {
  const bozza = await findBozzaTitolario(aoo);
  if (bozza === null) throw noBozza();
  return bozza;
}

/** The draft with its differences from the last version. @throws NonTrovatoError */
export async function readBozza(aoo: string): Promise<BozzaLetta & { bozza: BozzaTitolario }> {
  const bozza = await requireBozza(aoo);
  const prima = ultimaOf(await findVersioni(aoo))?.voci ?? [];
  return { bozza, differenze: differenzeOf(prima, bozza.voci), avvisi: [] };
}

/** Somebody else may be changing the draft: so often it is read again. */
const TRIES = 5;

/** Gives the draft a mapping from CSV, unless it is a dry run. @throws DatiNonValidiError with each line, NonTrovatoError */
export async function importRaccordo(
  csv: Uint8Array,
  prova: boolean,
  autore: Autore,
): Promise<{ righe: readonly Raccordo[]; revisione?: number }> {
  const { righe, errori } = readRaccordo(csv);
  const raccordo = righe.map(({ riga: _riga, ...one }) => one);
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const bozza = await requireBozza(autore.aoo);
    const prima = ultimaOf(await findVersioni(autore.aoo))?.voci ?? [];
    requireFaultless([], errori.length > 0 ? errori : faultsOfRaccordo(righe, prima, bozza));
    if (prova) return { righe: raccordo };
    const saved = await saveRaccordo(autore.aoo, bozza.revisione, raccordo, fattoOf('redazione', autore));
    if (saved !== null) return { righe: raccordo, revisione: saved.revisione };
  }
  throw new ServizioNonDisponibileError();
}

/** Gives up the draft that was read. @throws NonTrovatoError, VersioneSuperataError */
export async function discardBozza(aoo: string, revisione: number): Promise<void> {
  await requireBozza(aoo);
  if (!(await deleteBozzaTitolario(aoo, revisione))) throw new VersioneSuperataError();
}

/**
 * Makes the draft a version, by the act with which the body adopted it: from then on it is read-only, from its day on it is in force.
 * One transaction: the version is there and the draft is not, or nothing has changed.
 * @param revisione - of the draft whose differences were read
 * @throws NonTrovatoError, VersioneSuperataError, StatoIncompatibileError (its day has come meanwhile), DatiNonValidiError
 */
export async function approveBozza(revisione: number, atto: AttoAdozione, autore: Autore): Promise<Versione> {
  const { aoo, oggi } = autore;
  const bozza = await requireBozza(aoo);
  if (bozza.revisione !== revisione) throw new VersioneSuperataError();
  if (atto.data > oggi)
    throw new DatiNonValidiError([{ campo: 'atto.data', messaggio: 'L’atto non può avere una data futura.' }]);
  const [late] = faultsOfNuovaVersione(await findVersioni(aoo), bozza, oggi);
  if (late !== undefined)
    throw new StatoIncompatibileError(`${late.messaggio} Importare di nuovo la bozza con un altro giorno.`, [late]);
  const { numero, denominazione, dal, voci, raccordo, storia } = bozza;
  const versione: Versione = {
    numero,
    denominazione,
    dal,
    atto,
    voci,
    ...(numero > 1 && { raccordo }),
    storia: [...storia, fattoOf('approvazione', autore)],
  };
  await inTransaction(async (session) => {
    await insertVersioni(aoo, [versione], session);
    if (!(await deleteBozzaTitolario(aoo, revisione, session))) throw new VersioneSuperataError();
  }).catch((error: unknown) => {
    throw isDuplicateKey(error) ? new VersioneSuperataError() : error; // another one has approved it at the same moment
  });
  forgetTitolario(aoo);
  return versione;
}
