import { Types } from 'mongoose';
import { requireClassifica } from '../../classification/service.js';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Repertorio } from '../../schemas/configurazione-repertori.api.js';
import { findByChiavi, type Nascita, type Registrazione } from '../../schemas/registrazione.model.js';
import type { RegistrazioneRichiesta } from '../../schemas/registrazione.api.js';
import type { Allegato, FileRegistrato } from '../../schemas/registrazione.types.js';
import type { AttoRichiesta } from '../../schemas/repertorio.api.js';
import { protectFiles } from '../../storage/protect-files.js';
import { conosciutiOf } from '../accesso/aoo.js';
import { mayOn, portataOf } from '../accesso/diritti.js';
import { regoleAl } from '../configurazione/registrazione.js';
import type { Deps } from '../deps.js';
import { accodaFile } from '../estrazione/accoda.js';
import { bornInto, requireFascicoloPer } from '../fascicoli/nascita.js';
import { avvisiOfFile, describeFiles } from '../formati/descrivi.js';
import { legalDay } from '../lib/clock.js';
import type { ReceivedFile } from '../lib/multipart.js';
import {
  ChiaveRiusataError,
  DatiNonValidiError,
  DomainError,
  type ErroreCampo,
  OperazioneNonConsentitaError,
  StatoIncompatibileError,
} from '../lib/problem.js';
import { avvisiOfRichiesta } from '../protocollo/avvisi.js';
import { canonicalText, sha256Hex } from '../protocollo/canonico.js';
import { faultsOfRichiesta } from '../protocollo/checks.js';
import { derivedOf } from '../protocollo/eventi.js';
import { findVisible } from '../protocollo/lookup.js';
import { fileNames } from '../protocollo/register.js';
import type { Bozza, Esito } from '../protocollo/registro.js';
import { competentiOf, noteOf, riservatezzaUnder } from '../protocollo/riservatezza.js';
import { mayRegister, requireRepertorio, ufficiDi } from './configurazione.js';

/** An act that is to be registered, with its files. */
export interface InvioAtto {
  richiesta: AttoRichiesta;
  documento?: ReceivedFile;
  allegati: readonly ReceivedFile[];
}

/** The request as it would be for the protocol: what it leaves out, the repertorio says. Pure. */
export function wholeOf(
  richiesta: AttoRichiesta,
  repertorio: Pick<Repertorio, 'uo' | 'flusso' | 'tipologia'>,
): RegistrazioneRichiesta {
  const { registrazione: _registrazione, flusso = repertorio.flusso, mezzo, ...r } = richiesta;
  const { uo } = repertorio;
  const mittenti =
    r.mittenti.length === 0 && flusso !== 'E' && uo !== undefined ? [{ tipo: 'UO' as const, uo }] : r.mittenti;
  const isNamed =
    mittenti.some((one) => one.tipo === 'UO' && one.uo === uo) || r.assegnazioni?.some((one) => one.uo === uo);
  // who feeds a repertorio reads all of it
  const own =
    uo === undefined || isNamed === true
      ? []
      : [{ uo, tipo: flusso === 'E' ? ('competenza' as const) : ('conoscenza' as const) }];
  const tipologia = r.tipologia ?? repertorio.tipologia;
  return {
    ...r,
    flusso,
    mezzo: mezzo ?? (flusso === 'E' ? 'sdi' : 'interno'),
    mittenti,
    ...(tipologia !== undefined && { tipologia }),
    assegnazioni: [...(r.assegnazioni ?? []), ...own],
  };
}

/** What only the flow decides. Pure. */
export function faultsOfFlusso(
  r: Pick<RegistrazioneRichiesta, 'flusso' | 'mittenti' | 'protocolloMittente' | 'dataArrivo'>,
  { codice, flusso }: Pick<Repertorio, 'codice' | 'flusso'>,
): ErroreCampo[] {
  if (r.flusso !== flusso)
    return [{ campo: 'flusso', messaggio: `Nel repertorio ${codice} il flusso è ${flusso}: togliere il dato.` }];
  if (flusso === 'E')
    return r.mittenti.some(({ tipo }) => tipo !== 'UO')
      ? []
      : [{ campo: 'mittenti', messaggio: 'Indicare da chi viene il documento.' }];
  const soltanto = 'C’è soltanto nei registri di ciò che arriva.';
  return [
    ...(r.mittenti.length > 0 ? [] : [{ campo: 'mittenti', messaggio: 'Indicare l’ufficio che ha adottato l’atto.' }]),
    ...(r.protocolloMittente === undefined ? [] : [{ campo: 'protocolloMittente', messaggio: soltanto }]),
    ...(r.dataArrivo === undefined ? [] : [{ campo: 'dataArrivo', messaggio: soltanto }]),
  ];
}

const described = ({ mime, formato, firme }: FileRegistrato) => ({ mime, formato, firme });

/** The act, whole but for its place in the repertorio. @throws DatiNonValidiError, OperazioneNonConsentitaError, StatoIncompatibileError */
async function prepare(
  deps: Deps,
  caller: Caller,
  sigla: string,
  { richiesta, documento, allegati }: InvioAtto,
  chiave: Registrazione['richiesta'],
): Promise<Bozza> {
  const { aoo } = caller;
  const adesso = deps.clock.now();
  const giorno = legalDay(adesso);
  const repertorio = await requireRepertorio(aoo, giorno, sigla);
  if (repertorio.chiuso === true)
    throw new StatoIncompatibileError(
      `Il repertorio ${sigla} è chiuso: quello che c’è si legge, non si registra altro.`,
    );
  if (!mayRegister(caller, repertorio))
    throw new OperazioneNonConsentitaError(
      `Nel repertorio ${sigla} registra l’ufficio che lo tiene${repertorio.uo === undefined ? '' : ` (${repertorio.uo})`}, chi lo dirige, o il responsabile della gestione documentale.`,
    );
  const r = wholeOf(richiesta, repertorio);
  const [known, regole] = await Promise.all([conosciutiOf(aoo), regoleAl(aoo, giorno)]);
  const faults = [
    ...faultsOfRichiesta(r, { ...known, ...regole }, adesso, true),
    ...faultsOfFlusso(r, repertorio),
    ...(documento === undefined ? [{ campo: 'documento', messaggio: 'Manca il documento: allegare il file.' }] : []),
  ];
  if (faults.length > 0 || documento === undefined)
    throw new DatiNonValidiError([...new Map(faults.map((one) => [one.campo, one])).values()]);
  const { registrazione: protocollo } = richiesta;
  if (protocollo !== undefined && (await findVisible(caller, protocollo)) === null)
    throw new DatiNonValidiError([
      { campo: 'registrazione', messaggio: 'La registrazione di protocollo non esiste: controllare anno e numero.' },
    ]);
  const fascicolo = r.fascicolo === undefined ? undefined : await requireFascicoloPer(caller, r.fascicolo);
  const typed = r.classifica ?? repertorio.voce ?? fascicolo?.classifica.codice;
  if (typed === undefined)
    throw new DatiNonValidiError([
      { campo: 'classifica', messaggio: 'Anche un atto di repertorio si classifica: indicare la voce.' },
    ]);
  const sottoclasse =
    r.classifica === undefined || // the RGD gave the repertorio its voce
    portataOf(caller.ruolo, 'classifica-sottoclasse') !== undefined ||
    mayOn(caller, 'classifica-sottoclasse', ufficiDi(repertorio));
  const voce = await requireClassifica(aoo, giorno, typed, { motivo: r.motivoClassifica, sottoclasse });
  const assegnazioni = r.assegnazioni ?? [];
  const competenti = competentiOf({ flusso: r.flusso, mittenti: r.mittenti, assegnazioni });
  const riservatezza = riservatezzaUnder(
    noteOf(r.riservatezza ?? { livello: 'ordinaria' }),
    voce.riservata,
    competenti,
  );
  const [file] = await describeFiles(deps, [documento]);
  if (file === undefined) throw new RangeError('a file that was received is described');
  const attached: Allegato[] = (await describeFiles(deps, allegati, [documento])).map((one, i) => ({
    n: i + 1,
    ...one,
  }));
  const avvisi = [
    // without the arrival: late is said of the protocol; an invoice has ten days for its register (DL 66/2014 art. 42)
    ...avvisiOfRichiesta(
      { oggetto: r.oggetto, mittenti: r.mittenti, destinatari: r.destinatari, riservatezza },
      adesso,
      regole.impostazioni,
    ),
    ...(await avvisiOfFile(deps, { aoo, giorno, flusso: r.flusso }, { documento: file, allegati: attached })),
  ];
  const free = {
    mezzo: r.mezzo,
    ...(r.tipologia !== undefined && { tipologia: r.tipologia }),
    ...(r.note !== undefined && r.note !== '' && { note: r.note }),
    classifica: { codice: voce.codice, voce: voce.voce, versione: voce.versione },
    ...(r.motivoClassifica !== undefined && { motivoClassifica: r.motivoClassifica }),
    ...(fascicolo !== undefined && { fascicolo: fascicolo._id }),
    ...(protocollo !== undefined && { protocollo }),
    assegnazioni,
    riservatezza,
  };
  const nascita: Nascita = {
    ...free,
    avvisi,
    ...(caller.perContoDi !== undefined && { perContoDi: caller.perContoDi }),
    documento: described(file),
    allegati: attached.map(described),
  };
  const contenuto = {
    flusso: r.flusso,
    oggetto: r.oggetto,
    mittenti: r.mittenti,
    destinatari: r.destinatari,
    ...(r.protocolloMittente !== undefined && { protocolloMittente: r.protocolloMittente }),
    ...(r.dataArrivo !== undefined && { dataArrivo: r.dataArrivo }),
    documento: file,
    allegati: attached,
    ...free,
    stato: 'valida' as const,
    rinnovi: [],
  };
  return {
    _id: new Types.ObjectId(),
    aoo,
    registro: sigla,
    operatore: caller.utente,
    uoOperatore: caller.uo,
    ...contenuto,
    nascita,
    eventi: [],
    richiesta: chiave,
    versione: 1,
    ...derivedOf(contenuto),
  };
}

/** An earlier try of the same request. @throws ChiaveRiusataError if the key was for other content, here or in the protocol */
async function findEarlier(sigla: string, aoo: string, richiesta: Registrazione['richiesta']) {
  const [here, altrove] = await Promise.all([findByChiavi(aoo, [richiesta], sigla), findByChiavi(aoo, [richiesta])]);
  if (altrove.length > 0 || here.some(({ richiesta: { sha256 } }) => sha256 !== richiesta.sha256))
    throw new ChiaveRiusataError();
  return here[0];
}

/**
 * Registers an act in a repertorio by the engine of the register: one atomic write gives number, date, segnatura and place in the
 * chain of that repertorio (DPR 445/2000 art. 53 c. 5; LG §3.3.3). The same key with the same content gives the act that is there.
 * @throws DatiNonValidiError, OperazioneNonConsentitaError, StatoIncompatibileError, NonTrovatoError, ChiaveRiusataError,
 *   OrologioNonAffidabileError, ServizioNonDisponibileError
 */
export async function registerAtto(
  deps: Deps,
  caller: Caller,
  sigla: string,
  invio: InvioAtto,
  chiave: string | undefined,
): Promise<Esito> {
  const { richiesta, documento, allegati } = invio;
  const file = fileNames({ ...(documento !== undefined && { documento }), allegati });
  const propria = {
    autore: caller.utente,
    chiave: chiave ?? `auto-${new Types.ObjectId().toHexString()}-${caller.richiesta}`,
    sha256: sha256Hex(canonicalText({ registro: sigla, registrazione: richiesta, file })),
  };
  let bozza: Bozza;
  try {
    bozza = await prepare(deps, caller, sigla, invio, propria);
  } catch (error) {
    const earlier =
      chiave !== undefined && error instanceof DomainError ? await findEarlier(sigla, caller.aoo, propria) : undefined;
    if (earlier !== undefined) return { registrazione: earlier, created: false };
    throw error;
  }
  if (chiave !== undefined) await findEarlier(sigla, caller.aoo, propria);
  await protectFiles(deps.store, [...(documento === undefined ? [] : [documento]), ...allegati]);
  const esito = await bornInto(deps.clock, bozza, () => deps.registro.register(bozza));
  accodaFile(deps, esito.created ? esito.registrazione.impronte : []);
  return esito;
}
