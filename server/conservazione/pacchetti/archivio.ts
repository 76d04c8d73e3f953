import { createHash, hash } from 'node:crypto';
import { type VoceZip, zipOf } from '../../lib/zip.js';
import type { PacchettoPreparato } from '../tipi.js';
import { percorsiOf } from './percorsi.js';

/** The package as one archive, `pacchetto.zip`: made again from what is stored, the same bytes for ever. */

/** Opens a stored file by its hash; a whole read fails before its last bytes when they are altered (IntegrityError). */
export type ApriFile = (sha256: string) => Promise<AsyncIterable<Buffer>>;

const TIPI = {
  'unita-documentaria': 'unità documentaria',
  'registro-giornaliero': 'registro giornaliero di protocollo',
  fascicolo: 'fascicolo',
} as const;
const OPERAZIONI = {
  versamento: 'versamento',
  aggiunta: 'aggiunta di un documento a ciò che è conservato',
  aggiornamento: 'aggiornamento dei metadati di ciò che è conservato',
} as const;

interface Parte {
  percorso: string;
  sha256: string;
  dimensione: number;
}

const partiOf = ({ indice, file }: PacchettoPreparato): Parte[] => {
  const percorsi = percorsiOf(file);
  return [
    { percorso: indice.nome, sha256: indice.sha256, dimensione: indice.dimensione },
    ...file.map(({ sha256, dimensione }, i) => ({ percorso: percorsi[i] ?? '', sha256, dimensione })),
  ];
};

const leggimi = (
  { tipo, operazione, chiave: { registro, anno, numero }, formato, istante }: PacchettoPreparato,
  parti: readonly Parte[],
): Buffer =>
  Buffer.from(
    [
      'PACCHETTO DI VERSAMENTO',
      '',
      `Oggetto: ${TIPI[tipo]} ${registro} ${numero} del ${anno}`,
      `Operazione: ${OPERAZIONI[operazione]}`,
      `Formato dell’indice: ${formato}`,
      `Preparato: ${istante}`,
      '',
      'Contenuto:',
      ...parti.map(({ percorso, dimensione }) => `  ${percorso} (${dimensione} byte)`),
      '',
      'Il file impronte.sha256 riporta l’impronta SHA-256 di ogni file.',
      'Per controllarle: sha256sum -c impronte.sha256',
      '',
    ].join('\n'),
  );

/** The entries of the archive, in their order: the index, the files, what this is in words, the hashes of all. Pure. */
export function vociArchivio(pacchetto: PacchettoPreparato, open: ApriFile): VoceZip[] {
  const parti = partiOf(pacchetto);
  const parole = leggimi(pacchetto, parti);
  const impronte = [...parti, { percorso: 'LEGGIMI.txt', sha256: hash('sha256', parole, 'hex') }]
    .map(({ percorso, sha256 }) => `${sha256}  ${percorso}\n`)
    .join('');
  return [
    ...parti.map(({ percorso, sha256, dimensione }): VoceZip => ({
      nome: percorso,
      contenuto: { dimensione, sha256, open: () => open(sha256) },
    })),
    { nome: 'LEGGIMI.txt', contenuto: parole },
    { nome: 'impronte.sha256', contenuto: Buffer.from(impronte) },
  ];
}

/** The bytes of `pacchetto.zip`. @throws what the store throws for a file that is not there, or altered */
export const archivioOf = (pacchetto: PacchettoPreparato, open: ApriFile): AsyncGenerator<Buffer, void> =>
  zipOf(vociArchivio(pacchetto, open), new Date(pacchetto.istante));

/**
 * SHA-256 and size of `pacchetto.zip`, in constant memory. Every file is read whole from the store, so one that was altered is found
 * here, before anything is sent.
 * @throws IntegrityError, FileNotFoundError of the store
 */
export async function misuraArchivio(
  pacchetto: PacchettoPreparato,
  open: ApriFile,
): Promise<{ sha256: string; dimensione: number }> {
  const somma = createHash('sha256');
  let dimensione = 0;
  for await (const pezzo of archivioOf(pacchetto, open)) {
    somma.update(pezzo);
    dimensione += pezzo.length;
  }
  return { sha256: somma.digest('hex'), dimensione };
}
