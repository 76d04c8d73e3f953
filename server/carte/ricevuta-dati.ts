import type { Registrazione } from '../../schemas/registrazione.model.js';
import { nameOfSoggetto } from '../../schemas/soggetto.api.js';
import { findUtente } from '../../schemas/utente.model.js';
import { ufficioOf } from '../accesso/aoo.js';
import { configurazioneAl } from '../configurazione/service.js';
import { addDays, legalDay } from '../lib/clock.js';
import { giornoEOra, giornoOf } from './dati.js';

/** Where no law or regulation sets another, a procedure ends within so many days (L. 241/1990 art. 2 c. 2). */
const TERMINE_GIORNI = 30;

/** What the receipt of L. 241/1990 art. 18-bis says besides what every paper says. */
export interface DatiRicevuta {
  mittenti: string;
  oggetto: string;
  protocolloMittente?: string;
  arrivo: string;
  mezzo: string;
  ufficio?: string;
  responsabile?: string;
  termine: { giorni: number; entro: string };
  file: { ruolo: string; nome: string; dimensione: number; sha256: string }[];
}

/** `02/03/2026`, with the hour where the arrival was noted with it; of Italian legal time. */
function arrivoInParole(dataArrivo: string): string {
  if (!dataArrivo.includes('T')) return giornoOf(dataArrivo);
  const { giorno, ora } = giornoEOra(new Date(dataArrivo));
  return `${giorno} alle ore ${ora}`;
}

/**
 * The day on which the term ends that holds in the absence of another. It runs from the arrival, not from the day of the
 * registration, when they differ (L. 241/1990 art. 2 c. 6, 18-bis c. 1).
 */
export function termineOf({
  dataArrivo,
  dataRegistrazione,
}: Pick<Registrazione, 'dataArrivo' | 'dataRegistrazione'>): DatiRicevuta['termine'] {
  const arrivo =
    dataArrivo === undefined
      ? legalDay(dataRegistrazione)
      : dataArrivo.includes('T')
        ? legalDay(new Date(dataArrivo))
        : dataArrivo;
  return { giorni: TERMINE_GIORNI, entro: giornoOf(addDays(arrivo, TERMINE_GIORNI)) };
}

async function mezzoInParole({ aoo, mezzo, dataRegistrazione }: Registrazione): Promise<string> {
  const mezzi = await configurazioneAl(aoo, 'mezzi', legalDay(dataRegistrazione));
  return mezzi.find(({ codice }) => codice === mezzo)?.denominazione ?? mezzo;
}

async function ufficioInParole({ aoo, assegnazioni }: Registrazione): Promise<string | undefined> {
  const uffici = assegnazioni.filter(({ tipo }) => tipo === 'competenza').map(({ uo }) => uo);
  const named = await Promise.all(
    [...new Set(uffici)].map(async (uo) => {
      const found = await ufficioOf(aoo, uo);
      return found === undefined ? uo : `${found.denominazione} (${uo})`;
    }),
  );
  return named.length === 0 ? undefined : named.join('; ');
}

export async function datiRicevutaOf(r: Registrazione): Promise<DatiRicevuta> {
  const { protocolloMittente, documento, presaInCarico } = r;
  const ufficio = await ufficioInParole(r);
  const responsabile =
    presaInCarico && ((await findUtente(presaInCarico.utente))?.denominazione ?? presaInCarico.utente);
  const { giorno, ora } = giornoEOra(r.dataRegistrazione);
  const files = [
    ...(documento === undefined ? [] : [{ ruolo: 'Documento', ...documento }]),
    ...r.allegati.map((one) => ({ ruolo: `Allegato ${one.n}`, ...one })),
  ];
  return {
    mittenti: r.mittenti.map((one) => nameOfSoggetto(one)).join('; '),
    oggetto: r.oggetto,
    ...(protocolloMittente !== undefined && {
      protocolloMittente: `${protocolloMittente.numero}${protocolloMittente.data === undefined ? '' : ` del ${giornoOf(protocolloMittente.data)}`}`,
    }),
    arrivo: r.dataArrivo === undefined ? `${giorno} alle ore ${ora}` : arrivoInParole(r.dataArrivo),
    mezzo: await mezzoInParole(r),
    ...(ufficio !== undefined && { ufficio }),
    ...(responsabile !== undefined && { responsabile }),
    termine: termineOf(r),
    file: files.map(({ ruolo, nome, dimensione, sha256 }) => ({ ruolo, nome, dimensione, sha256 })),
  };
}
