import { RegistrazioneModel, type Registrazione } from '../../schemas/registrazione.model.js';
import {
  findAnnuale,
  findCopie,
  findFirmeRegistri,
  findGiornalieri,
  type FirmaRegistro,
  RegistroGiornalieroModel,
  type RegistroAnnuale,
  type RegistroGiornaliero,
} from '../../schemas/registro-giornaliero.model.js';
import type { ObjectStore } from '../../storage/object-store.js';
import { HASH_INIZIALE } from '../protocollo/canonico.js';
import { isFileWhole } from '../protocollo/files.js';
import { formatNumero } from '../protocollo/rules.js';
import type { Fault } from '../protocollo/verifica.js';
import { primoGiornoOf } from './chiusura.js';
import { giorniDellAnno } from './interroga.js';
import { attributeIn, type Nodo, readRegistro, textIn } from './leggi.js';
import { formatGiorno } from './pdf/date.js';
import { type AooDelRegistro, nextGiornata } from './rules.js';

export interface EsitoGiornate {
  /** closed days of the year */
  giornate: number;
  errore?: Fault;
}

export interface OpzioniGiornate {
  /** each row too: what the registers list must still be in the register of protocol, acts included */
  righe?: boolean;
}

type FileRegistro = RegistroGiornaliero['xml'];

async function isWhole(store: ObjectStore, file: FileRegistro): Promise<boolean> {
  return (await store.stat(file.sha256))?.dimensione === file.dimensione && (await isFileWhole({ store }, file));
}

/** What does not fit between a closed day and the one before; null if all does. */
function faultOfPlace(
  day: RegistroGiornaliero,
  before: RegistroGiornaliero | null,
  primoGiorno: string | undefined,
): string | null {
  if (before === null && primoGiorno === undefined) return 'nomina registrazioni che non ci sono più';
  const expected = nextGiornata(before, primoGiorno ?? day.giorno);
  if (day.giorno !== expected.giorno)
    return `non segue quello prima: è atteso quello del ${formatGiorno(expected.giorno)}`;
  if (day.progressivo !== expected.progressivo) return 'non ha il numero che segue';
  if (day.precedente !== (before?.xml.sha256 ?? HASH_INIZIALE))
    return 'non cita l’impronta del registro del giorno prima';
  return null;
}

type Presente = Pick<Registrazione, 'anno' | 'numero' | 'catena' | 'eventi'>;
const keyOf = ({ anno, numero }: { anno: number; numero: number }): string => `${anno}/${numero}`;

async function findPresenti(
  { _id: aoo, registro }: AooDelRegistro,
  posti: readonly { anno: number; numero: number }[],
): Promise<ReadonlyMap<string, Presente>> {
  const found = new Map<string, Presente>();
  for (const anno of new Set(posti.map((one) => one.anno))) {
    const numeri = posti.filter((one) => one.anno === anno).map(({ numero }) => numero);
    const records = await RegistrazioneModel.find(
      { aoo, registro, anno, numero: { $in: numeri } },
      { anno: 1, numero: 1, catena: 1, eventi: 1 },
    ).lean<Presente[]>();
    for (const one of records) found.set(keyOf(one), one);
  }
  return found;
}

/** A row of a register with what it says of a registration. */
interface Citazione {
  anno: number;
  numero: number;
  /** the registration's own hash, or that of an act on it */
  impronte: string[];
}

const citazioneOf = (nodo: Nodo): Citazione => ({
  anno: Number(nodo.attributi['anno']),
  numero: Number(nodo.attributi['numero']),
  impronte: [textIn(nodo, 'Impronta') || attributeIn(nodo, 'Atto', 'impronta'), textIn(nodo, 'ImprontaUltimoAtto')],
});

const MANCA = (posto: { numero: number; anno: number }): string =>
  `nomina la registrazione ${formatNumero(posto.numero)}/${posto.anno} con un’impronta che nel registro non c’è`;

const RIGHE_INSIEME = 200;

interface FaultDiGiornata {
  motivo: string;
  numero?: number;
}

/** What the rows of a daily register say that is no longer so; null if all is. */
async function faultOfRighe(
  store: ObjectStore,
  aoo: AooDelRegistro,
  day: RegistroGiornaliero,
): Promise<FaultDiGiornata | null> {
  let batch: Citazione[] = [];
  const counts = { Registrazione: 0, Variazione: 0 };
  const look = async (): Promise<FaultDiGiornata | null> => {
    const there = await findPresenti(aoo, batch);
    const lost = batch.find((one) => {
      const record = there.get(keyOf(one));
      const known = new Set(record === undefined ? [] : [record.catena.hash, ...record.eventi.map(({ hash }) => hash)]);
      return one.impronte.some((hash) => !known.has(hash));
    });
    batch = [];
    return lost === undefined ? null : { motivo: MANCA(lost), numero: lost.numero };
  };
  let head: Nodo | undefined;
  for await (const nodo of readRegistro((await store.open(day.xml.sha256)).stream)) {
    if (nodo.nome === 'Intestazione') head = nodo;
    if (nodo.nome !== 'Registrazione' && nodo.nome !== 'Variazione') continue;
    counts[nodo.nome] += 1;
    batch.push(citazioneOf(nodo));
    const fault = batch.length >= RIGHE_INSIEME ? await look() : null;
    if (fault !== null) return fault;
  }
  const fault = await look();
  if (fault !== null) return fault;
  const agree =
    textIn(head, 'Giorno') === day.giorno &&
    Number(textIn(head, 'Numero')) === day.progressivo &&
    textIn(head, 'Precedente') === day.precedente &&
    counts.Registrazione === day.registrazioni &&
    counts.Variazione === day.variazioni;
  return agree ? null : { motivo: 'non è quello che dice il suo file' };
}

type Firme = ReadonlyMap<string, FirmaRegistro>;

/** Seals over the files of a register that are not in the store as they were made. */
async function faultOfSigilli(
  store: ObjectStore,
  firme: Firme,
  file: readonly (FileRegistro | undefined)[],
): Promise<string | null> {
  for (const one of file) {
    const sigillo = one === undefined ? undefined : firme.get(one.sha256)?.firma;
    if (sigillo !== undefined && !(await isWhole(store, sigillo)))
      return `ha il sigillo mancante o alterato (SHA-256 ${sigillo.sha256})`;
  }
  return null;
}

async function faultOfDay(
  store: ObjectStore,
  aoo: AooDelRegistro,
  day: RegistroGiornaliero,
  {
    pdf,
    firme,
    ultimo,
    righe,
  }: { pdf: FileRegistro | undefined; firme: Firme; ultimo: Presente | undefined; righe: boolean },
): Promise<FaultDiGiornata | null> {
  if (ultimo?.catena.hash !== day.ultimo.hash) return { motivo: MANCA(day.ultimo), numero: day.ultimo.numero };
  if (!(await isWhole(store, day.xml)))
    return { motivo: `ha il file XML mancante o alterato (SHA-256 ${day.xml.sha256})` };
  if (pdf !== undefined && !(await isWhole(store, pdf)))
    return { motivo: `ha il file PDF mancante o alterato (SHA-256 ${pdf.sha256})` };
  const sigillo = await faultOfSigilli(store, firme, [day.xml, pdf]);
  if (sigillo !== null) return { motivo: sigillo };
  return righe ? faultOfRighe(store, aoo, day) : null;
}

async function faultOfAnnuale(
  store: ObjectStore,
  annuale: RegistroAnnuale,
  ultima: RegistroGiornaliero | undefined,
): Promise<string | null> {
  const copia = (await findCopie([annuale.xml.sha256])).get(annuale.xml.sha256);
  if (!(await isWhole(store, annuale.xml))) return `ha il file XML mancante o alterato (SHA-256 ${annuale.xml.sha256})`;
  if (copia !== undefined && !(await isWhole(store, copia.pdf)))
    return `ha il file PDF mancante o alterato (SHA-256 ${copia.pdf.sha256})`;
  const file = [annuale.xml, copia?.pdf];
  const firme = await findFirmeRegistri(file.flatMap((one) => one?.sha256 ?? []));
  const sigillo = await faultOfSigilli(store, firme, file);
  if (sigillo !== null) return sigillo;
  return annuale.ultimaGiornata === ultima?.xml.sha256 ? null : 'non cita l’impronta dell’ultimo registro giornaliero';
}

/** The years in which an AOO has closed days. */
export const anniDiGiornate = (aoo: string): Promise<number[]> =>
  RegistroGiornalieroModel.distinct('anno', { aoo }).exec();

/**
 * The daily registers of a year, and its yearly one: a chain of days without a hole, each file whole, and the register of
 * protocol still holding what they list. That its last records were cut away, nothing in the register itself tells.
 * @returns the first fault, with the number of the registration that it concerns
 */
export async function verifyGiornate(
  store: ObjectStore,
  aoo: AooDelRegistro,
  anno: number,
  { righe = false }: OpzioniGiornate = {},
): Promise<EsitoGiornate> {
  const [dal, al] = giorniDellAnno(anno);
  const days = await findGiornalieri(aoo._id, dal, al);
  const fail = (motivo: string, numero: number): EsitoGiornate => ({
    giornate: days.length,
    errore: { anno, numero, motivo },
  });
  const [first] = days;
  if (first === undefined) return { giornate: 0 };
  const primoGiorno = await primoGiornoOf(aoo);
  let before = await RegistroGiornalieroModel.findOne({ aoo: aoo._id, giorno: { $lt: dal } })
    .sort({ giorno: -1 })
    .lean<RegistroGiornaliero>();
  const copie = await findCopie(days.map(({ xml }) => xml.sha256));
  const firme = await findFirmeRegistri([
    ...days.map(({ xml }) => xml.sha256),
    ...[...copie.values()].map(({ pdf }) => pdf.sha256),
  ]);
  const ultimi = await findPresenti(
    aoo,
    days.map(({ ultimo }) => ultimo),
  );
  for (const day of days) {
    const fault = await (async (): Promise<FaultDiGiornata | null> => {
      const place = faultOfPlace(day, before, primoGiorno);
      if (place !== null) return { motivo: place };
      const pdf = copie.get(day.xml.sha256)?.pdf;
      return faultOfDay(store, aoo, day, { pdf, firme, ultimo: ultimi.get(keyOf(day.ultimo)), righe });
    })();
    if (fault !== null)
      return fail(
        `il registro giornaliero del ${formatGiorno(day.giorno)} ${fault.motivo}`,
        fault.numero ?? day.ultimo.numero,
      );
    before = day;
  }
  const annuale = await findAnnuale(aoo._id, anno);
  const fault = annuale === null ? null : await faultOfAnnuale(store, annuale, days.at(-1));
  return fault === null
    ? { giornate: days.length }
    : fail(`il registro annuale ${fault}`, days.at(-1)?.ultimo.numero ?? 1);
}
