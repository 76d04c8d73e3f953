import type { PacchettoPreparato, Rapporto } from '../tipi.js';

/** A difference between a receipt and what was sent, in words. */
export interface Differenza {
  cosa: 'indice' | 'file' | 'chiave' | 'numero';
  parole: string;
}

/** Forms of package whose receipts tell no hash, of the index or of files. */
const SENZA_IMPRONTE = /^parer-(fascicolo|aggiornamento)-/;

const elenco = (impronte: readonly string[]): string => impronte.map((una) => una.slice(0, 12)).join(', ');

/** Those of the first list that the second has not, each as often as it is there. */
function mancanti(attese: readonly string[], trovate: readonly string[]): string[] {
  const resto = [...trovate];
  return attese.filter((una) => {
    const posto = resto.indexOf(una);
    if (posto >= 0) resto.splice(posto, 1);
    return posto < 0;
  });
}

function differenzeIndice({ formato, indice, improntaIndice }: PacchettoPreparato, rapporto: Rapporto): Differenza[] {
  const attesa = improntaIndice ?? (formato.startsWith('parer-') ? undefined : indice.sha256);
  const detta = rapporto.improntaIndice?.toLowerCase();
  // receipts of fascicoli and of updates tell none (conservazione-parer.md §12.5)
  if (attesa === undefined || (detta === undefined && SENZA_IMPRONTE.test(formato))) return [];
  if (detta === attesa) return [];
  if (detta === undefined && rapporto.impronte.some(({ sha256 }) => sha256.toLowerCase() === indice.sha256)) return [];
  return [
    {
      cosa: 'indice',
      parole:
        detta === undefined
          ? 'Il rapporto non dice l’impronta dell’indice.'
          : `L’impronta dell’indice nel rapporto (${elenco([detta])}) non è quella inviata (${elenco([attesa])}).`,
    },
  ];
}

function differenzeFile(pacchetto: PacchettoPreparato, rapporto: Rapporto): Differenza[] {
  if (pacchetto.formato.startsWith('parer-') && pacchetto.file.length === 0 && rapporto.impronte.length === 0)
    return [];
  const attese = pacchetto.file.map(({ sha256 }) => sha256);
  const trovate = rapporto.impronte.map(({ sha256 }) => sha256.toLowerCase());
  const assenti = mancanti(attese, trovate);
  const differenze: Differenza[] = [];
  if (assenti.length > 0)
    differenze.push({
      cosa: 'file',
      parole: `Nel rapporto non ci sono le impronte di ${assenti.length === 1 ? 'un file inviato' : `${assenti.length} file inviati`}: ${elenco(assenti)}.`,
    });
  // receipts of the other receivers may name more than the files: their own index, their own hash
  if (pacchetto.formato.startsWith('parer-') && trovate.length !== attese.length)
    differenze.push({
      cosa: 'numero',
      parole: `Il rapporto nomina ${trovate.length} file, gli inviati sono ${attese.length}.`,
    });
  return differenze;
}

/**
 * What a receipt says differently from what was sent: hash of the index, hashes of the files in whatever order and letter case (where
 * files have subfiles the receipt of 1.5 mixes their names up, so names prove nothing), key, number of files. Empty: it is the receipt
 * of this package. Pure.
 * @see conservazione-parer.md §7.2; Linee guida AgID 4.5: the producer verifies it
 */
export function riscontro(rapporto: Rapporto, pacchetto: PacchettoPreparato): Differenza[] {
  const { chiave } = rapporto;
  const { registro, anno, numero } = pacchetto.chiave;
  const parer = pacchetto.formato.startsWith('parer-');
  const altra =
    chiave === undefined
      ? parer
      : chiave.numero !== numero || chiave.anno !== anno || (chiave.registro !== '' && chiave.registro !== registro);
  return [
    ...(altra
      ? [
          {
            cosa: 'chiave' as const,
            parole:
              chiave === undefined
                ? 'Il rapporto non dice a quale chiave si riferisce.'
                : `Il rapporto è di ${[chiave.registro, chiave.anno, chiave.numero].filter(Boolean).join(' ')}, l’inviato è ${registro} ${anno} ${numero}.`,
          },
        ]
      : []),
    ...differenzeIndice(pacchetto, rapporto),
    ...(SENZA_IMPRONTE.test(pacchetto.formato) ? [] : differenzeFile(pacchetto, rapporto)),
  ];
}
