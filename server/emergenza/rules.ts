import { formatEmergenza, readNumero } from '../../schemas/emergenza-numero.api.js';
import type { Giornata, PeriodoEmergenza, RigaEmergenza } from '../../schemas/emergenza.api.js';
import type { Periodo, RegistroEmergenza } from '../../schemas/emergenza.model.js';
import type { Emergenza } from '../../schemas/registrazione.types.js';
import { rfc3339 } from '../lib/clock.js';
import type { ErroreCampo } from '../lib/problem.js';

/* What DPR 445/2000 art. 63 lets be done with a register of emergency. All pure. */

const ORE_MS = 3_600_000;
/** Longer, an act of the RGD says why (art. 63 c. 2). */
const SENZA_PROVVEDIMENTO_MS = 24 * ORE_MS;
/** Longer, another period follows (art. 63 c. 2). */
const MASSIMO_MS = 7 * 24 * ORE_MS;
/** A clock of another machine may be a little ahead of ours. */
const TOLLERANZA_MS = 60_000;

type Tempi = Pick<Periodo, 'inizio' | 'ripristino' | 'provvedimento'>;

/** Until when a period may last. */
export const termineOf = ({ inizio, provvedimento }: Pick<Periodo, 'inizio' | 'provvedimento'>): Date =>
  new Date(inizio.getTime() + (provvedimento === undefined ? SENZA_PROVVEDIMENTO_MS : MASSIMO_MS));

/** What is wrong with the beginning and the end of a period. */
export function faultsOfTempi({ inizio, ripristino, provvedimento }: Tempi, adesso: Date): ErroreCampo[] {
  const fault = (campo: string, messaggio: string): ErroreCampo[] => [{ campo, messaggio }];
  const limit = adesso.getTime() + TOLLERANZA_MS;
  if (inizio.getTime() > limit)
    return fault('inizio', 'L’inizio è nel futuro: indicare quando l’interruzione è cominciata.');
  if (ripristino === undefined) return [];
  if (ripristino.getTime() > limit)
    return fault('ripristino', 'Il ripristino è nel futuro: indicarlo quando il sistema è tornato.');
  const durata = ripristino.getTime() - inizio.getTime();
  if (durata <= 0) return fault('ripristino', 'Il ripristino viene prima dell’inizio: controllare le due date.');
  if (durata > MASSIMO_MS)
    return fault(
      'ripristino',
      'Un periodo dura al massimo una settimana: chiuderlo entro quella, e autorizzarne un altro che lo segue (art. 63 c. 2).',
    );
  if (durata > SENZA_PROVVEDIMENTO_MS && provvedimento === undefined)
    return fault('provvedimento', 'Oltre le ventiquattro ore servono gli estremi del provvedimento (art. 63 c. 2).');
  return [];
}

/** The period that takes over an interruption that has outlasted one. */
export function prosecuzioneOf(periodi: readonly Periodo[], periodo: Periodo): Periodo | undefined {
  if (periodo.ripristino !== undefined) return undefined;
  return periodi.find(({ inizio }) => inizio > periodo.inizio);
}

/** When a period ended; undefined while it goes on. One that another has followed lasted as long as it could. */
export const fineOf = (periodi: readonly Periodo[], periodo: Periodo): Date | undefined =>
  periodo.ripristino ?? (prosecuzioneOf(periodi, periodo) && termineOf(periodo));

/** Whether all works again: what a longer interruption has left open ends with the last of its periods. */
export function isRipristinato(periodi: readonly Periodo[], periodo: Periodo): boolean {
  const next = prosecuzioneOf(periodi, periodo);
  return next === undefined ? periodo.ripristino !== undefined : isRipristinato(periodi, next);
}

/** Until when nobody else may begin: its end, or as long as it may last. */
const occupatoFino = (periodo: Tempi): Date => periodo.ripristino ?? termineOf(periodo);

/** A period among others of the same register with which this one would overlap. */
export const overlapping = (altri: readonly Periodo[], periodo: Tempi): Periodo | undefined =>
  altri.find((one) => periodo.inizio < occupatoFino(one) && one.inizio < occupatoFino(periodo));

/** Days stated twice, or on which the register was not in use. @param campo - of the list */
export function faultsOfGiornate(
  giornate: readonly Giornata[],
  { inizio }: Pick<Periodo, 'inizio'>,
  fine: Date | undefined,
): ErroreCampo[] {
  const seen = new Set<string>();
  const [first, last] = [rfc3339(inizio).slice(0, 10), fine && rfc3339(fine).slice(0, 10)];
  return giornate.flatMap(({ data }, i) => {
    const campo = `giornate[${i}].data`;
    if (seen.has(data)) return [{ campo, messaggio: 'La giornata è detta due volte.' }];
    seen.add(data);
    return data < first || (last !== undefined && data > last)
      ? [{ campo, messaggio: 'La giornata è fuori dal periodo di emergenza.' }]
      : [];
  });
}

/** The days as they are known once these are said too; what is said again is said anew. In order. */
export const withGiornate = (before: readonly Giornata[], said: readonly Giornata[]): Giornata[] =>
  [...new Map([...before, ...said].map((one) => [one.data, one])).values()].sort((a, b) => (a.data < b.data ? -1 : 1));

/** The place of a row in its register. */
export const emergenzaOf = (
  { numero, data, ora }: Pick<RigaEmergenza, 'numero' | 'data' | 'ora'>,
  registro: string,
  periodo: string,
): Emergenza => ({ registro, numero: readNumero(numero)?.numero ?? 0, data, ora, periodo });

/** Under which a row is found again, whoever pours it in: the unique index on it makes an emergency number one registration (art. 63 c. 4). */
export const chiaveOf = (
  emergenza: Pick<Emergenza, 'registro' | 'numero' | 'data'>,
): { autore: string; chiave: string } => ({
  autore: '/registro-emergenza', // no user is called so
  chiave: formatEmergenza(emergenza),
});

const annoOf = ({ data }: { data: string }): number => Number(data.slice(0, 4));

interface Contesto {
  registro: string;
  periodo: Periodo;
  fine: Date;
  giornate: readonly Giornata[];
  /** what of the register has been poured in before, of whatever period */
  riversate: readonly Emergenza[];
  motivoBuchi?: string | undefined;
}

type Voce = Pick<RigaEmergenza, 'numero' | 'data' | 'ora' | 'dataArrivo'>;
const key = (anno: number, numero: number): string => `${anno}/${numero}`;

/** Rows that say another register, another year, or a time when the register was not in use. */
function faultsOfPosto(
  { numero, data, ora, dataArrivo }: Voce,
  { registro, periodo, fine }: Contesto,
  i: number,
): ErroreCampo[] {
  const fault = (campo: string, messaggio: string): ErroreCampo => ({ campo: `righe[${i}].${campo}`, messaggio });
  const read = readNumero(numero);
  const [from, to] = [rfc3339(periodo.inizio), rfc3339(fine)];
  const faults: ErroreCampo[] = [];
  if (read?.registro !== undefined && read.registro !== registro)
    faults.push(fault('numero', `Il numero è del registro ${read.registro}, il periodo del registro ${registro}.`));
  if (read?.anno !== undefined && read.anno !== annoOf({ data }))
    faults.push(fault('numero', 'L’anno del numero non è quello della data.'));
  if (data < from.slice(0, 10) || data > to.slice(0, 10))
    faults.push(fault('data', 'La data è fuori dal periodo di emergenza: controllarla sul registro.'));
  else if (`${data}T${ora}` < from.slice(0, 16) || `${data}T${ora}` > to.slice(0, 16))
    faults.push(fault('ora', 'L’ora è fuori dal periodo di emergenza: controllarla sul registro.'));
  if (dataArrivo !== undefined && dataArrivo.slice(0, 10) > data)
    faults.push(fault('dataArrivo', 'L’arrivo viene dopo la registrazione in emergenza: controllare le due date.'));
  return faults;
}

/** Numbers twice, and numbers before which one is missing without a reason. @param nuove - rows not yet poured in, by their place among those sent */
function faultsOfNumeri(righe: readonly Voce[], nuove: readonly number[], contesto: Contesto): ErroreCampo[] {
  const { riversate, motivoBuchi } = contesto;
  const placed = righe.map(({ numero, data }) => ({ anno: annoOf({ data }), numero: readNumero(numero)?.numero ?? 0 }));
  const seen = new Map<string, number>();
  const known = new Set(
    [...placed, ...riversate.map((one) => ({ anno: annoOf(one), numero: one.numero }))].map(({ anno, numero }) =>
      key(anno, numero),
    ),
  );
  const lastBefore = (anno: number): number =>
    Math.max(0, ...riversate.filter((one) => annoOf(one) < anno).map(({ numero }) => numero));
  return placed.flatMap(({ anno, numero }, i) => {
    const campo = `righe[${i}].numero`;
    const first = seen.get(key(anno, numero));
    if (first !== undefined)
      return [{ campo, messaggio: `Il numero è già della riga ${first + 1}: ogni numero è di un solo documento.` }];
    seen.set(key(anno, numero), i);
    const follows = numero === 1 || known.has(key(anno, numero - 1)) || numero === lastBefore(anno) + 1;
    return follows || motivoBuchi !== undefined || !nuove.includes(i)
      ? []
      : [
          {
            campo,
            messaggio: `Prima del numero ${numero} ne mancano: aggiungere le righe, oppure dire perché non ci sono.`,
          },
        ];
  });
}

/** Days whose stated total is not that of their rows, those poured in before with them (art. 63 c. 3). */
function faultsOfTotali(
  righe: readonly Voce[],
  nuove: readonly number[],
  contesto: Contesto,
  dette: readonly Giornata[],
): ErroreCampo[] {
  const { periodo, riversate, giornate } = contesto;
  const id = periodo._id.toHexString();
  const counted = new Map<string, number>();
  const count = (data: string): void => void counted.set(data, (counted.get(data) ?? 0) + 1);
  for (const one of riversate) if (one.periodo === id) count(one.data);
  for (const i of nuove) count(righe[i]?.data ?? '');
  const touched = new Set([...nuove.flatMap((i) => righe[i]?.data ?? []), ...dette.map(({ data }) => data)]);
  return [...touched].flatMap((data) => {
    const stated = giornate.find((one) => one.data === data)?.operazioni;
    const rows = counted.get(data) ?? 0;
    if (stated === rows) return [];
    const messaggio =
      stated === undefined
        ? 'Indicare il totale delle operazioni di questa giornata (art. 63 c. 3).'
        : `Il registro dice ${stated} operazioni in questa giornata, le righe sono ${rows}: controllare.`;
    const n = dette.findIndex((one) => one.data === data);
    const last = nuove.filter((i) => righe[i]?.data === data).at(-1);
    return [
      ...(n < 0
        ? stated === undefined
          ? [{ campo: 'giornate', messaggio }]
          : []
        : [{ campo: `giornate[${n}].operazioni`, messaggio }]),
      ...(last === undefined ? [] : [{ campo: `righe[${last}].data`, messaggio }]),
    ];
  });
}

/**
 * All that is wrong with rows that are to be poured in, as a register: what each document lacks is found where it is registered.
 * @param nuove - places of the rows that are not in the register of protocol yet
 * @param dette - days stated with these rows; `contesto.giornate` holds them too
 */
export function faultsOfRighe(
  righe: readonly Voce[],
  nuove: readonly number[],
  contesto: Contesto,
  dette: readonly Giornata[] = [],
): ErroreCampo[] {
  return [
    ...nuove.flatMap((i) => {
      const riga = righe[i];
      return riga === undefined ? [] : faultsOfPosto(riga, contesto, i);
    }),
    ...faultsOfNumeri(righe, nuove, contesto),
    ...faultsOfTotali(righe, nuove, contesto, dette),
  ];
}

/** The order in which the rows become registrations: that of the register of emergency. */
export const byNumero = (a: Pick<Emergenza, 'data' | 'numero'>, b: Pick<Emergenza, 'data' | 'numero'>): number =>
  annoOf(a) - annoOf(b) || a.numero - b.numero;

/** The number that the next form of that year bears: after the last that was poured in. */
export const prossimoOf = (riversate: readonly Emergenza[], anno: number): number =>
  Math.max(0, ...riversate.filter((one) => annoOf(one) === anno).map(({ numero }) => numero)) + 1;

/** A period as it is shown. */
export function presentPeriodo(
  { registro, periodi }: Pick<RegistroEmergenza, 'registro' | 'periodi'>,
  periodo: Periodo,
  riversate: readonly Emergenza[],
): PeriodoEmergenza {
  const { _id, causa, inizio, provvedimento, ripristino, giornate, autorizzato, ripristinato, riversamenti } = periodo;
  const id = _id.toHexString();
  const own = riversate.filter((one) => one.periodo === id);
  const next = prosecuzioneOf(periodi, periodo);
  const operazioni = giornate.reduce((sum, one) => sum + one.operazioni, 0);
  const dated = ({ data, utente }: { data: Date; utente: string }) => ({ data: rfc3339(data), utente });
  return {
    id,
    registro,
    causa,
    inizio: rfc3339(inizio),
    termine: rfc3339(termineOf(periodo)),
    ...(provvedimento !== undefined && { provvedimento }),
    ...(ripristino !== undefined && { ripristino: rfc3339(ripristino) }),
    ...(next !== undefined && { prosegue: { id: next._id.toHexString(), dal: rfc3339(next.inizio) } }),
    stato: !isRipristinato(periodi, periodo)
      ? next === undefined
        ? 'aperto'
        : 'proseguito'
      : own.length > 0 && own.length === operazioni
        ? 'riversato'
        : 'ripristinato',
    giornate: giornate.map(({ data, operazioni: n }) => ({
      data,
      operazioni: n,
      riversate: own.filter((one) => one.data === data).length,
    })),
    riversate: own.length,
    autorizzato: dated(autorizzato),
    ...(ripristinato !== undefined && { ripristinato: dated(ripristinato) }),
    riversamenti: riversamenti.map((one) => ({
      ...dated(one),
      righe: one.righe,
      dal: one.dal,
      al: one.al,
      ...(one.motivoBuchi !== undefined && { motivoBuchi: one.motivoBuchi }),
    })),
  };
}
