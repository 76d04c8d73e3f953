import type { ClientSession } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import type { ElencoArchivio } from '../../schemas/elenco-archivio.model.js';
import { type Fascicolo, FascicoloModel } from '../../schemas/fascicolo.model.js';
import { insertVerbali, type VerbaleScarto } from '../../schemas/verbale-scarto.model.js';
import type { Deps } from '../deps.js';
import { atto as attoFascicolo } from '../fascicoli/atti.js';
import { writeAtti } from '../fascicoli/cambia.js';
import { legalDay } from '../lib/clock.js';
import { DatiMancantiError, OperazioneNonConsentitaError, StatoIncompatibileError } from '../lib/problem.js';
import { canonicalText, sha256Hex } from '../protocollo/canonico.js';
import { instantOfAtti } from '../protocollo/change.js';
import { candidatiDi } from './anteprima.js';
import { isAltraPersona } from './atti.js';
import { type Conservati, isConservato } from './conservato.js';
import { fileDaScartare, findDistrutti } from './file.js';
import { chiElenco, step } from './passi.js';
import { impedimentiOra } from './riscontro.js';

/** The rows that were authorised. */
const autorizzate = ({ righe, escluse = [] }: ElencoArchivio) =>
  righe.filter(({ codice }) => !escluse.includes(codice));

/** @throws DatiMancantiError naming what stands in the way now, at most so many */
async function requireLibere(deps: Deps, elenco: ElencoArchivio, conservati: Conservati): Promise<void> {
  const righe = autorizzate(elenco);
  const now = await impedimentiOra(deps, elenco.aoo, righe, conservati);
  const mancanze = righe.flatMap(({ fascicolo, codice }) =>
    (now.get(fascicolo) ?? []).map(({ codice: perche, messaggio }) => ({
      codice: perche,
      messaggio: `${codice}: ${messaggio}`,
      chi: 'archivista',
    })),
  );
  if (mancanze.length > 0)
    throw new DatiMancantiError(
      'Lo scarto non si può eseguire: nulla è stato distrutto. Ecco che cosa lo impedisce.',
      mancanze.slice(0, 50),
    );
}

/** The first of two people begins: nothing is destroyed yet. @throws DatiMancantiError */
export const avviaEsecuzione = (
  deps: Deps,
  caller: Caller,
  id: string,
  conservati: Conservati = isConservato,
): Promise<ElencoArchivio> =>
  step(deps, caller, {
    tipo: 'scarto',
    id,
    atto: 'avvio',
    fai: async (elenco) => {
      await requireLibere(deps, elenco, conservati);
      return {};
    },
  });

const verbaleOf = (verbale: Omit<VerbaleScarto, 'hash'>): VerbaleScarto => ({
  ...verbale,
  hash: sha256Hex(canonicalText({ ...verbale, data: verbale.data.toISOString() })),
});

/** The fascicolo says in its own chain that its documents are no more; its data stay. */
async function markScartato(
  elenco: ElencoArchivio,
  fascicolo: Fascicolo,
  caller: Caller,
  data: Date,
  session: ClientSession,
): Promise<void> {
  const at = instantOfAtti({ eventi: fascicolo.eventi, dataRegistrazione: fascicolo.apertoIl }, data);
  const nuovo = { ...fascicolo.archivio, scarto: { elenco: elenco._id, data: legalDay(data) } };
  const dettagli = {
    campo: 'archivio',
    ...(fascicolo.archivio !== undefined && { vecchio: fascicolo.archivio }),
    nuovo,
    motivo: `Scarto, elenco ${elenco.numero}/${elenco.anno}`,
  };
  await writeAtti(fascicolo, [attoFascicolo('modifica', { data: at, ...chiElenco(caller) }, dettagli)], session);
}

/**
 * The second person confirms: the deletion record is written with the hash of every file, then the files go to the trash of the store,
 * which is emptied in its time. What died between the two is carried on by the sweep: the record is the truth.
 * @throws OperazioneNonConsentitaError for the person who began; DatiMancantiError
 */
export async function confermaEsecuzione(
  deps: Deps,
  caller: Caller,
  id: string,
  conservati: Conservati = isConservato,
): Promise<ElencoArchivio> {
  let verbali: VerbaleScarto[] = [];
  const done = await step(deps, caller, {
    tipo: 'scarto',
    id,
    atto: 'esecuzione',
    fai: async (elenco, data, session) => {
      const { avvio, autorizzazione } = elenco;
      if (avvio === undefined || autorizzazione === undefined)
        throw new StatoIncompatibileError('L’esecuzione non è avviata.');
      if (!isAltraPersona(avvio, caller))
        throw new OperazioneNonConsentitaError(
          'Lo scarto lo eseguono due persone: la conferma spetta a chi non lo ha avviato.',
        );
      await requireLibere(deps, elenco, conservati);
      const righe = autorizzate(elenco);
      const ids = righe.map(({ fascicolo }) => fascicolo);
      verbali = [];
      for (const { fascicolo, codice } of righe) {
        const file = await fileDaScartare(elenco.aoo, fascicolo, ids, session);
        const { numero, data: giorno, autore } = autorizzazione;
        verbali.push(
          verbaleOf({
            _id: `${elenco._id}/${fascicolo}`,
            aoo: elenco.aoo,
            elenco: elenco._id,
            fascicolo,
            codice,
            data,
            utenti: [avvio.utente, caller.utente],
            autorizzazione: { numero, data: giorno, autore },
            file,
          }),
        );
        const read = await FascicoloModel.findOne({ aoo: elenco.aoo, _id: fascicolo }, null, {
          session,
        }).lean<Fascicolo>();
        if (read !== null) await markScartato(elenco, read, caller, data, session);
      }
      await insertVerbali(verbali, session);
      return {
        fascicoli: verbali.length,
        file: verbali.reduce((sum, { file }) => sum + file.length, 0),
        verbali: sha256Hex(canonicalText({ verbali: verbali.map(({ hash }) => hash) })),
      };
    },
  });
  const gone = await findDistrutti(verbali.flatMap(({ file }) => file.map(({ sha256 }) => sha256)));
  for (const sha256 of gone) await deps.store.moveToTrash(sha256);
  return done;
}

/** The archivist takes the fascicoli of the list into the deposito: the office goes on reading them, the archive answers for them. */
export const accettaDeposito = (deps: Deps, caller: Caller, id: string): Promise<ElencoArchivio> =>
  step(deps, caller, {
    tipo: 'deposito',
    id,
    atto: 'accettazione',
    fai: async (elenco, data, session) => {
      const ids = elenco.righe.map(({ fascicolo }) => fascicolo);
      const read = await FascicoloModel.find({ aoo: elenco.aoo, _id: { $in: ids } }, null, { session }).lean<
        Fascicolo[]
      >();
      const open = read.filter(({ stato }) => stato !== 'chiuso');
      const now = await candidatiDi(
        deps,
        caller,
        'deposito',
        read.filter(({ stato }) => stato === 'chiuso'),
      );
      const mancanze = [
        ...open.map(({ codice }) => ({ codice: 'aperto', messaggio: `${codice}: è stato riaperto.`, chi: 'ufficio' })),
        ...now.flatMap(({ fascicolo, rilievi }) =>
          rilievi.map(({ codice, messaggio }) => ({
            codice,
            messaggio: `${fascicolo.codice}: ${messaggio}`,
            chi: 'ufficio',
          })),
        ),
      ];
      if (mancanze.length > 0)
        throw new DatiMancantiError(
          'L’elenco non si può accettare così: restituirlo e farne uno nuovo.',
          mancanze.slice(0, 50),
        );
      for (const fascicolo of read) {
        const at = instantOfAtti({ eventi: fascicolo.eventi, dataRegistrazione: fascicolo.apertoIl }, data);
        const nuovo = { ...fascicolo.archivio, deposito: { elenco: elenco._id, data: legalDay(data) } };
        const dettagli = {
          campo: 'archivio',
          ...(fascicolo.archivio !== undefined && { vecchio: fascicolo.archivio }),
          nuovo,
          motivo: `Passaggio al deposito, elenco ${elenco.numero}/${elenco.anno}`,
        };
        await writeAtti(fascicolo, [attoFascicolo('modifica', { data: at, ...chiElenco(caller) }, dettagli)], session);
      }
      return { fascicoli: read.length, documenti: elenco.righe.reduce((sum, { documenti }) => sum + documenti, 0) };
    },
  });
