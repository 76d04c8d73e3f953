import type { Arrivo, FileArrivato } from './arrivo.js';
import type { Archivio } from './archivio.js';
import type { Configurazione } from './configurazione.js';
import type { Guasti, Guasto } from './guasti.js';
import type { Orologio } from './orologio.js';
import type { Schemi } from './schemi.js';
import type { Sorte } from './sorte.js';
import type { Chiave } from './unita.js';
import { leggiXml, trova, type Elemento, testoDi } from './xml.js';
import { ricodifica } from './testo.js';

/** What every service works with. */
export interface Simulato {
  config: Configurazione;
  archivio: Archivio;
  schemi: Schemi;
  orologio: Orologio;
  sorte: Sorte;
  guasti: Guasti;
}

/** One call that has come in whole. */
export interface Chiamata {
  servizio: string;
  arrivo: Arrivo;
  /** when it began */
  quando: Date;
  ip: string;
  indice: IndiceLetto;
  chiave: Partial<Chiave>;
  tentativo: number;
  guasto: Guasto | undefined;
}

export interface Risposta {
  stato?: number;
  intestazioni: Record<string, string>;
  corpo: string | Buffer | AsyncIterable<Buffer>;
  esito: string;
  codice: string;
}

/** XMLSIP as the receiver's parser finds it, read once. */
export interface IndiceLetto {
  /** the field as it came, decoded */
  ricevuto: string;
  /** after the encoding that it declares */
  testo: string;
  radice: Elemento | undefined;
  difetto: string | undefined;
}

export function leggiIndice({ parti }: Arrivo): IndiceLetto {
  const ricevuto = parti.find(({ nome }) => nome === 'XMLSIP')?.testo ?? '';
  try {
    const testo = ricodifica(ricevuto);
    return { ricevuto, testo, radice: leggiXml(testo), difetto: undefined };
  } catch (error) {
    const difetto = error instanceof Error ? error.message : 'non leggibile';
    return { ricevuto, testo: ricevuto, radice: undefined, difetto };
  }
}

/** Key of what the call is about, as far as it can be seen: for the rules of the faults and the list of calls. */
export function chiaveVista(radice: Elemento | undefined): Partial<Chiave> {
  const sotto =
    radice?.nome === 'IndiceSIPAggiornamentoUnitaDocumentaria' ? trova(radice, 'UnitaDocumentaria') : radice;
  const nodo =
    trova(sotto, 'Intestazione/Chiave') ??
    trova(radice, 'Chiave') ??
    trova(radice, 'VersamentiDaAnnullare/VersamentoDaAnnullare');
  const [numero, anno, registro] = ['Numero', 'Anno', 'TipoRegistro'].map((nome) => testoDi(nodo, nome));
  return {
    ...(numero !== undefined && { numero }),
    ...(anno !== undefined && { anno: anno.trim() }),
    ...(registro !== undefined && { registro }),
  };
}

/** The files that count: not empty, with a name. */
export const fileBuoni = (arrivo: Arrivo): Map<string, FileArrivato> =>
  new Map(
    arrivo.parti.flatMap(({ nome, file }) =>
      file === undefined || file.dimensione === 0 || file.nomeFile === '' ? [] : [[nome, file] as const],
    ),
  );
