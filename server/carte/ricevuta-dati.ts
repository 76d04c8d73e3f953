import type { EsitoProcedimento } from '../../schemas/configurazione-procedimenti.api.js';
import type { CalendarioAoo, Iter } from '../../schemas/procedimento.types.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { nameOfSoggetto } from '../../schemas/soggetto.api.js';
import { findUtente } from '../../schemas/utente.model.js';
import { ufficioOf } from '../accesso/aoo.js';
import { configurazioneAl } from '../configurazione/service.js';
import { legalDay, rfc3339 } from '../lib/clock.js';
import { calendarioAl } from '../procedimenti/catalogo.js';
import { arrivoDi, fascicoloConIter } from '../procedimenti/fascicolo.js';
import { scadenzaOf } from '../procedimenti/termini.js';
import { giornoEOra, giornoOf } from './dati.js';

/** Where no law or regulation sets another, a procedure ends within so many days (L. 241/1990 art. 2 c. 2). */
const TERMINE_GIORNI = 30;

/** By when the administration must answer; `entro` is absent while the term stands. */
export interface TermineRicevuta {
  giorni: number;
  entro?: string;
  /** the procedimento of the fascicolo in which it stands; absent: the term of the law */
  procedimento?: {
    denominazione: string;
    norma?: string;
    computo: 'calendario' | 'lavorativi';
    esito: EsitoProcedimento;
    inizio: string;
  };
}

/** What the receipt of L. 241/1990 art. 18-bis says besides what every paper says. */
export interface DatiRicevuta {
  mittenti: string;
  oggetto: string;
  protocolloMittente?: string;
  arrivo: string;
  mezzo: string;
  ufficio?: string;
  responsabile?: string;
  termine: TermineRicevuta;
  file: { ruolo: string; nome: string; dimensione: number; sha256: string }[];
}

/** `02/03/2026`, with the hour where the arrival was noted with it; of Italian legal time. */
function arrivoInParole(dataArrivo: string): string {
  if (!dataArrivo.includes('T')) return giornoOf(dataArrivo);
  const { giorno, ora } = giornoEOra(new Date(dataArrivo));
  return `${giorno} alle ore ${ora}`;
}

/** When it was presented: what was registered in emergency, by then. */
function arrivoDetto({ dataArrivo, emergenza, dataRegistrazione }: Registrazione): string {
  if (dataArrivo !== undefined) return arrivoInParole(dataArrivo);
  if (emergenza !== undefined) return `${giornoOf(emergenza.data)} alle ore ${emergenza.ora}`;
  return arrivoInParole(rfc3339(dataRegistrazione));
}

/**
 * The term that holds in the absence of another. It runs from the arrival, not from the day of the registration, when they differ
 * (L. 241/1990 art. 2 c. 6, 18-bis c. 1), and moves on from a holiday (Codice civile art. 2963 c. 3).
 */
export function termineOf(
  r: Pick<Registrazione, 'dataArrivo' | 'dataRegistrazione' | 'emergenza'>,
  calendario: CalendarioAoo = {},
): TermineRicevuta {
  const decorso = { inizio: arrivoDi(r), fermate: [] };
  const entro = scadenzaOf(decorso, { giorni: TERMINE_GIORNI, computo: 'calendario' }, calendario);
  return { giorni: TERMINE_GIORNI, ...(entro !== undefined && { entro: giornoOf(entro) }) };
}

/** The term of a procedimento that has begun. */
export function termineDi({ regola, scadenza, denominazione, norma, esito, inizio }: Iter): TermineRicevuta {
  return {
    giorni: regola.giorni,
    ...(scadenza !== undefined && { entro: giornoOf(scadenza) }),
    procedimento: {
      denominazione,
      ...(norma !== undefined && { norma }),
      computo: regola.computo,
      esito,
      inizio: giornoOf(inizio),
    },
  };
}

async function mezzoInParole({ aoo, mezzo, dataRegistrazione }: Registrazione): Promise<string> {
  const mezzi = await configurazioneAl(aoo, 'mezzi', legalDay(dataRegistrazione));
  return mezzi.find(({ codice }) => codice === mezzo)?.denominazione ?? mezzo;
}

async function ufficioInParole(
  { aoo, assegnazioni }: Registrazione,
  delFascicolo?: string,
): Promise<string | undefined> {
  const uffici =
    delFascicolo === undefined
      ? assegnazioni.filter(({ tipo }) => tipo === 'competenza').map(({ uo }) => uo)
      : [delFascicolo];
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
  const fascicolo = r.fascicolo === undefined ? null : await fascicoloConIter(r.aoo, r.fascicolo);
  const ufficio = await ufficioInParole(r, fascicolo?.uo);
  const persona = fascicolo?.rup ?? fascicolo?.responsabile ?? presaInCarico?.utente;
  const responsabile = persona && ((await findUtente(persona))?.denominazione ?? persona);
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
    arrivo: arrivoDetto(r),
    mezzo: await mezzoInParole(r),
    ...(ufficio !== undefined && { ufficio }),
    ...(responsabile !== undefined && { responsabile }),
    termine:
      fascicolo?.iter === undefined
        ? termineOf(r, await calendarioAl(r.aoo, legalDay(r.dataRegistrazione)))
        : termineDi(fascicolo.iter),
    file: files.map(({ ruolo, nome, dimensione, sha256 }) => ({ ruolo, nome, dimensione, sha256 })),
  };
}
