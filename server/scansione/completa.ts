import type { Proposte } from '../../schemas/scansione.api.js';
import { type EsitoPagina, findPagine } from '../../schemas/pagina-scansione.model.js';
import type { CopiaTenuta, ScansioneTenuta } from '../../schemas/scansione.model.js';
import { saveTesto } from '../../schemas/testo-estratto.model.js';
import { protectFiles } from '../../storage/protect-files.js';
import { aooOf } from '../accesso/aoo.js';
import { configurazioneAl } from '../configurazione/service.js';
import { MAX_CARATTERI } from '../estrazione/raccolta.js';
import { legalDay } from '../lib/clock.js';
import { SOFTWARE, VERSIONE } from '../lib/versione.js';
import { scrivi } from './atti.js';
import { componiCopia } from './copia/componi.js';
import { parolaDa, preleva } from './deposito.js';
import type { DepsScansione } from './deps.js';
import { unioneDecisa } from './dubbi.js';
import { operatoreDi } from './operatore.js';
import { proponi } from './proposte/proponi.js';
import { difettiOf, erroreDi, giudica, passoDa } from './qualita.js';
import { codiceDi, registrazioneDi, type Riconosciuta } from './riconosci.js';
import { isNonSua } from './separabile.js';
import { passaggio } from './stati.js';
import { FINE_PAGINA, testoDiPagina } from './testo.js';
import type { PaginaCopia, Parola } from './tipi.js';

/** What a document says of itself it says at its beginning. */
const PAGINE_PROPOSTE = 10;

/** The pages of the copy, one at a time from the store; what passes is gathered for search and proposals. */
class PagineInOrdine {
  readonly prime: { parole: Parola[]; altezza: number }[] = [];
  testo = '';
  troncato = false;

  constructor(
    private readonly store: DepsScansione['store'],
    private readonly esiti: readonly EsitoPagina[],
  ) {}

  async *pagine(): AsyncGenerator<PaginaCopia> {
    for (const { copia, parole: stored } of this.esiti) {
      if (copia === undefined) throw new Error('a page without its picture');
      const { sha256, ...picture } = copia;
      const parole = stored === undefined ? [] : parolaDa(await preleva(this.store, stored));
      this.#gather(parole, copia.altezza);
      yield { copia: { ...picture, bytes: await preleva(this.store, sha256) }, parole };
    }
  }

  #gather(parole: Parola[], altezza: number): void {
    if (this.prime.length < PAGINE_PROPOSTE) this.prime.push({ parole, altezza });
    if (this.troncato) return;
    const testo = `${this.testo}${this.testo === '' ? '' : FINE_PAGINA}${testoDiPagina(parole)}`;
    this.troncato = testo.length > MAX_CARATTERI;
    this.testo = testo.slice(0, MAX_CARATTERI);
  }
}

/** Where it was read stands beside what is proposed. Pure. */
export function presentProposte(lette: ReturnType<typeof proponi>): Proposte | undefined {
  const found = Object.entries(lette);
  if (found.length === 0) return undefined;
  return { ...Object.fromEntries(found.map(([campo, { valore }]) => [campo, valore])), lette: { ...lette } };
}

/** The copy of the pages as they stand, stored; the same pages give the same file. Its words are kept for the search. */
async function componi(
  { store, clock }: DepsScansione,
  { _id, aoo, creata, generazione }: ScansioneTenuta,
  esiti: readonly EsitoPagina[],
): Promise<{ copia: CopiaTenuta; proposte: Proposte | undefined }> {
  const source = new PagineInOrdine(store, esiti);
  const quando = new Date(Math.floor(creata.getTime() / 1_000) * 1_000);
  const file = componiCopia(source.pagine(), { titolo: `Copia per immagine ${_id}`, quando, lingua: 'it-IT' });
  const stored = await store.put(file);
  const { sha256, dimensione } = stored;
  const { ente } = await aooOf(aoo); // our own forms bear its name, and are not sent by it
  const { testo, troncato } = source;
  await saveTesto(
    sha256,
    testo.trim() === '' ? { stato: 'senza-testo', testo: '', troncato: false } : { stato: 'estratto', testo, troncato },
  );
  await protectFiles(store, [stored]);
  return {
    copia: { sha256, dimensione, pagine: esiti.length, generazione },
    proposte: presentProposte(proponi(source.prime, legalDay(clock.now()), [ente.denominazione])),
  };
}

async function riconosci(
  deps: DepsScansione,
  scansione: ScansioneTenuta,
  esiti: ReadonlyMap<string, EsitoPagina | undefined>,
): Promise<Riconosciuta | undefined> {
  const { registrazione: known } = scansione;
  if (known !== undefined && known.soloNumero !== true) return undefined;
  const found = codiceDi(scansione.pagine.map(({ id }) => ({ id, esito: esiti.get(id) })));
  const caller = found === undefined ? undefined : await operatoreDi(deps, scansione).catch(() => undefined);
  if (found === undefined || caller === undefined) return undefined;
  const registrazione = await registrazioneDi(caller, found.codice);
  if (registrazione === undefined || isNonSua(scansione, registrazione)) return undefined;
  if (known !== undefined && registrazione.soloNumero === true) return undefined; // it says no more than is known
  return { registrazione, pagina: found.pagina };
}

/**
 * All pages are read: judges them, composes the copy, and says in one conditional write what the scan is now. What the label on the
 * paper names is where the copy goes, by itself or when a person has confirmed it. A page without a picture leaves the scan without a
 * copy, until it is scanned again or taken out.
 * @throws VersioneSuperataError if the scan has changed meanwhile: the next turn does it again
 */
export async function completaScansione(
  deps: DepsScansione,
  letta: ScansioneTenuta,
  soltanto: Record<string, unknown>,
): Promise<ScansioneTenuta> {
  const adesso = deps.clock.now();
  const configurazione = await configurazioneAl(letta.aoo, 'scansione', legalDay(adesso));
  const pagine = await findPagine(letta._id);
  const esiti = new Map([...pagine].map(([id, { esito }]) => [id, esito]));
  const found = await riconosci(deps, letta, esiti);
  const scansione =
    found === undefined
      ? letta
      : await scrivi(
          letta,
          adesso,
          { tipo: 'riconoscimento', dettagli: found },
          { registrazione: { ...found.registrazione, da: 'etichetta' }, unione: { stato: 'in-attesa' } },
          { soltanto },
        );
  const giudicate = giudica(scansione, esiti, configurazione.soglie);
  const unione = unioneDecisa(scansione, esiti, configurazione);
  const stato = passaggio(scansione.stato, passoDa(giudicate, unione));
  const whole = giudicate.length > 0 && giudicate.every(({ illeggibile }) => !illeggibile);
  const inOrdine = whole ? scansione.pagine.flatMap(({ id }) => esiti.get(id) ?? []) : [];
  if (whole && inOrdine.length !== scansione.pagine.length) throw new Error('a page of the scan is not read');
  const made = whole ? await componi(deps, scansione, inOrdine) : undefined;
  return scrivi(
    scansione,
    adesso,
    {
      tipo: 'composizione',
      dettagli: {
        stato,
        ...(made !== undefined && {
          copia: { sha256: made.copia.sha256, dimensione: made.copia.dimensione, pagine: made.copia.pagine },
        }),
        difetti: difettiOf(giudicate),
        ...(unione?.stato === 'da-confermare' && unione.messaggio !== undefined && { daConfermare: unione.messaggio }),
        software: `${SOFTWARE} ${VERSIONE}`,
      },
    },
    {
      stato,
      unione,
      copia: made?.copia,
      proposte: made?.proposte,
      errore: stato === 'errore' ? erroreDi(giudicate) : undefined,
    },
    { soltanto, impronte: made === undefined ? [] : [made.copia.sha256] },
  );
}
