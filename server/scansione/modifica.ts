import type { Caller } from '../../schemas/accesso.api.js';
import type { CodiceQualita } from '../../schemas/scansione.api.js';
import { findPagina } from '../../schemas/pagina-scansione.model.js';
import type { OriginaleScansione, PostoPagina, ScansioneTenuta } from '../../schemas/scansione.model.js';
import { protectFiles } from '../../storage/protect-files.js';
import type { Deps } from '../deps.js';
import type { ReceivedFile } from '../lib/multipart.js';
import { DatiNonValidiError, StatoIncompatibileError } from '../lib/problem.js';
import { inserisci, MAX_PAGINE, postiDi } from './apri.js';
import {
  type Bersaglio,
  cambiaScansione,
  pagineCambiate,
  requireAperta,
  requirePosto,
  statoGiudicato,
} from './cambia.js';
import { requireUnibile } from './crea.js';
import { originaleDi } from './ricevi.js';

/* What a person does on the pages of a scan; each leaves its trace, nothing is ever deleted (agid-scansione.md §10). */

/** Turns a page; it is read again, since words lie otherwise. */
export const ruotaPagina = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  pagina: string,
  rotazione: PostoPagina['rotazione'],
): Promise<ScansioneTenuta> =>
  cambiaScansione(deps, caller, bersaglio, (s) => {
    requireAperta(s);
    const { rotazione: da } = requirePosto(s, pagina);
    return {
      atto: { tipo: 'rotazione', dettagli: { pagina, da, a: rotazione } },
      set: { ...pagineCambiate(s), pagine: s.pagine.map((one) => (one.id === pagina ? { ...one, rotazione } : one)) },
    };
  });

export const ordinaPagine = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  ordine: readonly string[],
): Promise<ScansioneTenuta> =>
  cambiaScansione(deps, caller, bersaglio, (s) => {
    requireAperta(s);
    const byId = new Map(s.pagine.map((one) => [one.id, one]));
    const pagine = [...new Set(ordine)].flatMap((id) => byId.get(id) ?? []);
    if (pagine.length !== s.pagine.length || ordine.length !== s.pagine.length)
      throw new DatiNonValidiError([
        { campo: 'pagine', messaggio: 'Indicare tutte le pagine della scansione, ciascuna una volta.' },
      ]);
    return {
      atto: { tipo: 'ordine', dettagli: { pagine: ordine.join(',') } },
      set: { ...pagineCambiate(s), pagine },
    };
  });

/** What is taken out stays as a file, with its reason; the last page cannot go. */
export const togliPagina = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  pagina: string,
  motivo: string,
): Promise<ScansioneTenuta> =>
  cambiaScansione(deps, caller, bersaglio, (s) => {
    requireAperta(s);
    requirePosto(s, pagina);
    if (s.pagine.length === 1)
      throw new StatoIncompatibileError('È l’unica pagina: scansionarla di nuovo invece di toglierla.');
    return {
      atto: { tipo: 'rimozione', dettagli: { pagina, motivo } },
      set: {
        ...pagineCambiate(s),
        pagine: s.pagine.filter(({ id }) => id !== pagina),
        tolte: [...s.tolte, { id: pagina, motivo, utente: caller.utente, quando: deps.clock.now() }],
      },
    };
  });

/** New files in their place: pictures at once, others when the worker has opened them. Pure. */
function conFile(
  s: ScansioneTenuta,
  file: readonly ReceivedFile[],
  dopo: string | undefined,
): Pick<ScansioneTenuta, 'originali' | 'pagine' | 'prossima'> {
  const nuovi: OriginaleScansione[] = file.map((one) => originaleDi(one, dopo));
  const allOpen = nuovi.every(({ aperto }) => aperto !== undefined);
  if (!allOpen) {
    // those after the first follow it: each is put after the same page, so the last comes first
    const ordered = nuovi.map(({ aperto: _aperto, ...one }) => one).reverse();
    return { originali: [...s.originali, ...ordered], pagine: s.pagine, prossima: s.prossima };
  }
  const posti = nuovi.flatMap((_one, i) => postiDi(s.originali.length + i, { pagine: 1 }, s.prossima + i));
  return {
    originali: [...s.originali, ...nuovi],
    pagine: inserisci(s.pagine, posti, dopo),
    prossima: s.prossima + posti.length,
  };
}

const nominato = ({ nome, dimensione, sha256 }: ReceivedFile) => ({ nome, dimensione, sha256 });

export async function aggiungiPagine(
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  file: readonly ReceivedFile[],
  dopo: string | undefined,
): Promise<ScansioneTenuta> {
  await protectFiles(deps.store, file);
  return cambiaScansione(deps, caller, bersaglio, (s) => {
    requireAperta(s);
    if (dopo !== undefined && dopo !== '0') requirePosto(s, dopo);
    if (s.pagine.length + file.length > MAX_PAGINE)
      throw new StatoIncompatibileError(`Una scansione ha al massimo ${MAX_PAGINE} pagine: farne un’altra.`);
    return {
      atto: { tipo: 'aggiunta', dettagli: { file: file.map(nominato), ...(dopo !== undefined && { dopo }) } },
      set: { ...pagineCambiate(s), ...conFile(s, file, dopo ?? s.pagine.at(-1)?.id) },
      impronte: file.map(({ sha256 }) => sha256),
    };
  });
}

/** A page is scanned again: the new one takes its place under a name of its own, so that whoever had looked at the old one looks again. */
export async function sostituisciPagina(
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  pagina: string,
  file: ReceivedFile,
  motivo: string | undefined,
): Promise<ScansioneTenuta> {
  await protectFiles(deps.store, [file]);
  return cambiaScansione(deps, caller, bersaglio, (s) => {
    requireAperta(s);
    requirePosto(s, pagina);
    const at = s.pagine.findIndex(({ id }) => id === pagina);
    const rest = { ...s, pagine: s.pagine.filter(({ id }) => id !== pagina) };
    const perche = motivo ?? 'Scansionata di nuovo';
    return {
      atto: {
        tipo: 'sostituzione',
        dettagli: { pagina, file: nominato(file), ...(motivo !== undefined && { motivo }) },
      },
      set: {
        ...pagineCambiate(s),
        ...conFile(rest, [file], s.pagine[at - 1]?.id ?? '0'),
        tolte: [...s.tolte, { id: pagina, motivo: perche, utente: caller.utente, quando: deps.clock.now() }],
      },
      impronte: [file.sha256],
    };
  });
}

/** Who looked says that a page is good all the same, and why. What has no picture cannot be accepted. */
export const accettaDifetto = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  pagina: string,
  { codice, motivo }: { codice: CodiceQualita; motivo: string },
): Promise<ScansioneTenuta> =>
  cambiaScansione(deps, caller, bersaglio, async (s) => {
    requireAperta(s);
    const posto = requirePosto(s, pagina);
    const esito = (await findPagina(s._id, pagina))?.esito;
    if (posto.rifiutata !== undefined || esito?.rifiutata !== undefined)
      throw new StatoIncompatibileError(
        'Di questa pagina non c’è l’immagine: scansionarla di nuovo, oppure toglierla.',
      );
    const accettazioni = [
      ...s.accettazioni,
      { pagina, codice, utente: caller.utente, quando: deps.clock.now(), motivo },
    ];
    return {
      atto: { tipo: 'accettazione', dettagli: { pagina, codice, motivo } },
      set: { accettazioni, stato: await statoGiudicato(deps, s, { accettazioni }) },
    };
  });

/** A person has looked at all of it again: what nobody has to accept any more is ready. */
export const controllaScansione = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  motivo: string,
): Promise<ScansioneTenuta> =>
  cambiaScansione(deps, caller, bersaglio, async (s) => {
    requireAperta(s);
    if (s.stato !== 'da-verificare') throw new StatoIncompatibileError('La scansione non è da verificare: rileggerla.');
    if (s.unione?.stato === 'da-confermare')
      throw new StatoIncompatibileError('Confermare prima a quale registrazione va la copia.');
    const stato = await statoGiudicato(deps, s, {});
    if (stato === 'da-verificare')
      throw new StatoIncompatibileError(
        'Ci sono ancora pagine da rivedere: accettarne i difetti, oppure scansionarle di nuovo.',
      );
    return { atto: { tipo: 'controllo', dettagli: { motivo, stato } }, set: { stato } };
  });

/**
 * Says to which registration the copy goes, also before the reading ends, or confirms what the label says: it reaches it by itself
 * when it is ready.
 */
export async function unisciANumero(
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  asked: { anno: number; numero: number },
): Promise<ScansioneTenuta> {
  const posto = await requireUnibile(caller, asked);
  return cambiaScansione(deps, caller, bersaglio, async (s) => {
    if (s.unione?.stato === 'fatta')
      throw new StatoIncompatibileError('La copia è già in una registrazione: per un’altra fare una nuova scansione.');
    if (s.inRegistrazione !== undefined)
      throw new StatoIncompatibileError(
        'La scansione è in corso di registrazione: attendere qualche secondo e rileggerla.',
      );
    const registrazione = { ...posto, da: 'operatore' as const };
    const unione = { stato: 'in-attesa' as const };
    return {
      atto: { tipo: 'unione', dettagli: { registrazione: posto } },
      set: { registrazione, unione, stato: await statoGiudicato(deps, s, { registrazione, unione }) },
    };
  });
}
