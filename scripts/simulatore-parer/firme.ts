/**
 * What is seen of a file while it comes in: whether it looks signed, its format by its first bytes, the markers of the tests.
 * Presence only: no signature is verified.
 */

export const MARCHE = {
  'SIMULATORE-FIRMA-CRITTO': 'FIRMA-002-001',
  'SIMULATORE-FIRMA-CATENA': 'FIRMA-003-001',
  'SIMULATORE-FIRMA-CERTIFICATO': 'FIRMA-004-001',
  'SIMULATORE-FIRMA-CRL': 'FIRMA-005-001',
  'SIMULATORE-FIRMA-SERVIZIO': 'FIRMA-006-001',
} as const;

export interface Indizi {
  guarda(byte: Buffer): void;
  /** a CMS SignedData, a signed PDF, or XML with a ds:Signature */
  firmato(): boolean;
  /** code of each marker found in the first 64 KiB */
  marche(): string[];
  /** formats that the first bytes allow; undefined: nothing is known of them */
  formati(): readonly string[] | undefined;
}

const TESTA = 64 * 1024;
const SOVRAPPOSTI = 64;
const SIGNED_DATA = Buffer.from('06092a864886f70d010702', 'hex');
const TRACCE = [
  Buffer.from('/ByteRange'),
  Buffer.from('/SubFilter'),
  Buffer.from('http://www.w3.org/2000/09/xmldsig#'),
];

/** A DER sequence that names SignedData within its first bytes. */
const isSignedData = (byte: Buffer): boolean => {
  const dove = byte.subarray(0, 64).indexOf(SIGNED_DATA);
  return byte[0] === 0x30 && dove > 0 && dove <= 8;
};

const senzaArmatura = (testa: Buffer): Buffer =>
  Buffer.from(
    testa
      .subarray(0, 512)
      .toString('latin1')
      .replace(/^-----BEGIN[^\n]*\n/, '')
      .replace(/\s/g, '')
      .replace(/[^A-Za-z0-9+/].*$/, ''),
    'base64',
  );

const FORMATI: readonly (readonly [inizio: Buffer, formati: readonly string[]])[] = [
  [Buffer.from('%PDF-'), ['PDF', 'PDF/A', 'PDFA']],
  [Buffer.from('89504e470d0a1a0a', 'hex'), ['PNG']],
  [Buffer.from('ffd8ff', 'hex'), ['JPG', 'JPEG']],
  [Buffer.from('49492a00', 'hex'), ['TIF', 'TIFF']],
  [Buffer.from('4d4d002a', 'hex'), ['TIF', 'TIFF']],
  [Buffer.from('504b0304', 'hex'), ['ZIP', 'DOCX', 'XLSX', 'PPTX', 'ODT', 'ODS', 'ODP', 'EPUB', 'ASICE', 'ASICS']],
  [Buffer.from('<?xml'), ['XML', 'HTML', 'XHTML', 'SVG', 'EML', 'TXT']],
];

export function creaIndizi(): Indizi {
  const pezzi: Buffer[] = [];
  let raccolti = 0;
  let testa: Buffer | undefined;
  let coda: Buffer = Buffer.alloc(0);
  let cerca: boolean | undefined;
  const trovate = new Set<number>();
  const inizio = (): Buffer => (testa ??= Buffer.concat(pezzi));
  const comincia = (testo: string): boolean => inizio().subarray(0, testo.length).toString('latin1') === testo;
  return {
    guarda(byte) {
      if (raccolti < TESTA) {
        const presi = Buffer.from(byte.subarray(0, TESTA - raccolti));
        pezzi.push(presi);
        raccolti += presi.length;
        testa = undefined;
      }
      if (cerca === undefined && raccolti >= 5) cerca = ['%PDF', '<', '\u00ef\u00bb\u00bf<'].some(comincia);
      if (cerca === false) return;
      const tutto = coda.length === 0 ? byte : Buffer.concat([coda, byte]);
      for (const [i, traccia] of TRACCE.entries()) if (!trovate.has(i) && tutto.includes(traccia)) trovate.add(i);
      coda = Buffer.from(tutto.subarray(Math.max(0, tutto.length - SOVRAPPOSTI)));
    },
    firmato() {
      if (isSignedData(inizio()) || isSignedData(senzaArmatura(inizio()))) return true;
      if (comincia('%PDF')) return trovate.has(0) && trovate.has(1);
      return cerca === true && trovate.has(2);
    },
    marche: () => Object.entries(MARCHE).flatMap(([marca, codice]) => (inizio().includes(marca) ? [codice] : [])),
    formati: () => FORMATI.find(([magia]) => inizio().subarray(0, magia.length).equals(magia))?.[1],
  };
}
