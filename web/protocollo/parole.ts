import { nameOfSoggetto } from '../../schemas/soggetto.api.js';
import { isDiRepertorio } from '../api/percorsi.js';
import { numero7 } from '../lib/formati.js';
import type { TonoStato } from '../lib/tono.js';
import type { NomeOf } from '../lib/utenti.js';
import type { Evento, Riferimento, RigaPiena, RigaRegistro, Riservatezza, Soggetto } from '../api/tipi.js';

/** How a registration is said in words, in every page in the same way. */

interface ParolaStato {
  tono: TonoStato;
  icona: string;
  parola: string;
}

export const isMascherata = (riga: RigaRegistro): riga is Extract<RigaRegistro, { riservata: true }> =>
  'riservata' in riga;

/** How words name it, and how they end with it: la registrazione `n. 0000012`, l’atto `DET 0000012`. */
export const detto = (di: Pick<Riferimento, 'registro' | 'numero'>): { nome: string; fine: 'a' | 'o' } =>
  isDiRepertorio(di)
    ? { nome: `${di.registro} ${numero7(di.numero)}`, fine: 'o' }
    : { nome: `n. ${numero7(di.numero)}`, fine: 'a' };

/** Offices that hold it for competenza. */
export const competenti = ({ assegnazioni }: Pick<RigaPiena, 'assegnazioni'>): string[] =>
  assegnazioni.filter(({ tipo }) => tipo === 'competenza').map(({ uo }) => uo);

const ANNULLATO: ParolaStato = { tono: 'bad', icona: 'ban', parola: 'ANNULLATO' };
const RISERVATA: ParolaStato = { tono: 'neu', icona: 'locked', parola: 'Riservata' };

/**
 * The one status of a row: what asks for an action comes first and is coloured, what is done is plain. Only from what
 * the row says, no rule of the law in it.
 */
export function statoDiLavoro(riga: RigaRegistro): ParolaStato {
  if (isMascherata(riga)) return RISERVATA;
  if (riga.stato === 'annullata') return ANNULLATO;
  if (riga.stato === 'annullamento-richiesto') return { tono: 'warn', icona: 'clock', parola: 'Annullamento chiesto' };
  if (riga.documento === undefined) return { tono: 'warn', icona: 'file-image', parola: 'Attende scansione' };
  if (riga.fascicolo !== undefined) return { tono: 'ok', icona: 'folder', parola: 'Nel fascicolo' };
  if (riga.presaInCarico !== undefined) return { tono: 'neu', icona: 'user', parola: 'In carico' };
  if (competenti(riga).length > 0) return { tono: 'inf', icona: 'inbox', parola: 'Da prendere in carico' };
  if (riga.flusso === 'E') return { tono: 'warn', icona: 'inbox', parola: 'Da assegnare' };
  return { tono: 'ok', icona: 'check-circle', parola: `Registrat${detto(riga).fine}` };
}

/** The legal status, for the head of the page of one registration. */
export function statoLegale(riga: Pick<RigaPiena, 'stato' | 'registro' | 'numero'>): ParolaStato {
  switch (riga.stato) {
    case 'annullata':
      return ANNULLATO;
    case 'annullamento-richiesto':
      return { tono: 'warn', icona: 'clock', parola: 'Annullamento chiesto' };
    case 'valida':
      return { tono: 'ok', icona: 'check-circle', parola: `Valid${detto(riga).fine}` };
  }
}

/** `U410` for an office, the name for anybody else. */
const shortName = (soggetto: Soggetto): string =>
  soggetto.tipo === 'UO' ? (soggetto.uo ?? nameOfSoggetto(soggetto)) : nameOfSoggetto(soggetto);

function list(soggetti: readonly Soggetto[]): string {
  const [first, second] = soggetti;
  if (first === undefined) return '–';
  if (second === undefined) return shortName(first);
  if (soggetti.length === 2) return `${shortName(first)} e ${shortName(second)}`;
  return `${shortName(first)} e altri ${soggetti.length - 1}`;
}

/** The other side of the letter: senders of what comes in, addressees of what goes out, both offices of internal mail, who adopted an act. */
export function corrispondenti({ flusso, mittenti, destinatari }: RigaPiena): string {
  if (flusso === 'E') return list(mittenti.filter(({ tipo }) => tipo !== 'UO'));
  if (flusso === 'U') return list(destinatari.filter(({ tipo }) => tipo !== 'UO'));
  return destinatari.length === 0 ? list(mittenti) : `${list(mittenti)} → ${list(destinatari)}`;
}

/** The office that has the paper: in charge, else competent, else the own one that made it. */
export function ufficioDi(riga: RigaPiena): string | undefined {
  const own = riga.flusso === 'E' ? undefined : riga.mittenti.find(({ tipo }) => tipo === 'UO')?.uo;
  return riga.presaInCarico?.uo ?? competenti(riga)[0] ?? own;
}

/** Every code of a subject in one line: `C.F. …`, `P.IVA …`, `IPA …`. */
export function codiciDi(soggetto: Soggetto): string[] {
  const { codiceFiscale, partitaIva, codiceIPA, codiceAOO, codiceUO } = soggetto;
  return [
    codiceFiscale !== undefined && `C.F. ${codiceFiscale}`,
    partitaIva !== undefined && partitaIva !== codiceFiscale && `P.IVA ${partitaIva}`,
    codiceIPA !== undefined && `IPA ${[codiceIPA, codiceAOO, codiceUO].filter(Boolean).join('/')}`,
  ].filter((one) => typeof one === 'string');
}

export { nameOfSoggetto };

/** `Riservata a U310, Mario Rossi`. */
export function paroleRiservatezza({ livello, uo = [], utenti = [] }: Riservatezza, nomeOf: NomeOf): string {
  return livello === 'ordinaria' ? 'Ordinaria' : `Riservata a ${[...uo, ...utenti.map(nomeOf)].join(', ')}`;
}

/** Why somebody did or asked what the event tells, as they wrote it. */
export const motivoDi = ({ dettagli }: Evento): string =>
  typeof dettagli['motivo'] === 'string' ? dettagli['motivo'] : '';
