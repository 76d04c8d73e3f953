import path from 'node:path';
import { mongo } from 'mongoose';
import { isAtto, type Registrazione } from '../../schemas/registrazione.model.js';
import type { CodaRegistro, Manifesto, Raccolta } from '../../schemas/salvataggio.api.js';
import { type Anello, anelloOf, faultOfRecord } from '../protocollo/verifica.js';
import { formatNumero } from '../protocollo/rules.js';
import { documentsOf, readCompressed } from './bson.js';
import { raccoltaOf } from './cartelle.js';
import { SalvataggioError } from './errori.js';

export interface LettoRegistro {
  registri: CodaRegistro[];
  /** files that some registration names */
  nominati: Set<string>;
}

const filesOf = ({ documento, allegati }: Registrazione): string[] =>
  [documento, ...allegati].flatMap((file) => (file === undefined ? [] : [file.sha256]));

/** Collections that hold registers. */
const REGISTRI: readonly string[] = ['registrazioni', 'attiRepertori'];

/** The numbers of a repertorio may go on across the years: which do, is not in this file. */
const faultOf = (record: Registrazione, before: Anello | null): string | null => {
  const fault = faultOfRecord(record, before);
  return fault === null || !isAtto(record) ? fault : faultOfRecord(record, before, { continua: true });
};

/**
 * Reads the saved registers from their files as if there were no database: every text, hash, act and number is replayed.
 * @throws SalvataggioError naming the first record that is not whole
 */
export async function readRegistri(dir: string, raccolte: readonly Raccolta[]): Promise<LettoRegistro> {
  const letto: LettoRegistro = { registri: [], nominati: new Set() };
  for (const raccolta of raccolte.filter(({ nome }) => REGISTRI.includes(nome)).reverse())
    await readRegistro(dir, raccolta, letto);
  return letto;
}

async function readRegistro(dir: string, raccolta: Raccolta, letto: LettoRegistro): Promise<void> {
  let before: Anello | null = null;
  let coda: CodaRegistro | undefined;
  for await (const raw of documentsOf(readCompressed(path.join(dir, raccoltaOf(raccolta.nome)), raccolta.sha256))) {
    const record = mongo.BSON.deserialize(raw) as Registrazione;
    const { aoo, registro, anno } = record;
    if (coda?.aoo !== aoo || coda.registro !== registro) before = null;
    const fault = faultOf(record, before);
    if (fault !== null)
      throw new SalvataggioError(
        `La registrazione ${formatNumero(record.numero)}/${anno} della AOO ${aoo} non è integra: ${fault}`,
      );
    before = anelloOf(record);
    if (coda?.aoo !== aoo || coda.registro !== registro || coda.anno !== anno) {
      coda = { aoo, registro, anno, registrazioni: 0, ultimoHash: before.hash };
      letto.registri.push(coda);
    }
    coda.registrazioni += 1;
    coda.ultimoHash = before.hash;
    for (const sha256 of filesOf(record)) letto.nominati.add(sha256);
  }
}

/** A file that a record names, in whichever shape. */
interface CheNomina {
  xml?: { sha256: string };
  pdf?: { sha256: string };
  firma?: { sha256: string };
  impronte?: string[];
}
const diCampo =
  (campo: 'xml' | 'pdf' | 'firma') =>
  (record: CheNomina): string[] => {
    const file = record[campo];
    return file === undefined ? [] : [file.sha256];
  };
const diImpronte = ({ impronte = [] }: CheNomina): string[] => impronte;

/** Where a collection names stored files besides the register. What can be made again without them (texts, imports) is not here. */
const NOMI_DI_FILE: Readonly<Record<string, (record: CheNomina) => string[]>> = {
  registriGiornalieri: diCampo('xml'),
  registriAnnuali: diCampo('xml'),
  copieRegistri: diCampo('pdf'),
  firmeRegistri: diCampo('firma'),
  /** indexes, answers, receipts of what was shipped to the conservation system */
  versamenti: diImpronte,
  /** documents and signatures */
  attestazioni: diImpronte,
  /** originals, pictures, words, copies */
  scansioni: diImpronte,
  pagineScansione: diImpronte,
};

/** Files that are named besides the register: of closed days, shipments, scans, attestations; read from the saved collections. */
export async function readFileNominati(dir: string, raccolte: readonly Raccolta[]): Promise<Set<string>> {
  const nominati = new Set<string>();
  for (const { nome, sha256 } of raccolte) {
    const nominatiDa = NOMI_DI_FILE[nome];
    if (nominatiDa === undefined) continue;
    for await (const raw of documentsOf(readCompressed(path.join(dir, raccoltaOf(nome)), sha256)))
      for (const one of nominatiDa(mongo.BSON.deserialize(raw))) nominati.add(one);
  }
  return nominati;
}

/** Every saved collection again: length, hash, number of documents. @throws SalvataggioError */
export async function checkRaccolte(dir: string, { raccolte }: Pick<Manifesto, 'raccolte'>): Promise<void> {
  for (const { nome, documenti, sha256 } of raccolte) {
    let found = 0;
    for await (const raw of documentsOf(readCompressed(path.join(dir, raccoltaOf(nome)), sha256)))
      found += raw.length > 0 ? 1 : 0;
    if (found !== documenti)
      throw new SalvataggioError(`La raccolta ${nome} ha ${found} documenti, il manifesto ne dice ${documenti}`);
  }
}
