import { segnapostiRimasti } from './segnaposti.js';
import type { Valori } from './valori.js';

/** Means by which a paper may come whose scan is added later (contract §4); by any other the file is there at once. */
const MEZZI_SENZA_FILE = new Set(['sportello', 'posta', 'raccomandata', 'corriere']);

/**
 * Whether the document must be there to register: U and I always, E when it came by a digital channel.
 * @param cartacei - means that the AOO has added and that bring paper
 */
export function isDocumentoObbligatorio(
  { flusso, mezzo }: Pick<Valori, 'flusso' | 'mezzo'>,
  cartacei: readonly string[] = [],
): boolean {
  return flusso !== 'E' || (mezzo !== '' && !MEZZI_SENZA_FILE.has(mezzo) && !cartacei.includes(mezzo));
}

/** What of the AOO's rules decides what is missing. */
export interface OpzioniMancanze {
  classificaObbligatoria: boolean;
  cartacei?: readonly string[];
}

export interface Mancanza {
  /** As in `errori[].campo` of the API. */
  campo: string;
  /** With its article, to be put after «Manca». */
  nome: string;
  messaggio: string;
}

/** Words still standing in a line one searches with: meant for something, chosen as nothing. */
function inSospeso({ scrittura, soggettoAperto }: Valori, campo: keyof Valori['scrittura']): Mancanza | false {
  const testo = scrittura[campo].trim();
  if (testo === '' || soggettoAperto?.lista === campo) return false;
  return {
    campo,
    nome: `la scelta di «${testo}»`,
    messaggio: `«${testo}» non è ancora scelto: prenderlo dall’elenco con Invio, oppure cancellarlo.`,
  };
}

/** A template begun and not filled in: its braces are no words of an oggetto. */
function daCompilare(valori: Valori): Mancanza | false {
  const rimasti = segnapostiRimasti(valori).map((nome) => `{${nome}}`);
  if (rimasti[0] === undefined) return false;
  return {
    campo: 'oggetto',
    nome: `${rimasti[0]} nell’oggetto`,
    messaggio: `Nell’oggetto resta da scrivere ${rimasti.join(', ')}: scriverlo al suo posto, oppure toglierlo.`,
  };
}

/** What is still to be given before the form can be sent, in reading order. */
export function mancanzeOf(valori: Valori, opzioni: OpzioniMancanze): Mancanza[] {
  const { flusso, scrittura, soggettoAperto } = valori;
  const esterno = (soggetti: Valori['mittenti']) => soggetti.some(({ tipo }) => tipo !== 'UO');
  const mancanze: (Mancanza | false)[] = [
    valori.documento === null &&
      isDocumentoObbligatorio(valori, opzioni.cartacei) && {
        campo: 'documento',
        nome: 'il documento',
        messaggio: 'Manca il documento: trascinarlo qui, incollarlo o sceglierlo.',
      },
    soggettoAperto !== null && {
      campo: soggettoAperto.lista,
      nome: 'la conferma del corrispondente',
      messaggio: 'C’è un corrispondente scritto a metà: aggiungerlo, oppure lasciarlo con Esc.',
    },
    inSospeso(valori, 'mittenti'),
    inSospeso(valori, 'destinatari'),
    flusso === 'E' &&
      !esterno(valori.mittenti) &&
      scrittura.mittenti.trim() === '' &&
      soggettoAperto === null && {
        campo: 'mittenti',
        nome: 'il mittente',
        messaggio: 'Manca il mittente. Se non si legge, scrivere Anonimo o Firma illeggibile.',
      },
    flusso === 'I' &&
      valori.mittenti.length === 0 && {
        campo: 'mittenti',
        nome: 'l’ufficio mittente',
        messaggio: 'Manca l’ufficio mittente.',
      },
    flusso === 'U' &&
      !esterno(valori.destinatari) &&
      scrittura.destinatari.trim() === '' &&
      soggettoAperto === null && {
        campo: 'destinatari',
        nome: 'il destinatario',
        messaggio: 'Manca il destinatario esterno; tra uffici si usa il flusso interno.',
      },
    flusso === 'I' &&
      valori.destinatari.length === 0 && {
        campo: 'destinatari',
        nome: 'l’ufficio destinatario',
        messaggio: 'Manca l’ufficio destinatario.',
      },
    valori.oggetto.trim() === '' && { campo: 'oggetto', nome: 'l’oggetto', messaggio: 'Manca l’oggetto.' },
    daCompilare(valori),
    flusso === 'E' &&
      valori.protocolloMittente.data !== '' &&
      valori.protocolloMittente.numero.trim() === '' && {
        campo: 'protocolloMittente.numero',
        nome: 'il numero di protocollo del mittente',
        messaggio: 'C’è la data ma manca il numero di protocollo del mittente.',
      },
    valori.mezzo === '' && {
      campo: 'mezzo',
      nome: 'il mezzo',
      messaggio: 'Scegliere come è arrivato o parte il documento.',
    },
    flusso === 'E' &&
      valori.dataArrivo.giorno === '' &&
      valori.dataArrivo.ora !== '' && {
        campo: 'dataArrivo',
        nome: 'il giorno di arrivo',
        messaggio: 'C’è l’ora ma manca il giorno di arrivo.',
      },
    inSospeso(valori, 'classifica'),
    valori.classifica === '' &&
      scrittura.classifica.trim() === '' &&
      opzioni.classificaObbligatoria && {
        campo: 'classifica',
        nome: 'la classifica',
        messaggio: 'Manca la classifica: codice o parole, poi Invio.',
      },
    inSospeso(valori, 'assegnazioni'),
    valori.classifica === 'XIV' &&
      valori.motivoClassifica.trim() === '' && {
        campo: 'motivoClassifica',
        nome: 'il motivo della classifica XIV',
        messaggio: 'Per il titolo XIV serve un motivo: nessun’altra voce è adatta perché…',
      },
    valori.riservatezza.livello === 'riservata' &&
      valori.riservatezza.uo.length + valori.riservatezza.utenti.length === 0 && {
        campo: 'riservatezza',
        nome: 'chi può vedere il documento riservato',
        messaggio: 'Indicare gli uffici o le persone che possono vedere il documento riservato.',
      },
    (valori.risponde.anno.trim() === '') !== (valori.risponde.numero.trim() === '') && {
      campo: 'risponde',
      nome: 'il numero o l’anno a cui si risponde',
      messaggio: 'Per dire a che cosa si risponde servono il numero e l’anno.',
    },
  ];
  return mancanze.filter((mancanza) => mancanza !== false);
}

/** «Manca il mittente», «Mancano il mittente e l’oggetto», «Mancano il documento, il mittente e altri 2 dati». */
export function mancanzeInParole(mancanze: readonly Mancanza[]): string {
  const [prima, seconda, terza] = mancanze;
  if (prima === undefined) return 'Pronta da registrare';
  if (seconda === undefined) return `Manca ${prima.nome}`;
  if (terza === undefined) return `Mancano ${prima.nome} e ${seconda.nome}`;
  if (mancanze.length === 3) return `Mancano ${prima.nome}, ${seconda.nome} e ${terza.nome}`;
  return `Mancano ${prima.nome}, ${seconda.nome} e altri ${mancanze.length - 2} dati`;
}
