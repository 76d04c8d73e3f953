import type { AvvisoDetto } from '../../../schemas/avviso-conservazione.model.js';
import type { TipoAvviso } from '../../../schemas/avvisi.api.js';
import { legalDay, rfc3339, startOfLegalDay } from '../../lib/clock.js';

/* Which alarms there are, from what the database says. Pure: the same facts give the same alarms. Counts, days and names of receivers; nothing of what a document says. */

/** What is so in one AOO. Days are legal days, `YYYY-MM-DD`. */
export interface FattiAoo {
  aoo: string;
  /** some receiver is there and on */
  attiva: boolean;
  /** closed days whose register is not accepted, oldest first, each with the last day of its term */
  registri: readonly { giorno: string; termine: string }[];
  /** days that should have been closed by now */
  daChiudere: number;
  /** what has arrived, waits for a number for longer than the AOO allows, and since when the first */
  nonRegistrati: { numero: number; dal: Date; giorni: number } | undefined;
  rifiutati: number;
  conflitti: number;
  daVerificare: number;
  nonInviabili: number;
  /** what is late by more than a week */
  inRitardo: { numero: number; dal: string } | undefined;
  /** documents whose signatures end soon, and that are not shipped although they hurry */
  firme: { numero: number; prima: string } | undefined;
  linee: readonly {
    conservatore: string;
    denominazione: string;
    stato: 'sospesa' | 'in-pausa' | 'interrotta';
    dal: Date;
    motivo: string;
  }[];
  /** faults of files and chains that nobody has taken charge of, by the day on which they were found */
  guasti: readonly { giorno: string; numero: number }[];
}

export interface Fatti {
  aoo: readonly FattiAoo[];
  /** faults of files that no record names */
  guasti: FattiAoo['guasti'];
  /** why the round of fixity does not come to its end */
  giro: { fermato: boolean; motivo: string } | undefined;
  /** why the backup is to be looked at */
  salvataggio: string | undefined;
}

/** A line that a person stopped, or that does not answer, is told after so long. */
const PAUSA_MS = 24 * 3_600_000;
const INTERROTTA_MS = 3_600_000;

const giornoIt = (giorno: string): string => giorno.split('-').reverse().join('/');
const quanti = (n: number, uno: string, molti: string): string => (n === 1 ? `1 ${uno}` : `${n} ${molti}`);

/** From noon of the last day of its term a register that is not accepted is an alarm (LG §3.1.6: by the next working day). */
export const isAllarmeRegistro = (termine: string, adesso: Date): boolean => {
  const oggi = legalDay(adesso);
  return oggi > termine || (oggi === termine && Number(rfc3339(adesso).slice(11, 13)) >= 12);
};

interface Bozza {
  tipo: TipoAvviso;
  /** what tells it from others of its kind */
  sotto?: string;
  grave?: boolean;
  titolo: string;
  parole: string;
  consiglio: string;
  indirizzo: string;
  numero?: number;
}

const make = (aoo: string | undefined, { tipo, sotto, grave = false, numero = 1, ...rest }: Bozza): AvvisoDetto => ({
  chiave: [tipo, aoo ?? '-', sotto].filter((one) => one !== undefined).join(':'),
  tipo,
  ...(aoo !== undefined && { aoo }),
  grave,
  numero,
  ...rest,
});

function deiRegistri({ registri, daChiudere, attiva }: FattiAoo, adesso: Date): Bozza[] {
  const late = attiva ? registri.filter(({ termine }) => isAllarmeRegistro(termine, adesso)) : [];
  const [first] = late;
  const bozze: Bozza[] = [];
  if (first !== undefined) {
    const scaduti = late.filter(({ termine }) => startOfLegalDay(termine) < startOfLegalDay(legalDay(adesso))).length;
    bozze.push({
      tipo: 'registro-giornaliero',
      grave: true,
      numero: late.length,
      titolo: 'Registri giornalieri non ancora accettati',
      parole: `${quanti(late.length, 'registro giornaliero non è stato accettato', 'registri giornalieri non sono stati accettati')} dal conservatore; il più vecchio è del ${giornoIt(first.giorno)}. ${scaduti === 0 ? 'Il termine è oggi.' : `Il termine (il giorno lavorativo seguente) è passato per ${scaduti === late.length ? 'tutti' : String(scaduti)}.`}`,
      consiglio:
        'Aprire la coda «in ritardo»: se il registro è rifiutato correggerlo e ritentare, se non parte guardare lo stato della linea.',
      indirizzo: '/conservazione?coda=in-ritardo',
    });
  }
  if (daChiudere > 0)
    bozze.push({
      tipo: 'giornate-da-chiudere',
      grave: true,
      numero: daChiudere,
      titolo: 'Giornate non ancora chiuse',
      parole: `Il registro giornaliero di ${quanti(daChiudere, 'giornata passata', 'giornate passate')} non è stato formato.`,
      consiglio: 'Verificare che il processo di lavorazione sia in funzione; si può chiudere la giornata anche a mano.',
      indirizzo: '/registri-giornalieri',
    });
  return bozze;
}

const entro = (giorni: number): string => (giorni === 1 ? 'un giorno' : `${giorni} giorni`);

/** The date of protocol is that of arrival (L. 241/1990 art. 18-bis c. 1): what lies without a number is told, whoever left it. */
const degliArrivi = ({ nonRegistrati }: FattiAoo): Bozza[] =>
  nonRegistrati === undefined
    ? []
    : [
        {
          tipo: 'non-registrati',
          grave: true,
          numero: nonRegistrati.numero,
          titolo: 'Arrivi non ancora registrati',
          parole: `${quanti(nonRegistrati.numero, 'carta acquisita è senza numero', 'carte acquisite sono senza numero')} da più di ${entro(nonRegistrati.giorni)}; la prima dal ${giornoIt(legalDay(nonRegistrati.dal))}.`,
          consiglio:
            'Aprire la coda «Da registrare»: registrare ciascuna, o unirla al suo numero. Il giorno di arrivo si scrive quello vero.',
          indirizzo: '/scansioni?vista=da-registrare',
        },
      ];

function deiPacchetti({ rifiutati, conflitti, daVerificare, nonInviabili }: FattiAoo): Bozza[] {
  const all: Bozza[] = [
    {
      tipo: 'rifiutati',
      numero: rifiutati,
      titolo: 'Versamenti rifiutati',
      parole: `Il conservatore ha rifiutato ${quanti(rifiutati, 'versamento', 'versamenti')}.`,
      consiglio: 'Aprire la coda: ogni causa ha il suo rimedio. Un pacchetto rifiutato non riparte da sé.',
      indirizzo: '/conservazione?coda=rifiutati',
    },
    {
      tipo: 'conflitti',
      numero: conflitti,
      titolo: 'Versamenti in conflitto',
      parole: `Per ${quanti(conflitti, 'versamento', 'versamenti')} il conservatore tiene altro sotto la stessa chiave.`,
      consiglio: 'Confrontare ciò che il conservatore tiene con ciò che è stato inviato e decidere.',
      indirizzo: '/conservazione?coda=conflitti',
    },
    {
      tipo: 'da-verificare',
      numero: daVerificare,
      titolo: 'Versamenti da verificare',
      parole: `Di ${quanti(daVerificare, 'versamento', 'versamenti')} non si sa se il conservatore li abbia.`,
      consiglio: 'Chiedere al conservatore, poi decidere o caricare il rapporto di versamento.',
      indirizzo: '/conservazione?coda=conflitti',
    },
    {
      tipo: 'non-inviabili',
      numero: nonInviabili,
      titolo: 'Documenti che non si possono versare',
      parole: `${quanti(nonInviabili, 'documento è dovuto e non si può versare', 'documenti sono dovuti e non si possono versare')} perché manca qualcosa.`,
      consiglio: 'Aprire la coda: per ciascuno dice che cosa manca e chi può completarlo.',
      indirizzo: '/conservazione?coda=non-inviabili',
    },
  ];
  return all.filter(({ numero = 0 }) => numero > 0);
}

function delleLinee({ linee, attiva }: FattiAoo, adesso: Date): Bozza[] {
  const waited = (dal: Date): number => adesso.getTime() - dal.getTime();
  const of = (linea: FattiAoo['linee'][number]): Bozza | undefined => {
    const { conservatore: sotto, denominazione, stato, dal, motivo } = linea;
    const indirizzo = '/conservazione/linee';
    if (stato === 'sospesa')
      return {
        tipo: 'linea-sospesa',
        sotto,
        grave: true,
        titolo: `${denominazione}: credenziali rifiutate`,
        parole: `Il conservatore ha rifiutato le credenziali o la struttura: nulla parte più (${motivo}).`,
        consiglio: 'L’amministratore corregga utente, password o struttura; poi riprendere la linea.',
        indirizzo,
      };
    if (stato === 'in-pausa' && waited(dal) >= PAUSA_MS)
      return {
        tipo: 'linea-in-pausa',
        sotto,
        titolo: `${denominazione}: linea in pausa da più di un giorno`,
        parole: `I versamenti sono stati fermati da una persona: ${motivo}.`,
        consiglio: 'Se il motivo è venuto meno, riprendere la linea.',
        indirizzo,
      };
    if (stato === 'interrotta' && waited(dal) >= INTERROTTA_MS)
      return {
        tipo: 'linea-interrotta',
        sotto,
        titolo: `${denominazione}: non risponde`,
        parole: 'Il conservatore non risponde da più di un’ora; si riprova da sé.',
        consiglio: 'Se dura, chiedere al conservatore; nulla è andato perso.',
        indirizzo,
      };
    return undefined;
  };
  const bozze = linee.map(of).filter((one) => one !== undefined);
  if (!attiva)
    bozze.push({
      tipo: 'non-configurata',
      titolo: 'Nessun conservatore attivo',
      parole: 'Nella configurazione della conservazione nessun conservatore è attivo: non si versa nulla.',
      consiglio: 'Il responsabile della gestione documentale completi la configurazione della conservazione.',
      indirizzo: '/regole/conservazione',
    });
  return bozze;
}

function deiTermini({ inRitardo, firme }: FattiAoo): Bozza[] {
  return [
    ...(inRitardo === undefined
      ? []
      : [
          {
            tipo: 'in-ritardo' as const,
            numero: inRitardo.numero,
            titolo: 'Versamenti in ritardo da più di una settimana',
            parole: `${quanti(inRitardo.numero, 'documento attende', 'documenti attendono')} di essere accettati oltre il termine; il più vecchio dal ${giornoIt(inRitardo.dal)}.`,
            consiglio: 'Aprire la coda «in ritardo» e guardare perché il più vecchio non parte.',
            indirizzo: '/conservazione?coda=in-ritardo',
          },
        ]),
    ...(firme === undefined
      ? []
      : [
          {
            tipo: 'firme-in-scadenza' as const,
            numero: firme.numero,
            titolo: 'Firme in scadenza prima della conservazione',
            parole: `${quanti(firme.numero, 'documento firmato non è ancora versato', 'documenti firmati non sono ancora versati')}; la prima firma scade il ${giornoIt(firme.prima)}.`,
            consiglio: 'Aprire la coda «firme in scadenza» e dare la precedenza.',
            indirizzo: '/conservazione?coda=firme-in-scadenza',
          },
        ]),
  ];
}

const deiGuasti = (guasti: FattiAoo['guasti']): Bozza[] =>
  guasti.map(({ giorno, numero }) => ({
    tipo: 'fissita',
    sotto: giorno,
    grave: true,
    numero,
    titolo: 'File o catene alterati',
    parole: `La rilettura ha trovato il ${giornoIt(giorno)} ${quanti(numero, 'cosa che non è più come fu registrata', 'cose che non sono più come furono registrate')}.`,
    consiglio: 'Aprire l’elenco dei guasti e ripristinare dal salvataggio; ciò che è alterato non viene versato.',
    indirizzo: '/conservazione/linee',
  }));

/** Every alarm of now, the grave ones first. */
export function avvisiDi(fatti: Fatti, adesso: Date): AvvisoDetto[] {
  const { giro, salvataggio } = fatti;
  const own = fatti.aoo.flatMap((one) =>
    [
      ...deiRegistri(one, adesso),
      ...degliArrivi(one),
      ...delleLinee(one, adesso),
      ...deiGuasti(one.guasti),
      ...deiPacchetti(one),
      ...deiTermini(one),
    ].map((bozza) => make(one.aoo, bozza)),
  );
  const common = [
    ...deiGuasti(fatti.guasti),
    ...(giro === undefined
      ? []
      : [
          {
            tipo: 'fissita-giro' as const,
            grave: giro.fermato,
            titolo: 'La rilettura dei file non arriva alla fine',
            parole: giro.motivo,
            consiglio: 'Verificare che il processo di lavorazione sia in funzione e che l’archivio dei file risponda.',
            indirizzo: '/conservazione/linee',
          },
        ]),
    ...(salvataggio === undefined
      ? []
      : [
          {
            tipo: 'salvataggio' as const,
            titolo: 'Salvataggio notturno da controllare',
            parole: salvataggio,
            consiglio: 'Controllare il luogo dei salvataggi e rifarne uno con «npm run backup».',
            indirizzo: '/salvataggi',
          },
        ]),
  ].map((bozza) => make(undefined, bozza));
  return [...own, ...common].sort((a, b) => Number(b.grave) - Number(a.grave)); // stable
}
