import type { DistruzioneRichiesta } from '../../schemas/attestazione.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { ErroreCampo } from '../lib/problem.js';
import { readEvento } from '../protocollo/canonico.js';
import type { Dettagli } from '../protocollo/eventi.js';

/* When the paper may be destroyed, and why not (agid-scansione §9), and what was recorded of it. Pure: nothing here destroys anything. */

export interface Originale {
  unico: boolean;
  collocazione?: string;
}

/** What is known of a copy and of what stands around it. */
export interface FattiDistruzione {
  /** nothing more is written to the history of a registration that is annulled (DPR 445/2000 art. 54) */
  annullata: boolean;
  /** an attestation that is signed lists the copy, with the hash that is stored */
  attestata: boolean;
  /** absent: nobody has said what the original is */
  originale?: Originale | undefined;
  /** the conservation system has accepted the registration with the copy, and with the attestation */
  copiaConservata: boolean;
  attestazioneConservata: boolean;
  /** the fascicolo, or one of them, is still open: the procedimento may want the paper */
  praticaAperta: boolean;
  /** act of the Soprintendenza, where it was recorded */
  autorizzazione?: { numero: string; data: string } | undefined;
}

export interface MotivoDistruzione {
  codice:
    | 'annullata'
    | 'attestazione'
    | 'originale-ignoto'
    | 'originale-unico'
    | 'conservazione-copia'
    | 'conservazione-attestazione'
    | 'pratica-aperta'
    | 'autorizzazione';
  messaggio: string;
}

/**
 * Whether the analog original may be destroyed: every reason why not, in words. With none left it is still a decision of two people,
 * with a written record.
 * @see CAD art. 22 cc. 4 and 5, 23-ter c. 3; DPCM 21/3/2013; Codice dei beni culturali art. 21 c. 1 lett. d
 */
export function motiviContro(fatti: FattiDistruzione): MotivoDistruzione[] {
  const { annullata, attestata, originale, copiaConservata, attestazioneConservata, praticaAperta, autorizzazione } =
    fatti;
  const motivi: [boolean, MotivoDistruzione['codice'], string][] = [
    [
      annullata,
      'annullata',
      'La registrazione è annullata: nella sua storia non si scrive altro. Se serve, registrare di nuovo il documento.',
    ],
    [
      !attestata,
      'attestazione',
      'La copia non è attestata conforme: da sola non sostituisce l’originale (CAD, art. 22, c. 4).',
    ],
    [
      originale === undefined,
      'originale-ignoto',
      'Non è stato detto se l’originale è unico: finché non si sa, la carta resta.',
    ],
    [
      originale?.unico === true,
      'originale-unico',
      'L’originale è unico: se è tra quelli della tabella A del DPCM 21 marzo 2013 la carta resta, o serve la copia autenticata da notaio o pubblico ufficiale con dichiarazione firmata e allegata (CAD, art. 22, c. 5).',
    ],
    [
      !copiaConservata,
      'conservazione-copia',
      'La copia non è ancora nel sistema di conservazione con un rapporto di versamento positivo.',
    ],
    [
      attestata && !attestazioneConservata,
      'conservazione-attestazione',
      'L’attestazione e la sua firma non sono ancora nel sistema di conservazione.',
    ],
    [
      praticaAperta,
      'pratica-aperta',
      'La pratica non è ancora in un fascicolo chiuso: un accesso o una lite possono chiedere l’originale.',
    ],
    [
      autorizzazione === undefined,
      'autorizzazione',
      'Manca l’autorizzazione della Soprintendenza archivistica: distruggere gli originali è scarto (Codice dei beni culturali, art. 21, c. 1, lett. d).',
    ],
  ];
  return motivi.flatMap(([contro, codice, messaggio]) => (contro ? [{ codice, messaggio }] : []));
}

/** What was recorded of the destruction of the original of a copy; undefined while the paper is there. */
export function distruzioneDi({ eventi }: Pick<Registrazione, 'eventi'>, copia: string) {
  const found = eventi
    .map(readEvento)
    .find(({ tipo, dettagli }) => tipo === 'distruzione-originale' && dettagli['copia'] === copia);
  if (found === undefined) return undefined;
  const said: unknown = found.dettagli;
  const { giorno, autorizzazione, modalita, presenti } = said as Dettagli['distruzione-originale'];
  return { giorno, autorizzazione, modalita, presenti, utente: found.utente, data: found.data };
}

/** The act was adopted before the destruction, and that was not after today. @param oggi - legal day */
export const faultsOfDistruzione = (
  { autorizzazione, giorno }: Pick<DistruzioneRichiesta, 'autorizzazione' | 'giorno'>,
  oggi: string,
): ErroreCampo[] => [
  ...(giorno > oggi
    ? [{ campo: 'giorno', messaggio: 'La data deve ancora venire: si registra a distruzione fatta.' }]
    : []),
  ...(autorizzazione.data > giorno
    ? [
        {
          campo: 'autorizzazione.data',
          messaggio: 'L’autorizzazione viene prima della distruzione: controllare le date.',
        },
      ]
    : []),
];
