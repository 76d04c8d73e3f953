import type { Attestazione, FirmaAttestazione } from '../../schemas/attestazione.model.js';
import { insertAttestazione, signAttestazione } from '../../schemas/attestazione.model.js';
import type { StoredFile } from '../../storage/object-store.js';
import { protectFiles } from '../../storage/protect-files.js';
import { inTransaction } from '../accesso/transaction.js';
import type { Deps } from '../deps.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { StatoIncompatibileError } from '../lib/problem.js';
import type { Composta } from './componi.js';
import { markAttestate } from './copie.js';
import { eventoFirma } from './nascita.js';

/*
 * The writes of an attestation. Its files are safe in the store before any record names them; then one transaction makes the attestation
 * signed and every copy of it attested, or nothing: whoever dies on the way leaves at most files that no record names.
 */

type Richiesta = Attestazione['richiesta'];

const recordOf = ({ nata }: Composta, richiesta: Richiesta): Attestazione => ({
  ...nata,
  stato: 'da-firmare',
  eventi: [],
  impronte: [nata.documento.sha256],
  ...(richiesta !== undefined && { richiesta }),
});

/** One that waits for a signature made elsewhere. @throws a duplicate key if the same request has made one */
export async function scriviDaFirmare(
  { store }: Pick<Deps, 'store'>,
  composta: Composta,
  richiesta: Richiesta,
): Promise<Attestazione> {
  const record = recordOf(composta, richiesta);
  await protectFiles(store, [composta.stored]);
  await insertAttestazione(record);
  return record;
}

const GIA_ATTESTATA = 'Una delle copie è già attestata: rileggere le scansioni.';

/** What a signed record holds beside what it was born with. */
function firmato(record: Attestazione, firma: FirmaAttestazione): Attestazione {
  return {
    ...record,
    stato: 'firmata',
    firma,
    eventi: [eventoFirma(record, firma, record.funzionario.utente)],
    attestate: record.copie.map(({ scansione }) => scansione),
    impronte: [record.documento.sha256, firma.sha256],
    daAnnotare: 1,
  };
}

/**
 * A new attestation, signed already, and all its copies attested: all or nothing.
 * @throws StatoIncompatibileError if a copy has changed since; a duplicate key of the request where that is done
 */
export async function scriviFirmata(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  composta: Composta,
  firma: FirmaAttestazione,
  stored: StoredFile,
  richiesta: Richiesta,
): Promise<Attestazione> {
  const record = firmato(recordOf(composta, richiesta), firma);
  await protectFiles(store, [composta.stored, stored]);
  await inTransaction(async (session) => {
    await insertAttestazione(record, session);
    await markAttestate(record, clock.now(), session);
  });
  return record;
}

/** The signature of one that waited for it, and all its copies attested: all or nothing. @throws StatoIncompatibileError */
export async function scriviFirma(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  attesa: Attestazione,
  firma: FirmaAttestazione,
  stored: StoredFile,
): Promise<Attestazione> {
  await protectFiles(store, [stored]);
  try {
    await inTransaction(async (session) => {
      const evento = eventoFirma(attesa, firma, attesa.funzionario.utente);
      if (!(await signAttestazione(attesa, firma, evento, session)))
        throw new StatoIncompatibileError('L’attestazione è già firmata: rileggerla.');
      await markAttestate(attesa, clock.now(), session);
    });
  } catch (error) {
    throw isDuplicateKey(error) ? new StatoIncompatibileError(GIA_ATTESTATA, [], { cause: error }) : error;
  }
  return firmato(attesa, firma);
}
