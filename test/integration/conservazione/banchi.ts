import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ConservatoreAoo } from '../../../schemas/configurazione-conservazione.api.js';
import { creaConservatore } from '../../../server/conservazione/conservatori/crea.js';
import { riscontro } from '../../../server/conservazione/conservatori/riscontro.js';
import type {
  Chiamata,
  Conservatore,
  DocumentoUnita,
  OpzioniChiamata,
  PacchettoPreparato,
  Seguito,
  UnitaDaVersare,
} from '../../../server/conservazione/tipi.js';
import type { Config } from '../../../server/lib/config.js';
import { createStore } from '../../../storage/create-store.js';
import type { ObjectStore } from '../../../storage/object-store.js';
import { configurazioneProve, startSimulatore, type SimulatoreDiProva } from '../../support/simulatore.js';
import {
  conservatore as configurazioneDi,
  NIENTE,
  regola,
  sha256,
  unita,
} from '../../unit/conservazione/pacchetti/costruttori.js';
import { ConservatoreRest } from './banco-rest.js';

/* The three receivers on real ground: the simulated ParER, a small REST server, a folder; files in a real store. */

export const TOKEN = 'gettone-del-conservatore-1f8e';
export const OROLOGIO = { now: () => new Date('2026-03-16T09:00:00Z') };

export interface Banco {
  cartella: string;
  deposito: string;
  store: ObjectStore;
  parer: SimulatoreDiProva;
  rest: ConservatoreRest;
  config: Pick<Config, 'conservazione'>;
}

export async function apriBanco(): Promise<Banco> {
  const cartella = await mkdtemp(path.join(os.tmpdir(), 'conservatori-'));
  const configurazione = configurazioneProve();
  for (const struttura of configurazione.strutture)
    for (const tipologia of struttura.tipologie) delete tipologia.profiloNormativo; // judged where packages are
  const deposito = path.join(cartella, 'deposito');
  const [store, parer] = await Promise.all([
    createStore({ tipo: 'cartella', percorso: path.join(cartella, 'oggetti') }),
    startSimulatore({ configurazione, adesso: OROLOGIO.now }),
  ]);
  const rest = new ConservatoreRest(TOKEN);
  await rest.avvia();
  return {
    cartella,
    deposito,
    store,
    parer,
    rest,
    config: {
      conservazione: {
        parer: { url: parer.url, utente: parer.utente, password: parer.password },
        rest: { url: rest.url, token: TOKEN },
        deposito,
      },
    },
  };
}

export async function chiudiBanco({ parer, rest, cartella }: Banco): Promise<void> {
  await Promise.all([parer.ferma(), rest.ferma()]);
  await rm(cartella, { recursive: true, force: true });
}

/** A receiver of that kind as an AOO has it; `over` may shorten its patience. */
export function conservatoreDi(
  { config }: Pick<Banco, 'config'>,
  tipo: ConservatoreAoo['tipo'],
  over: Partial<ConservatoreAoo> = {},
): Conservatore {
  const made = creaConservatore(
    config,
    configurazioneDi({ tipo, ambiente: 'PARER_SIMULATO', ente: 'Comune di Valdoria', struttura: 'AVLD001', ...over }),
    OROLOGIO,
  );
  if (made === undefined) throw new Error(`the receiver ${tipo} is not configured`);
  return made;
}

export const opzioni = ({ store }: Pick<Banco, 'store'>, segnale = AbortSignal.timeout(60_000)): OpzioniChiamata => ({
  segnale,
  open: async (impronta) => (await store.open(impronta)).stream,
});

const { profiloNormativo: _profilo, datiSpecifici: _dati, ...senzaProfili } = regola();
let numero = 0;

export interface Richiesto {
  numero?: string;
  testo?: string;
  mime?: string;
  seguito?: Seguito;
  unita?: Partial<UnitaDaVersare>;
}

/** A unit of two files under a number of its own; the principal one counts as signed. */
export function buildUnita({ numero: dato, testo = '', unita: over = {} }: Richiesto = {}): UnitaDaVersare & {
  bytes: Map<string, Buffer>;
} {
  numero += 1;
  const mio = dato ?? String(numero).padStart(7, '0');
  const contenuti = [`Istanza ${mio} ${testo}\n`, `Planimetria ${mio} ${testo}\n`].map((uno) => Buffer.from(uno));
  const documenti = contenuti.map((bytes, n): DocumentoUnita => ({
    ruolo: n === 0 ? 'principale' : 'allegato',
    id: `doc-${mio}-${n}`,
    file: {
      id: `f${n}`,
      nome: n === 0 ? 'istanza.pdf.p7m' : 'planimetria-località.pdf',
      mime: n === 0 ? 'application/pkcs7-mime' : 'application/pdf',
      formato: n === 0 ? 'PDF.P7M' : 'PDF',
      dimensione: bytes.length,
      sha256: sha256(bytes.toString()),
    },
  }));
  return {
    ...unita({
      chiave: { registro: 'PG', anno: 2026, numero: mio },
      collegati: [],
      regola: { ...senzaProfili },
      documenti,
      ...over,
    }),
    bytes: new Map(contenuti.map((bytes) => [sha256(bytes.toString()), bytes])),
  };
}

/** The package as the service makes it: index and files in the store. */
export async function congela(
  { store }: Pick<Banco, 'store'>,
  conservatore: Conservatore,
  versabile: ReturnType<typeof buildUnita>,
  seguito?: Seguito,
): Promise<PacchettoPreparato> {
  const indice = conservatore.prepara(versabile, NIENTE, seguito);
  const put = (bytes: Buffer) => store.put(Readable.from([bytes], { objectMode: false }));
  const kept = await put(indice.contenuto);
  for (const { sha256: impronta, contenuto } of indice.file) {
    const bytes = contenuto ?? versabile.bytes.get(impronta);
    if (bytes !== undefined) await put(bytes);
  }
  return {
    operazione: seguito?.operazione ?? 'versamento',
    tipo: versabile.tipo,
    chiave: versabile.chiave,
    formato: indice.formato,
    indice: { nome: indice.nome, mime: indice.mime, sha256: kept.sha256, dimensione: kept.dimensione },
    ...(indice.improntaIndice !== undefined && { improntaIndice: indice.improntaIndice }),
    file: indice.file.map(({ contenuto: _contenuto, ...uno }) => uno),
    istante: versabile.istante,
  };
}

/** How it stands after a call, in words; a receipt is compared, one that is missing is fetched. */
export async function parola(
  conservatore: Conservatore,
  pacchetto: PacchettoPreparato,
  { esito }: Chiamata,
  opz: OpzioniChiamata,
): Promise<string> {
  if (esito.tipo === 'senza-rapporto') {
    const rapporto = await conservatore.rapporto(pacchetto, opz);
    if (rapporto === null) return 'senza rapporto';
    return riscontro(rapporto, pacchetto).length === 0 ? 'conservato, rapporto chiesto' : 'diverso, rapporto chiesto';
  }
  if (esito.tipo !== 'conservato') return esito.tipo === 'rifiutato' ? `rifiutato ${esito.causa}` : esito.tipo;
  const uguale = riscontro(esito.rapporto, pacchetto).length === 0;
  return [
    uguale ? 'conservato' : 'diverso',
    ...(esito.giaPresente ? ['già presente'] : []),
    ...(esito.avvisi.length > 0 ? ['con avvisi'] : []),
  ].join(', ');
}
