import type { Fonte } from '../../formati/fonte.js';
import { elencaZip, type ElencoZip, type VoceZip } from '../../formati/zip.js';
import { digestOfFonte } from '../impronte.js';
import type { Accanto } from '../raccolta.js';
import { Bilancio, fonteDiVoce, VoceRotta } from './fonte-voce.js';

const MAX_VOCI = 2_000;
const MAX_ESPANSI = 4 * 1024 ** 3;
const MAX_MIMETYPE = 100;
const LOCAL_HEADER = 30;
const LOCAL_SIGNATURE = 0x04034b50;
const DIRECTORY_SIGNATURE = 0x02014b50;
/** Its sizes are told after its data. */
const SIZES_AFTER = 0x8;
const IN_ZIP64 = 0xffffffff;
/** What may stand between an entry and the next one: sizes told after the data (APPNOTE §4.3.9). */
const DESCRIPTOR = 24;

/** What belongs to the container itself: signatures, timestamps, lists (ETSI EN 319 162-1 §4.3.3, §4.4.3). */
const DI_SERVIZIO =
  /^META-INF\/(?:[^/]*(?:signatures?|timestamp|evidencerecord)[^/]*\.(?:p7s|xml|tst|ers)|ASiC[^/]*Manifest[^/]*\.xml|(?:manifest|container|metadata)\.xml)$/i;
const FIRMA = /^META-INF\/[^/]*(?:signature|timestamp)[^/]*\.(?:p7s|xml|tst)$/i;

/** A container of documents with the signatures of them, read and held to what its directory says. */
export interface Contenitore {
  /** what it calls itself; undefined: nothing */
  mimetype: string | undefined;
  /** the documents, with their hash */
  dati: Accanto[];
  /** entries of the container itself, by name */
  servizio: ReadonlyMap<string, VoceZip>;
  leggi: ElencoZip['leggi'];
  /** what makes that the container is not what it seems, in sentences */
  difetti: string[];
  close: () => void;
}

/** Whether some signature may be in an archive, by its names. Pure. */
export const hasFirme = (voci: readonly Pick<VoceZip, 'nome'>[]): boolean => voci.some(({ nome }) => FIRMA.test(nome));

/** A name that stays within the container, written in the one way. */
const isPercorso = (nome: string): boolean =>
  !/[\\\p{Cc}]|^[a-z]:/iu.test(nome) && nome.split('/').every((part) => part !== '' && part !== '..' && part !== '.');

const isCartella = ({ nome, espansi, compressi }: VoceZip): boolean =>
  nome.endsWith('/') && espansi === 0 && compressi <= 2 && isPercorso(nome.slice(0, -1));

/** What is wrong with the names: ways out of the container, the same name twice, also for programs that read it in another way. Pure. */
export function difettiDiNomi(nomi: readonly string[]): string[] {
  const found: string[] = [];
  const strano = nomi.find((nome) => !isPercorso(nome));
  if (strano !== undefined) found.push(`Il contenitore ha un file con un nome che non è ammesso: «${shown(strano)}».`);
  const seen = new Set<string>();
  for (const nome of nomi) {
    const same = nome.normalize('NFC').toLowerCase();
    if (seen.has(same))
      found.push(`Il contenitore ha due file di nome «${shown(nome)}»: non si può dire quale sia firmato.`);
    seen.add(same);
  }
  return found;
}

/** A name as it is put into a sentence: nothing that is not to be seen, and not too long. */
export const shown = (nome: string): string => nome.replaceAll(/[\p{C}]/gu, '·').slice(0, 100);

/** Whether an entry says of itself what the directory says of it: who reads from the beginning on believes the entry. */
function isConcorde(header: Buffer, entry: VoceZip['entry']): boolean {
  const after = (header.readUInt16LE(6) & SIZES_AFTER) !== 0;
  const isOf = (said: number, size: number): boolean => said === size || said === IN_ZIP64 || (after && said === 0);
  return (
    header.readUInt16LE(8) === entry.compressionMethod &&
    isOf(header.readUInt32LE(18), entry.compressedSize) &&
    isOf(header.readUInt32LE(22), entry.uncompressedSize)
  );
}

/** Whether each entry stands in the file as the directory says, one after the other, and nothing between them and the directory. */
async function isInOrdine(fonte: Fonte, voci: readonly VoceZip[]): Promise<boolean> {
  let at = 0;
  for (const { entry } of [...voci].sort((a, b) => placeOf(a) - placeOf(b))) {
    const start = entry.relativeOffsetOfLocalHeader;
    if (start < at || start > at + (at === 0 ? 0 : DESCRIPTOR)) return false;
    const name = Buffer.from(entry.fileNameRaw);
    const header = await fonte.leggi(start, LOCAL_HEADER + name.length);
    if (header.length < LOCAL_HEADER + name.length || header.readUInt32LE(0) !== LOCAL_SIGNATURE) return false;
    if (header.readUInt16LE(26) !== name.length || !header.subarray(LOCAL_HEADER).equals(name)) return false;
    if (!isConcorde(header, entry)) return false;
    at = start + LOCAL_HEADER + name.length + header.readUInt16LE(28) + entry.compressedSize;
  }
  const tail = await fonte.leggi(at, DESCRIPTOR + 4);
  const signature = Buffer.alloc(4);
  signature.writeUInt32LE(DIRECTORY_SIGNATURE);
  return tail.includes(signature);
}
const placeOf = ({ entry }: VoceZip): number => entry.relativeOffsetOfLocalHeader;

/** The documents, each read once to its end: what it is must be what it says. */
async function readDati(
  elenco: ElencoZip,
  voci: readonly VoceZip[],
): Promise<Pick<Contenitore, 'dati' | 'difetti' | 'close'>> {
  const bilancio = new Bilancio();
  const dati: Accanto[] = [];
  const difetti: string[] = [];
  const fonti: { close: () => void }[] = [];
  for (const voce of voci) {
    const fonte = fonteDiVoce(elenco, voce, bilancio);
    fonti.push(fonte);
    try {
      const sha256 = (await digestOfFonte(fonte, 'sha256')).toString('hex');
      dati.push({ nome: voce.nome, fonte, sha256 });
    } catch (error) {
      if (!(error instanceof VoceRotta)) throw error;
      difetti.push(`Il file «${shown(voce.nome)}» del contenitore è danneggiato, o non è lungo quanto dice.`);
    }
  }
  return { dati, difetti, close: () => fonti.forEach((one) => one.close()) };
}

const mimetypeOf = async ({ voci, leggi }: ElencoZip): Promise<string | undefined> => {
  const voce = voci.find(({ nome, espansi }) => nome === 'mimetype' && espansi <= MAX_MIMETYPE);
  return voce && (await leggi(voce, MAX_MIMETYPE))?.toString('latin1').trim();
};

/**
 * Opens a container. @returns undefined for an archive without signatures; a sentence where it is too much to be read
 * @throws FuoriLimite
 */
export async function apriContenitore(fonte: Fonte): Promise<Contenitore | string | undefined> {
  const elenco = await elencaZip(fonte);
  const voci = elenco.voci.filter((voce) => !isCartella(voce));
  if (elenco.rotto && voci.length === 0)
    return 'L’archivio è danneggiato: se contiene firme, non sono state verificate.';
  if (!hasFirme(voci)) return undefined;
  const espansi = voci.reduce((sum, one) => sum + one.espansi, 0);
  if (elenco.voci.length > MAX_VOCI || espansi > MAX_ESPANSI)
    return 'Il contenitore ha troppi file, o troppo grandi: le firme che contiene non sono state verificate.';
  const difetti = [
    ...(elenco.rotto || elenco.totale !== elenco.voci.length ? ['L’elenco del contenitore è danneggiato.'] : []),
    ...(voci.some(({ cifrata }) => cifrata) ? ['Il contenitore ha file cifrati, che non si possono leggere.'] : []),
    ...difettiDiNomi(voci.map(({ nome }) => nome)),
  ];
  if (!(await isInOrdine(fonte, elenco.voci)))
    difetti.push('Il contenitore ha parti che il suo elenco non nomina, o nomina in un altro modo.');
  const mimetype = await mimetypeOf(elenco);
  const isDato = ({ nome }: VoceZip): boolean =>
    !DI_SERVIZIO.test(nome) && !(nome === 'mimetype' && mimetype !== undefined);
  const letti = await readDati(
    elenco,
    voci.filter((one) => isDato(one) && !one.cifrata),
  );
  return {
    mimetype,
    dati: letti.dati,
    servizio: new Map(voci.filter((one) => !isDato(one)).map((one) => [one.nome, one])),
    leggi: elenco.leggi,
    difetti: [...difetti, ...letti.difetti],
    close: letti.close,
  };
}
