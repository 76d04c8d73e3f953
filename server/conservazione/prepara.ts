import { randomBytes } from 'node:crypto';
import { clearDaVersare } from '../../schemas/da-versare.model.js';
import { clearNonInviabile, type MancanzaVersamento, putNonInviabile } from '../../schemas/non-inviabile.model.js';
import { findPrimo, insertVersamento, type Versamento } from '../../schemas/versamento.model.js';
import type { TipoVersamento } from '../../schemas/versamento.api.js';
import { FileNotFoundError, IntegrityError } from '../../storage/errors.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { creaDi } from './conservatore.js';
import type { DepsConservazione } from './deps.js';
import { reportFile } from './fissita/guasti.js';
import { congela, dimensioneOf } from './indice.js';
import { contenutoAllaNascita, nascitaOf, type NascitaVersamento } from './replay.js';
import { fileDi } from './pacchetti/file-di.js';
import { readRiferimento } from './regole/riferimento.js';
import type { Conservatore, Ritocchi, Seguito, Versabile } from './tipi.js';
import { readVersabile } from './unita/leggi.js';

/** What is to be shipped, and why. */
export interface DaPreparare {
  aoo: string;
  tipo: TipoVersamento;
  riferimento: string;
  /** in words, for the history: `classificata` */
  perche: string;
  priorita?: boolean;
  termine?: string | undefined;
  /** who asked for it; absent: it was due */
  utente?: string;
}

export type EsitoPrepara =
  | { tipo: 'preparato' | 'presente'; versamento: Versamento }
  | { tipo: 'non-inviabile'; mancanze: MancanzaVersamento[] }
  | { tipo: 'assente' }
  /** the installation has no address for its receiver: it waits */
  | { tipo: 'attende'; mancanza: MancanzaVersamento };

const MEBIBYTE = 1024 ** 2;
export const NESSUN_RITOCCO: Ritocchi = { forza: [], formati: {} };

/** What keeps a thing from being shipped to that receiver, found without calling it. */
export function mancanzeDi(conservatore: Conservatore, versabile: Versabile): MancanzaVersamento[] {
  const errors = conservatore.verifica(versabile).filter(({ gravita }) => gravita === 'errore');
  return errors.map(({ codice, messaggio }) => ({ codice, messaggio, chi: 'archivista' }));
}

/** Too large to be sent; null if it is not. */
export function troppoGrande(
  { dimensioneMassimaMegabyte: most, denominazione }: Conservatore['configurazione'],
  dimensione: number,
): MancanzaVersamento | null {
  return dimensione <= most * MEBIBYTE
    ? null
    : {
        codice: 'pacchetto-troppo-grande',
        messaggio: `I file insieme superano i ${most} MiB concordati con ${denominazione}: chiedere al conservatore un altro modo di versamento.`,
        chi: 'archivista',
      };
}

/** Only who installs knows where a receiver is. */
export const senzaIndirizzo = ({ denominazione }: Conservatore['configurazione']): MancanzaVersamento => ({
  codice: 'conservatore-senza-indirizzo',
  messaggio: `In questa installazione mancano indirizzo o credenziali di ${denominazione}: li imposta l’amministratore.`,
  chi: 'admin',
});

/** A file that is not any more what was registered: nothing of it is ever shipped. */
export function mancanzaDiFile(error: unknown): MancanzaVersamento | null {
  if (error instanceof IntegrityError)
    return {
      codice: 'file-alterato',
      messaggio: 'Un file non ha più l’impronta registrata: non si versa nulla. Avvisare subito l’assistenza.',
      chi: 'assistenza',
    };
  if (error instanceof FileNotFoundError)
    return {
      codice: 'file-mancante',
      messaggio: 'Un file non è nell’archivio: non si versa nulla. Avvisare subito l’assistenza.',
      chi: 'assistenza',
    };
  return null;
}

/** The day by which it is counted and looked up. Of a daily register the day that it tells: as a document it is of the day it was closed on. */
function dataDi(versabile: Versabile): string {
  if (versabile.tipo === 'fascicolo') return versabile.dataChiusura;
  return versabile.tipo === 'registro-giornaliero' ? versabile.riferimento : versabile.data;
}

const registroDi = (tipo: TipoVersamento, riferimento: string): { registro?: string } => {
  const named = readRiferimento(tipo, riferimento);
  return named?.tipo === 'unita-documentaria' ? { registro: named.registro } : {};
};

interface Nuovo extends DaPreparare {
  conservatore: Conservatore;
  versabile: Versabile;
  n: number;
  seguito?: Seguito;
}

/**
 * Freezes a package and writes it: index and metadata into the store, then one insert. Whoever is second finds that it is there.
 * @returns null when the same package is there already
 * @throws IntegrityError, FileNotFoundError of the store
 */
export async function nasci(deps: DepsConservazione, nuovo: Nuovo): Promise<Versamento | null> {
  const { aoo, tipo, riferimento, conservatore, versabile, n, seguito, utente, perche, termine } = nuovo;
  const { protect, impronte, pacchetto, sha256, dimensione } = await congela(
    deps,
    conservatore,
    versabile,
    NESSUN_RITOCCO,
    seguito,
  );
  const creato = deps.clock.now();
  const nascita: NascitaVersamento = {
    id: randomBytes(15).toString('base64url'),
    aoo,
    conservatore: conservatore.configurazione.codice,
    tipo,
    riferimento,
    ...registroDi(tipo, riferimento),
    operazione: pacchetto.operazione,
    n,
    chiave: versabile.chiave,
    versioneOrigine: versabile.versione,
    dataDocumento: dataDi(versabile),
    pacchetto,
    sha256,
    dimensione,
    ritocchi: NESSUN_RITOCCO,
    priorita: nuovo.priorita ?? false,
    creato: creato.toISOString(),
    perche,
    ...(termine !== undefined && { termine }),
    ...(utente !== undefined && { utente }),
    ...(seguito !== undefined && { seguito }),
  };
  const { id: _id, creato: _creato, perche: _perche, utente: _utente, seguito: _seguito, ...detto } = nascita;
  const versamento: Versamento = {
    _id,
    ...detto,
    ...contenutoAllaNascita(nascita),
    ...nascitaOf(nascita),
    creato,
    eventi: [],
    versione: 1,
    vivo: true,
    prossimoPasso: creato,
    impronte,
  };
  await protect();
  try {
    await insertVersamento(versamento);
    return versamento;
  } catch (error) {
    if (isDuplicateKey(error)) return null;
    throw error;
  }
}

/** Says why it cannot be shipped, then takes its mark away: killed in between, it is looked at again. */
export async function segnaNonInviabile(
  deps: Pick<DepsConservazione, 'clock' | 'log'>,
  { aoo, tipo, riferimento }: Pick<DaPreparare, 'aoo' | 'tipo' | 'riferimento'>,
  versione: number,
  lacking: readonly MancanzaVersamento[],
): Promise<EsitoPrepara> {
  const mancanze = lacking.map(({ codice, messaggio, chi }) => ({
    codice,
    messaggio,
    ...(chi !== undefined && { chi }),
  }));
  await putNonInviabile({ aoo, tipo, riferimento, mancanze, versione, quando: deps.clock.now() });
  await clearDaVersare(aoo, tipo, riferimento, versione);
  deps.log.info({ aoo, tipo, riferimento, codici: mancanze.map(({ codice }) => codice) }, 'not shippable');
  return { tipo: 'non-inviabile', mancanze };
}

/** It has its package: nothing is missing any more, and the record is not to be looked at again for that version. */
async function settle(da: DaPreparare, versione: number): Promise<void> {
  await clearNonInviabile(da);
  await clearDaVersare(da.aoo, da.tipo, da.riferimento, versione);
}

/**
 * The first shipping of a thing, prepared: its package is frozen, and every try sends exactly that. Repeated it finds what is there;
 * killed anywhere it leaves what the next one finds.
 */
export async function prepara(deps: DepsConservazione, da: DaPreparare): Promise<EsitoPrepara> {
  const { aoo, tipo, riferimento } = da;
  const known = await findPrimo(aoo, tipo, riferimento);
  if (known !== null) return { tipo: 'presente', versamento: known };
  const letto = await readVersabile(deps, { aoo, tipo, riferimento });
  if (letto === null) return { tipo: 'assente' };
  if (!('versabile' in letto)) return segnaNonInviabile(deps, da, letto.versione, letto.mancanze);
  const { versabile, configurazione } = letto;
  const conservatore = await creaDi(deps, configurazione);
  if (conservatore === undefined) return { tipo: 'attende', mancanza: senzaIndirizzo(configurazione) };
  const mancanze = mancanzeDi(conservatore, versabile);
  if (mancanze.length > 0) return segnaNonInviabile(deps, da, versabile.versione, mancanze);
  try {
    const size = troppoGrande(configurazione, sizeOf(versabile));
    if (size !== null) return await segnaNonInviabile(deps, da, versabile.versione, [size]);
    const made = await nasci(deps, { ...da, conservatore, versabile, n: 1 });
    const versamento = made ?? (await findPrimo(aoo, tipo, riferimento));
    if (versamento === null) return await occupied(deps, da, versabile);
    await settle(da, versabile.versione);
    deps.log.info({ aoo, tipo, riferimento, versamento: versamento._id }, 'versamento prepared');
    return { tipo: made === null ? 'presente' : 'preparato', versamento };
  } catch (error) {
    const broken = mancanzaDiFile(error);
    if (broken === null) throw error;
    await reportFile(error);
    deps.log.error({ err: error, aoo, tipo, riferimento }, 'stored file altered or missing: not shipped');
    return segnaNonInviabile(deps, da, versabile.versione, [broken]);
  }
}

const sizeOf = (versabile: Versabile): number =>
  versabile.tipo === 'fascicolo'
    ? 0
    : dimensioneOf({
        indice: { nome: '', mime: '', sha256: '', dimensione: 0 },
        file: versabile.documenti.flatMap((documento) =>
          fileDi(documento).map((file) => ({ ...file, ruolo: documento.ruolo })),
        ),
      });

/** Its key is that of something else: two rules give two registers one name. */
const occupied = (deps: DepsConservazione, da: DaPreparare, { versione, chiave }: Versabile): Promise<EsitoPrepara> =>
  segnaNonInviabile(deps, da, versione, [
    {
      codice: 'chiave-occupata',
      messaggio: `La chiave ${chiave.registro}/${chiave.anno}/${chiave.numero} è già di un altro pacchetto: dare ai registri nomi diversi nelle regole di versamento.`,
      chi: 'rgd',
    },
  ]);
