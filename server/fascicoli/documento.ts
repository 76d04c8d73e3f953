import type { ClientSession } from 'mongoose';
import { randomUUID } from 'node:crypto';
import type { Caller } from '../../schemas/accesso.api.js';
import {
  appendAttiDocumento,
  type ContenutoDocumento,
  type Documento,
  DocumentoModel,
  findDocumentoByRichiesta,
  insertDocumento,
} from '../../schemas/documento.model.js';
import { type Fascicolo, touchAperto } from '../../schemas/fascicolo.model.js';
import { insertMovimenti } from '../../schemas/movimento-fascicolo.model.js';
import { protectFiles } from '../../storage/protect-files.js';
import { inTransaction } from '../accesso/transaction.js';
import type { Deps } from '../deps.js';
import { accodaFile } from '../estrazione/accoda.js';
import { describeFiles } from '../formati/descrivi.js';
import { isDuplicateKey } from '../lib/mongo.js';
import type { ReceivedFile } from '../lib/multipart.js';
import {
  ChiaveRiusataError,
  DatiNonValidiError,
  NonTrovatoError,
  StatoIncompatibileError,
  VersioneSuperataError,
} from '../lib/problem.js';
import { canonicalText, linkAtti, sha256Hex } from '../protocollo/canonico.js';
import { instantOfAtti, requireRoom } from '../protocollo/change.js';
import { type Idempotenza, isDone, requireAperto, requireMay, type SulFascicolo } from './cambia.js';
import { collocazioneAfter, type Spostare, writeMovimenti } from './colloca.js';
import { isIn } from './regole.js';
import type { AttoDocumento } from './documento-atti.js';
import { inTurn } from './turni.js';
import { findBrevi, requireFascicolo, visibleDocumenti } from './visibilita.js';

/* Documents of a fascicolo that are not registered, with their working versions. */

const absent = (): NonTrovatoError => new NonTrovatoError('Il documento non c’è: controllare l’indirizzo.');

/** The document, if the caller may see it and a fascicolo in which it stands. @throws NonTrovatoError */
export async function requireDocumento(
  caller: Caller,
  id: string,
  session: ClientSession | null = null,
): Promise<Documento> {
  const found = await DocumentoModel.findOne({ $and: [{ _id: id, aoo: caller.aoo }, visibleDocumenti(caller)] }, null, {
    session,
  }).lean<Documento>();
  if (found === null) throw absent();
  const seen = await findBrevi(caller, [found.fascicolo ?? '', ...(found.altriFascicoli ?? [])]);
  if (seen.size === 0) throw absent();
  return found;
}

export interface DocumentoNuovo {
  file: ReceivedFile;
  oggetto?: string | undefined;
  note?: string | undefined;
  motivo?: string | undefined;
}

type Nato = Omit<Documento, 'canonico' | 'hash' | 'eventi' | 'richiesta' | 'versione' | 'impronte'>;

const nascitaOf = (nato: Nato): { canonico: string; hash: string } => {
  const canonico = canonicalText({ formato: 1, ...nato, data: nato.data.toISOString() });
  return { canonico, hash: sha256Hex(canonico) };
};

/** A new document in an open fascicolo, in one transaction with the fascicolo. */
async function insertInto(
  caller: Caller,
  { id, versione }: SulFascicolo,
  make: (fascicolo: Fascicolo) => Documento,
  motivo: string | undefined,
): Promise<{ documento: Documento; fascicolo: Fascicolo }> {
  return inTransaction(async (session) => {
    const read = await requireFascicolo(caller, id, session);
    requireMay(
      caller,
      'gestisci-fascicolo',
      read,
      'In questo fascicolo mette documenti l’ufficio che lo ha in carico.',
    );
    if (versione !== undefined && read.versione !== versione) throw new VersioneSuperataError();
    requireAperto(read);
    const fascicolo = await touchAperto(caller.aoo, read._id, session);
    if (fascicolo === null) throw new VersioneSuperataError();
    const documento = make(fascicolo);
    await insertDocumento(documento, session);
    const movimento = {
      _id: `nascita:${documento._id}`,
      aoo: caller.aoo,
      fascicolo: fascicolo._id,
      documento: { id: documento._id },
      tipo: 'aggiunto' as const,
      principale: true,
      data: documento.data,
      utente: caller.utente,
      ...(caller.perContoDi !== undefined && { perContoDi: caller.perContoDi }),
      ...(motivo !== undefined && { motivo }),
    };
    await insertMovimenti([movimento], session);
    return { documento, fascicolo };
  });
}

/** What an earlier try of the same request made. @throws ChiaveRiusataError */
async function findEarlier(aoo: string, richiesta: Documento['richiesta']): Promise<Documento | undefined> {
  const found = await findDocumentoByRichiesta(aoo, richiesta);
  if (found !== null && found.richiesta.sha256 !== richiesta.sha256) throw new ChiaveRiusataError();
  return found ?? undefined;
}

/**
 * Puts a document that is not registered into a fascicolo; the file is already safe in the store.
 * @returns the document, and whether this request made it
 */
export async function addDocumento(
  deps: Deps,
  caller: Caller,
  on: SulFascicolo,
  { file, oggetto, note, motivo }: DocumentoNuovo,
): Promise<{ documento: Documento; fascicolo: Fascicolo; created: boolean }> {
  const richiesta = {
    autore: caller.utente,
    ...(on.idempotenza ?? { chiave: `auto-${randomUUID()}`, sha256: '-' }),
  };
  const already = async (): Promise<{ documento: Documento; fascicolo: Fascicolo; created: boolean } | undefined> => {
    const documento = on.idempotenza === undefined ? undefined : await findEarlier(caller.aoo, richiesta);
    return documento && { documento, fascicolo: await requireFascicolo(caller, on.id), created: false };
  };
  const earlier = await already();
  if (earlier !== undefined) return earlier;
  await deps.clock.ensureReliable();
  const [described] = await describeFiles(deps, [file]);
  if (described === undefined) throw new DatiNonValidiError([{ campo: 'documento', messaggio: 'Manca il documento.' }]);
  await protectFiles(deps.store, [file]);
  const data = deps.clock.now();
  const _id = randomUUID();
  const make = (fascicolo: Fascicolo): Documento => {
    const nato: Nato = {
      _id,
      aoo: caller.aoo,
      oggetto: oggetto ?? file.nome,
      versioni: [{ n: 1, file: described, data: data.toISOString(), utente: caller.utente }],
      fascicolo: fascicolo._id,
      riservatezza: { livello: 'ordinaria', uo: [], utenti: [] },
      ...(note !== undefined && note !== '' && { note }),
      data,
      operatore: caller.utente,
      uoOperatore: caller.uo,
      ...(caller.perContoDi !== undefined && { perContoDi: caller.perContoDi }),
    };
    return { ...nato, ...nascitaOf(nato), eventi: [], richiesta, versione: 1, impronte: [described.sha256] };
  };
  try {
    const made = await inTurn(`${caller.aoo}/${on.id}`, () => insertInto(caller, on, make, motivo));
    accodaFile(deps, made.documento.impronte);
    return { ...made, created: true };
  } catch (error) {
    const twin = isDuplicateKey(error) ? await already() : undefined;
    if (twin === undefined) throw error;
    return twin;
  }
}

const attoOf = <T extends AttoDocumento['tipo']>(
  caller: Caller,
  tipo: T,
  data: Date,
  dettagli: Extract<AttoDocumento, { tipo: T }>['dettagli'],
) => ({
  tipo,
  data: data.toISOString(),
  utente: caller.utente,
  ...(caller.perContoDi !== undefined && { perContoDi: caller.perContoDi }),
  dettagli,
});

const linked = (documento: Documento, atto: object) =>
  linkAtti({ catena: { hash: documento.hash }, eventi: documento.eventi }, [atto]);

const instantOf = (deps: Deps, { eventi, data }: Documento): Date =>
  instantOfAtti({ eventi, dataRegistrazione: data }, deps.clock.now());

/** The fascicolo of a document, which its versions change too. */
async function takeFascicoloOf(caller: Caller, documento: Documento, session: ClientSession): Promise<void> {
  const read = await requireFascicolo(caller, documento.fascicolo ?? '', session);
  requireMay(caller, 'gestisci-fascicolo', read, 'Il documento lo cambia l’ufficio che ha in carico il fascicolo.');
  requireAperto(read);
  if ((await touchAperto(caller.aoo, read._id, session)) === null) throw new VersioneSuperataError();
}

/** Adds a version: the ones before stay as they were. */
export async function addVersione(
  deps: Deps,
  caller: Caller,
  id: string,
  { file, nota }: { file: ReceivedFile; nota?: string | undefined },
  { versione, idempotenza }: { versione?: number | undefined; idempotenza?: Idempotenza | undefined },
): Promise<Documento> {
  await deps.clock.ensureReliable();
  const [described] = await describeFiles(deps, [file]);
  if (described === undefined) throw new DatiNonValidiError([{ campo: 'documento', messaggio: 'Manca il documento.' }]);
  await protectFiles(deps.store, [file]);
  const changed = await inTransaction(async (session) => {
    const documento = await requireDocumento(caller, id, session);
    if (isDone(documento, caller, idempotenza)) return documento;
    if (versione !== undefined && documento.versione !== versione) throw new VersioneSuperataError();
    await takeFascicoloOf(caller, documento, session);
    requireRoom(
      documento,
      [{ tipo: 'versione' }],
      'Il documento ha già tutte le versioni che può avere: metterne nel fascicolo uno nuovo.',
    );
    const data = instantOf(deps, documento);
    const nuova = {
      n: documento.versioni.length + 1,
      file: described,
      ...(nota !== undefined && nota !== '' && { nota }),
      data: data.toISOString(),
      utente: caller.utente,
    };
    return appendAttiDocumento(
      documento,
      linked(documento, attoOf(caller, 'versione', data, nuova)),
      {
        versioni: [...documento.versioni, nuova],
        impronte: [...new Set([...documento.impronte, described.sha256])],
      },
      session,
      idempotenza && { autore: caller.utente, ...idempotenza },
    );
  });
  accodaFile(deps, [described.sha256]);
  return changed;
}

/**
 * Puts a document that is not registered into another fascicolo, takes it out or moves it, within a transaction. It never stays
 * without any (titolario.md 9.4).
 * @returns false where it stands so already
 */
export async function spostaDocumento(
  deps: Deps,
  caller: Caller,
  id: string,
  spostare: Spostare,
  { session, campo }: { session: ClientSession; campo: string },
): Promise<boolean> {
  const documento = await requireDocumento(caller, id, session);
  const from = spostare.azione === 'tolto' ? spostare.di : spostare.da;
  if (from !== undefined && !isIn(documento, from._id))
    throw new DatiNonValidiError([{ campo, messaggio: `Il documento non è nel fascicolo ${from.codice}.` }]);
  const after = collocazioneAfter(documento, spostare);
  if (after.fascicolo === undefined)
    throw new StatoIncompatibileError(
      'Un documento che non è nel protocollo sta sempre in un fascicolo: spostarlo in un altro invece di toglierlo.',
    );
  const before = { fascicolo: documento.fascicolo, altriFascicoli: documento.altriFascicoli };
  const changes: Partial<ContenutoDocumento> & { altriFascicoli?: string[] | undefined } = {
    fascicolo: after.fascicolo,
    altriFascicoli: after.altriFascicoli,
  } as ContenutoDocumento;
  if (
    before.fascicolo === after.fascicolo &&
    (before.altriFascicoli ?? []).join() === (after.altriFascicoli ?? []).join()
  )
    return false;
  const data = instantOf(deps, documento);
  const { azione, di, da, motivo } = spostare;
  const dettagli = {
    azione,
    di: { id: di._id, codice: di.codice },
    ...(da !== undefined && { da: { id: da._id, codice: da.codice } }),
    ...after,
    ...(motivo !== undefined && { motivo }),
  };
  await appendAttiDocumento(
    documento,
    linked(documento, attoOf(caller, 'fascicolazione', data, dettagli)),
    changes,
    session,
  );
  const chi = { aoo: caller.aoo, data, utente: caller.utente };
  await writeMovimenti(
    spostare,
    { ...chi, ...(caller.perContoDi !== undefined && { perContoDi: caller.perContoDi }) },
    { id },
    after,
    session,
  );
  return true;
}
