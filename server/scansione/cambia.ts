import type { Caller } from '../../schemas/accesso.api.js';
import { findPagine, type EsitoPagina } from '../../schemas/pagina-scansione.model.js';
import type { CambioScansione, ScansioneTenuta } from '../../schemas/scansione.model.js';
import type { StatoScansione } from '../../schemas/scansione.api.js';
import { configurazioneAl } from '../configurazione/service.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { ChiaveRiusataError, NonTrovatoError, StatoIncompatibileError, VersioneSuperataError } from '../lib/problem.js';
import { requireRoom } from '../protocollo/change.js';
import { accodaScansione } from './accoda.js';
import { type Atto, type DettagliScansione, operatoreOf, scrivi } from './atti.js';
import { requireScansione } from './lettura.js';
import { isBloccata } from './presenter.js';
import { giudica, passoDa } from './qualita.js';
import { passaggio } from './stati.js';

/** What an act is done on, and the request that asks for it. */
export interface Bersaglio {
  id: string;
  /** from If-Match: what the client has read */
  versione?: number | undefined;
  richiesta?: ScansioneTenuta['nascita'] | undefined;
}

/** What an act is and what it changes. */
export interface Esito<T extends keyof DettagliScansione = keyof DettagliScansione> {
  atto: Pick<Atto<T>, 'tipo' | 'dettagli'>;
  set: CambioScansione;
  impronte?: readonly string[];
}

const TENTATIVI = 20;
const PIENA = 'La scansione ha già tutti gli atti che può contenere: farne una nuova.';

/** @throws StatoIncompatibileError for what does not change any more */
export function requireAperta(scansione: ScansioneTenuta): void {
  passaggio(scansione.stato, 'cambia');
  if (isBloccata(scansione))
    throw new StatoIncompatibileError(
      'La copia è già nella registrazione e non si cambia più: per correggerla fare una nuova scansione.',
    );
  if (scansione.inRegistrazione !== undefined)
    throw new StatoIncompatibileError(
      'La scansione è in corso di registrazione: attendere qualche secondo e rileggerla.',
    );
}

/** @throws NonTrovatoError */
export function requirePosto(
  { pagine }: Pick<ScansioneTenuta, 'pagine'>,
  pagina: string,
): ScansioneTenuta['pagine'][number] {
  const found = pagine.find(({ id }) => id === pagina);
  if (found === undefined) throw new NonTrovatoError('La scansione non ha questa pagina: rileggerla.');
  return found;
}

/** What goes with every change of the pages: they are read as far as they are new, and the copy is composed again. */
export const pagineCambiate = ({ stato, generazione }: ScansioneTenuta): CambioScansione => ({
  stato: passaggio(stato, 'cambia'),
  generazione: generazione + 1,
  errore: undefined,
  daFare: true,
});

/** The state that the judgement gives, with what was accepted meanwhile; unchanged while pages are still to be read. */
export async function statoGiudicato(
  { clock }: Pick<Deps, 'clock'>,
  scansione: ScansioneTenuta,
  changes: Pick<CambioScansione, 'accettazioni' | 'registrazione' | 'unione'>,
): Promise<StatoScansione> {
  const { stato, aoo, copia, generazione } = scansione;
  if (stato !== 'da-verificare' && stato !== 'pronta') return stato;
  if (copia?.generazione !== generazione) return stato;
  const { soglie } = await configurazioneAl(aoo, 'scansione', legalDay(clock.now()));
  const esiti = new Map<string, EsitoPagina | undefined>(
    [...(await findPagine(scansione._id))].map(([id, { esito }]) => [id, esito]),
  );
  const {
    accettazioni = scansione.accettazioni,
    registrazione = scansione.registrazione,
    unione = scansione.unione,
  } = changes;
  const giudicate = giudica({ ...scansione, accettazioni, ...(registrazione && { registrazione }) }, esiti, soglie);
  return passaggio(stato, passoDa(giudicate, unione));
}

/**
 * An act of a person on a scan, as one conditional write: `decide` looks at it as it is now, and again if somebody else was faster.
 * The same request again is answered with the scan as it is, and not done again.
 * @throws NonTrovatoError, ChiaveRiusataError, VersioneSuperataError where the version that was read is not the last one, and what
 *   `decide` throws
 */
export async function cambiaScansione(
  deps: Deps,
  caller: Caller,
  { id, versione, richiesta }: Bersaglio,
  decide: (scansione: ScansioneTenuta) => Promise<Esito> | Esito,
  specie?: ScansioneTenuta['specie'],
): Promise<ScansioneTenuta> {
  for (let attempt = 1; ; attempt += 1) {
    const scansione = await requireScansione(deps, caller, id, specie);
    const done = scansione.richieste.find(
      ({ autore, chiave }) => autore === richiesta?.autore && chiave === richiesta.chiave,
    );
    if (done !== undefined) {
      if (done.sha256 !== richiesta?.sha256) throw new ChiaveRiusataError();
      return scansione;
    }
    if (versione !== undefined && versione !== scansione.versione) throw new VersioneSuperataError();
    const { atto, set, impronte = [] } = await decide(scansione);
    requireRoom(scansione, [atto], PIENA);
    try {
      const written = await scrivi(
        scansione,
        deps.clock.now(),
        { ...atto, chi: operatoreOf(caller) },
        { ...set, daFare: true },
        { impronte, richiesta },
      );
      accodaScansione(deps, id, `v${written.versione}`);
      return written;
    } catch (error) {
      // the next look tells whether it was this same request, sent twice
      if (!(error instanceof VersioneSuperataError) || attempt >= TENTATIVI) throw error;
    }
  }
}
