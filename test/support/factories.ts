import { mongo, Types } from 'mongoose';
import type { z } from 'zod';
import type { Caller, Ruolo } from '../../schemas/accesso.api.js';
import type { RegistrazioneRichiesta } from '../../schemas/registrazione.api.js';
import { type Contenuto, giorniOf, type Nascita, type Registrazione } from '../../schemas/registrazione.model.js';
import type { Allegato, FileRegistrato } from '../../schemas/registrazione.types.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import type { ReceivedFile } from '../../server/lib/multipart.js';
import { type Evento, linkEventi, sha256Hex } from '../../server/protocollo/canonico.js';
import { changesBetween } from '../../server/protocollo/change.js';
import { applyEvento, contenutoOf, derivedOf } from '../../server/protocollo/eventi.js';
import { type Bozza, type Inizio, linkAfter } from '../../server/protocollo/registro.js';
import { type Coda, REGISTRO_GENERALE } from '../../server/protocollo/rules.js';

/* Each factory defaults everything but what the test is about. */

export const IPA = 'c_x000';
export const AOO = 'AVLD001';
/** A Monday morning in Rome. */
export const ADESSO = new Date('2026-03-02T08:14:05.123Z');
export const MITTENTE: Soggetto = { tipo: 'PG', denominazione: 'Impresa Scavi Nord S.r.l.' };
export const PROVVEDIMENTO = { numero: '12/2026', data: '2026-03-02', autore: 'Il responsabile' };

/** `undefined` takes a default away. */
type Over<T> = { [K in keyof T]?: T[K] | undefined };
type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without what is undefined: absent things are left out. */
export const present = <T extends object>(value: T): Present<T> =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Present<T>;

type Richiesta = z.input<typeof RegistrazioneRichiesta>;

/** What a client sends to register, right for its flusso: from outside, to the outside, or between two offices. */
export function buildRichiesta(over: Partial<Richiesta> = {}): Richiesta {
  const { flusso = 'E' } = over;
  const outside = [{ tipo: 'PG' as const, denominazione: 'Impresa Scavi Nord S.r.l.' }];
  const own = (uo: string) => [{ tipo: 'UO' as const, uo }];
  const sides = {
    E: { mittenti: outside, destinatari: own('U410') },
    U: { mittenti: own('U410'), destinatari: outside },
    I: { mittenti: own('U410'), destinatari: own('U110') },
  };
  const mezzo = flusso === 'I' ? 'interno' : 'pec';
  return { flusso, oggetto: 'Richiesta di accesso agli atti della gara', mezzo, ...sides[flusso], ...over };
}

/** The last record of a register. */
export const buildCoda = (over: Partial<Coda> = {}): Coda => ({
  anno: 2026,
  numero: 1,
  dataRegistrazione: ADESSO,
  hash: sha256Hex('coda'),
  ...over,
});

export function buildFile(nome = 'lettera.pdf', over: Partial<FileRegistrato> = {}): FileRegistrato {
  const mime = 'application/pdf';
  return { nome, mime, dimensione: 51_200, sha256: sha256Hex(nome), formato: { mime }, firme: [], ...over };
}

export const buildAllegato = (n: number, over: Partial<Allegato> = {}): Allegato => ({
  n,
  ...buildFile(`allegato-${n}.pdf`),
  ...over,
});

/** A file as a request brings it. */
export const buildRicevuto = (over: Partial<ReceivedFile> = {}): ReceivedFile => ({
  nome: 'lettera.pdf',
  mime: 'application/pdf',
  dimensione: 51_200,
  sha256: sha256Hex(over.nome ?? 'lettera.pdf'),
  inizio: Buffer.from('%PDF-1.7\n'),
  modificato: ADESSO,
  ...over,
});

/** What a registration says at birth, with its document. */
export function buildContenuto(over: Over<Contenuto> = {}): Contenuto {
  const contenuto = {
    flusso: 'E',
    oggetto: 'Richiesta di accesso agli atti della gara',
    mittenti: [MITTENTE],
    destinatari: [{ tipo: 'UO', uo: 'U110' }],
    documento: buildFile(),
    allegati: [],
    mezzo: 'pec',
    assegnazioni: [],
    riservatezza: { livello: 'ordinaria', uo: [], utenti: [] },
    stato: 'valida',
    rinnovi: [],
    ...over,
  };
  return present(contenuto) as Contenuto;
}

const described = ({ mime, formato, firme }: FileRegistrato): Pick<FileRegistrato, 'mime' | 'formato' | 'firme'> => ({
  mime,
  formato,
  firme,
});

const NATI = [
  'mezzo',
  'tipologia',
  'note',
  'classifica',
  'motivoClassifica',
  'fascicolo',
  'risponde',
  'assegnazioni',
  'riservatezza',
  'tardiva',
] as const satisfies readonly (keyof Nascita & keyof Contenuto)[];

/** The part of the birth that is not in the chain. */
function buildNascita(contenuto: Contenuto): Nascita {
  const free = NATI.filter((campo) => contenuto[campo] !== undefined).map((campo) => [campo, contenuto[campo]]);
  const { documento, allegati } = contenuto;
  return {
    ...(Object.fromEntries(free) as Pick<Nascita, (typeof NATI)[number]>),
    avvisi: [],
    ...(documento !== undefined && { documento: described(documento) }),
    allegati: allegati.map(described),
  };
}

let serial = 0;

export interface Identita {
  aoo?: string;
  registro?: string;
  operatore?: string;
  uoOperatore?: string;
  differimento?: { id: string };
  richiesta?: Registrazione['richiesta'];
}

/** A registration that waits for its number. */
export function buildBozza(over: Over<Contenuto> = {}, identita: Identita = {}): Bozza {
  const contenuto = buildContenuto(over);
  const operatore = identita.operatore ?? 'protocollo';
  serial += 1;
  return {
    _id: new Types.ObjectId(),
    aoo: AOO,
    registro: REGISTRO_GENERALE,
    operatore,
    uoOperatore: 'U110',
    ...contenuto,
    nascita: buildNascita(contenuto),
    eventi: [],
    richiesta: { autore: operatore, chiave: `chiave-${serial}`, sha256: sha256Hex(`richiesta-${serial}`) },
    versione: 1,
    ...derivedOf(contenuto),
    ...identita,
  };
}

/** The record as the database gives it back: through the bytes that it keeps. */
export const stored = (registrazione: Registrazione): Registrazione =>
  mongo.BSON.deserialize(mongo.BSON.serialize(registrazione)) as Registrazione;

/** A registration in its register, without later acts: the first one unless `inizio` says otherwise. */
export function buildRegistrazione(
  over: Over<Contenuto> = {},
  { inizio = { coda: null }, adesso = ADESSO, ...identita }: Identita & { inizio?: Inizio; adesso?: Date } = {},
): Registrazione {
  const [registrazione] = linkAfter(inizio, [buildBozza(over, identita)], adesso, IPA);
  if (registrazione === undefined) throw new Error('no registration');
  return stored(registrazione);
}

/** The registration after one write of acts, as the database would hold it. */
export function withEventi(registrazione: Registrazione, ...eventi: readonly Evento[]): Registrazione {
  const before = contenutoOf(registrazione);
  const after = eventi.reduce(applyEvento, before);
  const linked = [...registrazione.eventi, ...linkEventi(registrazione, eventi)];
  const changed = {
    ...registrazione,
    ...changesBetween(before, after),
    ...derivedOf(after),
    eventi: linked,
    giorniAtti: giorniOf(linked),
    versione: registrazione.versione + 1,
  };
  return stored(present(changed) as Registrazione);
}

const UFFICIO: Readonly<Record<Ruolo, string>> = {
  operatore: 'U110',
  istruttore: 'U410',
  responsabile: 'S4',
  archivista: 'U110',
  rgd: 'S1',
  vicario: 'U110',
  admin: 'S1',
};

/** Who asks, in the office that the demonstration gives to that role. */
export function buildCaller(ruolo: Ruolo, over: Partial<Caller> = {}): Caller {
  const uo = over.uo ?? UFFICIO[ruolo];
  const settore = uo === 'S4' ? ['S4', 'U410', 'U420'] : [uo];
  return { utente: ruolo, denominazione: ruolo, aoo: AOO, ruolo, uo, settore, richiesta: 'r1', ...over };
}
