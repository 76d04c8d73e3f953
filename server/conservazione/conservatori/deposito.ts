import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  access,
  constants,
  type FileHandle,
  open as apriFile,
  readdir,
  rename,
  rm,
  stat,
  statfs,
} from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ConservatoreAoo } from '../../../schemas/configurazione-conservazione.api.js';
import type { Clock } from '../../lib/clock.js';
import { archivioOf } from '../pacchetti/archivio.js';
import type { Chiamata, Conservatore, EsitoInvio, OpzioniChiamata, PacchettoPreparato } from '../tipi.js';
import { fra } from './attese.js';
import { daVoci } from './decisione.js';
import { leggiFile, voceSorgente } from './parer-chiamata.js';
import { CAPACITA_ARCHIVIO, nomePacchetto, preparaPindex } from './pindex.js';

/**
 * Packages left in a folder, for a receiver that takes them from there or gets them by hand: the archive appears under its name only
 * when it is whole and safe on the disk. The receipt comes by hand.
 */

const GIORNO_S = 86_400;
const PARZIALE = '.parziale';

const guasto = (codice: string, messaggio: string): EsitoInvio => ({
  tipo: 'tecnico',
  voci: [{ codice, messaggio, gravita: 'errore' }],
});

const CODICI: Readonly<Record<string, readonly [codice: string, messaggio: string]>> = {
  ENOSPC: ['DEPOSITO-SPAZIO', 'Nella cartella di deposito non c’è più spazio.'],
  EDQUOT: ['DEPOSITO-SPAZIO', 'Nella cartella di deposito non c’è più spazio.'],
  EACCES: ['DEPOSITO-PERMESSI', 'Nella cartella di deposito non si può scrivere.'],
  EPERM: ['DEPOSITO-PERMESSI', 'Nella cartella di deposito non si può scrivere.'],
  EROFS: ['DEPOSITO-PERMESSI', 'Nella cartella di deposito non si può scrivere.'],
};

/** What became of a write that failed; whatever was half written is away. */
function esitoGuasto(errore: unknown): EsitoInvio {
  const { code = '' } = errore as NodeJS.ErrnoException;
  if (errore instanceof Error && errore.name === 'AbortError')
    return guasto('RETE-FERMATA', 'Il deposito è stato fermato: nulla è rimasto a metà.');
  const [codice, messaggio] = CODICI[code] ?? [
    'DEPOSITO',
    `Nella cartella di deposito non si è scritto${code === '' ? '' : ` (${code})`}.`,
  ];
  return guasto(codice, messaggio);
}

async function hashOf(file: string, segnale: AbortSignal): Promise<string> {
  const somma = createHash('sha256');
  for await (const pezzo of createReadStream(file, { signal: segnale }) as AsyncIterable<Buffer>) somma.update(pezzo);
  return somma.digest('hex');
}

/** The archive, read from the store while its hash is made; faults of the store are told from those of the folder. */
class Archivio {
  readonly #somma = createHash('sha256');
  sorgente: unknown;
  inviati = 0;

  constructor(
    private readonly pacchetto: PacchettoPreparato,
    private readonly opzioni: OpzioniChiamata,
  ) {}

  async *pezzi(): AsyncGenerator<Buffer, void> {
    const { pacchetto, opzioni } = this;
    const nomi = new Map([
      ...pacchetto.file.map(({ id, sha256 }) => [sha256, id] as const),
      [pacchetto.indice.sha256, 'indice'],
    ]);
    const open = (sha256: string): Promise<Readable> =>
      Promise.resolve(Readable.from(leggiFile({ id: nomi.get(sha256) ?? '', sha256 }, opzioni.open)));
    try {
      for await (const pezzo of archivioOf(pacchetto, open)) {
        this.#somma.update(pezzo);
        yield pezzo;
        opzioni.segnale.throwIfAborted();
      }
    } catch (errore) {
      if (!opzioni.segnale.aborted) this.sorgente = errore;
      throw errore;
    }
  }

  hash(): string {
    return this.#somma.digest('hex');
  }
}

/** So that the name itself is safe, not only the bytes. */
async function sync(cartella: string): Promise<void> {
  const handle = await apriFile(cartella, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function scrivi(handle: FileHandle, archivio: Archivio): Promise<void> {
  for await (const pezzo of archivio.pezzi()) {
    let scritti = 0;
    while (scritti < pezzo.length) scritti += (await handle.write(pezzo, scritti)).bytesWritten;
    archivio.inviati += pezzo.length;
  }
  await handle.sync();
}

const exists = async (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    },
  );

/** What a killed writer of this package has left. */
async function sgombra(cartella: string, nome: string): Promise<void> {
  for (const uno of await readdir(cartella))
    if (uno.startsWith(`.${nome}.`) && uno.endsWith(PARZIALE)) await rm(path.join(cartella, uno), { force: true });
}

async function deposita(cartella: string, nome: string, archivio: Archivio, segnale: AbortSignal): Promise<boolean> {
  const file = path.join(cartella, nome);
  await sgombra(cartella, nome);
  const parziale = path.join(cartella, `.${nome}.${randomBytes(6).toString('hex')}${PARZIALE}`);
  const handle = await apriFile(parziale, 'wx', 0o640);
  try {
    try {
      await scrivi(handle, archivio);
    } finally {
      await handle.close();
    }
    if (await exists(file)) return (await hashOf(file, segnale)) === archivio.hash();
    await rename(parziale, file);
    await sync(cartella);
    return true;
  } finally {
    await rm(parziale, { force: true });
  }
}

/** The kind `deposito` (docs/conservatori.md). */
export function creaDeposito(cartella: string, configurazione: ConservatoreAoo, orologio: Clock): Conservatore {
  const inCarico = (nome: string): EsitoInvio => ({
    tipo: 'in-carico',
    ticket: nome,
    verificaDopo: fra(GIORNO_S, orologio),
  });
  const nomeOf = (pacchetto: PacchettoPreparato): string => `${nomePacchetto(pacchetto)}.zip`;

  return {
    ...preparaPindex(configurazione),
    capacita: { ...CAPACITA_ARCHIVIO, ricevuta: 'a-mano' },

    async invia(pacchetto, opzioni) {
      const inizio = performance.now();
      const archivio = new Archivio(pacchetto, opzioni);
      const nome = nomeOf(pacchetto);
      const chiamata = (esito: EsitoInvio): Chiamata => ({
        esito,
        durataMs: performance.now() - inizio,
        inviati: archivio.inviati,
      });
      try {
        if (await deposita(cartella, nome, archivio, opzioni.segnale)) return chiamata(inCarico(nome));
        return chiamata({
          tipo: 'conflitto',
          voci: [
            {
              codice: 'CONFLITTO',
              messaggio: `Nella cartella di deposito c’è già ${nome}, con un altro contenuto.`,
              gravita: 'errore',
            },
          ],
        });
      } catch (errore) {
        return chiamata(
          archivio.sorgente === undefined ? esitoGuasto(errore) : daVoci([voceSorgente(archivio.sorgente)]),
        );
      }
    },

    /** Once it was left there, its absence means that it was taken. */
    async stato(pacchetto, _opzioni, ticket) {
      const inizio = performance.now();
      const nome = nomeOf(pacchetto);
      const esito = await exists(path.join(cartella, nome)).then(
        (presente): EsitoInvio => (presente || ticket !== undefined ? inCarico(nome) : { tipo: 'assente' }),
        (): EsitoInvio => ({ tipo: 'incerto', motivo: 'la cartella di deposito non si legge' }),
      );
      return { esito, durataMs: performance.now() - inizio, inviati: 0 };
    },

    rapporto: () => Promise.resolve(null),

    async salute() {
      try {
        await access(cartella, constants.W_OK | constants.X_OK);
        const { bavail, bsize } = await statfs(cartella);
        const liberi = Math.floor((bavail * bsize) / 1024 ** 2);
        return liberi < configurazione.dimensioneMassimaMegabyte
          ? { raggiungibile: false, dettaglio: `Nella cartella di deposito restano ${liberi} MB.` }
          : { raggiungibile: true, dettaglio: `Spazio libero: ${liberi} MB.` };
      } catch (error) {
        const { code = '' } = error as NodeJS.ErrnoException;
        return { raggiungibile: false, dettaglio: `La cartella di deposito non è utilizzabile (${code}).` };
      }
    },
  };
}
