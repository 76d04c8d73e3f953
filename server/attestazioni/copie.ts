import type { ClientSession } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Attestazione, CopiaAttestata } from '../../schemas/attestazione.model.js';
import { type Registrazione, RegistrazioneModel } from '../../schemas/registrazione.model.js';
import { REGISTRO_GENERALE } from '../../schemas/registro.js';
import { ScansioneModel, type ScansioneTenuta } from '../../schemas/scansione.model.js';
import { visibleTo } from '../accesso/visibilita.js';
import type { Deps } from '../deps.js';
import { NonTrovatoError, StatoIncompatibileError } from '../lib/problem.js';
import { readAtto, scrivi } from '../scansione/atti.js';
import { passaggio } from '../scansione/stati.js';
import { nomeCopia } from '../scansione/unisci.js';
import type { PaginaAttuale } from './raffronto-rules.js';

/* The scans as this room sees them: copies to be compared, attested, sent back to the check. */

export interface Copia {
  tenuta: ScansioneTenuta;
  /** offices that the registration belongs to; absent where it is in no register yet */
  uffici?: string[];
}

type Posto = { anno: number; numero: number };
const keyOf = ({ anno, numero }: Posto): string => `${anno}/${numero}`;

/** Offices of the registrations that the caller may see, by place: of the others nothing is known. */
async function seenUffici(caller: Caller, posti: readonly Posto[]): Promise<Map<string, string[]>> {
  if (posti.length === 0) return new Map();
  const $or = posti.map(({ anno, numero }) => ({ anno, numero }));
  const seen = await RegistrazioneModel.find(
    { $and: [{ aoo: caller.aoo, registro: REGISTRO_GENERALE, $or }, visibleTo(caller)] },
    { _id: 0, anno: 1, numero: 1, uffici: 1 },
  ).lean<Pick<Registrazione, 'anno' | 'numero' | 'uffici'>[]>();
  return new Map(seen.map((one) => [keyOf(one), one.uffici]));
}

/** Those of these scans that the caller may see: with a registration, only who sees that. */
async function onlySeen(caller: Caller, tenute: readonly ScansioneTenuta[]): Promise<Copia[]> {
  const uffici = await seenUffici(
    caller,
    tenute.flatMap(({ registrazione }) => registrazione ?? []),
  );
  return tenute.flatMap((tenuta): Copia[] => {
    if (tenuta.registrazione === undefined) return [{ tenuta }];
    const own = uffici.get(keyOf(tenuta.registrazione));
    return own === undefined ? [] : [{ tenuta, uffici: own }];
  });
}

/** Scans of the caller's AOO that he may see, by their id. */
export async function findCopie(caller: Caller, ids: readonly string[]): Promise<Map<string, Copia>> {
  const found = await ScansioneModel.find({
    aoo: caller.aoo,
    specie: 'scansione',
    _id: { $in: [...ids] },
  }).lean<ScansioneTenuta[]>();
  return new Map((await onlySeen(caller, found)).map((one) => [one.tenuta._id, one]));
}

/** @throws NonTrovatoError also where it is another AOO's, or of a registration that the caller may not see */
export async function requireCopia(caller: Caller, id: string): Promise<Copia> {
  const found = (await findCopie(caller, [id])).get(id);
  if (found === undefined) throw new NonTrovatoError('La scansione non esiste: controllare l’indirizzo.');
  return found;
}

/** All the scans of a batch, the first one first. @throws NonTrovatoError where there are none, or the caller may not see all of them */
export async function requireLotto(caller: Caller, lotto: string): Promise<Copia[]> {
  const tenute = await ScansioneModel.find({ aoo: caller.aoo, specie: 'scansione', lotto })
    .sort({ _id: 1 })
    .lean<ScansioneTenuta[]>();
  const seen = await onlySeen(caller, tenute);
  if (tenute.length === 0 || seen.length < tenute.length)
    throw new NonTrovatoError('Il lotto non esiste: controllare il codice.');
  return seen;
}

/** Whether the file of a batch is still being parted into its documents. */
export const isLottoAperto = async (aoo: string, lotto: string): Promise<boolean> =>
  (await ScansioneModel.exists({ _id: lotto, aoo, specie: 'lotto', divisa: { $exists: false } })) !== null;

/** Offices that a delegation must cover for that copy: of what is in no register yet, that of who attests. */
export const ufficiDi = ({ uffici }: Copia, caller: Pick<Caller, 'uo'>): readonly string[] => uffici ?? [caller.uo];

/** The pages as they stand in the copy: one that is turned or scanned again is another thing to look at. */
export const pagineDi = ({ pagine, originali }: Pick<ScansioneTenuta, 'pagine' | 'originali'>): PaginaAttuale[] =>
  pagine.map(({ id, file, indice, rotazione }, i) => ({
    id,
    numero: i + 1,
    impronta: `${originali[file]?.sha256 ?? ''}/${indice}/${rotazione}`,
  }));

/** What an attestation lists of a copy. @throws StatoIncompatibileError for one that is not ready to be attested */
export function attestabile({ tenuta }: Copia, confrontate: number): CopiaAttestata {
  const { _id, copia, registrazione, originale, attestazione } = tenuta;
  if (tenuta.stato === 'attestata' || attestazione !== undefined)
    throw new StatoIncompatibileError(`La copia ${_id} è già attestata: l’attestazione è la ${attestazione ?? ''}.`);
  passaggio(tenuta.stato, 'attesta');
  if (copia === undefined || copia.generazione !== tenuta.generazione)
    throw new StatoIncompatibileError(
      `La copia ${_id} si sta ricomponendo dopo una modifica: attendere che sia pronta e ripetere.`,
    );
  return {
    scansione: _id,
    nome: nomeCopia(tenuta),
    sha256: copia.sha256,
    dimensione: copia.dimensione,
    pagine: copia.pagine,
    confrontate,
    ...(registrazione !== undefined && {
      registrazione: { anno: registrazione.anno, numero: registrazione.numero },
    }),
    ...(originale !== undefined && {
      originale: {
        unico: originale.unico,
        ...(originale.collocazione !== undefined && { collocazione: originale.collocazione }),
      },
    }),
  };
}

const CAMBIATA =
  'Nel frattempo una copia è cambiata, o è stata attestata da altri: rileggerla, ripetere il raffronto e attestare di nuovo.';

/**
 * Every copy of an attestation becomes `attestata`, within the write that makes the attestation signed: each must still be ready and have
 * the bytes that are listed.
 * @throws StatoIncompatibileError, and then nothing of the transaction is written
 */
export async function markAttestate(
  { _id, aoo, copie, funzionario }: Pick<Attestazione, '_id' | 'aoo' | 'copie' | 'funzionario'>,
  adesso: Date,
  session: ClientSession,
): Promise<void> {
  for (const { scansione, sha256 } of copie) {
    const tenuta = await ScansioneModel.findOne({ _id: scansione, aoo }, null, { session }).lean<ScansioneTenuta>();
    if (tenuta?.stato !== 'pronta' || tenuta.copia?.sha256 !== sha256 || tenuta.attestazione !== undefined)
      throw new StatoIncompatibileError(CAMBIATA);
    await scrivi(
      tenuta,
      adesso,
      { tipo: 'attestazione', chi: funzionario, dettagli: { attestazione: _id, copia: sha256 } },
      { stato: passaggio(tenuta.stato, 'attesta'), attestazione: _id },
      { session },
    );
  }
}

/** A sample was refused: the scans of the lot go back to the check, but for those whose copy is in a register already. */
export async function sendBack(
  aoo: string,
  scansioni: readonly string[],
  { motivo, utente }: { motivo: string; utente: string },
  adesso: Date,
  session: ClientSession,
): Promise<void> {
  for (const _id of scansioni) {
    const tenuta = await ScansioneModel.findOne({ _id, aoo }, null, { session }).lean<ScansioneTenuta>();
    if (tenuta?.stato !== 'pronta' || tenuta.unione?.stato === 'fatta') continue;
    await scrivi(
      tenuta,
      adesso,
      { tipo: 'rimando', chi: { utente }, dettagli: { motivo } },
      { stato: passaggio(tenuta.stato, 'rimanda') },
      { session },
    );
  }
}

const RICONTROLLO =
  'La scansione non attende un ricontrollo: si ricontrolla ciò che è tornato indietro per un campione rifiutato o difforme.';

/**
 * Who has checked again a scan that a sample sent back says so, and how: it is ready again. What the check finds wrong is scanned again or
 * accepted instead, page by page.
 * @throws NonTrovatoError, StatoIncompatibileError where it was not sent back, or has changed since
 */
export async function recheckCopia(
  { clock }: Pick<Deps, 'clock'>,
  caller: Caller,
  id: string,
  motivo: string,
): Promise<ScansioneTenuta> {
  const { tenuta } = await requireCopia(caller, id);
  const last = tenuta.eventi.at(-1);
  const sentBack = last !== undefined && readAtto(last).tipo === 'rimando';
  if (tenuta.stato !== 'da-verificare' || !sentBack || tenuta.copia?.generazione !== tenuta.generazione)
    throw new StatoIncompatibileError(RICONTROLLO);
  const { utente, perContoDi } = caller;
  return scrivi(
    tenuta,
    clock.now(),
    {
      tipo: 'ricontrollo',
      chi: { utente, ...(perContoDi !== undefined && { perContoDi }) },
      dettagli: { motivo },
    },
    { stato: passaggio(tenuta.stato, 'giudica-buona') },
  );
}
