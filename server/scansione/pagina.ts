import { randomUUID } from 'node:crypto';
import {
  dropPagine,
  type EsitoPagina,
  hasDaLeggere,
  type PaginaTenuta,
  releasePagina,
  renewPresaPagina,
  savePagina,
  takePagina,
} from '../../schemas/pagina-scansione.model.js';
import { beginScansione, findScansioneById, type ScansioneTenuta } from '../../schemas/scansione.model.js';
import type { SoglieScansione } from '../../schemas/configurazione-scansione.api.js';
import { configurazioneAl } from '../configurazione/service.js';
import { legalDay } from '../lib/clock.js';
import { isDatabaseAway } from '../lib/mongo.js';
import { DomainError } from '../lib/problem.js';
import { bytesDi, deposita, preleva } from './deposito.js';
import { type DepsScansione, oraDiMacchina, PRESA_MS, sottoPresa } from './deps.js';
import { giudicaPagina } from './immagini/giudizio.js';
import { provaVerso } from './prova-verso.js';
import { ImmagineRifiutata, type PaginaLetta, type Parola } from './tipi.js';

/** A page on which so many tries have died is told to a person instead of being tried for ever. */
const MAX_TENTATIVI = 5;
const NON_RIESCE = 'La lettura di questa pagina non riesce: scansionarla di nuovo.';

/** What can be said of a page that cannot be read. */
export const esitoRifiutata = (rotazione: EsitoPagina['rotazione'], messaggio: string): EsitoPagina => ({
  rotazione,
  qualita: [],
  codici: [],
  codiceIllegibile: false,
  rifiutata: messaggio,
});

interface Lette {
  parole: Parola[];
  /** 0 to 1; absent where there was nothing to read */
  fiducia?: number;
  /** that its words could not be read (the picture is good all the same), or that it does not lie upright */
  rilievi: EsitoPagina['qualita'];
}

async function wordsOf(
  deps: DepsScansione,
  pagina: PaginaLetta,
  opzioni: { rotazione: EsitoPagina['rotazione']; soglie: SoglieScansione },
): Promise<Lette> {
  const { lettura, parole: carried, copia } = pagina;
  if (carried !== undefined) return { parole: carried, fiducia: 1, rilievi: [] };
  if (lettura === undefined) return { parole: [], rilievi: [] };
  try {
    const { png, ...posa } = lettura;
    const read = await deps.parole.leggi(png, { ...posa, copia });
    const verso = await provaVerso(deps, pagina, read, opzioni);
    return {
      parole: read.parole,
      fiducia: Math.min(1, Math.max(0, read.fiducia / 100)),
      rilievi: verso === undefined ? [] : [verso],
    };
  } catch (error) {
    if (!(error instanceof ImmagineRifiutata)) throw error;
    return { parole: [], rilievi: [{ codice: 'illeggibile', messaggio: error.message }] };
  }
}

async function read(
  deps: DepsScansione,
  scansione: ScansioneTenuta,
  { pagina, rotazione }: PaginaTenuta,
  soglie: SoglieScansione,
): Promise<{ esito: EsitoPagina; impronte: string[] }> {
  const posto = scansione.pagine.find(({ id }) => id === pagina);
  const file = posto === undefined ? undefined : scansione.originali[posto.file];
  if (posto === undefined || file === undefined) throw new Error('a page of no file');
  const source = { sha256: file.sha256, bytes: () => preleva(deps.store, file.sha256) };
  const letta = await deps.immagini.leggiPagina(source, posto.indice, { rotazione, soglie });
  const lette = await wordsOf(deps, letta, { rotazione, soglie });
  const { bytes, ...copia } = letta.copia;
  const sha256 = await deposita(deps.store, bytes);
  const anteprima = await deposita(deps.store, letta.anteprima);
  const miniatura = await deposita(deps.store, letta.miniatura);
  const parole = lette.parole.length === 0 ? undefined : await deposita(deps.store, bytesDi(lette.parole));
  return {
    esito: {
      rotazione,
      qualita: [...giudicaPagina(letta.misure, soglie, lette.parole), ...lette.rilievi],
      misure: letta.misure,
      codici: letta.codici,
      codiceIllegibile: letta.codiceIllegibile,
      copia: { ...copia, sha256 },
      anteprima,
      miniatura,
      ...(parole !== undefined && { parole }),
      ...(lette.fiducia !== undefined && { fiducia: lette.fiducia }),
    },
    impronte: [sha256, anteprima, miniatura, ...(parole === undefined ? [] : [parole])],
  };
}

/** The machine failed, not the page. */
const isMachine = (error: unknown): boolean =>
  isDatabaseAway(error) || (error instanceof DomainError && error.code !== 'file-alterato');

/**
 * Reads the next page of a scan that nobody reads: decoded, measured, its words read, its pictures stored, then one conditional
 * write. Killed anywhere it leaves a lease that ends, and the page is read again; what two read at once is written by one.
 * @returns `letta`; `ultima` when no page is left; `niente` where there was none to take
 */
export async function leggiProssima(deps: DepsScansione, id: string): Promise<'letta' | 'ultima' | 'niente'> {
  const quale = randomUUID();
  const adesso = oraDiMacchina(deps);
  const pagina = await takePagina(id, quale, adesso, new Date(adesso.getTime() + PRESA_MS));
  if (pagina === null) return 'niente';
  try {
    const scansione = await findScansioneById(id);
    if (scansione === null) throw new Error('a page of no scan');
    if (!scansione.pagine.some(({ id: one }) => one === pagina.pagina)) {
      await dropPagine(id, [pagina.pagina]); // taken out, or gone to another scan, since it was to be read
      return (await hasDaLeggere(id)) ? 'letta' : 'ultima';
    }
    await beginScansione(id);
    const { soglie } = await configurazioneAl(scansione.aoo, 'scansione', legalDay(deps.clock.now()));
    const { esito, impronte } =
      pagina.tentativi > MAX_TENTATIVI
        ? { esito: esitoRifiutata(pagina.rotazione, NON_RIESCE), impronte: [] }
        : await sottoPresa(
            deps,
            (fino) => renewPresaPagina(pagina._id, quale, fino),
            () => read(deps, scansione, pagina, soglie),
          ).catch((error: unknown) => {
            if (!(error instanceof ImmagineRifiutata)) throw error;
            return { esito: esitoRifiutata(pagina.rotazione, error.message), impronte: [] };
          });
    if (!(await savePagina(pagina._id, quale, esito, impronte)))
      deps.log.info({ scansione: id, pagina: pagina.pagina }, 'page read by somebody else meanwhile');
  } catch (error) {
    await releasePagina(pagina._id, quale, !isMachine(error)).catch(() => undefined);
    throw error;
  }
  return (await hasDaLeggere(id)) ? 'letta' : 'ultima';
}
