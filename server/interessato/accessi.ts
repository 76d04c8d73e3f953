import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import {
  type AccessoInteressato,
  appendAttoAccesso,
  type ContenutoAccesso,
  countErrati,
  findAccessiDi,
  findLetture,
  insertAccessoInteressato,
} from '../../schemas/accesso-interessato.model.js';
import type { Caller } from '../../schemas/accesso.api.js';
import { type Fascicolo } from '../../schemas/fascicolo.model.js';
import {
  type AccessoDato,
  type AccessoLetto,
  type AccessoRichiesta,
  GIORNI_ACCESSO,
  type InteressatiFascicolo,
} from '../../schemas/interessato.api.js';
import { nameOfSoggetto } from '../../schemas/soggetto.api.js';
import { changeWithAudit } from '../accesso/audit.js';
import { mayOn } from '../accesso/diritti.js';
import { hashPassword } from '../accesso/password.js';
import type { Deps } from '../deps.js';
import { requireFascicolo } from '../fascicoli/visibilita.js';
import { rfc3339 } from '../lib/clock.js';
import {
  DatiNonValidiError,
  NonTrovatoError,
  OperazioneNonConsentitaError,
  StatoIncompatibileError,
} from '../lib/problem.js';
import { canonicalText, linkAtti, sha256Hex } from '../protocollo/canonico.js';
import { instantOfAtti } from '../protocollo/change.js';
import { formatNumero } from '../protocollo/rules.js';
import { interessatiDi, type Letta, registrazioniDi } from './contenuto.js';
import { digestOf } from './identita.js';
import { codiceDa, esclusione, isMostrabile, isStesso, normalizeCodice, statoAccesso } from './regole.js';

const DAY_MS = 86_400_000;
const SEGNI = 10;
const MAX_LETTURE = 200;
export const PAGINA = '/interessato';

const presentAccesso = async (clock: Deps['clock'], a: AccessoInteressato): Promise<AccessoLetto> => ({
  id: a._id,
  nome: nameOfSoggetto(a.soggetto),
  stato: statoAccesso(a, await countErrati(a._id), clock.now()),
  creato: rfc3339(a.creato),
  scadenza: rfc3339(a.scadenza),
  utente: a.utente,
  documenti: a.documenti,
  ...(a.revoca !== undefined && { revoca: { ...a.revoca, data: rfc3339(new Date(a.revoca.data)) } }),
});

/** The fascicolo at the top, that the caller may open to a person concerned. @throws OperazioneNonConsentitaError, StatoIncompatibileError */
async function requireAccessibile(caller: Caller, id: string): Promise<Fascicolo> {
  const fascicolo = await requireFascicolo(caller, id);
  if (!mayOn(caller, 'apre-interessato', fascicolo.uffici))
    throw new OperazioneNonConsentitaError(
      'L’accesso agli interessati lo dà chi dirige l’ufficio che ha in carico il fascicolo.',
    );
  if (fascicolo.livello > 1)
    throw new StatoIncompatibileError('L’accesso si dà sul fascicolo intero, non su una sua parte.');
  return fascicolo;
}

/** Whom the fascicolo concerns, which documents they might see, who was let in and what was read. */
export async function readInteressati({ clock }: Deps, caller: Caller, id: string): Promise<InteressatiFascicolo> {
  const fascicolo = await requireAccessibile(caller, id);
  const [registrazioni, accessi, letture] = await Promise.all([
    registrazioniDi(fascicolo),
    findAccessiDi(caller.aoo, fascicolo._id),
    findLetture(caller.aoo, fascicolo._id, MAX_LETTURE),
  ]);
  const ordinarie = registrazioni.filter(({ riservatezza }) => riservatezza.livello === 'ordinaria'); // what is reserved is not even named
  const soggetti = interessatiDi(fascicolo, registrazioni);
  const nomi = new Map(accessi.map((one) => [one._id, nameOfSoggetto(one.soggetto)]));
  return {
    soggetti: soggetti.map(({ chiave, soggetto, ruolo }) => ({ chiave, nome: nameOfSoggetto(soggetto), ruolo })),
    documenti: ordinarie.map((one) => {
      const escluso = esclusione(one);
      return {
        anno: one.anno,
        numero: one.numero,
        oggetto: one.oggetto,
        data: rfc3339(one.dataRegistrazione),
        flusso: one.flusso,
        soggetti: soggetti
          .filter(({ soggetto }) => [...one.mittenti, ...one.destinatari].some((other) => isStesso(soggetto, other)))
          .map(({ chiave }) => chiave),
        ...(escluso !== null && { escluso }),
      };
    }),
    accessi: await Promise.all(accessi.map((one) => presentAccesso(clock, one))),
    letture: letture.map(({ quando, accesso, che, documento }) => ({
      quando: rfc3339(quando),
      accesso,
      nome: nomi.get(accesso) ?? '',
      che,
      ...(documento !== undefined && { documento }),
    })),
  };
}

/** @throws DatiNonValidiError for one that is not there or may never be shown */
function checkDocumenti(
  registrazioni: readonly Letta[],
  chosen: AccessoRichiesta['documenti'],
): ContenutoAccesso['documenti'] {
  const byName = new Map(registrazioni.map((one) => [`${one.anno}/${one.numero}`, one]));
  const faults = chosen.flatMap(({ anno, numero }, i) => {
    const found = byName.get(`${anno}/${numero}`);
    const reserved = found === undefined || found.riservatezza.livello !== 'ordinaria';
    const why = reserved ? 'non è tra quelli del fascicolo che si possono mostrare' : esclusione(found);
    return why === null
      ? []
      : [
          {
            campo: `documenti[${i}]`,
            messaggio: `Il documento ${formatNumero(numero)}/${anno} ${reserved ? why : `non si mostra: ${why}`}.`,
          },
        ];
  });
  if (faults.length > 0) throw new DatiNonValidiError(faults);
  return [
    ...new Map(chosen.map((one) => [`${one.anno}/${one.numero}`, { anno: one.anno, numero: one.numero }])).values(),
  ];
}

const chiOf = ({ utente, perContoDi }: Caller) => ({ utente, ...(perContoDi !== undefined && { perContoDi }) });

/** A later act of an access, chained to what came before. */
async function act(
  accesso: AccessoInteressato,
  caller: Caller,
  adesso: Date,
  tipo: 'documenti' | 'revoca',
  contenuto: Partial<ContenutoAccesso>,
  session: ClientSession,
): Promise<AccessoInteressato> {
  const data = instantOfAtti({ eventi: accesso.eventi, dataRegistrazione: accesso.creato }, adesso).toISOString();
  const [evento] = linkAtti({ catena: { hash: accesso.hash }, eventi: accesso.eventi }, [
    { tipo, data, ...chiOf(caller), dettagli: contenuto },
  ]);
  if (evento === undefined) throw new Error('an act without its event');
  return appendAttoAccesso(accesso, evento, contenuto, session);
}

/**
 * Lets a subject of the fascicolo see it from outside. What was given to the same subject before ends: there is one link for each, so who
 * repeats the request leaves one that works. Link and code are told once.
 * @throws DatiNonValidiError, StatoIncompatibileError for what is reserved
 */
export async function openAccesso(
  deps: Deps,
  caller: Caller,
  id: string,
  asked: AccessoRichiesta,
): Promise<AccessoDato> {
  const { clock, config } = deps;
  await clock.ensureReliable();
  const fascicolo = await requireAccessibile(caller, id);
  if (!isMostrabile(fascicolo))
    throw new StatoIncompatibileError(
      'Il fascicolo è riservato o annullato: non si apre dall’esterno. I documenti si danno con un’istanza di accesso.',
    );
  const registrazioni = await registrazioniDi(fascicolo);
  const found = interessatiDi(fascicolo, registrazioni).find(({ chiave }) => chiave === asked.soggetto);
  if (found === undefined)
    throw new DatiNonValidiError([
      { campo: 'soggetto', messaggio: 'Non è tra i soggetti del fascicolo: sceglierne uno dell’elenco.' },
    ]);
  const documenti = checkDocumenti(registrazioni, asked.documenti);
  const token = randomBytes(32).toString('base64url');
  const codice = codiceDa(Array.from({ length: SEGNI }, () => randomInt(0, 31)));
  const creato = clock.now();
  const nato = {
    _id: randomUUID(),
    aoo: caller.aoo,
    fascicolo: fascicolo._id,
    soggetto: found.soggetto,
    documenti,
    tokenHash: digestOf(token),
    creato,
    scadenza: new Date(creato.getTime() + (asked.giorni ?? GIORNI_ACCESSO) * DAY_MS),
    ...chiOf(caller),
  };
  const canonico = canonicalText({
    formato: 1,
    ...nato,
    soggetto: { ...nato.soggetto },
    creato: creato.toISOString(),
    scadenza: nato.scadenza.toISOString(),
  });
  const codiceHash = await hashPassword(normalizeCodice(codice));
  const accesso: AccessoInteressato = {
    ...nato,
    codiceHash,
    canonico,
    hash: sha256Hex(canonico),
    eventi: [],
    versione: 1,
  };
  const dettagli = { accesso: nato._id, documenti: documenti.length };
  await changeWithAudit(
    clock,
    caller,
    { atto: 'apre-interessato', riferimento: `fascicolo/${fascicolo._id}`, dettagli },
    async (session) => {
      for (const before of await findAccessiDi(caller.aoo, fascicolo._id, session))
        if (before.revoca === undefined && isStesso(before.soggetto, found.soggetto)) {
          const revoca = {
            data: creato.toISOString(),
            utente: caller.utente,
            motivo: 'Sostituito da un nuovo accesso',
          };
          await act(before, caller, creato, 'revoca', { revoca }, session);
        }
      await insertAccessoInteressato(accesso, session);
    },
  );
  return {
    accesso: await presentAccesso(clock, accesso),
    indirizzo: `${config.urlPubblico}${PAGINA}/${token}`,
    codice,
  };
}

/** An act on an access of the fascicolo. Asked again it changes nothing. */
async function changeAccesso(
  { clock }: Deps,
  caller: Caller,
  { id, accesso }: { id: string; accesso: string },
  tipo: 'documenti' | 'revoca',
  decide: (
    fascicolo: Fascicolo,
    read: AccessoInteressato,
  ) => Promise<Partial<ContenutoAccesso> | null> | Partial<ContenutoAccesso> | null,
): Promise<AccessoLetto> {
  await clock.ensureReliable();
  const fascicolo = await requireAccessibile(caller, id);
  const atto = tipo === 'revoca' ? 'revoca-interessato' : 'apre-interessato';
  const changed = await changeWithAudit(
    clock,
    caller,
    { atto, riferimento: `fascicolo/${fascicolo._id}`, dettagli: { accesso } },
    async (session) => {
      const read = (await findAccessiDi(caller.aoo, fascicolo._id, session)).find(({ _id }) => _id === accesso);
      if (read === undefined) throw new NonTrovatoError('L’accesso non c’è: controllare l’indirizzo.');
      const contenuto = await decide(fascicolo, read);
      return contenuto === null ? read : act(read, caller, clock.now(), tipo, contenuto, session);
    },
  );
  return presentAccesso(clock, changed);
}

export const revokeAccesso = (
  deps: Deps,
  caller: Caller,
  on: { id: string; accesso: string },
  motivo: string,
): Promise<AccessoLetto> =>
  changeAccesso(deps, caller, on, 'revoca', (_fascicolo, { revoca }) =>
    revoca === undefined ? { revoca: { data: deps.clock.now().toISOString(), utente: caller.utente, motivo } } : null,
  );

/** Which documents he may read from now on. @throws StatoIncompatibileError for an access that was revoked */
export const chooseDocumenti = (
  deps: Deps,
  caller: Caller,
  on: { id: string; accesso: string },
  chosen: AccessoRichiesta['documenti'],
): Promise<AccessoLetto> =>
  changeAccesso(deps, caller, on, 'documenti', async (fascicolo, { revoca }) => {
    if (revoca !== undefined) throw new StatoIncompatibileError('L’accesso è revocato: darne uno nuovo.');
    return { documenti: checkDocumenti(await registrazioniDi(fascicolo), chosen) };
  });
