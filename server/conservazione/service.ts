import type { Caller } from '../../schemas/accesso.api.js';
import type { EsitiRitenta, RitentaMolti, VersamentiBrevi } from '../../schemas/conservazione.api.js';
import { findNonInviabile, listNonInviabili } from '../../schemas/non-inviabile.model.js';
import type { StatoVersamento, TipoVersamento, VersamentoRichiesto } from '../../schemas/versamento.api.js';
import { findDi, findVersamento, type Versamento, VersamentoModel } from '../../schemas/versamento.model.js';
import { Types } from 'mongoose';
import type { z } from 'zod';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import { FascicoloModel } from '../../schemas/fascicolo.model.js';
import { rfc3339 } from '../lib/clock.js';
import { DatiMancantiError, DatiNonValidiError, DomainError, NonTrovatoError } from '../lib/problem.js';
import type { DepsConservazione } from './deps.js';
import { apriLinea } from './linee.js';
import { nomeDi } from './parole.js';
import { prepara } from './prepara.js';
import { situazioneOf } from './presenter.js';
import { copriMancanze, findRiservate, isCoperta, nomeCosa } from './riservate.js';
import { readRiferimento } from './regole/riferimento.js';
import { ritenta } from './ripresa.js';

/** Errors of a batch that are told line by line; whatever else is wrong ends it. */
const told = (error: unknown): string | undefined =>
  error instanceof DomainError
    ? [
        error.message,
        ...error.errori.map(({ messaggio }) => messaggio),
        ...error.mancanze.map(({ messaggio }) => messaggio),
      ].join(' ')
    : undefined;

/** @throws NonTrovatoError */
export async function requireVersamento(aoo: string, id: string): Promise<Versamento> {
  const found = await findVersamento(aoo, id);
  if (found === null) throw new NonTrovatoError('Il versamento non c’è: controllare l’indirizzo.');
  return found;
}

/** It was sent and refused, or annulled: nothing of it is under way any more. A person mends it and tries again. */
export class VersamentoFermoError extends DomainError {
  readonly code = 'stato-incompatibile';
  override readonly mancanze: DomainError['mancanze'];
  constructor(versamento: Versamento) {
    super('Il versamento c’è già e non è più in corso: aprirlo, provvedere a ciò che lo ha fermato, poi ritentarlo.');
    this.mancanze = [{ codice: versamento.stato, messaggio: `${situazioneOf(versamento)}.`, chi: 'archivista' }];
  }
}

/**
 * Ships a thing now, due or not: its package is made before the answer, the worker sends it.
 * @returns the package, and whether it was made now, was there already (accepted, or under way, whoever it waits for), or is there and is over
 * @throws DatiMancantiError when it cannot be shipped; NonTrovatoError; DatiNonValidiError
 */
export async function versa(
  deps: DepsConservazione,
  caller: Pick<Caller, 'aoo' | 'utente' | 'motivoAccesso'>,
  { tipo, riferimento }: VersamentoRichiesto,
): Promise<{ versamento: Versamento; esito: 'nuovo' | 'presente' | 'fermo' }> {
  if (readRiferimento(tipo, riferimento) === null)
    throw new DatiNonValidiError([{ campo: 'riferimento', messaggio: RIFERIMENTI[tipo] }]);
  const made = await prepara(deps, {
    aoo: caller.aoo,
    tipo,
    riferimento,
    perche: 'chiesto da una persona',
    utente: caller.utente,
  });
  switch (made.tipo) {
    case 'preparato':
      return { versamento: made.versamento, esito: 'nuovo' };
    case 'presente': {
      const { stato } = made.versamento;
      return { versamento: made.versamento, esito: FINITI.has(stato) ? 'fermo' : 'presente' };
    }
    case 'non-inviabile':
      throw new DatiMancantiError(
        NON_ANCORA,
        (await isCoperta(caller, { tipo, riferimento })) ? copriMancanze(made.mancanze) : made.mancanze,
      );
    case 'attende':
      throw new DatiMancantiError(NON_ANCORA, [made.mancanza]);
    case 'assente':
      if (tipo === 'registro-giornaliero') throw new DatiMancantiError(NON_ANCORA, [GIORNATA_APERTA]);
      throw new NonTrovatoError('Ciò che si vuole versare non c’è: controllare il riferimento.');
  }
}

/** Neither accepted nor under way. */
const FINITI: ReadonlySet<StatoVersamento> = new Set(['rifiutato', 'annullato']);
const NON_ANCORA = 'Non si può ancora versare: provvedere a ciò che manca e ripetere.';
const GIORNATA_APERTA = {
  codice: 'giornata-aperta',
  messaggio: 'La giornata non è ancora chiusa: il suo registro si versa dopo la chiusura.',
};

const RIFERIMENTI: Readonly<Record<TipoVersamento, string>> = {
  'unita-documentaria': 'Il riferimento di una registrazione si scrive come 2026/12, di un atto come DET/2026/12.',
  'registro-giornaliero': 'Il riferimento di un registro giornaliero è la sua giornata, come 2026-03-02.',
  fascicolo: 'Il riferimento di un fascicolo è il suo identificativo.',
};

/** Several packages at once: each goes on, or says why not. */
export async function ritentaMolti(
  deps: DepsConservazione,
  caller: Pick<Caller, 'aoo' | 'utente' | 'motivoAccesso'>,
  { ids, ...asked }: RitentaMolti,
): Promise<z.output<typeof EsitiRitenta>> {
  const elementi: z.output<typeof EsitiRitenta>['elementi'] = [];
  for (const id of ids) {
    try {
      const { stato } = await ritenta(deps, caller, id, asked);
      elementi.push({ id, fatto: true, stato });
    } catch (error) {
      const messaggio = told(error);
      if (messaggio === undefined) throw error;
      elementi.push({ id, fatto: false, messaggio });
    }
  }
  return { elementi };
}

/** A person opens the line again, and what was suspended with it goes on. */
export async function riprendiLinea(
  deps: DepsConservazione,
  caller: Pick<Caller, 'aoo' | 'utente' | 'motivoAccesso'>,
  conservatore: string,
  motivo: string,
): Promise<void> {
  await apriLinea(deps, caller.aoo, conservatore, { utente: caller.utente, motivo });
  const suspended = await VersamentoModel.find({ aoo: caller.aoo, conservatore, stato: 'sospeso' }, { _id: 1 })
    .limit(1_000)
    .lean<{ _id: string }[]>();
  for (const { _id } of suspended)
    await ritenta(deps, caller, _id, { motivo }).catch((error: unknown) => {
      if (told(error) === undefined) throw error; // one that lacks something now stays where it is
    });
}

/** How a thing stands, for whoever sees it. */
export async function breviDi(
  aoo: string,
  tipo: TipoVersamento,
  riferimento: string,
): Promise<z.output<typeof VersamentiBrevi>> {
  const [found, unfit] = await Promise.all([
    findDi(aoo, tipo, riferimento),
    findNonInviabile({ aoo, tipo, riferimento }),
  ]);
  const primo = found.find(({ operazione, vivo }) => operazione === 'versamento' && vivo === true);
  return {
    situazione:
      primo !== undefined ? situazioneOf(primo) : unfit !== null ? 'Non inviabile: manca un dato' : 'Da versare',
    elementi: found.map((one) => ({
      id: one._id,
      operazione: one.operazione,
      stato: one.stato,
      situazione: situazioneOf(one),
      conservatore: one.conservatore,
      creato: rfc3339(one.creato),
      aggiornato: rfc3339(new Date(one.aggiornato)),
      ...(one.rapporto !== undefined && { rapporto: { sha256: one.rapporto.sha256, data: one.rapporto.data } }),
    })),
    mancanze: unfit?.mancanze ?? [],
  };
}

/** A page of what cannot be shipped, last looked at first; of a fascicolo its code. */
export async function nonInviabiliDi(
  aoo: string,
  query: {
    tipo?: TipoVersamento | undefined;
    riferimento?: string | undefined;
    limite?: number | undefined;
    cursore?: string | undefined;
  },
) {
  const limite = query.limite ?? LIMITE_PREDEFINITO;
  const [, ms, id] = /^(\d{1,15})~([0-9a-f]{24})$/.exec(query.cursore ?? '') ?? [];
  if (query.cursore !== undefined && ms === undefined)
    throw new DatiNonValidiError([
      { campo: 'cursore', messaggio: 'Il cursore non è di questo elenco: ricominciare dalla prima pagina.' },
    ]);
  const dopo =
    ms === undefined || id === undefined ? undefined : { _id: new Types.ObjectId(id), quando: new Date(Number(ms)) };
  const found = await listNonInviabili(aoo, query, limite + 1, dopo);
  const page = found.slice(0, limite);
  const last = page.at(-1);
  const ids = page.filter(({ tipo }) => tipo === 'fascicolo').map(({ riferimento }) => riferimento);
  const codes = new Map(
    (
      await FascicoloModel.find({ aoo, _id: { $in: ids } }, { codice: 1 }).lean<{ _id: string; codice: string }[]>()
    ).map(({ _id, codice }) => [_id, codice]),
  );
  const riservate = await findRiservate(aoo, page);
  return {
    elementi: page.map(({ tipo, riferimento, mancanze, quando }) => ({
      tipo,
      riferimento,
      nome: nomeDi(tipo, riferimento, codes.get(riferimento)),
      mancanze: riservate.has(nomeCosa({ tipo, riferimento })) ? copriMancanze(mancanze) : mancanze,
      quando: rfc3339(quando),
    })),
    ...(found.length > limite && last !== undefined && { cursore: `${last.quando.getTime()}~${last._id.toString()}` }),
  };
}
