import { z } from 'zod';
import type { Flusso } from '../../../schemas/registrazione.api.js';
import { RegistrazioneRichiesta } from '../../../schemas/registrazione.api.js';
import type { Soggetto } from '../../../schemas/soggetto.api.js';
import { dataArrivoOf } from './arrivo.js';

/** A file of the form, without its bytes. `sha256` is absent while it is being computed. */
export interface FileScelto {
  id: string;
  nome: string;
  dimensione: number;
  sha256?: string;
}

/** The two lists of subjects. */
export type Lista = 'mittenti' | 'destinatari';

/** A subject being written: a new one, or the one that stands at `posto` in its list. */
export interface SoggettoAperto {
  lista: Lista;
  posto: number | null;
  campi: Record<string, string>;
}

export interface AssegnazioneScelta {
  uo: string;
  tipo: 'competenza' | 'conoscenza';
}

/** What the form holds: every control always has a value, empty text where nothing was typed. It is also what a draft keeps. */
export interface Valori {
  flusso: Flusso;
  documento: FileScelto | null;
  allegati: FileScelto[];
  mittenti: Soggetto[];
  destinatari: Soggetto[];
  oggetto: string;
  /** Placeholders of the template from which the oggetto was begun: none may stay. */
  segnaposti: string[];
  protocolloMittente: { numero: string; data: string };
  mezzo: string;
  dataArrivo: { giorno: string; ora: string };
  classifica: string;
  motivoClassifica: string;
  /** id of the open fascicolo into which it is born */
  fascicolo: string;
  assegnazioni: AssegnazioneScelta[];
  riservatezza: { livello: 'ordinaria' | 'riservata'; uo: string[]; utenti: string[] };
  tipologia: string;
  risponde: { anno: string; numero: string };
  note: string;
  /** What stands in the lines one searches with, not yet a choice. */
  scrittura: { mittenti: string; destinatari: string; classifica: string; assegnazioni: string };
  soggettoAperto: SoggettoAperto | null;
  /** The scan whose copy is the document, and the file of the form that is this copy; empty for what is not scanned here. */
  scansione: { id: string; file: string };
}

export const VALORI_VUOTI: Valori = {
  flusso: 'E',
  documento: null,
  allegati: [],
  mittenti: [],
  destinatari: [],
  oggetto: '',
  segnaposti: [],
  protocolloMittente: { numero: '', data: '' },
  mezzo: '',
  dataArrivo: { giorno: '', ora: '' },
  classifica: '',
  motivoClassifica: '',
  fascicolo: '',
  assegnazioni: [],
  riservatezza: { livello: 'ordinaria', uo: [], utenti: [] },
  tipologia: '',
  risponde: { anno: '', numero: '' },
  note: '',
  scrittura: { mittenti: '', destinatari: '', classifica: '', assegnazioni: '' },
  soggettoAperto: null,
  scansione: { id: '', file: '' },
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `letto` where it has the shape of `modello`, else `modello`: texts stay texts, lists lists, one level at a time. */
function likeModello(letto: unknown, modello: unknown): unknown {
  if (Array.isArray(modello)) return Array.isArray(letto) ? letto : modello;
  if (isRecord(modello)) {
    const record = isRecord(letto) ? letto : {};
    return Object.fromEntries(
      Object.entries(modello).map(([nome, valore]) => [nome, likeModello(record[nome], valore)]),
    );
  }
  if (modello === null) return isRecord(letto) ? letto : null;
  return typeof letto === typeof modello ? letto : modello;
}

/** The values of a draft, which an earlier version of the form may have written: what it lacks is empty. */
export function valoriOf(letti: unknown): Valori {
  return likeModello(letti, VALORI_VUOTI) as Valori;
}

const isNulla = (valore: unknown): boolean => {
  if (typeof valore === 'string') return valore.trim() === '';
  if (Array.isArray(valore)) return valore.length === 0;
  return isRecord(valore) ? Object.values(valore).every(isNulla) : valore === null;
};

/** True while nothing worth keeping was written: what the form proposes by itself does not count. */
export function isVuoto(valori: Valori): boolean {
  const proposti = { flusso: '', mezzo: '', assegnazioni: [], riservatezza: null };
  const { mittenti, ...scritti } = { ...valori, ...proposti };
  const proprio = valori.flusso !== 'E'; // the own office is there from the beginning
  return isNulla(scritti) && valori.riservatezza.livello === 'ordinaria' && (proprio || isNulla(mittenti));
}

const numeroOf = (testo: string): number => (/^\s*\d{1,9}\s*$/.test(testo) ? Number(testo) : Number.NaN);
const seScritto = <T>(testo: string, valore: T): T | undefined => (testo.trim() === '' ? undefined : valore);

/** The request that the values make (contract §4): what is empty, or has no place in this flusso, is left out. */
export function richiestaOf(valori: Valori): z.input<typeof RegistrazioneRichiesta> {
  const { flusso, protocolloMittente: prot, riservatezza, risponde } = valori;
  const arrivo = flusso === 'E' ? dataArrivoOf(valori.dataArrivo) : undefined;
  const haProt = flusso === 'E' && (prot.numero.trim() !== '' || prot.data !== '');
  const haRisponde = risponde.anno.trim() !== '' || risponde.numero.trim() !== '';
  const campi = {
    flusso,
    oggetto: valori.oggetto,
    mittenti: valori.mittenti,
    destinatari: valori.destinatari,
    mezzo: valori.mezzo,
    protocolloMittente: haProt ? { numero: prot.numero, ...(prot.data !== '' && { data: prot.data }) } : undefined,
    dataArrivo: arrivo,
    classifica: seScritto(valori.classifica, valori.classifica),
    motivoClassifica: valori.classifica === 'XIV' ? valori.motivoClassifica : undefined,
    fascicolo: seScritto(valori.fascicolo, valori.fascicolo),
    assegnazioni: valori.assegnazioni.length > 0 ? valori.assegnazioni : undefined,
    riservatezza:
      riservatezza.livello === 'riservata'
        ? {
            livello: riservatezza.livello,
            ...(riservatezza.uo.length > 0 && { uo: riservatezza.uo }),
            ...(riservatezza.utenti.length > 0 && { utenti: riservatezza.utenti }),
          }
        : undefined,
    tipologia: seScritto(valori.tipologia, valori.tipologia),
    risponde: haRisponde ? { anno: numeroOf(risponde.anno), numero: numeroOf(risponde.numero) } : undefined,
    note: seScritto(valori.note, valori.note),
  };
  const presenti = Object.entries(campi).filter(([, valore]) => valore !== undefined);
  return Object.fromEntries(presenti) as z.input<typeof RegistrazioneRichiesta>;
}

/** The values of the form in, the request of the API out, or the issues with the path of their control. */
export const ModuloRegistrazione = z.custom<Valori>(isRecord).transform(richiestaOf).pipe(RegistrazioneRichiesta);
