import { z } from 'zod';
import { Data } from './comune.api.js';
import { testo, testoObbligatorio } from './testo.api.js';

/** How an AOO scans and certifies: thresholds of quality, the certificates of its cycle, the words of its attestations. Data, not code (agid-scansione.md §7). */

const siNo = z.boolean({ error: 'Indicare vero o falso.' });
const numero = (nome: string, min: number, max: number) =>
  z
    .number({ error: `${nome}: indicare un numero.` })
    .min(min, { error: `${nome}: da ${min} a ${max}.` })
    .max(max, { error: `${nome}: da ${min} a ${max}.` });
const intero = (nome: string, min: number, max: number) =>
  numero(nome, min, max).int({ error: `${nome}: un numero intero.` });

export const SoglieScansione = z.strictObject({
  dpiMinimi: intero('La risoluzione minima', 72, 1_200),
  /** degrees beyond which a page is crooked */
  gradiStorta: numero('I gradi', 0.1, 45),
  /** share of ink, per thousand, below which a page is blank */
  milleBianca: numero('L’inchiostro di una pagina bianca', 0, 50),
  /** luminance of the paper below which a page is dark; contrast below which it is pale */
  cartaScura: intero('La luminosità minima', 0, 255),
  contrastoMinimo: intero('Il contrasto minimo', 0, 255),
  /** share of an edge, per cent, at which ink that touches it tells a cut page */
  centoBordo: numero('Il bordo', 0, 100),
  /** differing bits of the fingerprint, of 64, up to which two pages in a row are the same */
  bitDoppia: intero('I bit', 0, 32),
  /** per cent, of the words read: below it a page is read again turned, and what its label says waits for a person */
  fiduciaMinima: intero('La fiducia minima', 0, 100),
});
export type SoglieScansione = z.infer<typeof SoglieScansione>;

const Certificazione = z.strictObject({
  ente: testoObbligatorio(200, 'L’ente che ha rilasciato il certificato'),
  numero: testoObbligatorio(100, 'Il numero del certificato'),
  dal: Data,
  al: Data,
});

/** What Allegato 3 wants of a certified process (§2.1, §2.3). */
export const CicloCertificato = z.strictObject({
  iso9001: Certificazione,
  iso27001: Certificazione,
  /** committente, purpose, documentation of the project, supplier and contract where it is outsourced */
  committente: testoObbligatorio(300, 'Il committente'),
  finalita: testoObbligatorio(500, 'La finalità'),
  documentazione: testoObbligatorio(500, 'La documentazione del progetto'),
  fornitore: testo({ max: 300, nome: 'Il fornitore' }).optional(),
  contratto: testo({ max: 300, nome: 'Il contratto' }).optional(),
  luogo: testoObbligatorio(300, 'Il luogo'),
  /** acceptable quality level, defects per hundred, of the sampling plan (UNI ISO 2859-1) */
  aql: z.union([z.literal(0.65), z.literal(1), z.literal(1.5), z.literal(2.5), z.literal(4)], {
    error: 'L’AQL è 0,65, 1, 1,5, 2,5 oppure 4.',
  }),
});
export type CicloCertificato = z.infer<typeof CicloCertificato>;

export const UNIONI_ETICHETTA = ['automatica', 'dopo-conferma'] as const;

export const ConfigurazioneScansione = z.strictObject({
  soglie: SoglieScansione,
  /** a new document begins at a blank page, at a sheet with a code */
  dividiABianca: siNo,
  dividiACodice: siNo,
  /** what the label on the paper names: joined by itself where nothing is doubtful, or always after a person has confirmed it */
  unioneEtichetta: z.enum(UNIONI_ETICHETTA, { error: `L’unione è una di ${UNIONI_ETICHETTA.join(', ')}.` }),
  /** absent: attestations by process are refused */
  ciclo: CicloCertificato.optional(),
  /** words of the attestation; {copia}, {pagine}, {impronta}, {funzionario}, {delega}, {luogo}, {data} are filled */
  testoRaffronto: testoObbligatorio(4_000, 'Il testo dell’attestazione'),
  testoProcesso: testoObbligatorio(4_000, 'Il testo dell’attestazione'),
});
export type ConfigurazioneScansione = z.infer<typeof ConfigurazioneScansione>;
