import { Types } from 'mongoose';
import { requireClassifica } from '../../classification/service.js';
import type { Caller } from '../../schemas/accesso.api.js';
import { findByChiavi, type Nascita, type Registrazione } from '../../schemas/registrazione.model.js';
import type { RegistrazioneRichiesta } from '../../schemas/registrazione.api.js';
import type {
  Allegato,
  Assegnazione,
  Classifica,
  Emergenza,
  FileRegistrato,
  RiservatezzaNota,
} from '../../schemas/registrazione.types.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import { REGISTRO_GENERALE } from '../../schemas/registro.js';
import { protectFiles } from '../../storage/protect-files.js';
import { delegaFor, mayOn, portataOf, REGISTRA, ufficiOf } from '../accesso/diritti.js';
import { aooOf, conosciutiOf } from '../accesso/aoo.js';
import { type EsitoTipologia, judgeTipologia, regoleAl } from '../configurazione/registrazione.js';
import type { Deps } from '../deps.js';
import { legalDay, startOfLegalDay } from '../lib/clock.js';
import type { ReceivedFile } from '../lib/multipart.js';
import { ChiaveRiusataError, DatiNonValidiError, DomainError, OperazioneNonConsentitaError } from '../lib/problem.js';
import { classificaPerNascita } from '../fascicoli/colloca.js';
import { bornInto, requireFascicoloPer } from '../fascicoli/nascita.js';
import { accodaFile } from '../estrazione/accoda.js';
import { avvisiOfFile, describeFiles } from '../formati/descrivi.js';
import { faultsOfDifferimento } from '../differimenti/service.js';
import { rememberSoon } from '../rubrica/service.js';
import { warnCarta } from '../rubrica/domicilio.js';
import { warningsOfSoggetto } from '../rubrica/rules.js';
import { visualeOf } from '../rubrica/visuale.js';
import { assegnaDaSola } from '../smistamento/service.js';
import { avvisiOfRichiesta, findDuplicati } from './avvisi.js';
import { canonicalText, sha256Hex } from './canonico.js';
import { faultsOfRichiesta } from './checks.js';
import { derivedOf } from './eventi.js';
import { faultsOfIdentita } from './identita.js';
import { findVisible } from './lookup.js';
import type { Bozza, Esito } from './registro.js';
import { competentiOf, noteOf, riservatezzaUnder } from './riservatezza.js';

export interface Invio {
  richiesta: RegistrazioneRichiesta;
  documento?: ReceivedFile;
  allegati: readonly ReceivedFile[];
  /** where it was registered first, while the system was out of order: its document comes later, as a scan does */
  emergenza?: Emergenza;
  /** a letter that the head has approved as it is: its sottoclasse is his, whoever registers it */
  approvata?: boolean;
}

/** The files of a request, in order, with part, name and hash. */
export const fileNames = ({ documento, allegati }: Pick<Invio, 'documento' | 'allegati'>): string[][] => [
  ...(documento === undefined ? [] : [['documento', documento.nome, documento.sha256]]),
  ...allegati.map(({ nome, sha256 }) => ['allegato', nome, sha256]),
];

/** Digest of what an Idempotency-Key stands for: the validated data and the files, in order, with part, name and hash. */
export const digestOf = ({ richiesta, documento, allegati, emergenza }: Invio): string =>
  sha256Hex(
    canonicalText({
      registrazione: richiesta,
      ...(emergenza !== undefined && { emergenza }),
      file: fileNames({ ...(documento !== undefined && { documento }), allegati }),
    }),
  );

/** Offices that write for themselves register only what is theirs (contract §5). */
function requireOwn(caller: Caller, { flusso, mittenti }: RegistrazioneRichiesta): void {
  const atto = REGISTRA[flusso];
  const portata = portataOf(caller.ruolo, atto);
  if (portata === undefined) throw new OperazioneNonConsentitaError();
  if (portata === 'aoo') return;
  const uffici = mittenti.flatMap(({ uo }) => uo ?? []);
  if (uffici.some((uo) => !mayOn(caller, atto, [uo]))) {
    const own = ufficiOf(caller, portata);
    throw new OperazioneNonConsentitaError(
      `Si registra soltanto a nome del proprio ufficio: ${own === 'tutti' ? '' : own.join(', ')}.`,
    );
  }
}

/** Who sends without saying from where sends from the own office; an internal note goes to the office that it addresses. */
function withDefaults(
  caller: Caller,
  r: RegistrazioneRichiesta,
): { mittenti: Soggetto[]; assegnazioni: Assegnazione[] } {
  const mittenti: Soggetto[] =
    r.flusso === 'U' && r.mittenti.length === 0 ? [{ tipo: 'UO', uo: caller.uo }] : r.mittenti;
  if (r.assegnazioni !== undefined || r.flusso !== 'I') return { mittenti, assegnazioni: r.assegnazioni ?? [] };
  const addressees = [...new Set(r.destinatari.flatMap(({ uo }) => uo ?? []))];
  return { mittenti, assegnazioni: addressees.map((uo) => ({ uo, tipo: 'competenza' })) };
}

async function classificaOf(
  caller: Caller,
  r: RegistrazioneRichiesta,
  giorno: string,
  impostazioni: { classificaObbligatoria: boolean; sottoclasseOperatore: boolean },
  { voce: ofTipologia }: Pick<EsitoTipologia, 'voce'>,
  { approvata, uffici }: { approvata: boolean; uffici: readonly string[] },
): Promise<{ classifica?: Classifica; voceRiservata: boolean; delega?: { id: string; da: string } }> {
  const typed = r.classifica ?? ofTipologia;
  if (typed === undefined) {
    if (impostazioni.classificaObbligatoria)
      throw new DatiNonValidiError([
        { campo: 'classifica', messaggio: 'In questa AOO la classifica è obbligatoria alla registrazione.' },
      ]);
    return { voceRiservata: false };
  }
  const free =
    r.classifica === undefined || // the RGD gave the tipologia its voce
    impostazioni.sottoclasseOperatore ||
    approvata ||
    portataOf(caller.ruolo, 'classifica-sottoclasse') !== undefined;
  const delega = free ? undefined : delegaFor(caller, 'classifica-sottoclasse', uffici);
  const sottoclasse = free || delega !== undefined;
  const { codice, voce, versione, livello, riservata } = await requireClassifica(caller.aoo, giorno, typed, {
    motivo: r.motivoClassifica,
    sottoclasse,
  });
  return {
    classifica: { codice, voce, versione },
    voceRiservata: riservata,
    ...(delega !== undefined && livello > 2 && { delega }),
  };
}

export interface Prepared {
  bozza: Bozza;
  ordinaria: boolean;
}

/** Everything that is checked and told before a number is asked for. @throws DatiNonValidiError, OperazioneNonConsentitaError, NonTrovatoError */
export async function prepare(
  deps: Deps,
  caller: Caller,
  { richiesta: r, documento, allegati, emergenza, approvata = false }: Invio,
  richiesta: Registrazione['richiesta'],
): Promise<Prepared> {
  requireOwn(caller, r);
  const adesso = deps.clock.now();
  const [aoo, known, regole] = await Promise.all([
    aooOf(caller.aoo),
    conosciutiOf(caller.aoo),
    regoleAl(caller.aoo, legalDay(adesso)),
  ]);
  const { impostazioni } = regole;
  const judged = judgeTipologia(regole, r.tipologia, { flusso: r.flusso, registro: REGISTRO_GENERALE });
  const faults = [
    ...faultsOfRichiesta(r, { ...known, ...regole }, adesso, documento !== undefined || emergenza !== undefined),
    ...judged.errori,
    ...(judged.protetta ? faultsOfIdentita(r) : []),
    ...(await faultsOfDifferimento(caller.aoo, r, regole.giorno)),
  ];
  if (faults.length > 0) throw new DatiNonValidiError(faults);
  const fascicolo = r.fascicolo === undefined ? undefined : await requireFascicoloPer(caller, r.fascicolo);
  const { mittenti, assegnazioni: indicate } = withDefaults(caller, r);
  const uffici = [...mittenti, ...indicate].flatMap(({ uo }) => uo ?? []);
  const maySotto =
    impostazioni.sottoclasseOperatore ||
    approvata ||
    portataOf(caller.ruolo, 'classifica-sottoclasse') !== undefined ||
    mayOn(caller, 'classifica-sottoclasse', uffici);
  // a document takes the class of its fascicolo, as far as who registers may give it
  const ofFascicolo = fascicolo && classificaPerNascita(fascicolo, r.classifica ?? judged.voce, maySotto);
  const asked = ofFascicolo === undefined ? r : { ...r, classifica: ofFascicolo };
  const { classifica, voceRiservata, delega } = await classificaOf(caller, asked, regole.giorno, impostazioni, judged, {
    approvata,
    uffici,
  });
  const caso = { ...r, tipologia: judged.tipologia, classifica: classifica?.codice };
  const smistamento = r.assegnazioni === undefined ? await assegnaDaSola(caller, caso, regole.giorno) : [];
  const assegnazioni = smistamento.length === 0 ? indicate : smistamento.map(({ uo, tipo }) => ({ uo, tipo }));
  const riservatezza: RiservatezzaNota = riservatezzaUnder(
    noteOf(r.riservatezza ?? { livello: 'ordinaria' }),
    voceRiservata || judged.riservata,
    competentiOf({ flusso: r.flusso, mittenti, assegnazioni }),
  );
  if (r.risponde !== undefined && (await findVisible(caller, r.risponde)) === null) {
    throw new DatiNonValidiError([
      { campo: 'risponde', messaggio: 'La registrazione a cui si risponde non esiste: controllare anno e numero.' },
    ]);
  }
  const [file] = await describeFiles(deps, documento === undefined ? [] : [documento]);
  const attached: Allegato[] = (await describeFiles(deps, allegati, documento === undefined ? [] : [documento])).map(
    (one, i) => ({ n: i + 1, ...one }),
  );
  const avvisi = [
    ...(await findDuplicati(
      caller,
      { sha256: documento?.sha256, mittente: mittenti[0], protocolloMittente: r.protocolloMittente },
      adesso,
      impostazioni.duplicatoGiorni,
    )),
    // what was late when it was registered in emergency is late; the days that it waited there are not
    ...avvisiOfRichiesta(
      { ...r, riservatezza },
      emergenza === undefined ? adesso : startOfLegalDay(emergenza.data),
      impostazioni,
    ),
    ...judged.avvisi,
    ...[...mittenti, ...r.destinatari].flatMap((soggetto) => warningsOfSoggetto(soggetto, r.flusso)),
    ...(await warnCarta(visualeOf(caller), r, regole.cartacei)),
    ...(await avvisiOfFile(
      deps,
      { aoo: caller.aoo, giorno: regole.giorno, flusso: r.flusso },
      { documento: file, allegati: attached },
    )),
  ];
  const described = ({ mime, formato, firme }: FileRegistrato) => ({ mime, formato, firme });
  // a deferral answers for it from the first moment
  const isTardiva = r.differimento === undefined && avvisi.some(({ codice }) => codice === 'arrivo-tardivo');
  const free = {
    mezzo: r.mezzo,
    ...(judged.tipologia !== undefined && { tipologia: judged.tipologia }),
    ...(r.note !== undefined && r.note !== '' && { note: r.note }),
    ...(classifica !== undefined && { classifica }),
    ...(r.motivoClassifica !== undefined && { motivoClassifica: r.motivoClassifica }),
    ...(fascicolo !== undefined && { fascicolo: fascicolo._id }),
    ...(r.risponde !== undefined && { risponde: r.risponde }),
    assegnazioni,
    riservatezza,
    ...(isTardiva && { tardiva: true }),
  };
  const nascita: Nascita = {
    ...free,
    avvisi,
    ...(caller.perContoDi !== undefined && { perContoDi: caller.perContoDi }),
    ...(file !== undefined && { documento: described(file) }),
    allegati: attached.map(described),
  };
  const contenuto = {
    flusso: r.flusso,
    oggetto: r.oggetto,
    mittenti,
    destinatari: r.destinatari,
    ...(r.protocolloMittente !== undefined && { protocolloMittente: r.protocolloMittente }),
    ...(r.dataArrivo !== undefined && { dataArrivo: r.dataArrivo }),
    ...(file !== undefined && { documento: file }),
    ...(emergenza !== undefined && { emergenza }),
    allegati: attached,
    ...free,
    stato: 'valida' as const,
    rinnovi: [],
  };
  const bozza: Bozza = {
    _id: new Types.ObjectId(),
    aoo: caller.aoo,
    registro: aoo.registro,
    operatore: caller.utente,
    uoOperatore: caller.uo,
    ...(r.differimento !== undefined && { differimento: r.differimento }),
    ...contenuto,
    nascita,
    eventi: [],
    richiesta,
    versione: 1,
    ...derivedOf(contenuto),
    ...((smistamento.length > 0 || delega !== undefined) && {
      motivi: { ...(smistamento.length > 0 && { smistamento }), ...(delega !== undefined && { delega }) },
    }),
  };
  return { bozza, ordinaria: riservatezza.livello === 'ordinaria' };
}

/** An earlier try of the same request, whatever has changed since. @throws ChiaveRiusataError if it was for other content */
async function findEarlier(aoo: string, richiesta: Registrazione['richiesta']): Promise<Registrazione | undefined> {
  const [found] = await findByChiavi(aoo, [richiesta]);
  if (found !== undefined && found.richiesta.sha256 !== richiesta.sha256) throw new ChiaveRiusataError();
  return found;
}

/**
 * Registers a document: checks, then one atomic write gives number, date, segnatura and place in the chain (DPR 445/2000 art. 53).
 * The files are already safe in the store. The same key with the same content gives the registration that is there.
 * @param chiave - Idempotency-Key; without one the request gets its own, so that an answer lost on the way to the database is found
 *   again; with an `autore` of its own it is the same whoever asks
 * @throws DatiNonValidiError, OperazioneNonConsentitaError, ChiaveRiusataError, OrologioNonAffidabileError, ServizioNonDisponibileError
 */
export async function registerProtocollo(
  deps: Deps,
  caller: Caller,
  invio: Invio,
  chiave: string | { autore: string; chiave: string } | undefined,
): Promise<Esito> {
  const richiesta = {
    autore: typeof chiave === 'object' ? chiave.autore : caller.utente,
    chiave:
      (typeof chiave === 'object' ? chiave.chiave : chiave) ??
      `auto-${new Types.ObjectId().toHexString()}-${caller.richiesta}`,
    sha256: digestOf(invio),
  };
  let prepared: Prepared;
  try {
    prepared = await prepare(deps, caller, invio, richiesta);
  } catch (error) {
    // what was right when it was registered (a voce closed since, say) is not refused to who only asks for the answer again
    const earlier =
      chiave !== undefined && error instanceof DomainError ? await findEarlier(caller.aoo, richiesta) : undefined;
    if (earlier !== undefined) return { registrazione: earlier, created: false };
    throw error;
  }
  await protectFiles(deps.store, [...(invio.documento === undefined ? [] : [invio.documento]), ...invio.allegati]);
  const { bozza } = prepared;
  const esito = await bornInto(deps.clock, bozza, () => deps.registro.register(bozza));
  if (esito.created && prepared.ordinaria) rememberSubjects(deps, esito.registrazione);
  accodaFile(deps, esito.created ? esito.registrazione.impronte : []);
  return esito;
}

/** The address book only helps to type: it never holds up a number, and can be made again from the register. */
export const rememberSubjects = (
  { log, clock }: Deps,
  { aoo, mittenti, destinatari, uffici, flusso, mezzo }: Registrazione,
): void =>
  rememberSoon(log, aoo, [...mittenti, ...destinatari], {
    uffici,
    adesso: clock.now(),
    provenienza: { flusso, mezzo },
  });
