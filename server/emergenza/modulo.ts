import { COLONNE_EMERGENZA } from '../../schemas/emergenza-colonne.api.js';
import { formatEmergenza, REGISTRO_PREDEFINITO } from '../../schemas/emergenza-numero.api.js';
import type { QueryModulo } from '../../schemas/emergenza.api.js';
import { findRiversate } from '../../schemas/emergenza.model.js';
import type { Caller } from '../../schemas/accesso.api.js';
import { aooOf } from '../accesso/aoo.js';
import type { Deps } from '../deps.js';
import { type Clock, legalYear } from '../lib/clock.js';
import { drawTabella } from '../lib/pdfa-tabella.js';
import { A4, PdfA } from '../lib/pdfa.js';
import { prossimoOf } from './rules.js';
import { emergenzeOf } from './service.js';

/* What is kept ready for the day on which the system is out of order: forms and a sheet with their numbers on them. */

const RIGHE = 40;

interface Modulo {
  registro: string;
  anno: number;
  /** `EM-2026-0000001`, in order */
  numeri: string[];
}

/** The numbers of the next forms: they go on after what was poured in, and never begin again within a year (DPR 445/2000 art. 63 c. 4). */
export async function moduloOf(clock: Clock, { aoo }: Caller, query: QueryModulo): Promise<Modulo> {
  const { registro = REGISTRO_PREDEFINITO } = query;
  const anno = query.anno === undefined ? legalYear(clock.now()) : Number(query.anno);
  const dal =
    query.dal === undefined ? prossimoOf(emergenzeOf(await findRiversate(aoo, registro)), anno) : Number(query.dal);
  const righe = query.righe === undefined ? RIGHE : Number(query.righe);
  const numeri = Array.from({ length: righe }, (_one, i) =>
    formatEmergenza({ registro, numero: dal + i, data: String(anno) }),
  );
  return { registro, anno, numeri };
}

/** The rows of the sheet: numbers, and room for all else. */
export const righeFoglio = ({ numeri }: Modulo): string[][] =>
  numeri.map((numero) => COLONNE_EMERGENZA.map(([campo]) => (campo === 'numero' ? numero : '')));

/** Room to write by hand in a row. */
const SPAZIO = '\n\n\n';

/** The form to be written on by hand: cause, beginning and end, a row for each number, the totals of the days. */
export async function drawModulo(
  { dimostrazione, clock }: Pick<Deps, 'dimostrazione' | 'clock'>,
  { aoo }: Caller,
  { registro, anno, numeri }: Modulo,
): Promise<Buffer> {
  const { ente, denominazione } = await aooOf(aoo);
  const pdf = new PdfA({
    titolo: `Registro di emergenza ${registro} ${anno}`,
    autore: ente.denominazione,
    istante: clock.now(),
    dimostrazione,
    formato: [A4[1], A4[0]],
    intestazione: {
      sinistra: `${ente.denominazione} - AOO ${aoo}`,
      destra: `Registro di emergenza ${registro} ${anno}`,
    },
    piede: 'DPR 28 dicembre 2000, n. 445, art. 63',
  });
  pdf.scrivi(`Registro di emergenza ${registro}, anno ${anno}`, {
    parte: 'H1',
    carattere: 'grassetto',
    corpo: 15,
    dopo: 3,
  });
  pdf.scrivi(`${ente.denominazione}, ${denominazione} (${aoo})`, { corpo: 9, dopo: 8 });
  for (const riga of [
    'Causa dell’interruzione: ______________________________________________________________________________',
    'Inizio: data ____________ ora ________      Ripristino: data ____________ ora ________',
    'Provvedimento del responsabile, oltre le ventiquattro ore: n. ____________ del ____________',
  ])
    pdf.scrivi(riga, { corpo: 9.5, dopo: 6 });
  pdf.scrivi(
    'Ogni documento prende il primo numero libero. I numeri non si saltano, non si riusano e non ripartono a una nuova interruzione: di un modulo rovinato si scrive il perché. Al ripristino si riversa tutto, in ordine.',
    { corpo: 8, dopo: 8 },
  );
  await drawTabella(
    pdf,
    [
      { titolo: 'Numero', parte: 8, carattere: 'macchina', corpo: 7 },
      { titolo: 'Data', parte: 5 },
      { titolo: 'Ora', parte: 4 },
      { titolo: 'E U I', parte: 3 },
      { titolo: 'Mittente o destinatario', parte: 14 },
      { titolo: 'Oggetto', parte: 20 },
      { titolo: 'Mezzo', parte: 5 },
      { titolo: 'Protocollo del mittente, data', parte: 8 },
      { titolo: 'Ufficio', parte: 5 },
      { titolo: 'Firma', parte: 6 },
    ],
    numeri.map((numero) => [`${numero}${SPAZIO}`, '', '', '', '', '', '', '', '', '']),
  );
  pdf.salta(8).scrivi('Totale delle operazioni di ogni giornata (art. 63 c. 3)', {
    parte: 'H2',
    carattere: 'grassetto',
    corpo: 11,
    dopo: 4,
  });
  await drawTabella(
    pdf,
    [
      { titolo: 'Giornata', parte: 4 },
      { titolo: 'Operazioni', parte: 4 },
      { titolo: 'Firma del responsabile', parte: 10 },
    ],
    Array.from({ length: 7 }, () => [SPAZIO, '', '']),
  );
  return pdf.finish();
}
