import { Types } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import type {
  ElencoPeriodi,
  PeriodoEmergenza,
  PeriodoRichiesta,
  RigheRiversate,
  RipristinoRichiesta,
} from '../../schemas/emergenza.api.js';
import { formatEmergenza } from '../../schemas/emergenza-numero.api.js';
import {
  findRegistri,
  findRegistro,
  findRegistroOf,
  findRiversate,
  type Periodo,
  type RegistroEmergenza,
  type Riversata,
  writePeriodi,
} from '../../schemas/emergenza.model.js';
import type { Emergenza } from '../../schemas/registrazione.types.js';
import { changeWithAudit } from '../accesso/audit.js';
import { type Clock, legalYear, rfc3339 } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { DatiNonValidiError, NonTrovatoError, StatoIncompatibileError, VersioneSuperataError } from '../lib/problem.js';
import { faultsOfProvvedimento } from '../protocollo/checks.js';
import { faultsOfGiornate, faultsOfTempi, overlapping, presentPeriodo, prossimoOf, withGiornate } from './rules.js';

const MAX_TENTATIVI = 20;

export const emergenzeOf = (riversate: readonly Riversata[]): Emergenza[] =>
  riversate.flatMap(({ emergenza }) => emergenza ?? []);

/** All periods, newest first, and the number that the next form of each register bears. */
export async function listPeriodi(clock: Clock, { aoo }: Caller): Promise<ElencoPeriodi> {
  const registri = await findRegistri(aoo);
  const anno = legalYear(clock.now());
  const known = await Promise.all(
    registri.map(async (one) => ({ ...one, riversate: emergenzeOf(await findRiversate(aoo, one.registro)) })),
  );
  const shown = known.flatMap((one) => one.periodi.map((periodo) => presentPeriodo(one, periodo, one.riversate)));
  return {
    elementi: shown.sort((a, b) => Date.parse(b.inizio) - Date.parse(a.inizio)),
    registri: known.map(({ registro, riversate }) => ({ registro, anno, prossimo: prossimoOf(riversate, anno) })),
  };
}

/** @throws NonTrovatoError */
export async function requirePeriodo(
  { aoo }: Caller,
  id: string,
): Promise<{ registro: RegistroEmergenza; periodo: Periodo }> {
  const registro = await findRegistroOf(aoo, id);
  const periodo = registro?.periodi.find(({ _id }) => _id.toHexString() === id);
  if (registro === null || periodo === undefined)
    throw new NonTrovatoError('Il periodo di emergenza non esiste: controllare l’indirizzo.');
  return { registro, periodo };
}

const presentNow = async (registro: RegistroEmergenza, periodo: Periodo): Promise<PeriodoEmergenza> =>
  presentPeriodo(registro, periodo, emergenzeOf(await findRiversate(registro.aoo, registro.registro)));

export async function readPeriodo(caller: Caller, id: string): Promise<PeriodoEmergenza> {
  const { registro, periodo } = await requirePeriodo(caller, id);
  return presentNow(registro, periodo);
}

/** What the rows of a period have become, in their order. What is reserved has no oggetto here. */
export async function listRiversate(caller: Caller, id: string): Promise<RigheRiversate> {
  const { registro } = await requirePeriodo(caller, id);
  const riversate = await findRiversate(caller.aoo, registro.registro);
  return {
    elementi: riversate.flatMap(({ emergenza, anno, numero, dataRegistrazione, segnatura, riservatezza, oggetto }) =>
      emergenza?.periodo !== id
        ? []
        : [
            {
              emergenza,
              codice: formatEmergenza(emergenza),
              registrazione: { anno, numero, dataRegistrazione: rfc3339(dataRegistrazione), segnatura },
              oggetto: riservatezza.livello === 'ordinaria' ? oggetto : 'riservato',
            },
          ],
    ),
  };
}

function requireLibero(altri: readonly Periodo[], periodo: Periodo): void {
  const other = overlapping(altri, periodo);
  if (other !== undefined)
    throw new StatoIncompatibileError(
      `Il periodo si sovrappone a quello dello stesso registro cominciato il ${rfc3339(other.inizio).slice(0, 16).replace('T', ' alle ')}: ripristinarlo, o indicare un altro registro.`,
    );
}

/** Writes what `next` makes of the periods, again where another act came between. */
async function changePeriodi(
  clock: Clock,
  caller: Caller,
  atto: string,
  read: () => Promise<Omit<RegistroEmergenza, 'periodi'> & { periodi: readonly Periodo[] }>,
  next: (periodi: readonly Periodo[]) => { periodi: Periodo[]; periodo: Periodo; dettagli: Record<string, unknown> },
): Promise<PeriodoEmergenza> {
  for (let tentativo = 0; tentativo < MAX_TENTATIVI; tentativo += 1) {
    const registro = await read();
    const { periodi, periodo, dettagli } = next(registro.periodi);
    try {
      const written = await changeWithAudit(
        clock,
        caller,
        { atto, riferimento: periodo._id.toHexString(), dettagli },
        async (session) => {
          if (!(await writePeriodi(registro, periodi, session))) throw new VersioneSuperataError();
          return true;
        },
      );
      if (written) return await presentNow({ ...registro, periodi }, periodo);
    } catch (error) {
      if (!(error instanceof VersioneSuperataError) && !isDuplicateKey(error)) throw error;
    }
  }
  throw new VersioneSuperataError();
}

/**
 * The RGD authorises a register of emergency: why, from when; over 24 hours with an act (DPR 445/2000 art. 63 c. 1, 2).
 * @throws DatiNonValidiError, StatoIncompatibileError where periods of one register would overlap
 */
export async function openPeriodo(clock: Clock, caller: Caller, r: PeriodoRichiesta): Promise<PeriodoEmergenza> {
  const adesso = clock.now();
  const ora = { data: adesso, utente: caller.utente };
  const periodo: Periodo = {
    _id: new Types.ObjectId(),
    causa: r.causa,
    inizio: new Date(r.inizio),
    ...(r.provvedimento !== undefined && { provvedimento: r.provvedimento }),
    ...(r.ripristino !== undefined && { ripristino: new Date(r.ripristino), ripristinato: ora }),
    giornate: withGiornate([], r.giornate ?? []),
    autorizzato: ora,
    riversamenti: [],
  };
  const faults = [
    ...faultsOfTempi(periodo, adesso),
    ...faultsOfProvvedimento(r.provvedimento, adesso),
    ...faultsOfGiornate(r.giornate ?? [], periodo, periodo.ripristino ?? adesso),
  ];
  if (faults.length > 0) throw new DatiNonValidiError(faults);
  const empty = { _id: new Types.ObjectId(), aoo: caller.aoo, registro: r.registro, versione: 0, periodi: [] };
  return changePeriodi(
    clock,
    caller,
    'autorizza-emergenza',
    async () => (await findRegistro(caller.aoo, r.registro)) ?? empty,
    (periodi) => {
      requireLibero(periodi, periodo);
      return {
        periodi: [...periodi, periodo].sort((a, b) => a.inizio.getTime() - b.inizio.getTime()),
        periodo,
        dettagli: { registro: r.registro, inizio: rfc3339(periodo.inizio) },
      };
    },
  );
}

/**
 * States when all worked again (DPR 445/2000 art. 63 c. 1), and how many operations each day had (c. 3).
 * @throws DatiNonValidiError, StatoIncompatibileError where it was stated before, or another period had begun
 */
export async function restorePeriodo(
  clock: Clock,
  caller: Caller,
  id: string,
  r: RipristinoRichiesta,
): Promise<PeriodoEmergenza> {
  const adesso = clock.now();
  return changePeriodi(
    clock,
    caller,
    'ripristina-emergenza',
    async () => (await requirePeriodo(caller, id)).registro,
    (periodi) => {
      const found = periodi.find(({ _id }) => _id.toHexString() === id);
      if (found === undefined) throw new NonTrovatoError();
      if (found.ripristino !== undefined)
        throw new StatoIncompatibileError('Il ripristino di questo periodo è già stato dichiarato.');
      const provvedimento = r.provvedimento ?? found.provvedimento;
      const periodo: Periodo = {
        ...found,
        ...(provvedimento !== undefined && { provvedimento }),
        ripristino: new Date(r.ripristino),
        ripristinato: { data: adesso, utente: caller.utente },
        giornate: withGiornate(found.giornate, r.giornate ?? []),
      };
      const faults = [
        ...faultsOfTempi(periodo, adesso),
        ...faultsOfProvvedimento(r.provvedimento, adesso),
        ...faultsOfGiornate(r.giornate ?? [], periodo, periodo.ripristino),
      ];
      if (faults.length > 0) throw new DatiNonValidiError(faults);
      const altri = periodi.filter((one) => one !== found);
      requireLibero(altri, periodo);
      return {
        periodi: periodi.map((one) => (one === found ? periodo : one)),
        periodo,
        dettagli: { ripristino: rfc3339(new Date(r.ripristino)) },
      };
    },
  );
}
