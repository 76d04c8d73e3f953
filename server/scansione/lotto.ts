import { ensurePagine, findPagine, type PaginaTenuta } from '../../schemas/pagina-scansione.model.js';
import { insertScansione, type ScansioneTenuta } from '../../schemas/scansione.model.js';
import { configurazioneAl } from '../configurazione/service.js';
import { legalDay } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { canonicalText, sha256Hex } from '../protocollo/canonico.js';
import { nascitaOf, scrivi } from './atti.js';
import type { DepsScansione } from './deps.js';
import { dividiLotto, type ParteLotto } from './dividi.js';
import { operatoreDi } from './operatore.js';
import { registrazioneDi } from './riconosci.js';
import { passaggio } from './stati.js';

/** The scan that is the n-th document of a batch: the same whoever parts it, and in its order among others. */
export const idDiParte = (lotto: string, n: number): string =>
  `${lotto.slice(0, 8)}${n.toString(16).padStart(4, '0')}${sha256Hex(lotto).slice(0, 12)}`;

/** A document of the batch as a scan of its own: same file, its pages numbered from 1, what was read of them kept. Pure. */
export function scansioneDiParte(
  lotto: ScansioneTenuta,
  parte: ParteLotto,
  n: number,
  registrazione: ScansioneTenuta['registrazione'],
): ScansioneTenuta {
  const _id = idDiParte(lotto._id, n);
  const pagine = parte.pagine.flatMap((id, i) => {
    const posto = lotto.pagine.find((one) => one.id === id);
    return posto === undefined ? [] : [{ ...posto, id: String(i + 1) }];
  });
  const content = { id: _id, lotto: lotto._id, n, pagine: parte.pagine, operatore: lotto.operatore.utente };
  return {
    _id,
    aoo: lotto.aoo,
    specie: 'scansione',
    lotto: lotto._id,
    operatore: lotto.operatore,
    creata: lotto.creata,
    aggiornata: lotto.creata,
    daFare: true,
    nascita: { autore: 'lotto', chiave: `${lotto._id}/${n}`, sha256: sha256Hex(canonicalText(content)) },
    richieste: [],
    ...nascitaOf(content),
    eventi: [],
    impronte: lotto.originali.map(({ sha256 }) => sha256),
    versione: 1,
    stato: 'in-lavorazione',
    originali: lotto.originali,
    pagine,
    tolte: [],
    prossima: pagine.length + 1,
    generazione: 1,
    accettazioni: [],
    ...(lotto.originale !== undefined && { originale: lotto.originale }),
    ...(registrazione !== undefined && { registrazione, unione: { stato: 'in-attesa' as const } }),
  };
}

/** Writes a part, and what was read of its pages; what is there already, and whatever was done to it since, stays. */
async function writeParte(
  scansione: ScansioneTenuta,
  parte: ParteLotto,
  pagine: ReadonlyMap<string, PaginaTenuta>,
): Promise<void> {
  await insertScansione(scansione).catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error;
  });
  await ensurePagine(
    scansione._id,
    scansione.pagine.map(({ id, rotazione }, i) => {
      const { esito, impronte = [] } = pagine.get(parte.pagine[i] ?? '') ?? {};
      return { id, rotazione, impronte, ...(esito !== undefined && { esito }) };
    }),
  );
}

/**
 * All pages of a batch are read: each of its documents becomes a scan, joined to the registration that its cover or label names. Each
 * part has a name of its own, so that a worker killed in the middle leaves what the next one completes, and no document twice.
 * @returns the batch, and the ids of its scans
 */
export async function dividi(
  deps: DepsScansione,
  lotto: ScansioneTenuta,
  soltanto: Record<string, unknown>,
): Promise<{ lotto: ScansioneTenuta; scansioni: string[] }> {
  const { dividiABianca, dividiACodice, soglie } = await configurazioneAl(
    lotto.aoo,
    'scansione',
    legalDay(deps.clock.now()),
  );
  const pagine = await findPagine(lotto._id);
  const fogli = lotto.pagine.map((posto) => ({
    id: posto.id,
    esito: posto.rifiutata === undefined ? pagine.get(posto.id)?.esito : undefined,
  }));
  const { parti, separatori } = dividiLotto(fogli, { dividiABianca, dividiACodice });
  const refused = lotto.pagine.length > 0 && lotto.pagine.every(({ rifiutata }) => rifiutata !== undefined);
  if (refused || parti.length === 0) {
    const errore = lotto.pagine[0]?.rifiutata ?? 'Nel lotto non c’è nessun documento: tutte le pagine sono separatori.';
    const failed = await scrivi(
      lotto,
      deps.clock.now(),
      { tipo: 'divisione-lotto', dettagli: { scansioni: 0, separatori, milleBianca: soglie.milleBianca } },
      {
        stato: passaggio(lotto.stato, 'giudica-illeggibile'),
        errore,
        divisa: { scansioni: 0, separatori: separatori.length },
      },
      { soltanto },
    );
    return { lotto: failed, scansioni: [] };
  }
  const caller = await operatoreDi(deps, lotto).catch(() => undefined);
  const scansioni: string[] = [];
  for (const [i, parte] of parti.entries()) {
    const named =
      parte.codice === undefined || caller === undefined ? undefined : await registrazioneDi(caller, parte.codice);
    const made = scansioneDiParte(lotto, parte, i + 1, named && { ...named, da: 'etichetta' });
    await writeParte(made, parte, pagine);
    scansioni.push(made._id);
  }
  const done = await scrivi(
    lotto,
    deps.clock.now(),
    {
      tipo: 'divisione-lotto',
      dettagli: { scansioni: parti.length, separatori, milleBianca: soglie.milleBianca },
    },
    {
      stato: passaggio(lotto.stato, 'giudica-buona'),
      divisa: { scansioni: parti.length, separatori: separatori.length },
    },
    { soltanto },
  );
  return { lotto: done, scansioni };
}
