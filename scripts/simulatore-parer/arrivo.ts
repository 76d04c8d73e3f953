import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { IncomingMessage } from 'node:http';
import { creaIndizi, type Indizi } from './firme.js';
import { confineDi, leggiMultipart, MultipartNonLeggibileError, type Ricevente } from './multipart.js';
import { decodifica } from './testo.js';

/** A request as received whole: its parts in their order; files are on disk, hashed while they came. */

export interface FileArrivato {
  nomeFile: string;
  dimensione: number;
  sha256: string;
  /** undefined: the bytes were not kept */
  percorso: string | undefined;
  indizi: Indizi;
}

export interface ParteArrivata {
  nome: string;
  /** a field */
  testo?: string;
  file?: FileArrivato;
}

export interface Arrivo {
  parti: ParteArrivata[];
  byte: number;
  /** over a limit, cut or not readable: the answer is 666 */
  guasto?: string;
  /** over a limit */
  oltre?: boolean;
  /** not multipart: the answer is WS-CHECK */
  nonMultipart?: boolean;
}

export interface OpzioniArrivo {
  cartella: string;
  tieniFile: boolean;
  limiti: { richiesta: number; file: number; intestazioneParte: number; campo: number };
  uuid: () => string;
}

const SCRITTURA = 1024 * 1024;

class LimiteError extends Error {}

class FileInArrivo implements Ricevente {
  readonly #hash: Hash = createHash('sha256');
  readonly #indizi = creaIndizi();
  readonly #uscita: WriteStream | undefined;
  #errore: Error | undefined;
  dimensione = 0;

  constructor(
    readonly percorso: string | undefined,
    readonly massimo: number,
    readonly pronto: (file: Omit<FileArrivato, 'nomeFile'>) => void,
  ) {
    this.#uscita = percorso === undefined ? undefined : createWriteStream(percorso, { highWaterMark: SCRITTURA });
    this.#uscita?.on('error', (error) => {
      this.#errore = error;
    });
  }

  async scrivi(byte: Buffer): Promise<void> {
    this.dimensione += byte.length;
    if (this.dimensione > this.massimo) throw new LimiteError('file oltre il limite');
    this.#hash.update(byte);
    this.#indizi.guarda(byte);
    if (this.#errore !== undefined) throw this.#errore;
    if (this.#uscita?.write(byte) === false) await once(this.#uscita, 'drain');
  }

  /** The call has ended before the file has. */
  abbandona(): void {
    this.#uscita?.destroy();
  }

  async chiudi(): Promise<void> {
    if (this.#uscita !== undefined) {
      this.#uscita.end();
      await once(this.#uscita, 'close');
    }
    if (this.#errore !== undefined) throw this.#errore;
    this.pronto({
      dimensione: this.dimensione,
      sha256: this.#hash.digest('hex'),
      percorso: this.percorso,
      indizi: this.#indizi,
    });
  }
}

/** Receives everything; what does not fit is thrown away as it comes, so that the client can hear the answer. */
export async function ricevi(
  req: IncomingMessage,
  corpo: AsyncIterable<Buffer>,
  opzioni: OpzioniArrivo,
): Promise<Arrivo> {
  const { limiti } = opzioni;
  const arrivo: Arrivo = { parti: [], byte: 0 };
  const tipo = req.headers['content-type'] ?? '';
  const contato = async function* (): AsyncGenerator<Buffer> {
    for await (const pezzo of corpo) {
      arrivo.byte += pezzo.length;
      yield pezzo;
    }
  };
  const flusso = contato();
  const butta = async (): Promise<void> => {
    while ((await flusso.next()).done !== true);
  };
  if (!/^multipart\//i.test(tipo.trim())) {
    arrivo.nonMultipart = true;
    await butta();
    return arrivo;
  }
  const confine = confineDi(tipo);
  const entroLimite: AsyncIterable<Buffer> = {
    [Symbol.asyncIterator]: () => ({
      async next() {
        const uno = await flusso.next();
        if (arrivo.byte > limiti.richiesta) throw new LimiteError('richiesta oltre il limite');
        return uno;
      },
    }),
  };
  const aperti: FileInArrivo[] = [];
  const lascia = async (): Promise<void> => {
    for (const file of aperti) file.abbandona();
    await elimina(aperti.flatMap(({ percorso }) => (percorso === undefined ? [] : [percorso])));
  };
  try {
    if (confine === undefined) throw new MultipartNonLeggibileError('manca il confine delle parti');
    await leggiMultipart(entroLimite, confine, limiti.intestazioneParte, ({ nome, nomeFile, charset }) => {
      const parte: ParteArrivata = { nome };
      arrivo.parti.push(parte);
      if (nomeFile === undefined) return campo(parte, charset, limiti.campo);
      const percorso = opzioni.tieniFile ? path.join(opzioni.cartella, opzioni.uuid()) : undefined;
      const file = new FileInArrivo(percorso, limiti.file, (finito) => {
        parte.file = { ...finito, nomeFile };
      });
      aperti.push(file);
      return file;
    });
  } catch (error) {
    if (!(error instanceof MultipartNonLeggibileError || error instanceof LimiteError)) {
      await lascia();
      throw error;
    }
    arrivo.guasto = error.message;
    if (error instanceof LimiteError) arrivo.oltre = true;
    await lascia();
    await butta();
  }
  return arrivo;
}

function campo(parte: ParteArrivata, charset: string | undefined, massimo: number): Ricevente {
  const pezzi: Buffer[] = [];
  let byte = 0;
  return {
    scrivi(pezzo) {
      byte += pezzo.length;
      if (byte > massimo) throw new LimiteError('campo oltre il limite');
      pezzi.push(Buffer.from(pezzo));
    },
    chiudi() {
      parte.testo = decodifica(Buffer.concat(pezzi), charset);
    },
  };
}

const elimina = async (percorsi: readonly string[]): Promise<void> => {
  await Promise.all(percorsi.map((percorso) => rm(percorso, { force: true })));
};

/** Removes what of the files was not taken into the store. */
export const scarta = ({ parti }: Arrivo): Promise<void> =>
  elimina(parti.flatMap(({ file }) => (file?.percorso === undefined ? [] : [file.percorso])));
