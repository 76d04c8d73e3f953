import type { ClientSession } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Mancanza } from '../../schemas/fascicolo.api.js';
import type { Fascicolo } from '../../schemas/fascicolo.model.js';

/* What keeps a fascicolo from being closed (titolario.md 6.3): told in words, each with its code, all at once. */

/** Queues in which a document still waits for somebody's work; one that somebody has in charge and that is filed does not. */
export const IN_LAVORAZIONE = [
  'da-assegnare',
  'rifiutata',
  'da-prendere',
  'da-classificare',
  'senza-scansione',
  'annullamento',
  'rettifica',
] as const;

const PAROLE: Readonly<Record<(typeof IN_LAVORAZIONE)[number], string>> = {
  'da-assegnare': 'aspetta di essere assegnato a un ufficio',
  rifiutata: 'è stato rifiutato e aspetta un altro ufficio',
  'da-prendere': 'aspetta di essere preso in carico',
  'da-classificare': 'aspetta di essere classificato',
  'senza-scansione': 'aspetta la sua scansione',
  annullamento: 'ha un annullamento chiesto e non deciso',
  rettifica: 'ha una rettifica chiesta e non decisa',
};

/** The first queue of that list in which a registration stands; its marks may name an office or a person. Pure. */
export const attesaOf = (attese: readonly string[]): (typeof IN_LAVORAZIONE)[number] | undefined =>
  IN_LAVORAZIONE.find((one) =>
    attese.some((marca) => marca === one || marca.startsWith(`${one}/`) || marca.startsWith(`${one}@`)),
  );

export interface StatoPerChiusura {
  /** all that stands in it, whoever may see it */
  documenti: number;
  /** registrations that still wait, that the caller may see: `n. 0000012/2026` and their queues; at most some */
  inAttesa: readonly { nome: string; attesa: (typeof IN_LAVORAZIONE)[number] }[];
  /** some that he may not see wait too */
  altriInAttesa: boolean;
  /** codici of the parts that are open */
  partiAperte: readonly string[];
  /** parts of whatever state */
  parti: number;
  /** registrations are being born into it */
  inArrivo: boolean;
}

/** What is missing, all of it. Pure. */
export function mancanzeOf(stato: StatoPerChiusura): Mancanza[] {
  const { documenti, inAttesa, altriInAttesa, partiAperte, parti, inArrivo } = stato;
  return [
    ...(documenti === 0 && parti === 0
      ? [
          {
            codice: 'senza-documenti',
            messaggio: 'Non contiene documenti: metterne almeno uno, oppure annullarlo se è stato aperto per errore.',
          },
        ]
      : []),
    ...inAttesa.map(({ nome, attesa }) => ({
      codice: 'documento-in-lavorazione',
      messaggio: `Il documento ${nome} ${PAROLE[attesa]}.`,
    })),
    ...(altriInAttesa
      ? [
          {
            codice: 'documento-in-lavorazione',
            messaggio: 'Contiene documenti ancora in lavorazione presso altri: chiedere al protocollo.',
          },
        ]
      : []),
    ...partiAperte.map((codice) => ({
      codice: 'parte-aperta',
      messaggio: `La parte ${codice} è aperta: chiuderla prima.`,
    })),
    ...(inArrivo
      ? [
          {
            codice: 'registrazione-in-corso',
            messaggio: 'Un documento sta per entrarvi: riprovare tra un minuto.',
          },
        ]
      : []),
  ];
}

/** A check of another area: what of its own keeps that fascicolo open. */
export type ControlloChiusura = (
  caller: Caller,
  fascicolo: Fascicolo,
  session: ClientSession,
) => Promise<readonly Mancanza[]>;
