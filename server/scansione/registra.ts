import type { Caller } from '../../schemas/accesso.api.js';
import { claimRegistrazione, findScansioneById, type ScansioneTenuta } from '../../schemas/scansione.model.js';
import type { RegistrazioneRichiesta } from '../../schemas/registrazione.api.js';
import { findByChiavi, type Registrazione } from '../../schemas/registrazione.model.js';
import type { Deps } from '../deps.js';
import { DomainError, StatoIncompatibileError, toProblem, VersioneSuperataError } from '../lib/problem.js';
import { digestOf, registerProtocollo } from '../protocollo/register.js';
import type { Esito } from '../protocollo/registro.js';
import { operatoreOf, scrivi } from './atti.js';
import { requireScansione } from './lettura.js';
import { copiaRicevuta } from './unisci.js';

/** No user is called so: the key of a scan is the same for whoever registers it, so that it has one number. */
const AUTORE = '/scansioni';
/** Longer than any request lives. */
const FERMA_MS = 10 * 60_000;
const TENTATIVI = 5;

const chiaveOf = ({ _id }: Pick<ScansioneTenuta, '_id'>): { autore: string; chiave: string } => ({
  autore: AUTORE,
  chiave: `scansione-${_id}`,
});

const PERCHE: Readonly<Partial<Record<ScansioneTenuta['stato'], string>>> = {
  'in-coda': 'La scansione non è ancora stata letta: registrare senza attenderla, e unirla poi al numero.',
  'in-lavorazione': 'La scansione è ancora in lettura: registrare senza attenderla, e unirla poi al numero.',
  'da-verificare': 'Ci sono pagine da rivedere: accettarne i difetti, oppure scansionarle di nuovo.',
  errore: 'La scansione non si può leggere: scansionare di nuovo.',
};

/** The number that it has: the scan says so, whatever has happened to it meanwhile. */
async function mark(
  deps: Pick<Deps, 'clock'>,
  chi: Caller | undefined,
  id: string,
  { anno, numero }: Registrazione,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const s = await findScansioneById(id);
    if (s?.copia === undefined || (s.registrazione !== undefined && s.unione?.stato === 'fatta')) return;
    try {
      await scrivi(
        s,
        deps.clock.now(),
        {
          tipo: 'registrazione',
          dettagli: { registrazione: { anno, numero }, copia: s.copia.sha256 },
          ...(chi !== undefined && { chi: operatoreOf(chi) }),
        },
        { registrazione: { anno, numero, da: 'nascita' }, unione: { stato: 'fatta' }, inRegistrazione: undefined },
      );
      return;
    } catch (error) {
      if (!(error instanceof VersioneSuperataError) || attempt >= TENTATIVI) throw error;
    }
  }
}

/** A registration cut between its number and the mark on the scan is found by its key, and the mark made. */
export async function sanaRegistrazione(deps: Pick<Deps, 'clock'>, s: ScansioneTenuta): Promise<ScansioneTenuta> {
  if (s.inRegistrazione === undefined || s.unione?.stato === 'fatta') return s;
  const [found] = await findByChiavi(s.aoo, [{ ...chiaveOf(s), sha256: '' }]);
  if (found !== undefined) await mark(deps, undefined, s._id, found);
  else if (deps.clock.now().getTime() - s.inRegistrazione.quando.getTime() >= FERMA_MS)
    await claimRegistrazione(s, undefined);
  return (await findScansioneById(s._id)) ?? s;
}

/** @throws VersioneSuperataError where the scan has changed since it was read */
async function registraLetta(
  deps: Deps,
  caller: Caller,
  id: string,
  richiesta: RegistrazioneRichiesta,
): Promise<Esito> {
  const s = await sanaRegistrazione(deps, await requireScansione(deps, caller, id));
  if (s.registrazione !== undefined) {
    const [found] = s.registrazione.da === 'nascita' ? await findByChiavi(s.aoo, [{ ...chiaveOf(s), sha256: '' }]) : [];
    if (found !== undefined) {
      const documento = s.copia === undefined ? {} : { documento: await copiaRicevuta(deps, s, s.copia) };
      if (digestOf({ richiesta, ...documento, allegati: [] }) !== found.richiesta.sha256)
        throw new StatoIncompatibileError(
          `La scansione ha già il numero ${found.numero}/${found.anno}, con altri dati: quelli inviati ora non sono stati registrati.`,
        );
      return { registrazione: found, created: false };
    }
    throw new StatoIncompatibileError(
      s.unione?.stato === 'da-confermare'
        ? `${s.registrazione.soloNumero === true ? 'Un codice a barre' : 'L’etichetta'} dice il numero ${s.registrazione.numero}/${s.registrazione.anno}: confermare l’unione, indicare un altro numero, oppure togliere la scansione da quello.`
        : `La scansione è già unita alla registrazione ${s.registrazione.numero}/${s.registrazione.anno}.`,
    );
  }
  if (s.stato !== 'pronta' && s.stato !== 'attestata')
    throw new StatoIncompatibileError(PERCHE[s.stato] ?? 'La scansione non è pronta.');
  const { copia } = s;
  if (copia === undefined) throw new StatoIncompatibileError('La copia si sta componendo: attendere qualche secondo.');
  const documento = await copiaRicevuta(deps, s, copia);
  const claimed = await claimRegistrazione(s, { utente: caller.utente, quando: deps.clock.now() });
  if (claimed === null) throw new VersioneSuperataError();
  let esito: Esito;
  try {
    esito = await registerProtocollo(deps, caller, { richiesta, documento, allegati: [] }, chiaveOf(s));
  } catch (error) {
    // a refusal for good gives the scan back to who had it alone; after anything else nobody knows, and the key finds out
    if (s.inRegistrazione === undefined && error instanceof DomainError && toProblem(error).status < 500)
      await claimRegistrazione(claimed, undefined);
    throw error;
  }
  await mark(deps, caller, id, esito.registrazione);
  return esito;
}

/**
 * Registers a scan: its copy is the document. The scan has one number, whoever asks and however often: the key is made of it, so that
 * a process killed after the number leaves what the next reader mends.
 * @throws StatoIncompatibileError where the copy is not ready, goes to another registration, or has its number with other data
 * @returns `created: false` where the number was there already
 */
export async function registraScansione(
  deps: Deps,
  caller: Caller,
  id: string,
  richiesta: RegistrazioneRichiesta,
): Promise<Esito> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await registraLetta(deps, caller, id, richiesta);
    } catch (error) {
      if (!(error instanceof VersioneSuperataError) || attempt >= TENTATIVI) throw error;
    }
}
