import { newChiave } from '../../lib/chiave.js';
import { adesso } from '../../lib/orologio.js';
import { type Bozza, deleteBozza, type FileBozza, type InvioBozza, saveBozza, saveFile } from '../../lib/bozze.js';
import { isVuoto, type Valori } from './valori.js';

const PAUSE_MS = 250;

/** What the page says of the draft: since when it is safe, or why it is not. */
interface StatoBozza {
  salvata: Date | null;
  guasto: string | null;
}

const NON_SALVATA = 'La bozza non si può tenere in questo browser: finché non è registrata, non chiudere la pagina.';
const FILE_NON_SALVATO =
  'Il file non entra nella bozza, manca spazio nel browser: finché non è registrata, non chiudere la pagina.';

/**
 * Keeps one open form in the browser while it is written: values a quarter of a second after the last key, files as
 * they come, one writing after the other, so that nothing older covers what is newer.
 */
export class Quaderno {
  readonly #listeners = new Set<() => void>();
  readonly #contenuti: Map<string, Blob>;
  #bozza: Bozza;
  #stato: StatoBozza;
  #timer: number | undefined;
  #coda: Promise<void> = Promise.resolve();
  #chiuso = false;

  constructor(bozza: Bozza, file: readonly FileBozza[], giaSalvata: boolean) {
    this.#bozza = bozza;
    this.#contenuti = new Map(file.map(({ id, contenuto }) => [id, contenuto]));
    this.#stato = { salvata: giaSalvata ? new Date(bozza.salvata) : null, guasto: null };
  }

  get id(): string {
    return this.#bozza.id;
  }

  /** Idempotency-Key of this form. */
  get chiave(): string {
    return this.#bozza.chiave;
  }

  /** Sendings whose outcome is not known, oldest first. */
  get invii(): readonly InvioBozza[] {
    return this.#bozza.invii;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly stato = (): StatoBozza => this.#stato;

  /** What is noted now. */
  readonly bozza = (): Bozza => this.#bozza;

  contenutoOf(id: string): Blob | undefined {
    return this.#contenuti.get(id);
  }

  /** Notes what the form holds now; written soon, unless nothing worth keeping is in it. */
  annota(valori: Valori): void {
    const { documento, allegati } = valori;
    this.#bozza = {
      ...this.#bozza,
      valori,
      salvata: adesso().toISOString(),
      documento: documento?.id ?? null,
      allegati: allegati.map(({ id }) => id),
    };
    if (isVuoto(valori) && this.#stato.salvata === null) return;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.salva(), PAUSE_MS);
  }

  /** Writes at once what waits to be written: the page is going out of sight, perhaps for ever. */
  scarica(): void {
    if (this.#timer !== undefined) void this.salva();
  }

  /** Writes at once what is noted; resolves when it is in. */
  async salva(): Promise<void> {
    window.clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#inOrdine(async () => {
      await saveBozza(this.#bozza);
      this.#cambia({ salvata: adesso(), guasto: null });
    }, NON_SALVATA);
  }

  /** Keeps the bytes of a file and returns those that will be sent. */
  async accogli(id: string, file: File): Promise<Blob> {
    let contenuto: Blob = file;
    await this.#inOrdine(async () => {
      contenuto = (await saveFile({ id, bozza: this.id, nome: file.name, dimensione: file.size, contenuto: file }))
        .contenuto;
    }, FILE_NON_SALVATO);
    this.#contenuti.set(id, contenuto);
    return contenuto;
  }

  /** Written before a sending leaves: if the answer is lost, even with the page, the same can be sent again. */
  async annotaInvio(invio: InvioBozza): Promise<void> {
    this.#bozza = { ...this.#bozza, invii: [...this.#altriInvii(invio), invio] };
    await this.salva();
  }

  /** The server refused this sending: nothing was made of it. */
  async dimenticaInvio(invio: InvioBozza): Promise<void> {
    this.#bozza = { ...this.#bozza, invii: this.#altriInvii(invio) };
    await this.salva();
  }

  /** The number is in, or the author throws the draft away: nothing is kept, nothing is written any more. */
  async elimina(): Promise<void> {
    window.clearTimeout(this.#timer);
    await this.#inOrdine(() => deleteBozza(this.id), NON_SALVATA);
    this.#chiuso = true;
  }

  #altriInvii({ richiesta, documento, allegati }: InvioBozza): InvioBozza[] {
    const same = (altro: InvioBozza) =>
      altro.richiesta === richiesta && altro.documento === documento && altro.allegati.join() === allegati.join();
    return this.#bozza.invii.filter((altro) => !same(altro));
  }

  async #inOrdine(scrivi: () => Promise<void>, guasto: string): Promise<void> {
    const turno = this.#coda.then(async () => {
      if (this.#chiuso) return;
      await scrivi().catch(() => this.#cambia({ ...this.#stato, guasto }));
    });
    this.#coda = turno;
    await turno;
  }

  #cambia(stato: StatoBozza): void {
    this.#stato = stato;
    for (const listener of this.#listeners) listener();
  }
}

/** A form just opened, with its own key. */
export function newQuaderno(id: string, autore: string, valori: Valori): Quaderno {
  const ora = adesso().toISOString();
  return new Quaderno(
    { id, autore, chiave: newChiave(), creata: ora, salvata: ora, valori, documento: null, allegati: [], invii: [] },
    [],
    false,
  );
}
