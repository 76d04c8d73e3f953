import { COLONNE_EMERGENZA, type ColonnaEmergenza } from '../../schemas/emergenza-colonne.api.js';
import { readNumero } from '../../schemas/emergenza-numero.api.js';
import { leggiCsv } from '../lib/leggi-csv.js';

/** A row of the sheet as it is sent; what was left empty is absent, what is wrong is told by the server. */
export interface RigaFoglio {
  /** number of the line in the file, its titles being the first */
  linea: number;
  numero: string;
  data: string;
  ora: string;
  corpo: Record<string, unknown>;
}

export interface Foglio {
  righe: RigaFoglio[];
  /** why the file is no sheet of this register */
  errore?: string;
}

/** The text of a file: UTF-8, or what Windows wrote where it is not. */
export function testoDi(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** A title however it was written: `Flusso (E, U, I)` and `flusso` are one. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\(.*$/, '')
    .replaceAll(/[^a-z]/g, '');
const PER_TITOLO = new Map<string, ColonnaEmergenza>(
  COLONNE_EMERGENZA.flatMap(([campo, titolo]) => [
    [plain(titolo), campo],
    [plain(campo), campo],
  ]),
);
/** Without these nothing can be poured in. */
const NECESSARIE: readonly ColonnaEmergenza[] = ['numero', 'data', 'ora', 'flusso', 'oggetto'];

/** `2/3/2026`, `02-03-2026` → `2026-03-02`; what is none of these stays as it is. */
export function dataIso(text: string): string {
  const match = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  if (match === null) return text;
  const [, giorno = '', mese = '', anno = ''] = match;
  return `${anno}-${mese.padStart(2, '0')}-${giorno.padStart(2, '0')}`;
}

/** `9.14`, `9:14:00` → `09:14`. */
export function oraIso(text: string): string {
  const match = /^(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?$/.exec(text);
  return match === null ? text : `${(match[1] ?? '').padStart(2, '0')}:${match[2] ?? ''}`;
}

type Celle = Partial<Record<ColonnaEmergenza, string>>;

const given = (valori: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(valori).flatMap(([nome, valore]) => (valore ? [[nome, valore]] : [])));

/** Who wrote or gets the document: a person where there is a surname, else an organisation. */
function soggettoOf({ tipo, cognome, nome, denominazione, codiceFiscale, domicilioDigitale }: Celle): object[] {
  const dati = given({ cognome, nome, denominazione, codiceFiscale, domicilioDigitale });
  if (Object.keys(dati).length === 0) return [];
  return [{ tipo: tipo?.toUpperCase() ?? (cognome ? 'PF' : 'PG'), ...dati }];
}

const ufficioOf = (uo: string | undefined): object[] => (uo ? [{ tipo: 'UO', uo }] : []);

/** The data of the document of a row, as POST /registro-emergenza/riversamento takes them. */
function corpoOf(celle: Celle): Record<string, unknown> {
  const flusso = celle.flusso?.toUpperCase().slice(0, 1) ?? '';
  const corrispondente = soggettoOf(celle);
  const { ufficio, ufficioDestinatario, protocolloMittente, dataProtocolloMittente } = celle;
  const parti =
    flusso === 'E'
      ? { mittenti: corrispondente, ...(ufficio && { assegnazioni: [{ uo: ufficio, tipo: 'competenza' }] }) }
      : flusso === 'U'
        ? { mittenti: ufficioOf(ufficio), destinatari: corrispondente }
        : { mittenti: ufficioOf(ufficio), destinatari: ufficioOf(ufficioDestinatario) };
  return {
    flusso,
    oggetto: celle.oggetto ?? '',
    mezzo: celle.mezzo?.toLowerCase() ?? (flusso === 'I' ? 'interno' : 'sportello'),
    ...parti,
    ...(protocolloMittente && {
      protocolloMittente: {
        numero: protocolloMittente,
        ...(dataProtocolloMittente && { data: dataIso(dataProtocolloMittente) }),
      },
    }),
    ...(celle.classifica && { classifica: celle.classifica }),
    ...(celle.note && { note: celle.note }),
  };
}

/**
 * The rows of a sheet that was filled while the system was out of order. Lines with only their preprinted number were not used: they
 * are left out.
 */
export function leggiFoglio(testo: string): Foglio {
  const lette = leggiCsv(testo);
  if (lette === null) return { righe: [], errore: 'Il file è tronco, o non è un CSV: salvarlo di nuovo dal foglio.' };
  const [titoli = [], ...linee] = lette;
  const campi = titoli.map((titolo) => PER_TITOLO.get(plain(titolo)));
  const mancano = NECESSARIE.filter((campo) => !campi.includes(campo));
  if (mancano.length > 0) {
    const nomi = COLONNE_EMERGENZA.filter(([campo]) => mancano.includes(campo)).map(([, titolo]) => titolo);
    return { righe: [], errore: `Nel file mancano le colonne: ${nomi.join('; ')}. Usare il foglio prestampato.` };
  }
  const righe = linee.flatMap((linea, i): RigaFoglio[] => {
    const celle: Celle = {};
    campi.forEach((campo, n) => {
      const text = linea[n]?.trim().replace(/^'(?=[=+\-@])/, '') ?? '';
      if (campo !== undefined && text !== '') celle[campo] = text;
    });
    if (Object.keys(celle).every((campo) => campo === 'numero')) return [];
    const { numero = '', data = '', ora = '' } = celle;
    return [{ linea: i + 2, numero, data: dataIso(data), ora: oraIso(ora), corpo: corpoOf(celle) }];
  });
  return righe.length === 0 ? { righe, errore: 'Nel file non c’è nessuna riga compilata.' } : { righe };
}

export const richiestaOf = ({ numero, data, ora, corpo }: RigaFoglio): object => ({ numero, data, ora, ...corpo });

/** How many rows each day has, in order. */
export function giornateOf(righe: readonly RigaFoglio[]): { data: string; righe: number }[] {
  const days = new Map<string, number>();
  for (const { data } of righe) days.set(data, (days.get(data) ?? 0) + 1);
  return [...days].map(([data, n]) => ({ data, righe: n })).sort((a, b) => (a.data < b.data ? -1 : 1));
}

/** Whether some number between the first and the last is not there. */
export function haBuchi(righe: readonly RigaFoglio[]): boolean {
  const numeri = righe.flatMap(({ numero }) => readNumero(numero)?.numero ?? []);
  return numeri.length > 0 && new Set(numeri).size < Math.max(...numeri) - Math.min(...numeri) + 1;
}
