import { randomBytes } from 'node:crypto';
import { setInterval } from 'node:timers';
import { findVersamentoById, isDovuto, renewPresa, type Versamento } from '../../schemas/versamento.model.js';
import type { ConservatoreAoo } from '../../schemas/configurazione-conservazione.api.js';
import type { StatoVersamento, Tentativo, Voce } from '../../schemas/versamento.api.js';
import { FileNotFoundError, IntegrityError } from '../../storage/errors.js';
import { VersioneSuperataError } from '../lib/problem.js';
import { conservatoreDi } from './conservatore.js';
import { casoOf, type DepsConservazione, macchinaOf } from './deps.js';
import { reportFile } from './fissita/guasti.js';
import { lasciaPosto, prendiPosto, renewPosto, type SegnoLinea } from './linee.js';
import { type Letta, leggiChiamata } from './leggi.js';
import type { DettagliVersamento } from './replay.js';
import { atto, scrivi } from './scrivi.js';
import { afterEsito, ammette, azioneOf, type Contesto, isAccettato, type Passaggio } from './stati.js';
import type { Chiamata, Conservatore, OpzioniChiamata } from './tipi.js';

/** How long a lease holds without a sign of life of who took it. */
export const PRESA_MS = 60_000;
const RINNOVO_MS = 20_000;
/** Beyond what the receiver's own limit of time is. */
const OLTRE_MS = 30_000;

/** Tries since the last time that a person made it go on which settled nothing. */
export const fallitiOf = ({ tentativi, dal }: Pick<Versamento, 'tentativi' | 'dal'>): number =>
  tentativi.filter(({ esito, inizio }) => inizio >= dal && ['tecnico', 'incerto', 'anomalia'].includes(esito)).length;

export const contestoOf = (
  deps: Pick<DepsConservazione, 'clock' | 'caso'>,
  versamento: Versamento,
  { capacita }: { capacita: Contesto['capacita'] },
): Contesto => ({
  stato: versamento.stato,
  tipo: versamento.tipo,
  adesso: deps.clock.now(),
  dal: new Date(versamento.tentativi.find(({ inizio }) => inizio >= versamento.dal)?.inizio ?? versamento.dal),
  falliti: fallitiOf(versamento),
  caso: casoOf(deps),
  capacita,
});

interface Preso {
  versamento: Versamento;
  quale: string;
  azione: Tentativo['azione'];
  /** its place on the line */
  posto: string;
}

/** The package as mine until the lease ends; null when somebody else has it, or it is not its time. One winner. */
async function prendi(
  deps: DepsConservazione,
  versamento: Versamento,
  conservatore: Conservatore,
  posto: string,
): Promise<Preso | null> {
  const { stato, tentativi } = versamento;
  const azione = azioneOf(stato, conservatore.capacita, tentativi.at(-1));
  if (!ammette(stato, azione === 'invio' ? 'invia' : 'interroga')) return null;
  const quale = randomBytes(9).toString('base64url');
  const n = tentativi.length + 1;
  const begun = atto(versamento, 'tentativo', deps.clock.now(), {
    n,
    azione,
    stato: azione === 'invio' ? 'in-invio' : stato,
  });
  try {
    const taken = await scrivi(versamento, [begun], {
      segni: { presa: { quale, fino: new Date(macchinaOf(deps).getTime() + PRESA_MS) } },
      soltanto: { presa: { $exists: false } },
    });
    return { versamento: taken, quale, azione, posto };
  } catch (error) {
    if (error instanceof VersioneSuperataError) return null;
    throw error;
  }
}

/** Files as the receiver is given them; what the store says of a file that is not what it was is remembered. */
function openerOf(deps: Pick<DepsConservazione, 'store'>): { open: OpzioniChiamata['open']; guasto: () => unknown } {
  let guasto: unknown;
  const remember = (error: unknown): void => {
    if (error instanceof IntegrityError || error instanceof FileNotFoundError) guasto ??= error;
  };
  return {
    open: async (sha256) => {
      try {
        const { stream } = await deps.store.open(sha256);
        return stream.on('error', remember);
      } catch (error) {
        remember(error);
        throw error;
      }
    },
    guasto: () => guasto,
  };
}

/** While the call lasts the lease and the place are renewed; a lease that was lost, or could not be renewed in time, ends the call. */
function keepAlive(
  deps: DepsConservazione,
  { versamento: { _id, aoo, conservatore }, quale, posto }: Preso,
  lost: () => void,
) {
  let scadenza = macchinaOf(deps).getTime() + PRESA_MS;
  const beat = async (): Promise<void> => {
    const fino = new Date(macchinaOf(deps).getTime() + PRESA_MS);
    if (!(await renewPresa(_id, quale, fino))) return lost();
    scadenza = fino.getTime();
    await renewPosto(aoo, conservatore, posto, fino);
  };
  const missed = (error: unknown): void => {
    deps.log.warn({ err: error, aoo, versamento: _id }, 'lease not renewed');
    // by the next beat another worker may have it
    if (macchinaOf(deps).getTime() + RINNOVO_MS >= scadenza) lost();
  };
  const timer = setInterval(() => void beat().catch(missed), RINNOVO_MS);
  return () => clearInterval(timer);
}

/** The answer that came too late is kept as a note; it changes nothing else. */
async function annota(deps: DepsConservazione, { versamento: { _id }, azione }: Preso, letta: Letta, n: number) {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const now = await findVersamentoById(_id);
    if (now === null) return;
    const nota = atto(now, 'nota', deps.clock.now(), {
      n,
      messaggio: `Risposta arrivata quando ${azione === 'invio' ? 'l’invio' : 'la domanda'} era già dato per perso: ${letta.esito.tipo}.`,
      ...(letta.statoHttp !== undefined && { statoHttp: letta.statoHttp }),
      ...(letta.risposta !== undefined && { risposta: letta.risposta }),
    });
    try {
      await scrivi(now, [nota], { impronte: letta.impronte });
      return;
    } catch (error) {
      if (!(error instanceof VersioneSuperataError)) throw error;
    }
  }
}

/** What a call shows of the line, where it is not an answer that counts. */
const SEGNI: Readonly<Partial<Record<Letta['esito']['tipo'], SegnoLinea>>> = {
  tecnico: 'guasto',
  incerto: 'guasto',
  sospeso: 'sospesa',
  alterato: 'nulla',
};
const segnoOf = ({ tipo }: Letta['esito']): SegnoLinea => SEGNI[tipo] ?? 'risposta';

/** How the try ended, as the act that says so. */
export function esitoAtto(
  n: number,
  letta: Letta,
  { stato, prossimoPasso, esito }: Passaggio,
  prima: StatoVersamento,
): DettagliVersamento['esito'] {
  // what was accepted before keeps the receipt by which it was
  const nuovo = !isAccettato(prima);
  const first: Voce | undefined = letta.voci.find(({ gravita }) => gravita === 'errore') ?? letta.voci[0];
  const messaggio = letta.messaggio ?? first?.messaggio;
  return {
    n,
    esito,
    stato,
    voci: [...letta.voci],
    ...(prossimoPasso !== undefined && { prossimoPasso: prossimoPasso.toISOString() }),
    ...(first !== undefined && { codice: first.codice }),
    ...(messaggio !== undefined && { messaggio }),
    ...(letta.statoHttp !== undefined && { statoHttp: letta.statoHttp }),
    ...(letta.durataMs !== undefined && { durataMs: letta.durataMs }),
    ...(letta.inviati !== undefined && { inviati: letta.inviati }),
    ...(letta.risposta !== undefined && { risposta: letta.risposta }),
    ...(letta.ticket !== undefined && { ticket: letta.ticket }),
    ...(letta.rapporto !== undefined && nuovo && { rapporto: letta.rapporto }),
    ...(isAccettato(stato) && nuovo && { avvisi: letta.avvisi }),
    ...(letta.causa !== undefined && !isAccettato(stato) && { causa: letta.causa }),
  };
}

/** Writes how it ended: only while the lease is mine. @returns the state, or undefined when the answer came too late */
async function registra(
  deps: DepsConservazione,
  preso: Preso,
  conservatore: Conservatore,
  letta: Letta,
): Promise<StatoVersamento | undefined> {
  let { versamento } = preso;
  const n = versamento.tentativi.length;
  const next = afterEsito(letta.esito, contestoOf(deps, versamento, conservatore));
  for (;;) {
    const fine = atto(versamento, 'esito', deps.clock.now(), esitoAtto(n, letta, next, versamento.stato));
    try {
      await scrivi(versamento, [fine], {
        impronte: letta.impronte,
        segni: {
          presa: undefined,
          ...(isAccettato(next.stato) && !isAccettato(versamento.stato) && { daSeguire: true }),
          ...(next.stato === 'annullato' && { vivo: undefined }),
        },
        soltanto: { 'presa.quale': preso.quale },
      });
      return next.stato;
    } catch (error) {
      if (!(error instanceof VersioneSuperataError)) throw error;
      const now = await findVersamentoById(versamento._id);
      if (now?.presa?.quale !== preso.quale || !ammette(now.stato, 'esito')) {
        await annota(deps, preso, letta, n);
        return undefined;
      }
      versamento = now; // a person has changed its priority meanwhile
    }
  }
}

async function chiama(
  { azione, versamento: { pacchetto, ticket } }: Preso,
  conservatore: Conservatore,
  opzioni: OpzioniChiamata,
): Promise<Chiamata> {
  try {
    return azione === 'invio'
      ? await conservatore.invia(pacchetto, opzioni)
      : await conservatore.stato(pacchetto, opzioni, ticket);
  } catch (error) {
    // whatever it was, nobody knows whether the package arrived
    const motivo = error instanceof Error ? error.message : String(error);
    return { esito: { tipo: 'incerto', motivo }, durataMs: 0, inviati: 0 };
  }
}

export type EsitoLavoro = StatoVersamento | 'non-dovuto' | 'linea-occupata' | 'persa';

/**
 * One call for one package: sent, or asked about where nobody knows whether it arrived. Safe to repeat and to be killed in: who comes
 * later finds in the record what is known. A failure is an answer too.
 * @returns the new state; `non-dovuto` when it is another worker's or not its time; `linea-occupata` when the receiver is not to be
 *   called now; `persa` when the answer came after the lease had ended
 */
export async function inviaVersamento(deps: DepsConservazione, id: string, segnale: AbortSignal): Promise<EsitoLavoro> {
  const found = await findVersamentoById(id);
  if (found?.prossimoPasso === undefined || found.presa !== undefined) return 'non-dovuto';
  if (!isDovuto(found.prossimoPasso, deps.clock.now())) return 'non-dovuto';
  const { aoo } = found;
  const conservatore = await conservatoreDi(deps, aoo, found.conservatore);
  if (conservatore === undefined) return 'linea-occupata';
  const fino = new Date(macchinaOf(deps).getTime() + PRESA_MS);
  // one of its own: who comes second for a package must not give back the place of who has it
  const posto = `${id}:${randomBytes(6).toString('base64url')}`;
  if (!(await prendiPosto(deps, aoo, conservatore.configurazione, posto, fino))) return 'linea-occupata';
  let segno: SegnoLinea = 'nulla';
  let motivo: string | undefined;
  try {
    const preso = await prendi(deps, found, conservatore, posto);
    if (preso === null) return 'non-dovuto';
    const letta = await callAndRead(deps, preso, conservatore, segnale);
    const stato = await registra(deps, preso, conservatore, letta);
    segno = segnoOf(letta.esito);
    motivo = letta.voci[0]?.messaggio;
    if (letta.esito.tipo === 'alterato') deps.log.error({ aoo, versamento: id }, 'stored file altered: not shipped');
    deps.log.info({ aoo, versamento: id, azione: preso.azione, stato, ms: letta.durataMs }, 'versamento called');
    return stato ?? 'persa';
  } finally {
    await lasciaPosto(deps, aoo, found.conservatore, posto, segno, motivo);
  }
}

async function callAndRead(
  deps: DepsConservazione,
  preso: Preso,
  conservatore: Conservatore,
  segnale: AbortSignal,
): Promise<Letta> {
  const stop = new AbortController();
  const limit = limitOf(conservatore.configurazione);
  const opener = openerOf(deps);
  const opzioni = { segnale: AbortSignal.any([segnale, stop.signal, AbortSignal.timeout(limit)]), open: opener.open };
  const done = keepAlive(deps, preso, () => stop.abort());
  try {
    const chiamata = await chiama(preso, conservatore, opzioni);
    await reportFile(opener.guasto());
    return await leggiChiamata(
      deps,
      { versamento: preso.versamento, conservatore, opzioni, azione: preso.azione },
      chiamata,
      opener.guasto(),
    );
  } finally {
    done();
  }
}

const limitOf = ({ attesaSecondi }: Pick<ConservatoreAoo, 'attesaSecondi'>): number => attesaSecondi * 1_000 + OLTRE_MS;
