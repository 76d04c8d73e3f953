import { Types } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import { ensurePagine, findPagine } from '../../schemas/pagina-scansione.model.js';
import { findNataDa, findScansioneById, insertScansione, type ScansioneTenuta } from '../../schemas/scansione.model.js';
import { inTransaction } from '../accesso/transaction.js';
import type { Deps } from '../deps.js';
import { ChiaveRiusataError, StatoIncompatibileError, VersioneSuperataError } from '../lib/problem.js';
import { canonicalText, sha256Hex } from '../protocollo/canonico.js';
import { accodaScansione } from './accoda.js';
import { idAl, nascitaOf, operatoreOf, scrivi } from './atti.js';
import { type Bersaglio, pagineCambiate, requireAperta, requirePosto } from './cambia.js';
import { requireScansione } from './lettura.js';

/** No user is called so. */
const AUTORE = '/divisione';

export interface Divisa {
  scansione: ScansioneTenuta;
  nuova: ScansioneTenuta;
}

/** The pages from one of them on, as a scan of their own: same files, new names, nothing known of its registration. Pure but for its id. */
function resto(s: ScansioneTenuta, caller: Caller, from: number, chiave: string, adesso: Date): ScansioneTenuta {
  const _id = idAl(adesso);
  const pagine = s.pagine.slice(from).map((posto, i) => ({ ...posto, id: String(i + 1) }));
  const operatore = operatoreOf(caller);
  const content = {
    id: _id,
    aoo: s.aoo,
    creata: adesso.toISOString(),
    operatore: operatore.utente,
    da: s._id,
    pagine: s.pagine.slice(from).map(({ id }) => id),
  };
  return {
    _id,
    aoo: s.aoo,
    specie: 'scansione',
    ...(s.lotto !== undefined && { lotto: s.lotto }),
    operatore,
    creata: adesso,
    aggiornata: adesso,
    daFare: true,
    nascita: { autore: AUTORE, chiave, sha256: sha256Hex(canonicalText(content)) },
    richieste: [],
    ...nascitaOf(content),
    eventi: [],
    impronte: [...new Set(s.originali.map(({ sha256 }) => sha256))],
    versione: 1,
    stato: 'in-lavorazione',
    originali: s.originali,
    pagine,
    tolte: [],
    prossima: pagine.length + 1,
    generazione: 1,
    accettazioni: [],
    ...(s.originale !== undefined && { originale: s.originale }),
  };
}

const TENTATIVI = 5;

/** What was read of the pages that went is not read again. */
async function carryOver(s: ScansioneTenuta, nuova: ScansioneTenuta, from: number): Promise<void> {
  const read = await findPagine(s._id);
  await ensurePagine(
    nuova._id,
    nuova.pagine.map(({ id, rotazione }, i) => {
      const { esito, impronte = [], daLeggere } = read.get(s.pagine[from + i]?.id ?? '') ?? {};
      const known = esito !== undefined && daLeggere !== true;
      return { id, rotazione, impronte, ...(known && { esito }) };
    }),
  );
}

async function earlier(s: ScansioneTenuta, { richiesta }: Bersaglio, chiave: string): Promise<Divisa | undefined> {
  const done = s.richieste.find((one) => one.autore === richiesta?.autore && one.chiave === richiesta.chiave);
  if (done === undefined) return undefined;
  const nuova = await findNataDa(s.aoo, { autore: AUTORE, chiave });
  if (nuova === null || done.sha256 !== richiesta?.sha256) throw new ChiaveRiusataError();
  return { scansione: s, nuova };
}

/** @throws VersioneSuperataError where the scan has changed since it was read */
async function dividiLetta(
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  da: string,
): Promise<Divisa & { created: boolean }> {
  const s = await requireScansione(deps, caller, bersaglio.id);
  const chiave = `${s._id}/${bersaglio.richiesta?.chiave ?? `auto-${new Types.ObjectId().toHexString()}`}`;
  const known = await earlier(s, bersaglio, chiave);
  if (known !== undefined) return { ...known, created: false };
  if (bersaglio.versione !== undefined && bersaglio.versione !== s.versione) throw new VersioneSuperataError();
  requireAperta(s);
  requirePosto(s, da);
  if (s.originali.some(({ aperto }) => aperto === undefined))
    throw new StatoIncompatibileError('I file si stanno ancora aprendo: attendere qualche secondo e ripetere.');
  const from = s.pagine.findIndex(({ id }) => id === da);
  if (from === 0)
    throw new StatoIncompatibileError('È la prima pagina: indicare da quale pagina comincia il secondo documento.');
  const adesso = deps.clock.now();
  const nuova = resto(s, caller, from, chiave, adesso);
  await inTransaction(async (session) => {
    await scrivi(
      s,
      adesso,
      { tipo: 'divisione', chi: operatoreOf(caller), dettagli: { da, nuova: nuova._id } },
      { ...pagineCambiate(s), pagine: s.pagine.slice(0, from) },
      { session, richiesta: bersaglio.richiesta },
    );
    await insertScansione(nuova, session);
  });
  await carryOver(s, nuova, from);
  const scansione = await findScansioneById(s._id);
  if (scansione === null) throw new Error('a scan is gone');
  accodaScansione(deps, s._id, `v${scansione.versione}`);
  accodaScansione(deps, nuova._id);
  return { scansione, nuova, created: true };
}

/**
 * Two documents were scanned as one: the pages from `da` on become a scan of their own. Both are written together, so that no page is
 * in two scans nor in none.
 * @throws StatoIncompatibileError where nothing would be left, or while its files are still being opened
 */
export async function dividiScansione(
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  da: string,
): Promise<Divisa & { created: boolean }> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await dividiLetta(deps, caller, bersaglio, da);
    } catch (error) {
      const again = error instanceof VersioneSuperataError && bersaglio.versione === undefined && attempt < TENTATIVI;
      if (!again) throw error;
    }
}
