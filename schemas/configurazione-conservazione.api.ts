import { z } from 'zod';
import { testo, testoObbligatorio } from './testo.api.js';
import { TIPI_VERSAMENTO } from './versamento.api.js';

/**
 * To whom an AOO ships, what, when and under which names: agreed with the receiver (disciplinare tecnico), so it is data. Addresses
 * and secrets are of the installation, in the environment: never here.
 */

const siNo = z.boolean({ error: 'Indicare vero o falso.' });
const intero = (nome: string, min: number, max: number) =>
  z
    .int({ error: `${nome}: indicare un numero intero.` })
    .min(min, { error: `${nome}: da ${min} a ${max}.` })
    .max(max, { error: `${nome}: da ${min} a ${max}.` });
const nomeParer = (nome: string) => testoObbligatorio(100, nome);

/** `parer`: Sacer of ParER and who speaks its protocol; `deposito`: packages in a folder, the receipt comes by hand; `rest`: a ticket, then the receipt. */
export const TIPI_CONSERVATORE = ['parer', 'deposito', 'rest'] as const;
export type TipoConservatore = (typeof TIPI_CONSERVATORE)[number];

const ORA = /^([01]\d|2[0-3]):[0-5]\d$/;

export const ConservatoreAoo = z.strictObject({
  codice: z.string({ error: 'Indicare il codice del conservatore.' }).regex(/^[a-z][a-z0-9-]{0,29}$/, {
    error: 'Il codice ha al massimo 30 caratteri: lettere minuscole, cifre e trattini.',
  }),
  tipo: z.enum(TIPI_CONSERVATORE, { error: 'Il tipo è parer, deposito oppure rest.' }),
  denominazione: testoObbligatorio(100, 'La denominazione'),
  /** off: nothing is shipped to it, what is due waits */
  attivo: siNo,
  /** names under which the receiver knows the body */
  ambiente: nomeParer('L’ambiente').optional(),
  ente: nomeParer('L’ente').optional(),
  struttura: nomeParer('La struttura').optional(),
  versione: z.enum(['1.5', '1.4'], { error: 'La versione è 1.5 oppure 1.4.' }).default('1.5'),
  /** packages at once */
  insieme: intero('I pacchetti insieme', 1, 8).default(2),
  /** packages a minute; absent: as many as go */
  alMinuto: intero('I pacchetti al minuto', 1, 10_000).optional(),
  /** hours, of Italian time, in which it may be called; absent: always. `dalle` after `alle`: over midnight */
  orario: z
    .strictObject({
      dalle: z.string().regex(ORA, { error: 'L’ora si scrive come 08:30.' }),
      alle: z.string().regex(ORA, { error: 'L’ora si scrive come 18:00.' }),
      /** 1 Monday to 7 Sunday; absent: every day */
      giorni: z
        .array(z.int().min(1).max(7), { error: 'I giorni vanno da 1, lunedì, a 7, domenica.' })
        .min(1, { error: 'Indicare almeno un giorno, o nessun elenco.' })
        .max(7, { error: 'I giorni sono sette.' })
        .optional(),
    })
    .optional(),
  /** MiB of a whole package; larger ones are not sent and told */
  dimensioneMassimaMegabyte: intero('La dimensione massima', 1, 102_400).default(1024),
  /** seconds a call may take from its beginning to the end of the answer */
  attesaSecondi: intero('L’attesa', 5, 7_200).default(600),
});
export type ConservatoreAoo = z.infer<typeof ConservatoreAoo>;

/** One kind of document: to whom it goes and under which names. The first row that fits counts. */
export const RegolaVersamento = z.strictObject({
  tipo: z.enum(TIPI_VERSAMENTO, { error: 'Il tipo è unita-documentaria, registro-giornaliero o fascicolo.' }),
  /** our register; absent: any. `PROT-GEN`, or the code of a repertorio */
  registro: testo({ max: 30, min: 1, nome: 'Il registro' }).optional(),
  /** our tipologia; absent: any */
  tipologia: testo({ max: 200, min: 1, nome: 'La tipologia' }).optional(),
  conservatore: testoObbligatorio(30, 'Il conservatore'),
  /** the receiver's name of the register */
  tipoRegistro: nomeParer('Il tipo di registro').optional(),
  /** the receiver's name of the kind: tipologia of an unità documentaria, or tipo of a fascicolo */
  tipologiaVersata: nomeParer('La tipologia versata'),
  /** kinds of document by their part */
  principale: nomeParer('Il tipo del documento principale').default('DOCUMENTO PROTOCOLLATO'),
  allegato: nomeParer('Il tipo degli allegati').default('GENERICO'),
  annesso: nomeParer('Il tipo degli annessi').default('GENERICO'),
  annotazione: nomeParer('Il tipo delle annotazioni').default('ANNULLAMENTO'),
  /** names of structure and component; absent: `DocumentoGenerico`, `Contenuto` */
  tipoStruttura: nomeParer('Il tipo di struttura').optional(),
  tipoComponente: nomeParer('Il tipo di componente').optional(),
  /** name of the detached signature of a component; absent: `Firma` */
  tipoFirma: nomeParer('Il tipo della firma staccata').optional(),
  tipoConservazione: z
    .enum(['SOSTITUTIVA', 'FISCALE', 'VERSAMENTO_ANTICIPATO'], { error: 'Il tipo di conservazione non è previsto.' })
    .default('VERSAMENTO_ANTICIPATO'),
  /** of the daily registers: voce under which they stand; absent: I.6, the general archive */
  classifica: testo({ max: 30, min: 1, nome: 'La classifica' }).optional(),
  /** version of the AgID metadata that the receiver expects; absent: it expects none */
  profiloNormativo: testo({ max: 20, min: 1, nome: 'La versione del profilo normativo' }).optional(),
  /** version of the agreed dati specifici; absent: none are agreed */
  datiSpecifici: testo({ max: 20, min: 1, nome: 'La versione dei dati specifici' }).optional(),
  /** unsigned documents are kept all the same, with a warning */
  forzaConservazione: siNo.default(true),
});
export type RegolaVersamento = z.infer<typeof RegolaVersamento>;

export const Conservazione = z.strictObject({
  conservatori: z.array(ConservatoreAoo).max(20, { error: 'I conservatori sono al massimo 20.' }),
  regole: z.array(RegolaVersamento).max(300, { error: 'Le regole sono al massimo 300.' }),
  termini: z.strictObject({
    /** a registration is due so many days after its own, classified or not */
    registrazioniGiorni: intero('I giorni delle registrazioni', 0, 365).default(10),
    /** and as soon as it is classified */
    appenaClassificata: siNo.default(true),
    /** a fascicolo is due so many days after its closing */
    fascicoliGiorni: intero('I giorni dei fascicoli', 0, 3650).default(0),
    /** what was signed with a certificate that ends within so many days goes first */
    firmaGiorni: intero('I giorni delle firme', 1, 365).default(30),
  }),
});
export type Conservazione = z.infer<typeof Conservazione>;
