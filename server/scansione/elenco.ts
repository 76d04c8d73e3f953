import type { Caller } from '../../schemas/accesso.api.js';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import { countFatte, findPagine } from '../../schemas/pagina-scansione.model.js';
import type {
  DaRegistrareContate,
  ElencoLotti,
  ElencoScansioni,
  ScansioniContate,
  StatoScansione,
} from '../../schemas/scansione.api.js';
import { ScansioneModel, type ScansioneTenuta } from '../../schemas/scansione.model.js';
import type { Filtro } from '../accesso/visibilita.js';
import { configurazioneAl } from '../configurazione/service.js';
import type { Deps } from '../deps.js';
import { legalDay, rfc3339 } from '../lib/clock.js';
import { CONTA_FINO_A } from '../protocollo/elenchi.js';
import { DA_GUARDARE, DA_REGISTRARE, hasCoda, limiteArrivi } from './attese.js';
import { scansioniDi, visibili } from './lettura.js';
import { daVedereOf, presentLotto, presentRigaScansione } from './presenter.js';

const SENZA_ATTI = { eventi: 0, canonico: 0, richieste: 0, impronte: 0, 'proposte.lette': 0 } as const;
const MAX_TIME_MS = 5_000;
/** Rows read at once where some of them are not the caller's to see. */
const SORSO = 200;

interface Richiesta {
  stato?: StatoScansione | undefined;
  lotto?: string | undefined;
  mie?: 'si' | 'no' | undefined;
  daRegistrare?: 'si' | 'no' | undefined;
  limite?: number | undefined;
  cursore?: string | undefined;
}

/** The scans of a filter that the caller may see, newest first, or oldest as queues are; they are read until there are as many as asked for. */
async function readVisibili(
  caller: Caller,
  filter: Filtro,
  cursore: string | undefined,
  limite: number,
  verso: 1 | -1 = -1,
): Promise<ScansioneTenuta[]> {
  const found: ScansioneTenuta[] = [];
  let last = cursore;
  while (found.length < limite) {
    const some = await ScansioneModel.find(
      { $and: [filter, last === undefined ? {} : { _id: { [verso === -1 ? '$lt' : '$gt']: last } }] },
      SENZA_ATTI,
    )
      .sort({ _id: verso })
      .limit(SORSO)
      .maxTimeMS(MAX_TIME_MS)
      .lean<ScansioneTenuta[]>();
    found.push(...(await visibili(caller, some)));
    last = some.at(-1)?._id;
    if (some.length < SORSO) break;
  }
  return found.slice(0, limite);
}

/** How many there are that the caller may see, counted no further than a list tells. */
async function conta(caller: Caller, filter: Filtro): Promise<{ totale?: number; oltre?: number }> {
  const all = await ScansioneModel.find(filter, { registrazione: 1 })
    .limit(CONTA_FINO_A * 2)
    .maxTimeMS(MAX_TIME_MS)
    .lean<Pick<ScansioneTenuta, 'registrazione'>[]>();
  const seen = (await visibili(caller, all)).length;
  return seen > CONTA_FINO_A ? { oltre: CONTA_FINO_A } : { totale: seen };
}

/** One page of the scans, newest first; of those that wait for a number, oldest first. */
export async function elencoScansioni(
  { clock }: Pick<Deps, 'clock'>,
  caller: Caller,
  { stato, lotto, mie, daRegistrare, limite = LIMITE_PREDEFINITO, cursore }: Richiesta,
): Promise<ElencoScansioni> {
  const filter: Filtro = {
    $and: [
      {
        specie: 'scansione',
        ...(stato !== undefined && { stato }),
        ...(lotto !== undefined && { lotto }),
        ...(mie === 'si' && { 'operatore.utente': caller.utente }),
        ...(daRegistrare === 'si' && DA_REGISTRARE),
      },
      scansioniDi(caller),
    ],
  };
  const [found, counted, { soglie }] = await Promise.all([
    readVisibili(caller, filter, cursore, limite + 1, daRegistrare === 'si' ? 1 : -1),
    conta(caller, filter),
    configurazioneAl(caller.aoo, 'scansione', legalDay(clock.now())),
  ]);
  const shown = found.slice(0, limite);
  const running = shown.filter((one) => one.stato === 'in-coda' || one.stato === 'in-lavorazione');
  const fatte = await countFatte(running.map(({ _id }) => _id));
  const elementi = await Promise.all(
    shown.map(async (one) => {
      const daVedere = one.stato === 'da-verificare' ? daVedereOf(one, await findPagine(one._id), soglie) : 0;
      return presentRigaScansione(one, fatte.get(one._id) ?? 0, daVedere);
    }),
  );
  const last = shown.at(-1);
  return { elementi, ...(found.length > limite && last !== undefined && { cursore: last._id }), ...counted };
}

/** The scans of some batches that the caller may see, by state. */
async function statiDiLotti(caller: Caller, lotti: readonly string[]): Promise<Map<string, Record<string, number>>> {
  const byLotto = new Map<string, Record<string, number>>();
  const count = async (some: readonly DiLotto[]): Promise<void> => {
    for (const { lotto, stato } of await visibili(caller, some)) {
      const known = byLotto.get(lotto) ?? {};
      byLotto.set(lotto, { ...known, [stato]: (known[stato] ?? 0) + 1 });
    }
  };
  const cursor = ScansioneModel.find(
    { $and: [{ lotto: { $in: [...lotti] } }, scansioniDi(caller)] },
    { lotto: 1, stato: 1, registrazione: 1 },
  )
    .maxTimeMS(MAX_TIME_MS)
    .lean<DiLotto>()
    .cursor({ batchSize: SORSO });
  let waiting: DiLotto[] = [];
  for await (const one of cursor) {
    waiting.push(one);
    if (waiting.length < SORSO) continue;
    await count(waiting);
    waiting = [];
  }
  await count(waiting);
  return byLotto;
}
type DiLotto = Pick<ScansioneTenuta, 'stato' | 'registrazione'> & { lotto: string };

export async function presentLotti(
  caller: Caller,
  lotti: readonly ScansioneTenuta[],
): Promise<ElencoLotti['elementi']> {
  const ids = lotti.map(({ _id }) => _id);
  const [fatte, stati] = await Promise.all([countFatte(ids), statiDiLotti(caller, ids)]);
  return lotti.map((one) => presentLotto(one, fatte.get(one._id) ?? 0, stati.get(one._id) ?? {}));
}

/** One page of the batches, newest first. */
export async function elencoLotti(
  caller: Caller,
  { limite = LIMITE_PREDEFINITO, cursore }: Pick<Richiesta, 'limite' | 'cursore'>,
): Promise<ElencoLotti> {
  const filter: Filtro = { $and: [{ specie: 'lotto' }, scansioniDi(caller)] };
  const [found, counted] = await Promise.all([
    readVisibili(caller, filter, cursore, limite + 1),
    conta(caller, filter),
  ]);
  const shown = found.slice(0, limite);
  const last = shown.at(-1);
  return {
    elementi: await presentLotti(caller, shown),
    ...(found.length > limite && last !== undefined && { cursore: last._id }),
    ...counted,
  };
}

/** What lies in a queue of the desk and its reader may see, oldest first, as far as it is counted. */
async function readCoda(caller: Caller, filter: Filtro): Promise<Pick<ScansioneTenuta, 'registrazione' | 'creata'>[]> {
  const waiting = await ScansioneModel.find({ $and: [filter, scansioniDi(caller)] }, { registrazione: 1, creata: 1 })
    .sort({ _id: 1 })
    .limit(CONTA_FINO_A * 2)
    .maxTimeMS(MAX_TIME_MS)
    .lean<Pick<ScansioneTenuta, 'registrazione' | 'creata'>[]>();
  return visibili(caller, waiting);
}

const contate = (seen: readonly Pick<ScansioneTenuta, 'creata'>[]): ScansioniContate => ({
  ...(seen.length > CONTA_FINO_A ? { oltre: CONTA_FINO_A } : { totale: seen.length }),
  ...(seen[0] !== undefined && { dal: rfc3339(seen[0].creata) }),
});

/** Scans that wait for a person to look at them, for who may scan; undefined for the others. */
export const scansioniDaVedere = async (caller: Caller): Promise<ScansioniContate | undefined> =>
  hasCoda(caller, 'da-vedere') ? contate(await readCoda(caller, DA_GUARDARE)) : undefined;

/** What has arrived and has no number, batches that are not parted yet too, for who registers what arrives; undefined for the others. */
export async function scansioniDaRegistrare(
  { clock }: Pick<Deps, 'clock'>,
  caller: Caller,
): Promise<DaRegistrareContate | undefined> {
  if (!hasCoda(caller, 'da-registrare')) return undefined;
  const adesso = clock.now();
  const [seen, { registrazioneGiorni }] = await Promise.all([
    readCoda(caller, DA_REGISTRARE),
    configurazioneAl(caller.aoo, 'impostazioni', legalDay(adesso)),
  ]);
  const limite = limiteArrivi(adesso, registrazioneGiorni);
  return { ...contate(seen), inRitardo: seen.slice(0, CONTA_FINO_A).filter(({ creata }) => creata < limite).length };
}

/** How many of them the menu tells of. */
export const scansioniDaFare = (...code: readonly (ScansioniContate | undefined)[]): number =>
  code.reduce((sum, one) => sum + (one === undefined ? 0 : (one.totale ?? CONTA_FINO_A)), 0);
