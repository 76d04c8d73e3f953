import type { Formato } from '../../schemas/formato.api.js';
import { estensioneOf, isNomeEseguibile } from './eseguibili.js';
import type { Fonte } from './fonte.js';
import type { ElencoZip, VoceZip } from './zip.js';
import { formatoDiUfficio } from './ufficio.js';

const ARCHIVI = new Set('zip 7z rar tar gz tgz bz2 xz jar'.split(' '));
const CON_MACRO = new Set('docm dotm xlsm xltm xlsb xlam pptm potm ppsm ppam'.split(' '));

/** Beyond this, what expands so much is no document (a text shrinks twenty times at most). */
const BOMBA_RAPPORTO = 100;
const BOMBA_MIN = 50 * 1024 ** 2;
const BOMBA_SEMPRE = 20 * 1024 ** 3;

/** True for what would fill a disk or a memory when expanded, or tells of more than the archive holds. Sizes in bytes. */
export const isBomba = ({
  espansi,
  compressi,
  archivio,
}: {
  espansi: number;
  compressi: number;
  archivio: number;
}): boolean =>
  espansi > BOMBA_SEMPRE ||
  (espansi > BOMBA_MIN && espansi > BOMBA_RAPPORTO * Math.max(1, Math.min(compressi, archivio))) ||
  compressi > archivio; // entries that overlap

const sum = (voci: readonly VoceZip[], of: (voce: VoceZip) => number): number =>
  Math.min(
    Number.MAX_SAFE_INTEGER,
    voci.reduce((total, voce) => total + of(voce), 0),
  );

/** What the list of a zip says of it, office documents included. @throws FuoriLimite */
export async function formatoDiZip(fonte: Fonte, elenco: ElencoZip): Promise<Formato> {
  const { voci, rotto, totale } = elenco;
  const espansi = sum(voci, (voce) => voce.espansi);
  const bomba = isBomba({ espansi, compressi: sum(voci, (voce) => voce.compressi), archivio: fonte.dimensione });
  const cifrato = voci.some((voce) => voce.cifrata);
  const ufficio = await formatoDiUfficio(elenco);
  if (ufficio !== undefined) {
    const told = bomba ? { archivio: { voci: voci.length, espansi, bomba } } : {};
    return { ...ufficio, ...((cifrato || ufficio.cifrato === true) && { cifrato: true }), ...told };
  }
  const annidati = voci.filter(({ nome }) => ARCHIVI.has(estensioneOf(nome))).length;
  return {
    mime: 'application/zip',
    ...(cifrato && { cifrato: true }),
    ...(voci.some(({ nome }) => isNomeEseguibile(nome)) && { eseguibile: true }),
    ...(voci.some(({ nome }) => CON_MACRO.has(estensioneOf(nome))) && { macro: true }),
    archivio: {
      voci: Math.max(voci.length, totale),
      espansi,
      ...(annidati > 0 && { annidati }),
      ...(bomba && { bomba }),
    },
    ...(rotto && { incompleto: true }),
  };
}

const TAR_BLOCK = 512;
const MAX_TAR = 5_000;

/** A tar by its headers, one a file: names and sizes without the contents. @throws FuoriLimite */
export async function formatoDiTar(fonte: Fonte): Promise<Formato> {
  const names: string[] = [];
  let espansi = 0;
  for (let at = 0; at < fonte.dimensione && names.length < MAX_TAR;) {
    const block = await fonte.leggi(at, TAR_BLOCK);
    if (block.length < TAR_BLOCK || block[0] === 0) break;
    const size = Number.parseInt(
      block
        .subarray(124, 136)
        .toString('latin1')
        .replaceAll(/[^0-7]/g, '') || '0',
      8,
    );
    names.push(block.subarray(0, 100).toString('utf8').replace(/\0.*$/s, ''));
    espansi = Math.min(Number.MAX_SAFE_INTEGER, espansi + size);
    at += TAR_BLOCK + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
  const annidati = names.filter((nome) => ARCHIVI.has(estensioneOf(nome))).length;
  return {
    mime: 'application/x-tar',
    ...(names.some(isNomeEseguibile) && { eseguibile: true }),
    archivio: { voci: names.length, espansi, ...(annidati > 0 && { annidati }) },
  };
}

/** A gzip says at its end how long it is when expanded, less than 4 GiB. @throws FuoriLimite */
export async function formatoDiGzip(fonte: Fonte): Promise<Formato> {
  const tail = await fonte.leggi(fonte.dimensione - 4, 4);
  const espansi = tail.length === 4 ? tail.readUInt32LE(0) : 0;
  const bomba = isBomba({ espansi, compressi: fonte.dimensione, archivio: fonte.dimensione });
  return { mime: 'application/gzip', archivio: { voci: 1, espansi, ...(bomba && { bomba }) } };
}
