import type { Caller } from '../../schemas/accesso.api.js';
import type { EsitoTentativo } from '../../schemas/versamento.api.js';
import { findVersamento, type Versamento } from '../../schemas/versamento.model.js';
import { NonTrovatoError, ServizioNonDisponibileError, StatoIncompatibileError } from '../lib/problem.js';
import { conservatoreDi } from './conservatore.js';
import type { DepsConservazione } from './deps.js';
import { tieni } from './ricevute.js';
import type { DettagliVersamento } from './replay.js';
import { atto, cambia } from './scrivi.js';
import { ammette } from './stati.js';
import type { Chiamata } from './tipi.js';

const LIMITE_MS = 60_000;
/** What was asked for and not yet done is asked about so much later. */
const ATTESA_MS = 60 * 60_000;

/**
 * Asks the receiver to annul what it keeps. Where it does so at once the package is annulled here too, and its key is free; where it
 * takes its time, or did not answer, it is asked about until it says so.
 * @throws StatoIncompatibileError, ServizioNonDisponibileError, NonTrovatoError
 */
export async function chiediAnnullamento(
  deps: DepsConservazione,
  caller: Pick<Caller, 'aoo' | 'utente'>,
  id: string,
  motivo: string,
): Promise<Versamento> {
  const versamento = await findVersamento(caller.aoo, id);
  if (versamento === null) throw new NonTrovatoError('Il versamento non c’è: controllare l’indirizzo.');
  requireAnnullabile(versamento);
  const conservatore = await conservatoreDi(deps, caller.aoo, versamento.conservatore);
  if (conservatore?.annulla === undefined)
    throw new StatoIncompatibileError(
      'Il conservatore non annulla per questa via: chiederlo al conservatore come prevede il disciplinare.',
    );
  const chiamata = await conservatore.annulla(
    versamento.pacchetto,
    { codice: `ANN-${id}`, motivo },
    { segnale: AbortSignal.timeout(LIMITE_MS), open: async (sha256) => (await deps.store.open(sha256)).stream },
  );
  const { esito, risposta } = chiamata;
  if (esito.tipo === 'rifiutato' || esito.tipo === 'sospeso' || esito.tipo === 'conflitto')
    throw new StatoIncompatibileError(
      `Il conservatore non annulla: ${esito.voci[0]?.messaggio ?? 'senza dire perché'}`,
    );
  if (esito.tipo === 'tecnico') throw new ServizioNonDisponibileError();
  const kept = risposta === undefined ? undefined : { ...(await tieni(deps, risposta.contenuto)), mime: risposta.mime };
  return cambia(caller.aoo, id, (now) => {
    if (now.stato === 'annullato') return Promise.resolve(null);
    requireAnnullabile(now);
    const done = esito.tipo === 'annullato';
    const adesso = deps.clock.now();
    const dettagli: DettagliVersamento['annullamento'] = {
      motivo,
      stato: done ? 'annullato' : now.stato,
      esito: esitoOf(esito),
      ...(!done && { prossimoPasso: new Date(adesso.getTime() + ATTESA_MS).toISOString() }),
      ...(kept !== undefined && { risposta: kept }),
    };
    return Promise.resolve({
      atti: [atto(now, 'annullamento', adesso, dettagli, caller.utente)],
      impronte: kept === undefined ? [] : [kept.sha256],
      // who asks about it at this moment has nothing more to learn
      ...(done && { segni: { vivo: undefined, presa: undefined } }),
    });
  });
}

const esitoOf = ({ tipo }: Chiamata['esito']): EsitoTentativo =>
  tipo === 'annullato' ? 'annullato' : tipo === 'incerto' ? 'incerto' : 'in-carico';

function requireAnnullabile({ stato }: Pick<Versamento, 'stato'>): void {
  if (!ammette(stato, 'annullamento'))
    throw new StatoIncompatibileError('Si annulla presso il conservatore soltanto ciò che ha accettato.');
}
