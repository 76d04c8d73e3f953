import type { PacchettoPreparato } from '../tipi.js';

/* Whether what the receiver gives back is what it was sent. Pure. Differences are told, never hidden. */

/** An entry of the archive that the receiver gave. */
export interface VoceResa {
  nome: string;
  sha256: string;
  dimensione: number;
}

export interface RigaConfronto {
  /** what was sent, as one calls it */
  cosa: string;
  sha256: string;
  /** entry of the receiver's archive with the same bytes */
  trovato?: string;
}

export interface Confronto {
  righe: RigaConfronto[];
  /** what is not as it was sent; empty: the exemplar conforms */
  differenze: string[];
  /** what could not be compared, or is there beside */
  note: string[];
}

interface Ragioni {
  /** entries of the receiver's archive; null: it cannot be read as one */
  rese: readonly VoceResa[] | null;
  /** what the stored receipt says differently from what was sent */
  ricevuta: readonly string[];
  /** hash of the stored receipt */
  rapporto?: string | undefined;
  /** own files that are no longer as they were stored */
  nostri: readonly string[];
}

const breve = (sha256: string): string => sha256.slice(0, 16);

/** Compares what was sent, the receipt and what came back. Files are found by their bytes: the receiver gives them names of its own. */
export function confronta(
  { indice, improntaIndice, file }: Pick<PacchettoPreparato, 'indice' | 'improntaIndice' | 'file'>,
  { rese, ricevuta, rapporto, nostri }: Ragioni,
): Confronto {
  const differenze: string[] = [];
  const note: string[] = [];
  const left = new Map((rese ?? []).map((one) => [one.sha256, one.nome]));
  const named = new Set<string>();
  const righe = file.map(({ nome, sha256 }): RigaConfronto => {
    const trovato = left.get(sha256);
    named.add(sha256);
    return { cosa: nome, sha256, ...(trovato !== undefined && { trovato }) };
  });
  if (rese === null)
    differenze.push('Ciò che il conservatore ha reso non è un archivio ZIP leggibile: il confronto non si può fare.');
  else
    for (const { cosa, sha256, trovato } of righe)
      if (trovato === undefined)
        differenze.push(
          `Il file «${cosa}» inviato (SHA-256 ${sha256}) non è tra quelli che il conservatore ha reso, o è diverso.`,
        );
  const atSight = [indice.sha256, ...(improntaIndice === undefined ? [] : [improntaIndice])];
  const inside = atSight.find((one) => left.has(one));
  for (const one of atSight) named.add(one);
  if (rese !== null && inside === undefined)
    note.push(
      'L’indice inviato non si ritrova byte per byte nel pacchetto reso: il conservatore può averlo riscritto; la sua impronta è nel rapporto di versamento.',
    );
  if (rapporto === undefined) note.push('Non c’è un rapporto di versamento conservato con cui confrontare.');
  else {
    named.add(rapporto);
    if (rese !== null && !left.has(rapporto))
      note.push(
        'Il rapporto di versamento che fu ricevuto non si ritrova byte per byte nel pacchetto reso: vale quello conservato.',
      );
  }
  differenze.push(...ricevuta.map((one) => `Rapporto di versamento: ${one}`));
  differenze.push(...nostri.map((one) => `Nostra copia: ${one} non si legge più come fu conservata.`));
  for (const { nome, sha256 } of rese ?? [])
    if (!named.has(sha256)) note.push(`Nel pacchetto reso c’è anche «${nome}» (SHA-256 ${breve(sha256)}...).`);
  if (file.length === 0) note.push('Con questo versamento non fu inviato alcun file: non ce ne sono da confrontare.');
  return { righe, differenze, note };
}
