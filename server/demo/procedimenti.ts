import { isDuplicateKey } from '../lib/mongo.js';
import type { Procedimento, RegolaSmistamento } from '../../schemas/configurazione-procedimenti.api.js';
import { insertVersione } from '../../schemas/configurazione.model.js';
import { startOfLegalDay } from '../lib/clock.js';
import { readTabella } from './dati.js';
import { AOO } from './ente.js';

type Colonna =
  | 'codice'
  | 'procedimento'
  | 'materia'
  | 'portale'
  | 'voce'
  | 'tipo_fascicolo'
  | 'uo'
  | 'termine'
  | 'computo'
  | 'esito'
  | 'norma'
  | 'documenti'
  | 'note';

const FASI = ['Preparatoria', 'Istruttoria', 'Decisoria o deliberativa'] as const;

/**
 * The procedimenti of the demonstration: the census of a Comune, with the term that the law gives where it gives one, else the thirty
 * days of L. 241/1990 art. 2 c. 2.
 */
export const readProcedimenti = (): Procedimento[] =>
  readTabella<Colonna>('procedimenti').map((riga) => ({
    codice: riga.codice,
    denominazione: riga.procedimento,
    materia: riga.materia,
    ...(riga.uo !== '' && { uo: riga.uo }),
    ...(riga.voce !== '' && { voce: riga.voce }),
    ...(riga.tipo_fascicolo !== '' && {
      tipoFascicolo: riga.tipo_fascicolo as NonNullable<Procedimento['tipoFascicolo']>,
    }),
    termine: Number(riga.termine),
    computo: riga.computo as Procedimento['computo'],
    esito: riga.esito as Procedimento['esito'],
    norma: riga.norma,
    ...(riga.tipo_fascicolo === 'procedimento' && { fasi: [...FASI] }),
    ...(riga.documenti !== '' && { documenti: riga.documenti.split('|') }),
    ...(riga.portale !== '' && { portale: riga.portale }),
    ...(riga.note !== '' && { note: riga.note }),
  }));

/** To whom mail usually goes: proposed, a person chooses. */
const regola = (codice: string, classifica: string, competenza: string): RegolaSmistamento => ({
  codice,
  flusso: 'E',
  classifica,
  competenza,
  modo: 'proposta',
});

const REGOLE: readonly RegolaSmistamento[] = [
  regola('Edilizia privata', 'VI.3', 'U410'),
  regola('Urbanistica', 'VI.1', 'U411'),
  regola('Opere pubbliche', 'VI.5', 'U412'),
  regola('Viabilità', 'VI.7', 'U413'),
  regola('Ambiente', 'VI.9', 'U414'),
  regola('Protezione civile', 'VI.10', 'U414'),
  regola('Tributi', 'IV.3', 'U211'),
  regola('Sinistri', 'V.2', 'U212'),
  regola('Contenzioso', 'V.1', 'U003'),
  regola('Anagrafe', 'XI.2', 'U114'),
  regola('Stato civile', 'XI.1', 'U114'),
  regola('Polizia stradale', 'IX.2', 'U510'),
  regola('Commercio', 'VIII.4', 'U511'),
  regola('Asilo nido', 'VII.2', 'U312'),
  regola('Diritto allo studio', 'VII.1', 'U312'),
  regola('Cultura', 'VII.6', 'U313'),
];

/** The catalogue and the rules of smistamento, in force from the first day; what is there already stays. */
export async function ensureProcedimenti(anno: number): Promise<void> {
  const validoDal = `${anno}-01-01`;
  const testa = { aoo: AOO.codice, numero: 1, validoDal, autore: 'rgd', quando: startOfLegalDay(validoDal) };
  for (const versione of [
    {
      ...testa,
      tipo: 'procedimenti' as const,
      motivo: 'Ricognizione dei procedimenti (L. 241/1990 art. 2)',
      contenuto: readProcedimenti(),
    },
    { ...testa, tipo: 'smistamento' as const, motivo: 'Prime regole di smistamento', contenuto: [...REGOLE] },
  ])
    await insertVersione(versione).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
}
