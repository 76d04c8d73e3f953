import type { Causa, NomeForzatura, Rimedio, Voce } from '../../../schemas/versamento.api.js';
import { formatoVersato } from '../pacchetti/formati.js';
import type { PacchettoPreparato } from '../tipi.js';
import { CODICI_FASCICOLI } from './codici-fascicoli.js';
import { type Classe, type GruppoCausa, GRUPPI, type NomeGruppo, type RigaCodice } from './codici-gruppi.js';
import { CODICI_NOSTRI } from './codici-nostri.js';
import { CODICI_PARER } from './codici-parer.js';

/** What a code means and who can mend it. */
export interface Significato {
  classe: Classe;
  gruppo: NomeGruppo;
  parole: string;
}

const RIGHE = new Map<string, RigaCodice>(
  [...CODICI_PARER, ...CODICI_FASCICOLI, ...CODICI_NOSTRI].map((riga) => [riga[0], riga]),
);

/** A code that nobody has told of: never retried, shown to the archivist as it came. */
const IGNOTO: Significato = { classe: 'dati', gruppo: 'altro', parole: 'Il conservatore ha rifiutato il pacchetto.' };

/** The meaning of a code: that of the longest beginning, up to a hyphen, that is known. */
export function significatoOf(codice: string): Significato {
  let inizio = codice.trim().toUpperCase();
  while (inizio !== '') {
    const riga = RIGHE.get(inizio);
    if (riga !== undefined) return { classe: riga[1], gruppo: riga[2], parole: riga[3] };
    inizio = inizio.slice(0, Math.max(inizio.lastIndexOf('-'), inizio.lastIndexOf('_'), 0));
  }
  return IGNOTO;
}

export const classeOf = (codice: string): Classe => significatoOf(codice).classe;

/** In which order the faults of one answer count: what passes by itself, then what stops all, then what needs a person. */
const ORDINE: readonly Classe[] = ['tecnico', 'configurazione', 'nostra', 'dati', 'forzabile'];

const errori = (voci: readonly Voce[]): readonly Voce[] => {
  const gravi = voci.filter(({ gravita }) => gravita === 'errore');
  return gravi.length === 0 ? voci : gravi;
};

/**
 * The fault that decides, of all that an answer tells: the receiver's principal code is only the last that it met, so all are looked
 * at (conservazione-parer.md §6.2). That something is there already counts only as the principal one: nothing else was checked then.
 */
export function voceDecisiva(voci: readonly Voce[]): Voce | undefined {
  const [prima, ...altre] = errori(voci);
  const tutte = prima === undefined ? [] : [prima, ...altre];
  if (tutte.some(({ codice }) => classeOf(codice) === 'tecnico'))
    return tutte.find(({ codice }) => classeOf(codice) === 'tecnico');
  if (prima !== undefined && classeOf(prima.codice) === 'presente') return prima;
  for (const classe of ORDINE) {
    const trovata = tutte.find(({ codice }) => classeOf(codice) === classe);
    if (trovata !== undefined) return trovata;
  }
  return prima;
}

/** A format as one says it. */
const PAROLE_FORMATO: Readonly<Record<string, string>> = {
  JPEG: 'un’immagine JPEG',
  PNG: 'un’immagine PNG',
  TIFF: 'un’immagine TIFF',
  GIF: 'un’immagine GIF',
  PDF: 'un documento PDF',
  XML: 'un documento XML',
  TXT: 'un testo semplice',
  EML: 'un messaggio di posta',
  ZIP: 'un archivio ZIP',
  P7M: 'un file firmato P7M',
};
const parolaFormato = (formato: string): string => PAROLE_FORMATO[formato] ?? `un file ${formato}`;

const FORMATO_DETTO =
  /(?:riconosciut[oa]|rilevat[oa]|calcolat[oa]|effettiv[oa]|realt(?:à|a')|risulta|trovat[oa])[^A-Z0-9\n]{0,40}([A-Z0-9]{2,8}(?:\.[A-Z0-9]{2,8}){0,2})\b/;

type FilePacchetto = PacchettoPreparato['file'][number];

/** What the file really is: as the receiver says, else as our own look into it says; undefined where it is what was declared. */
function formatoVero({ messaggio }: Voce, { formato, mime, nome }: FilePacchetto): string | undefined {
  const [, detto] = FORMATO_DETTO.exec(messaggio) ?? [];
  if (detto !== undefined && detto !== formato && detto !== 'PUID') return detto;
  const visto = formatoVersato({ mime }, nome);
  return visto === formato ||
    visto === 'SCONOSCIUTO' ||
    formato.startsWith(`${visto}.`) ||
    formato.endsWith(`.${visto}`)
    ? undefined
    : visto;
}

/** A word of a text, not a piece of one. */
const nomina = (messaggio: string, parola: string): boolean =>
  new RegExp(`(^|[^\\w.-])${parola.replaceAll(/[^\w-]/g, '\\$&')}($|[^\\w-])`).test(messaggio);

/** The file that a fault is about: as the answer says, else the one whose name, or id, stands in the message, else the only one. */
export function fileOf({ file: id, messaggio }: Voce, pacchetto: PacchettoPreparato): FilePacchetto | undefined {
  const file = pacchetto.file.filter(({ ruolo }) => ruolo !== 'metadati');
  const nominati = file
    .filter(({ nome }) => messaggio.includes(nome))
    .toSorted((a, b) => b.nome.length - a.nome.length);
  return (
    file.find((uno) => uno.id === id) ??
    nominati[0] ??
    file.find((uno) => nomina(messaggio, uno.id)) ??
    (file.length === 1 ? file[0] : undefined)
  );
}

const maiuscola = (testo: string): string => testo.charAt(0).toUpperCase() + testo.slice(1);

/** The first thing that a message quotes: `«Petizione»`. */
const citatoIn = (messaggio: string): string | undefined =>
  /[«"“']([^«»"“”']{1,100})[»"”']/.exec(messaggio)?.[1]?.trim();

function paroleOf(voce: Voce, { gruppo, parole }: Significato, file?: FilePacchetto, nome = 'Il conservatore'): string {
  const { messaggio } = voce;
  if (gruppo === 'altro' && messaggio !== '') return `${nome} dice: «${messaggio}»`;
  const vero = file === undefined ? undefined : formatoVero(voce, file);
  if (gruppo === 'formato' && file !== undefined)
    return vero === undefined
      ? `${file.nome} non è ${parolaFormato(file.formato)}, come dichiarato.`
      : `${file.nome} è in realtà ${parolaFormato(vero)}, dichiarato ${file.formato}.`;
  const citato = citatoIn(messaggio);
  return maiuscola(
    parole
      .replace('{file}', () => file?.nome ?? 'un file')
      .replace('{citato}', () => (citato === undefined ? 'la tipologia dichiarata' : `«${citato}»`))
      .replace('{conservatore}', () => nome),
  );
}

/** What a code means, of no package in particular: for counts by code. */
export const paroleDelCodice = (codice: string): string =>
  paroleOf({ codice, messaggio: '', gravita: 'errore' }, significatoOf(codice));

/** Groups whose cause is one file. */
const DI_UN_FILE: ReadonlySet<NomeGruppo> = new Set([
  'formato',
  'formato-non-ammesso',
  'impronta',
  'firma',
  'marca',
  'file-guasto',
]);

const union = <T>(lists: readonly (readonly T[])[]): T[] => [...new Set(lists.flat())];

/**
 * Why a package does not go on, in words, and what can be done. `nome`: how the receiver is called.
 * @param voci - what was told, faults of every list; the first is the principal one. Empty: nothing is known
 */
export function causaOf(voci: readonly Voce[], pacchetto: PacchettoPreparato, nome?: string): Causa {
  const voce = voceDecisiva(voci) ?? { codice: 'SCONOSCIUTO', messaggio: '', gravita: 'errore' };
  const significato = significatoOf(voce.codice);
  const gruppo: GruppoCausa = GRUPPI[significato.gruppo];
  const file = DI_UN_FILE.has(significato.gruppo) ? fileOf(voce, pacchetto) : undefined;
  const vero = file === undefined ? undefined : formatoVero(voce, file);
  // of several faults that may be forced, all must be: one alone would only bring the next refusal
  const insieme: readonly GruppoCausa[] =
    significato.classe !== 'forzabile'
      ? [gruppo]
      : [
          gruppo,
          ...errori(voci)
            .map(({ codice }) => significatoOf(codice))
            .flatMap(({ classe, gruppo: altro }) => (classe === 'forzabile' ? [GRUPPI[altro]] : [])),
        ];
  return {
    codice: voce.codice,
    gruppo: significato.gruppo,
    titolo: gruppo.titolo,
    parole: paroleOf(voce, significato, file, nome),
    consiglio: gruppo.consiglio,
    rimedi: union<Rimedio>(insieme.map(({ rimedi }) => rimedi)),
    forzature: union<NomeForzatura>(insieme.map(({ forzature }) => forzature ?? [])),
    ...(file !== undefined && {
      file: {
        id: file.id,
        nome: file.nome,
        ...(vero !== undefined &&
          (significato.gruppo === 'formato' || significato.gruppo === 'formato-non-ammesso') && { formato: vero }),
      },
    }),
  };
}
