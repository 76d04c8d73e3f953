import type { Caller } from '../../schemas/accesso.api.js';
import { ScansioneModel, type ScansioneTenuta } from '../../schemas/scansione.model.js';
import { portataOf } from '../accesso/diritti.js';
import type { Filtro } from '../accesso/visibilita.js';

/* In which queues of the desk a scan waits. What must be true of a scan is said once, for who counts and for who looks at one. */

/** A scan without any of these has arrived and is not registered: a number, its parts if it is a batch, the reason not to register it. */
const NE_HANNO_RAGIONE = ['registrazione', 'divisa', 'esclusa'] as const satisfies readonly (keyof ScansioneTenuta)[];
const DA_VEDERE: readonly ScansioneTenuta['stato'][] = ['da-verificare', 'errore'];

export type CodaScansioni = 'da-registrare' | 'da-vedere';
type Guardata = Pick<ScansioneTenuta, 'specie' | 'stato'> & {
  [C in (typeof NE_HANNO_RAGIONE)[number]]?: ScansioneTenuta[C] | undefined;
};

/** What has arrived on paper and has no number, whatever its state: read or not, attested or not (L. 241/1990 art. 18-bis c. 1). */
export const DA_REGISTRARE: Filtro = Object.fromEntries(NE_HANNO_RAGIONE.map((campo) => [campo, null]));
export const isDaRegistrare = (s: Guardata): boolean => NE_HANNO_RAGIONE.every((campo) => s[campo] === undefined);

/** Pages to look at, or that could not be read. */
export const DA_GUARDARE: Filtro = { specie: 'scansione', stato: { $in: DA_VEDERE } };
const isDaGuardare = ({ specie, stato }: Guardata): boolean => specie === 'scansione' && DA_VEDERE.includes(stato);

/** Who registers what arrives has what waits for a number, who scans what is to be looked at. Pure. */
export const hasCoda = ({ ruolo }: Pick<Caller, 'ruolo'>, coda: CodaScansioni): boolean =>
  portataOf(ruolo, 'legge-scansioni') !== undefined &&
  portataOf(ruolo, coda === 'da-registrare' ? 'registra-entrata' : 'scansiona') !== undefined;

/** The queues of a desk in which a scan lies. Pure. */
export const codeScansioneOf = (caller: Pick<Caller, 'ruolo'>, s: Guardata): CodaScansioni[] =>
  (['da-registrare', 'da-vedere'] as const).filter(
    (coda) => hasCoda(caller, coda) && (coda === 'da-registrare' ? isDaRegistrare(s) : isDaGuardare(s)),
  );

const GIORNO_MS = 24 * 3_600_000;
const MAX_TIME_MS = 10_000;

/** What arrived before it has waited for its number too long; hours, not working days: the law asks for the same day. */
export const limiteArrivi = (adesso: Date, giorni: number): Date => new Date(adesso.getTime() - giorni * GIORNO_MS);

/** What arrived so many days ago and still has no number: how many, and when the first came; undefined where nothing did. */
export async function nonRegistrate(
  aoo: string,
  adesso: Date,
  giorni: number,
): Promise<{ numero: number; dal: Date } | undefined> {
  const filter: Filtro = { aoo, ...DA_REGISTRARE, creata: { $lt: limiteArrivi(adesso, giorni) } };
  const [numero, first] = await Promise.all([
    ScansioneModel.countDocuments(filter).maxTimeMS(MAX_TIME_MS),
    ScansioneModel.findOne(filter, { creata: 1 })
      .sort({ _id: 1 })
      .maxTimeMS(MAX_TIME_MS)
      .lean<Pick<ScansioneTenuta, 'creata'>>(),
  ]);
  return first === null ? undefined : { numero, dal: first.creata };
}
