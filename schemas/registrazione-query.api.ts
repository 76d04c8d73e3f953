import { z } from 'zod';
import { AnnoQuery, Data, LimiteQuery, NumeroQuery, SHA256, SiglaRepertorio } from './comune.api.js';
import { CodiceOId } from './fascicolo.api.js';
import { codice, Flusso, STATI } from './registrazione.api.js';
import { testo, testoObbligatorio } from './testo.api.js';

/** Addresses of registrations, and what may be asked of the register. */
export const PercorsoRegistrazione = z.strictObject({ anno: AnnoQuery, numero: NumeroQuery });
export const PercorsoAllegato = z.strictObject({ anno: AnnoQuery, numero: NumeroQuery, n: NumeroQuery });
/** `registro`: a repertorio, by its sigla; without it the register of protocol. */
export const QueryVerifica = z.strictObject({ anno: AnnoQuery.optional(), registro: SiglaRepertorio.optional() });

const parole = testo({ max: 500, nome: 'Il testo da cercare' });
export const QueryRegistrazioni = z.strictObject({
  q: parole.optional(),
  anno: AnnoQuery.optional(),
  numero: NumeroQuery.optional(),
  dal: Data.optional(),
  al: Data.optional(),
  flusso: Flusso.optional(),
  corrispondente: parole.optional(),
  oggetto: parole.optional(),
  classifica: testoObbligatorio(30, 'La classifica').optional(),
  /** `si`: with `classifica`, also what is under the voci of earlier versions from which that one comes; the answer says which */
  raccordo: z.enum(['si', 'no'], { error: 'Il raccordo si scrive si oppure no.' }).optional(),
  /** id or codice, `2026-VI/3.1` */
  fascicolo: CodiceOId.optional(),
  stato: z.enum(STATI, { error: `Lo stato è uno di ${STATI.join(', ')}.` }).optional(),
  assegnatario: codice('L’assegnatario').optional(),
  uo: codice('L’ufficio').optional(),
  mezzo: codice('Il mezzo').optional(),
  tipologia: testoObbligatorio(100, 'La tipologia').optional(),
  operatore: codice('L’operatore').optional(),
  dataArrivo: Data.optional(),
  dataMittente: Data.optional(),
  protocolloMittente: testoObbligatorio(100, 'Il protocollo del mittente').optional(),
  sha256: z.string().regex(SHA256, { error: 'L’impronta è di 64 cifre esadecimali minuscole.' }).optional(),
  limite: LimiteQuery.optional(),
  cursore: z.string().max(200, { error: 'Il cursore non è di questo elenco.' }).optional(),
});
export type QueryRegistrazioni = z.output<typeof QueryRegistrazioni>;

/** The same without its pages: an export is whole. */
export const QueryEsportazione = QueryRegistrazioni.omit({ limite: true, cursore: true });
