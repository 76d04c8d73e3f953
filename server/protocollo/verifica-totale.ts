import { type Aoo, findAllAoo } from '../../schemas/aoo.model.js';
import { AttoRepertorioModel, RegistrazioneModel, type Registrazione } from '../../schemas/registrazione.model.js';
import type { FileRegistrato } from '../../schemas/registrazione.types.js';
import type { ObjectStore } from '../../storage/object-store.js';
import { anniDiGiornate, verifyGiornate } from '../giornaliero/verifica.js';
import { verifyAttestazioni } from '../attestazioni/verifica-totale.js';
import { verifyVersamenti } from '../conservazione/verifica.js';
import { faultOfStrayFascicoli, type GuastoFascicoli, verifyFascicoli } from '../fascicoli/verifica-totale.js';
import { findDistrutti } from '../scarto/file.js';
import { findRigheFalse } from '../ricerca/verifica-righe.js';
import { repertoriDi } from '../repertori/configurazione.js';
import { isFileWhole } from './files.js';
import type { Posto } from './lookup.js';
import { formatNumero } from './rules.js';
import { verifyRegistro } from './verifica-registro.js';
import type { Fault } from './verifica.js';

export interface EsitoAnno {
  aoo: string;
  /** a repertorio; absent: the register of protocol */
  registro?: string;
  anno: number;
  registrazioni: number;
  /** daily registers */
  giornate: number;
  file: number;
  errore?: Fault;
  /** numbers whose ready row of the lists says something else than the registration */
  righeFalse?: number[];
}

/** What was found of the fascicoli of one AOO, with the documents in them that are not registered. */
export interface EsitoFascicoliAoo {
  aoo: string;
  fascicoli: number;
  documenti: number;
  file: number;
  errore?: GuastoFascicoli;
}

export interface EsitoVersamentiAoo {
  aoo: string;
  versamenti: number;
  file: number;
  errore?: PrimoGuasto;
}

export interface EsitoAttestazioniAoo {
  aoo: string;
  attestazioni: number;
  file: number;
  errore?: PrimoGuasto;
}

/** The first fault of all; `che`: of what it is, where that is not a registration of that number and year. */
export type PrimoGuasto = Fault & { aoo?: string; che?: string };

export interface OpzioniVerifica {
  /** the bytes of each file too, which is the longest part; others may read them in their own time */
  file?: boolean;
}

const FILES_AT_ONCE = 4;
/** Rows are asked for in greater numbers than registrations are looked at: a question costs more than many rows. */
const RIGHE_AT_ONCE = 1_000;

interface FileAtteso {
  nome: string;
  sha256: string;
  dimensione: number;
}
interface NamedFile extends FileAtteso {
  anno: number;
  numero: number;
}
/** Altered by hand, a field may be anything; that it is, the replay of the register says. */
const isFile = (value: unknown): value is FileRegistrato =>
  typeof value === 'object' && value !== null && 'sha256' in value && typeof value.sha256 === 'string';

function filesOf({ anno, numero, documento, allegati }: Registrazione): NamedFile[] {
  const named: unknown[] = [documento, ...(Array.isArray(allegati) ? allegati : [])];
  return named.filter(isFile).map(({ nome, sha256, dimensione }) => ({ anno, numero, nome, sha256, dimensione }));
}

/** The first of these files that is missing, altered or of another length. */
async function firstBroken<F extends FileAtteso>(store: ObjectStore, files: readonly F[]): Promise<F | undefined> {
  for (let i = 0; i < files.length; i += FILES_AT_ONCE) {
    const group = files.slice(i, i + FILES_AT_ONCE);
    const whole = await Promise.all(
      group.map(
        async (one) =>
          (await store.stat(one.sha256))?.dimensione === one.dimensione && (await isFileWhole({ store }, one)),
      ),
    );
    const lost = group.filter((_one, k) => whole[k] === false);
    const gone = lost.length === 0 ? new Set() : await findDistrutti(lost.map(({ sha256 }) => sha256));
    const broken = lost.find(({ sha256 }) => !gone.has(sha256)); // what an authorised list discarded is not a fault
    if (broken !== undefined) return broken;
  }
  return undefined;
}

const alterato = ({ nome, sha256 }: FileAtteso): string => `il file ${nome} manca o è alterato (SHA-256 ${sha256})`;

/** The same, in the order of the register. */
async function faultOfFiles(store: ObjectStore, files: readonly NamedFile[]): Promise<Fault | undefined> {
  const broken = await firstBroken(store, files);
  return broken && { anno: broken.anno, numero: broken.numero, motivo: alterato(broken) };
}

/** Fascicoli, documents that are not registered and their files, of one AOO. */
export async function verifyFascicoliOf(
  store: ObjectStore,
  aoo: string,
  anno: number | undefined,
  { file = true }: OpzioniVerifica = {},
): Promise<EsitoFascicoliAoo> {
  const { fascicoli, documenti, files, guasto } = await verifyFascicoli(aoo, anno);
  const broken = guasto === undefined && file ? await firstBroken(store, files) : undefined;
  const errore = guasto ?? (broken && { che: broken.che, anno: anno ?? 0, numero: 0, motivo: alterato(broken) });
  return { aoo, fascicoli, documenti, file: files.length, ...(errore !== undefined && { errore }) };
}

interface Legame {
  numero: number;
  risponde: Posto;
}

const isPosto = (value: unknown): value is Posto =>
  typeof value === 'object' &&
  value !== null &&
  'anno' in value &&
  'numero' in value &&
  [value.anno, value.numero].every(Number.isInteger);

/** Packages that an AOO has shipped, replayed, with their indexes, answers and receipts. */
export async function verifyVersamentiOf(
  store: ObjectStore,
  aoo: string,
  anno: number | undefined,
  { file = true }: OpzioniVerifica = {},
): Promise<EsitoVersamentiAoo> {
  const { versamenti, files, guasto } = await verifyVersamenti(aoo, anno);
  const broken = guasto === undefined && file ? await firstBroken(store, files) : undefined;
  const errore = guasto ?? (broken && { che: broken.che, anno: anno ?? 0, numero: 0, motivo: alterato(broken) });
  return { aoo, versamenti, file: files.length, ...(errore !== undefined && { errore }) };
}

/** Attestations of conformity, replayed, with their documents, signatures and copies. */
export async function verifyAttestazioniOf(
  store: ObjectStore,
  aoo: string,
  anno: number | undefined,
  { file = true }: OpzioniVerifica = {},
): Promise<EsitoAttestazioniAoo> {
  const { attestazioni, files, guasto } = await verifyAttestazioni(aoo, anno);
  const broken = guasto === undefined && file ? await firstBroken(store, files) : undefined;
  const errore = guasto ?? (broken && { che: broken.che, anno: anno ?? 0, numero: 0, motivo: alterato(broken) });
  return { aoo, attestazioni, file: files.length, ...(errore !== undefined && { errore }) };
}

/** What is answered, or has the number of protocol of an act, must be there. */
async function faultOfReference(aoo: string, anno: number, links: readonly Legame[]): Promise<Fault | undefined> {
  for (const { numero, risponde } of links) {
    const there = await RegistrazioneModel.exists({ aoo, anno: risponde.anno, numero: risponde.numero });
    if (there === null)
      return {
        anno,
        numero,
        motivo: `risponde alla registrazione ${formatNumero(risponde.numero)}/${risponde.anno}, che non c’è`,
      };
  }
  return undefined;
}

const first = (a: Fault | undefined, b: Fault | undefined): Fault | undefined =>
  a === undefined || (b !== undefined && b.numero < a.numero) ? b : a;

/** Chain, acts, files and references of the repertori of one AOO in one year, those in which something was registered. */
export async function* verifyRepertori(
  store: ObjectStore,
  aoo: string,
  anno: number,
  { file = true }: OpzioniVerifica = {},
): AsyncGenerator<EsitoAnno, void> {
  const continue_ = new Set(
    (await repertoriDi(aoo)).filter(({ numerazione }) => numerazione === 'continua').map(({ codice }) => codice),
  );
  for (const registro of (await AttoRepertorioModel.distinct('registro', { aoo, anno })).sort()) {
    const files: NamedFile[] = [];
    const links: Legame[] = [];
    const { primoErrore, registrazioni } = await verifyRegistro(aoo, anno, {
      parole: true,
      registro,
      continua: continue_.has(registro),
      each: (record) => {
        if (file) files.push(...filesOf(record));
        if (isPosto(record.protocollo)) links.push({ numero: record.numero, risponde: record.protocollo });
      },
    });
    const errore = first(
      first(primoErrore, await faultOfFiles(store, files)),
      await faultOfReference(aoo, anno, links),
    );
    yield {
      aoo,
      registro,
      anno,
      registrazioni,
      giornate: 0,
      file: files.length,
      ...(errore !== undefined && { errore }),
    };
  }
}

const RIGA_FALSA =
  'la riga pronta per gli elenchi e la ricerca non dice ciò che dice la registrazione (la registrazione è integra)';

/** Chain, acts, files, references, daily registers and rows of the lists of one AOO in one year; the rows, made from the rest, last. */
export async function verifyYear(
  store: ObjectStore,
  di: Aoo,
  anno: number,
  { file = true }: OpzioniVerifica = {},
): Promise<EsitoAnno> {
  const aoo = di._id;
  const files: NamedFile[] = [];
  const links: Legame[] = [];
  const righeFalse: number[] = [];
  let some: Registrazione[] = [];
  let asked: Promise<number[]> = Promise.resolve([]); // the database reads these rows while the next registrations are looked at
  const { primoErrore, registrazioni } = await verifyRegistro(aoo, anno, {
    parole: true,
    each: (record) => {
      if (file) files.push(...filesOf(record));
      if (isPosto(record.risponde)) links.push({ numero: record.numero, risponde: record.risponde });
      some.push(record);
    },
    afterSome: async () => {
      if (some.length < RIGHE_AT_ONCE) return;
      righeFalse.push(...(await asked));
      asked = findRigheFalse(aoo, some);
      asked.catch(() => undefined); // told when it is awaited
      some = [];
    },
  });
  righeFalse.push(...(await asked), ...(some.length > 0 ? await findRigheFalse(aoo, some) : []));
  const own = first(first(primoErrore, await faultOfFiles(store, files)), await faultOfReference(aoo, anno, links));
  const giornalieri = await verifyGiornate(store, di, anno, { righe: true });
  const [numero] = righeFalse;
  const riga = numero === undefined ? undefined : { anno, numero, motivo: RIGA_FALSA };
  const errore = own ?? giornalieri.errore ?? riga;
  const { giornate } = giornalieri;
  return {
    ...{ aoo, anno, registrazioni, giornate, file: files.length },
    ...(errore !== undefined && { errore }),
    ...(righeFalse.length > 0 && { righeFalse }),
  };
}

const NON_NUMERO = { $not: { $type: 'number' } };

/** A record outside every register that is verified, or without a place in it: moved there by hand, since no door writes it. */
export async function faultOfStrays(
  aoo: readonly string[],
  registri: readonly string[],
  soloAnno: number | undefined,
): Promise<Fault | undefined> {
  const solo = soloAnno !== undefined && { anno: soloAnno };
  const elsewhere: Record<string, unknown> = {
    $or: [{ aoo: { $nin: aoo } }, { registro: { $nin: registri } }],
    ...solo,
  };
  const senzaNumero: Record<string, unknown>[] = [{ anno: NON_NUMERO }, { numero: NON_NUMERO }];
  const repertori = await Promise.all(
    aoo.map(async (one) => ({ aoo: one, registro: { $in: (await repertoriDi(one)).map(({ codice }) => codice) } })),
  );
  const altrove: Record<string, unknown> = repertori.length === 0 ? {} : { $nor: repertori };
  const stray =
    (await RegistrazioneModel.findOne({ $or: [elsewhere, ...senzaNumero] }).lean<Record<string, unknown>>()) ??
    (await AttoRepertorioModel.findOne({ $or: [{ ...altrove, ...solo }, ...senzaNumero] }).lean<
      Record<string, unknown>
    >());
  if (stray === null) return undefined;
  const { anno, numero } = stray;
  const motivo =
    typeof anno === 'number' && typeof numero === 'number'
      ? `appartiene a un registro che non c’è (${String(stray['aoo'])}/${String(stray['registro'])})`
      : 'anno o numero non sono numeri: la registrazione è fuori dal registro';
  return { anno: Number(anno), numero: Number(numero), motivo };
}

/** The years of an AOO in which something was registered or closed. A year that is no number is no year: what lies there is a stray. */
export async function anniOf(aoo: string): Promise<number[]> {
  const anni = await Promise.all([
    RegistrazioneModel.distinct('anno', { aoo }),
    AttoRepertorioModel.distinct('anno', { aoo }),
    anniDiGiornate(aoo),
  ]);
  return [...new Set(anni.flat())].filter(Number.isInteger).sort((a, b) => a - b);
}

/**
 * The whole verification, from outside the server: every AOO, one year or all, each file's bytes and each reference.
 * @param onEsito - told of each AOO and year as it is done
 * @param onFascicoli - told of the fascicoli of each AOO
 * @param onVersamenti - and of what it has shipped to the conservation system
 * @param onAttestazioni - and of the copies that it has attested
 * @returns the first fault; undefined if all is whole
 */
export async function verifyAll(
  store: ObjectStore,
  anno: number | undefined,
  onEsito: (esito: EsitoAnno) => void,
  onFascicoli: (esito: EsitoFascicoliAoo) => void = () => undefined,
  onVersamenti: (esito: EsitoVersamentiAoo) => void = () => undefined,
  onAttestazioni: (esito: EsitoAttestazioniAoo) => void = () => undefined,
): Promise<PrimoGuasto | undefined> {
  const all = await findAllAoo();
  let fault: PrimoGuasto | undefined;
  for (const di of all) {
    const aoo = di._id;
    const years = anno === undefined ? await anniOf(aoo) : [anno];
    for (const year of years) {
      const esito = await verifyYear(store, di, year);
      onEsito(esito);
      if (esito.errore !== undefined) fault ??= { aoo, ...esito.errore };
      for await (const repertorio of verifyRepertori(store, aoo, year)) {
        onEsito(repertorio);
        const { registro, errore } = repertorio;
        if (errore !== undefined) fault ??= { aoo: `${aoo} ${registro ?? ''}`, ...errore };
      }
    }
    const fascicoli = await verifyFascicoliOf(store, aoo, anno);
    onFascicoli(fascicoli);
    if (fascicoli.errore !== undefined) fault ??= { aoo, ...fascicoli.errore };
    const versamenti = await verifyVersamentiOf(store, aoo, anno);
    onVersamenti(versamenti);
    if (versamenti.errore !== undefined) fault ??= { aoo, ...versamenti.errore };
    const attestazioni = await verifyAttestazioniOf(store, aoo, anno);
    onAttestazioni(attestazioni);
    if (attestazioni.errore !== undefined) fault ??= { aoo, ...attestazioni.errore };
  }
  const known = all.map(({ _id }) => _id);
  return (
    fault ??
    (await faultOfStrays(
      known,
      all.map(({ registro }) => registro),
      anno,
    )) ??
    (await faultOfStrayFascicoli(known))
  );
}
