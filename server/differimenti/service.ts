import { Types } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Differimento as DifferimentoLetto, DifferimentoRichiesta } from '../../schemas/differimento.api.js';
import {
  type Differimento,
  DifferimentoModel,
  findDifferimenti,
  findDifferimento,
} from '../../schemas/differimento.model.js';
import { changeWithAudit } from '../accesso/audit.js';
import { regoleAl } from '../configurazione/registrazione.js';
import { type Clock, legalDay, rfc3339 } from '../lib/clock.js';
import { DatiNonValidiError, type ErroreCampo, NonTrovatoError, StatoIncompatibileError } from '../lib/problem.js';
import { dayOfArrivo } from '../protocollo/avvisi.js';
import { faultsOfProvvedimento } from '../protocollo/checks.js';
import { faultsOfCitazione, isAperto, termineOf } from './rules.js';

const MAX_ELENCO = 200;

function present(one: Differimento, giorno: string): DifferimentoLetto {
  const { _id, provvedimento, causa, descrizione, finoAl, scadenza, dal, al, mezzi, chiusura } = one;
  return {
    id: _id.toHexString(),
    provvedimento,
    causa,
    descrizione,
    finoAl,
    scadenza,
    ...(dal !== undefined && { dal }),
    ...(al !== undefined && { al }),
    ...(mezzi !== undefined && { mezzi }),
    stato: chiusura !== undefined ? 'chiuso' : isAperto(one, giorno) ? 'aperto' : 'scaduto',
    aperto: rfc3339(one.aperto),
    apertoDa: one.apertoDa,
    ...(chiusura !== undefined && { chiusura: { ...chiusura, data: rfc3339(chiusura.data) } }),
  };
}

/** @param tutti - also those that are over */
export async function listDifferimenti(clock: Clock, { aoo }: Caller, tutti: boolean): Promise<DifferimentoLetto[]> {
  const giorno = legalDay(clock.now());
  const all = await findDifferimenti(aoo, tutti ? undefined : giorno, MAX_ELENCO);
  return all.map((one) => present(one, giorno));
}

export async function requireDifferimento({ aoo }: Caller, id: string): Promise<Differimento> {
  const found = await findDifferimento(aoo, id);
  if (found === null) throw new NonTrovatoError('Il differimento non esiste: controllare l’indirizzo.');
  return found;
}

export const readDifferimento = async (clock: Clock, caller: Caller, id: string): Promise<DifferimentoLetto> =>
  present(await requireDifferimento(caller, id), legalDay(clock.now()));

/**
 * Opens a deferral: the act says which documents, why and until when (protocollo.md §8.6).
 * @throws DatiNonValidiError
 */
export async function openDifferimento(
  clock: Clock,
  caller: Caller,
  r: DifferimentoRichiesta,
): Promise<DifferimentoLetto> {
  const adesso = clock.now();
  const oggi = legalDay(adesso);
  const { mezzi: known, impostazioni } = await regoleAl(caller.aoo, oggi);
  const faults: ErroreCampo[] = [
    ...faultsOfProvvedimento(r.provvedimento, adesso),
    ...(r.finoAl !== undefined && r.finoAl < oggi
      ? [{ campo: 'finoAl', messaggio: 'Il giorno è già passato: indicare fino a quando si può ancora registrare.' }]
      : []),
    ...(r.mezzi ?? []).flatMap((mezzo, i) =>
      known.has(mezzo) ? [] : [{ campo: `mezzi[${i}]`, messaggio: `Il mezzo ${mezzo} non è tra quelli della AOO.` }],
    ),
  ];
  if (faults.length > 0) throw new DatiNonValidiError(faults);
  const { provvedimento, causa, descrizione, dal, al, mezzi } = r;
  const one: Differimento = {
    _id: new Types.ObjectId(),
    aoo: caller.aoo,
    provvedimento,
    causa,
    descrizione,
    ...termineOf(r, oggi, impostazioni.patrono),
    ...(dal !== undefined && { dal }),
    ...(al !== undefined && { al }),
    ...(mezzi !== undefined && { mezzi }),
    aperto: adesso,
    apertoDa: caller.utente,
  };
  const dettagli = { provvedimento: provvedimento.numero, finoAl: one.finoAl };
  await changeWithAudit(
    clock,
    caller,
    { atto: 'apri-differimento', riferimento: one._id.toHexString(), dettagli },
    (session) => DifferimentoModel.create([one], { session }),
  );
  return present(one, oggi);
}

/** Ends a deferral before its day; what has cited it stays as it is. @throws StatoIncompatibileError if it is over */
export async function closeDifferimento(
  clock: Clock,
  caller: Caller,
  id: string,
  motivo: string,
): Promise<DifferimentoLetto> {
  const adesso = clock.now();
  const giorno = legalDay(adesso);
  const found = await requireDifferimento(caller, id);
  if (!isAperto(found, giorno)) throw new StatoIncompatibileError('Il differimento è già chiuso o scaduto.');
  const chiusura = { motivo, data: adesso, utente: caller.utente };
  const changed = await changeWithAudit(
    clock,
    caller,
    { atto: 'chiudi-differimento', riferimento: id, dettagli: { motivo } },
    (session) =>
      DifferimentoModel.findOneAndUpdate(
        { _id: found._id, chiusura: { $exists: false } },
        { $set: { chiusura } },
        { session, returnDocument: 'after' },
      )
        .lean<Differimento>()
        .exec(),
  );
  if (changed === null) throw new StatoIncompatibileError('Il differimento è già chiuso o scaduto.');
  return present(changed, giorno);
}

/** Why a registration of today may not cite that deferral; nothing if it may, or cites none. */
export async function faultsOfDifferimento(
  aoo: string,
  { differimento, ...r }: Parameters<typeof faultsOfCitazione>[1] & { differimento?: { id: string } | undefined },
  giorno: string,
): Promise<ErroreCampo[]> {
  if (differimento === undefined) return [];
  const arrivo = r.dataArrivo === undefined ? undefined : dayOfArrivo(r.dataArrivo);
  return faultsOfCitazione(await findDifferimento(aoo, differimento.id), r, arrivo, giorno);
}
