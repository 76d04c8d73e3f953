import type { ClientSession } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import { formatEmergenza } from '../../schemas/emergenza-numero.api.js';
import type { EsitoRiversamento, RigaEmergenza, RiversamentoRichiesta } from '../../schemas/emergenza.api.js';
import {
  findRegistro,
  findRiversate,
  type Periodo,
  type RegistroEmergenza,
  writePeriodi,
} from '../../schemas/emergenza.model.js';
import { findByChiavi, type Registrazione } from '../../schemas/registrazione.model.js';
import type { Emergenza } from '../../schemas/registrazione.types.js';
import { recordAccesso } from '../accesso/audit.js';
import type { Deps } from '../deps.js';
import { rfc3339 } from '../lib/clock.js';
import {
  DatiNonValidiError,
  DomainError,
  type ErroreCampo,
  NonTrovatoError,
  Problema,
  StatoIncompatibileError,
  VersioneSuperataError,
} from '../lib/problem.js';
import { digestOf, type Invio, prepare, type Prepared, rememberSubjects } from '../protocollo/register.js';
import { emergenzeOf, requirePeriodo } from './service.js';
import {
  byNumero,
  chiaveOf,
  emergenzaOf,
  faultsOfGiornate,
  faultsOfRighe,
  fineOf,
  isRipristinato,
  presentPeriodo,
  withGiornate,
} from './rules.js';

/* The function of recovery of the data (DPR 445/2000 art. 63 c. 5): rows of a register of emergency become registrations, all or none. */

/** Rows that are made ready at the same time. */
const INSIEME = 10;
const MAX_TENTATIVI = 20;

interface Voce {
  /** place among the rows that were sent */
  i: number;
  riga: RigaEmergenza;
  emergenza: Emergenza;
  invio: Invio;
  richiesta: Registrazione['richiesta'];
}

function voceOf(riga: RigaEmergenza, i: number, registro: string, periodo: string): Voce {
  const { numero: _numero, data: _data, ora: _ora, ...richiesta } = riga;
  const emergenza = emergenzaOf(riga, registro, periodo);
  const invio: Invio = { richiesta, allegati: [], emergenza };
  return { i, riga, emergenza, invio, richiesta: { ...chiaveOf(emergenza), sha256: digestOf(invio) } };
}

const keyOf = ({ chiave }: Registrazione['richiesta']): string => chiave;

/** What of these rows is in the register of protocol. @throws Problema 409 naming the rows that were poured in with other data */
async function findFatte(aoo: string, voci: readonly Voce[]): Promise<Map<string, Registrazione>> {
  const found = await findByChiavi(
    aoo,
    voci.map(({ richiesta }) => richiesta),
  );
  const fatte = new Map(found.map((one) => [keyOf(one.richiesta), one]));
  const altre = voci.flatMap(({ i, richiesta, emergenza }): ErroreCampo[] => {
    const one = fatte.get(keyOf(richiesta));
    if (one === undefined || one.richiesta.sha256 === richiesta.sha256) return [];
    const messaggio = `Il numero ${formatEmergenza(emergenza)} è già stato riversato con altri dati: è la registrazione ${String(one.numero).padStart(7, '0')}/${one.anno}.`;
    return [{ campo: `righe[${i}].numero`, messaggio }];
  });
  if (altre.length > 0)
    throw new Problema(
      'stato-incompatibile',
      'Alcune righe sono già state riversate con altri dati: nessuna è stata registrata ora.',
      altre,
    );
  return fatte;
}

/** Makes the rows ready, and tells what each lacks. @throws DatiNonValidiError naming `righe[12].oggetto` */
async function prepareAll(deps: Deps, caller: Caller, voci: readonly Voce[]): Promise<Prepared[]> {
  const ready: Prepared[] = [];
  const faults: ErroreCampo[] = [];
  const one = async ({ i, invio, richiesta }: Voce): Promise<Prepared | undefined> => {
    try {
      return await prepare(deps, caller, invio, richiesta);
    } catch (error) {
      if (!(error instanceof DomainError) || error.errori.length === 0) throw error;
      faults.push(...error.errori.map(({ campo, messaggio }) => ({ campo: `righe[${i}].${campo}`, messaggio })));
      return undefined;
    }
  };
  for (let at = 0; at < voci.length; at += INSIEME) {
    const part = await Promise.all(voci.slice(at, at + INSIEME).map(one));
    ready.push(...part.flatMap((prepared) => prepared ?? []));
  }
  if (faults.length > 0) throw new DatiNonValidiError(faults);
  return ready;
}

/** The period with what this act adds to it. */
function withRiversamento(
  periodo: Periodo,
  nuove: readonly Voce[],
  { giornate = [], motivoBuchi }: RiversamentoRichiesta,
  chi: { data: Date; utente: string },
): Periodo {
  const [first, last] = [nuove[0], nuove.at(-1)];
  if (first === undefined || last === undefined) return periodo;
  return {
    ...periodo,
    giornate: withGiornate(periodo.giornate, giornate),
    riversamenti: [
      ...periodo.riversamenti,
      {
        ...chi,
        righe: nuove.length,
        dal: formatEmergenza(first.emergenza),
        al: formatEmergenza(last.emergenza),
        giornate,
        ...(motivoBuchi !== undefined && { motivoBuchi }),
      },
    ],
  };
}

interface Tentativo {
  registro: RegistroEmergenza;
  periodo: Periodo;
  nuove: readonly Voce[];
}

/** Registers what is not registered yet. @returns false if another act came between, and all is to be looked at again */
async function registerNuove(
  deps: Deps,
  caller: Caller,
  r: RiversamentoRichiesta,
  { registro, periodo, nuove }: Tentativo,
): Promise<boolean> {
  const prepared = await prepareAll(deps, caller, nuove);
  const chi = { data: deps.clock.now(), utente: caller.utente };
  const next = withRiversamento(periodo, nuove, r, chi);
  const periodi = registro.periodi.map((one) => (one === periodo ? next : one));
  const accanto = async (session: ClientSession, nate: readonly Registrazione[]): Promise<void> => {
    if (!(await writePeriodi(registro, periodi, session))) throw new VersioneSuperataError();
    const dettagli = { righe: nate.length, dal: nate[0]?.segnatura, al: nate.at(-1)?.segnatura };
    await recordAccesso(deps.clock, caller, 'riversa-emergenza', r.periodo, { dettagli, session });
  };
  try {
    const nate = await deps.registro.registerTogether({ bozze: prepared.map(({ bozza }) => bozza), accanto });
    if (nate === null) return false;
    nate.forEach((one, i) => {
      if (prepared[i]?.ordinaria === true) rememberSubjects(deps, one);
    });
    return true;
  } catch (error) {
    if (error instanceof VersioneSuperataError) return false;
    throw error;
  }
}

/**
 * Pours the rows of a period into the register of protocol: each becomes an ordinary registration of today, with the next number, in
 * the order of the emergency numbers, all or none. A row that is there already answers with the number that it got.
 * @throws NonTrovatoError; DatiNonValidiError naming the rows; Problema 409 before the restoration, and for rows with other data
 */
export async function pourIn(
  deps: Deps,
  caller: Caller,
  r: RiversamentoRichiesta,
): Promise<{ esito: EsitoRiversamento; created: boolean }> {
  const born = new Set<string>();
  for (let tentativo = 0; tentativo < MAX_TENTATIVI; tentativo += 1) {
    const { registro, periodo } = await requirePeriodo(caller, r.periodo);
    const voci = r.righe.map((riga, i) => voceOf(riga, i, registro.registro, r.periodo));
    const fatte = await findFatte(caller.aoo, voci);
    const nuove = voci.filter(({ richiesta }) => !fatte.has(keyOf(richiesta)));
    if (nuove.length === 0) return { esito: await esitoOf(caller, r, voci, fatte, born), created: born.size > 0 };
    const fine = fineOf(registro.periodi, periodo);
    if (fine === undefined || !isRipristinato(registro.periodi, periodo))
      throw new StatoIncompatibileError(
        'Il sistema non risulta ripristinato: dichiarare il ripristino del periodo, poi riversare.',
      );
    const dette = r.giornate ?? [];
    const riversate = emergenzeOf(await findRiversate(caller.aoo, registro.registro));
    const giornate = withGiornate(periodo.giornate, dette);
    const contesto = { registro: registro.registro, periodo, fine, giornate, riversate, motivoBuchi: r.motivoBuchi };
    const places = nuove.map(({ i }) => i);
    const faults = [...faultsOfGiornate(dette, periodo, fine), ...faultsOfRighe(r.righe, places, contesto, dette)];
    if (faults.length > 0) throw new DatiNonValidiError(faults);
    nuove.sort((a, b) => byNumero(a.emergenza, b.emergenza));
    if (await registerNuove(deps, caller, r, { registro, periodo, nuove }))
      for (const { richiesta } of nuove) born.add(keyOf(richiesta));
  }
  throw new VersioneSuperataError();
}

async function esitoOf(
  { aoo }: Caller,
  { periodo: id }: RiversamentoRichiesta,
  voci: readonly Voce[],
  fatte: ReadonlyMap<string, Registrazione>,
  born: ReadonlySet<string>,
): Promise<EsitoRiversamento> {
  const [first] = voci;
  const registro = first && (await findRegistro(aoo, first.emergenza.registro));
  const periodo = registro?.periodi.find(({ _id }) => _id.toHexString() === id);
  if (!registro || periodo === undefined) throw new NonTrovatoError();
  const riversate = emergenzeOf(await findRiversate(aoo, registro.registro));
  return {
    righe: voci.flatMap(({ i, emergenza, richiesta }) => {
      const one = fatte.get(keyOf(richiesta));
      if (one === undefined) return [];
      const { anno, numero, dataRegistrazione, segnatura } = one;
      return [
        {
          riga: i,
          emergenza,
          codice: formatEmergenza(emergenza),
          registrazione: { anno, numero, dataRegistrazione: rfc3339(dataRegistrazione), segnatura },
          creata: born.has(keyOf(richiesta)),
        },
      ];
    }),
    periodo: presentPeriodo(registro, periodo, riversate),
  };
}
