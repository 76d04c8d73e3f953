import type { Caller } from '../../../schemas/accesso.api.js';
import type { ChiaveFirma as ChiaveLetta, ChiaveRichiesta, ElencoChiavi } from '../../../schemas/chiave-firma.api.js';
import {
  type ChiaveFirma,
  type ChiaveMostrata,
  findChiave,
  findChiavi,
  insertChiave,
  retireChiave,
} from '../../../schemas/chiave-firma.model.js';
import { findUtente } from '../../../schemas/utente.model.js';
import { denominazioniOf } from '../../accesso/denominazioni.js';
import { changeWithAudit } from '../../accesso/audit.js';
import { portataOf } from '../../accesso/diritti.js';
import type { Deps } from '../../deps.js';
import { rfc3339 } from '../../lib/clock.js';
import { isDuplicateKey } from '../../lib/mongo.js';
import {
  DatiNonValidiError,
  NonTrovatoError,
  OperazioneNonConsentitaError,
  StatoIncompatibileError,
} from '../../lib/problem.js';
import { certificatoOf, certificatoX509, codiceFiscaleOf } from '../cms/certificato.js';
import { chiaveFirmaOf } from './custodia.js';
import { openPkcs12Apart } from './isolato.js';
import { type ChiaveAperta, chooseChiave, statoOf } from './rules.js';

type DepsChiavi = Pick<Deps, 'config' | 'clock'>;

const SENZA_SEGRETO =
  'Questa installazione non può conservare chiavi di firma: chi la gestisce imposti CHIAVE_SEGRETI (64 cifre esadecimali, per esempio da openssl rand -hex 32) per il processo web e per il worker, e li riavvii.';

const curates = ({ ruolo }: Caller): boolean => portataOf(ruolo, 'cura-chiavi') !== undefined;
const isOwn = ({ utente }: Caller, chiave: Pick<ChiaveFirma, 'utente'>): boolean => chiave.utente === utente;

/** The keys that sign now: of each holder the last loaded. */
function attiveOf(chiavi: readonly ChiaveMostrata[], adesso: Date): Set<string> {
  const found = new Map<string, string>();
  for (const one of chiavi) {
    const titolare = `${one.specie}/${one.utente ?? ''}`;
    if (!found.has(titolare) && statoOf(one, adesso).stato === 'in-uso') found.set(titolare, one._id.toHexString());
  }
  return new Set(found.values());
}

type NomeOf = (utente: string) => string;

const nomiIn = (chiavi: readonly ChiaveMostrata[]): Promise<NomeOf> =>
  denominazioniOf(chiavi.flatMap(({ utente }) => utente ?? []));

function present(
  caller: Caller,
  one: ChiaveMostrata,
  attive: ReadonlySet<string>,
  nomeOf: NomeOf,
  adesso: Date,
): ChiaveLetta {
  const { _id, specie, utente, nome, certificato, creata, da, ritirata } = one;
  const x509 = certificatoX509(certificato);
  if (x509 === undefined) throw new Error(`key ${_id.toHexString()} has no readable certificate`);
  const id = _id.toHexString();
  return {
    id,
    specie,
    ...(utente !== undefined && { utente, denominazione: nomeOf(utente) }),
    nome,
    certificato: certificatoOf(x509),
    ...statoOf(one, adesso),
    attiva: attive.has(id),
    creata: rfc3339(creata),
    da,
    ...(ritirata !== undefined && { ritirata: { ...ritirata, quando: rfc3339(ritirata.quando) } }),
    ritirabile: ritirata === undefined && (curates(caller) || isOwn(caller, one)),
  };
}

/** The keys that who asks may see: his own; all of the AOO for who takes care of them. */
export async function listChiavi({ config, clock }: DepsChiavi, caller: Caller): Promise<ElencoChiavi> {
  const adesso = clock.now();
  const chiavi = await findChiavi(caller.aoo, curates(caller) ? undefined : caller.utente);
  const attive = attiveOf(chiavi, adesso);
  const nomeOf = await nomiIn(chiavi);
  return {
    custodia: config.firme.segreto !== undefined,
    marche: config.firme.tsa !== undefined,
    elementi: chiavi.map((one) => present(caller, one, attive, nomeOf, adesso)),
  };
}

/** Whose the key is going to be. @throws OperazioneNonConsentitaError, DatiNonValidiError on `utente` */
async function titolareOf(caller: Caller, { specie, utente }: ChiaveRichiesta): Promise<string | undefined> {
  if (specie === 'sigillo') {
    if (!curates(caller))
      throw new OperazioneNonConsentitaError(
        'Il sigillo della AOO lo carica il responsabile della gestione documentale, o il suo vicario.',
      );
    if (utente !== undefined)
      throw new DatiNonValidiError([
        { campo: 'utente', messaggio: 'Il sigillo è della AOO: non si indica un utente.' },
      ]);
    return undefined;
  }
  if (utente === undefined || utente === caller.utente) return caller.utente;
  if (!curates(caller))
    throw new OperazioneNonConsentitaError(
      'Ognuno carica la propria chiave: quella di altri la carica il responsabile.',
    );
  const found = await findUtente(utente);
  if (found?.attivo !== true || !found.incarichi.some(({ aoo }) => aoo === caller.aoo))
    throw new DatiNonValidiError([{ campo: 'utente', messaggio: 'Nella AOO non c’è un utente con questo nome.' }]);
  return utente;
}

/** @throws DatiNonValidiError on `chiave` or `password` */
async function openChiave(p12: Buffer, password: string, adesso: Date): Promise<ChiaveAperta> {
  const esito = await openPkcs12Apart(p12, password);
  if ('motivo' in esito)
    throw new DatiNonValidiError([
      esito.motivo === 'password'
        ? { campo: 'password', messaggio: 'La password non apre il file: scriverla di nuovo.' }
        : { campo: 'chiave', messaggio: 'Il file non è un PKCS#12 (.p12, .pfx) leggibile: esportarlo di nuovo.' },
    ]);
  const chosen = chooseChiave(esito, adesso);
  if ('campo' in chosen) throw new DatiNonValidiError([chosen]);
  return chosen;
}

/** The certificate must be the person's, where both codici fiscali are known. @throws DatiNonValidiError on `chiave` */
async function requirePersona({ x509 }: ChiaveAperta, utente: string | undefined): Promise<void> {
  const known = utente === undefined ? undefined : (await findUtente(utente))?.codiceFiscale;
  const told = codiceFiscaleOf(x509.attributi);
  if (known !== undefined && told !== undefined && known.toUpperCase() !== told)
    throw new DatiNonValidiError([
      {
        campo: 'chiave',
        messaggio: 'Il certificato è di un’altra persona: il codice fiscale non è quello dell’utente.',
      },
    ]);
}

/**
 * Takes a key in custody: opened with its password once, encrypted under the secret of the installation.
 * @throws StatoIncompatibileError without that secret, or if the same certificate is in use already; DatiNonValidiError;
 *   OperazioneNonConsentitaError
 */
export async function loadChiave(
  { config, clock }: DepsChiavi,
  caller: Caller,
  richiesta: ChiaveRichiesta,
  p12: Buffer,
): Promise<ChiaveLetta> {
  const { segreto } = config.firme;
  if (segreto === undefined) throw new StatoIncompatibileError(SENZA_SEGRETO);
  const adesso = clock.now();
  const utente = await titolareOf(caller, richiesta);
  const aperta = await openChiave(p12, richiesta.password, adesso);
  await requirePersona(aperta, utente);
  const made = chiaveFirmaOf(aperta, {
    aoo: caller.aoo,
    specie: richiesta.specie,
    ...(utente !== undefined && { utente }),
    creata: adesso,
    da: caller.utente,
    segreto,
  });
  const { specie, impronta: sha256 } = made;
  const dettagli = { specie, certificato: sha256, ...(utente !== undefined && { utente }) };
  try {
    await changeWithAudit(
      clock,
      caller,
      { atto: 'carica-chiave', riferimento: made._id.toHexString(), dettagli },
      (session) => insertChiave(made, session),
    );
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw new StatoIncompatibileError('Questa chiave è già caricata: per sostituirla, prima si ritira.', [], {
      cause: error,
    });
  }
  return present(caller, made, new Set([made._id.toHexString()]), await nomiIn([made]), adesso);
}

/**
 * Takes a key out of use for ever: what signs is forgotten, what was signed stays as it is.
 * @throws NonTrovatoError for what who asks may not see, StatoIncompatibileError if it was withdrawn already
 */
export async function withdrawChiave(
  { clock }: DepsChiavi,
  caller: Caller,
  id: string,
  motivo: string,
): Promise<ChiaveLetta> {
  const found = await findChiave(caller.aoo, id);
  if (found === null || !(curates(caller) || isOwn(caller, found)))
    throw new NonTrovatoError('La chiave non c’è: controllare l’indirizzo.');
  const ritirata = { quando: clock.now(), da: caller.utente, motivo };
  const done = await changeWithAudit(
    clock,
    caller,
    { atto: 'ritira-chiave', riferimento: id, dettagli: { certificato: found.impronta } },
    (session) => retireChiave(found, ritirata, session),
  );
  if (!done) throw new StatoIncompatibileError('La chiave è già stata ritirata.');
  return present(caller, { ...found, ritirata }, new Set(), await nomiIn([found]), ritirata.quando);
}
