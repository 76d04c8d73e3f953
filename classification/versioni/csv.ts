import { cleanText } from '../../schemas/testo.api.js';
import { type Raccordo, TIPI_RACCORDO, type TipoRaccordo, type Voce } from '../../schemas/titolario.model.js';
import { compareCodici, normalizeCodice } from '../codice.js';
import { readTabella, type Rilievo } from '../tabella.js';
import type { RaccordoLetto } from './controllo-raccordo.js';

const TIPOLOGIE: Readonly<Record<string, string>> = {
  attivita: 'attività',
  procedimento: 'procedimento amministrativo',
  'persona-fisica': 'persona fisica',
  'persona-giuridica': 'persona giuridica',
};

const COLONNE_TITOLARIO = [
  'codice',
  'titolo',
  'classe',
  'sottoclasse',
  'voce',
  'descrizione',
  'attiva_dal',
  'chiusa_dal',
  'motivo',
  'tipo_aggregazione',
  'tipologia_fascicolo',
  'riservata',
] as const;

function rowOf(voce: Voce): string[] {
  const [titolo = '', classe = '', sottoclasse = ''] = voce.codice.split('.');
  const tipologia = voce.tipologiaFascicolo ?? '';
  return [
    voce.codice,
    titolo,
    classe,
    sottoclasse,
    voce.voce,
    voce.descrizione ?? '',
    voce.attivaDal ?? '',
    voce.chiusaDal ?? '',
    voce.motivoChiusura ?? '',
    voce.tipoAggregazione ?? '',
    TIPOLOGIE[tipologia] ?? tipologia,
    voce.riservata === true ? 'si' : 'no',
  ];
}

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A table in the form in which it is read: UTF-8, comma, LF, RFC 4180 quotes where they are needed. */
export const writeTabella = (colonne: readonly string[], righe: readonly (readonly string[])[]): string =>
  [colonne, ...righe].map((riga) => `${riga.map(cell).join(',')}\n`).join('');

/** The voci of a version as a file that gives the very same voci when it is read. */
export const writeVoci = (voci: readonly Voce[]): string =>
  writeTabella(COLONNE_TITOLARIO, [...voci].sort((a, b) => compareCodici(a.codice, b.codice)).map(rowOf));

const COLONNE_RACCORDO = { obbligatorie: ['da', 'a', 'tipo'], facoltative: [] } as const;

export const writeRaccordo = (righe: readonly Raccordo[]): string =>
  writeTabella(
    COLONNE_RACCORDO.obbligatorie,
    righe.map(({ da = '', a = '', tipo }) => [da, a, tipo]),
  );

const isTipo = (text: string): text is TipoRaccordo => TIPI_RACCORDO.some((tipo) => tipo === text);

/** Reads a mapping (`da,a,tipo`) from CSV. Never throws for what is in the file: errors come in Italian, each with its line. */
export function readRaccordo(csv: string | Uint8Array): { righe: RaccordoLetto[]; errori: Rilievo[] } {
  const { righe, errori } = readTabella(csv, COLONNE_RACCORDO);
  const lette = righe.flatMap(({ riga, celle }): RaccordoLetto[] => {
    const codeOf = (colonna: 'da' | 'a'): string | undefined => {
      const typed = cleanText(celle.get(colonna) ?? '');
      const codice = typed === '' ? undefined : normalizeCodice(typed);
      if (codice === null)
        errori.push({ riga, messaggio: `Il codice «${typed}» non è valido: scriverlo come VI.3.1.` });
      return codice ?? undefined;
    };
    const [da, a] = [codeOf('da'), codeOf('a')];
    const tipo = cleanText(celle.get('tipo') ?? '').toLowerCase();
    if (!isTipo(tipo)) {
      errori.push({ riga, messaggio: `Il tipo è uno tra: ${TIPI_RACCORDO.join(', ')}.` });
      return [];
    }
    return [{ riga, ...(da !== undefined && { da }), ...(a !== undefined && { a }), tipo }];
  });
  return { righe: lette, errori };
}
