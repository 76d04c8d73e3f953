import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FileArrivato } from './arrivo.js';
import { chiaveStruttura } from './configurazione.js';
import type { Chiave, Ruolo, Versatore } from './unita.js';

/** What the receiver keeps: units, fascicoli, requests of annulment; in memory, and in a folder when it has one. */

export interface ComponenteConservato {
  id: string;
  urn: string;
  ordine: number;
  supporto: string;
  sotto: boolean;
  firmato: boolean;
  nome?: string;
  formato?: string;
  sha256?: string;
  dimensione?: number;
}

export interface DocumentoConservato {
  ruolo: Ruolo;
  n: number;
  id: string;
  tipo: string;
  componenti: ComponenteConservato[];
  /** of a document that was added later */
  aggiunto?: { quando: string; urn: string };
}

export type StatoUnita =
  | 'PRESA_IN_CARICO'
  | 'AIP_DA_GENERARE'
  | 'AIP_GENERATO'
  | 'AIP_FIRMATO'
  | 'AIP_IN_AGGIORNAMENTO'
  | 'IN_ARCHIVIO'
  | 'IN_CUSTODIA'
  | 'ANNULLATA';

export interface UnitaConservata {
  uuid: string;
  versatore: Versatore;
  chiave: Chiave;
  tipologia: string;
  oggetto: string;
  data: string;
  quando: string;
  stato: StatoUnita;
  /** since when it is in that state */
  dal: string;
  urn: string;
  hashIndice: string;
  esito: string;
  avvisi: string[];
  documenti: DocumentoConservato[];
  aggiornamenti: number;
}

/** What is long of a unit: read when it is asked for. Added documents have theirs under their IDDocumento. */
export interface TestiUnita {
  xmlsip: string;
  rdv: string;
  aggiunte: Record<string, { xmlsip: string; rdv: string }>;
  aggiornamenti: string[];
}

export interface FascicoloConservato {
  uuid: string;
  versatore: Versatore;
  anno: string;
  numero: string;
  tipo: string;
  quando: string;
  annullato: boolean;
  unita: Chiave[];
  rdv: string;
  xmlsip: string;
}

export interface RichiestaAnnullamento {
  versatore: Versatore;
  codice: string;
  stato: 'APERTA' | 'CHIUSA' | 'EVASA' | 'INVIO_FALLITO';
  motivazione: string;
  quando: string;
  voci: { tipo: string; chiave: Chiave }[];
}

export const chiaveArchivio = (versatore: Versatore, { registro, anno, numero }: Chiave): string =>
  [chiaveStruttura(versatore), registro, anno, numero].join('\0');

const CARTELLE = ['unita', 'fascicoli', 'annullamenti', 'file', 'arrivi'] as const;

/** One store. Writing order: files, then the JSON under a temporary name, then its rename: a crash leaves all or nothing. */
export class Archivio {
  readonly cartella: string;
  readonly #durevole: boolean;
  readonly #unita = new Map<string, UnitaConservata[]>();
  readonly #prenotate = new Set<string>();
  readonly #testi = new Map<string, TestiUnita>();
  readonly fascicoli = new Map<string, FascicoloConservato[]>();
  readonly annullamenti = new Map<string, RichiestaAnnullamento>();

  /**
   * @param durevole - false: the folder is a temporary one, for the files alone
   * @param tieneFile - false: files are hashed and their bytes thrown away
   */
  constructor(
    cartella: string,
    durevole: boolean,
    readonly tieneFile: boolean,
  ) {
    this.cartella = cartella;
    this.#durevole = durevole;
  }

  get durevole(): boolean {
    return this.#durevole;
  }

  /** Where a request is spooled. */
  get arrivi(): string {
    return path.join(this.cartella, 'arrivi');
  }

  percorsoFile(sha256: string): string {
    return path.join(this.cartella, 'file', sha256.slice(0, 2), sha256);
  }

  /** Finds again all that was stored; what a killed process left half-received is removed. */
  async apri(): Promise<void> {
    await rm(this.arrivi, { recursive: true, force: true });
    for (const cartella of CARTELLE) await mkdir(path.join(this.cartella, cartella), { recursive: true, mode: 0o700 });
    if (!this.#durevole) return;
    const unita = await this.#leggiTutti<{ unita: UnitaConservata; testi: TestiUnita }>('unita');
    for (const { unita: una } of unita.sort((a, b) => (a.unita.quando < b.unita.quando ? -1 : 1)))
      this.#diChiave(una).push(una);
    for (const fascicolo of await this.#leggiTutti<FascicoloConservato>('fascicoli')) this.#mettiFascicolo(fascicolo);
    for (const richiesta of await this.#leggiTutti<RichiestaAnnullamento>('annullamenti'))
      this.annullamenti.set(this.chiaveRichiesta(richiesta.versatore, richiesta.codice), richiesta);
  }

  async azzera(): Promise<void> {
    this.#unita.clear();
    this.#testi.clear();
    this.#prenotate.clear();
    this.fascicoli.clear();
    this.annullamenti.clear();
    for (const cartella of CARTELLE.slice(0, 4))
      await rm(path.join(this.cartella, cartella), { recursive: true, force: true });
    for (const cartella of CARTELLE) await mkdir(path.join(this.cartella, cartella), { recursive: true, mode: 0o700 });
  }

  tutte(): UnitaConservata[] {
    return [...this.#unita.values()].flat();
  }

  /** The newest unit of the key, annulled or not. */
  ultima(versatore: Versatore, chiave: Chiave): UnitaConservata | undefined {
    return this.#unita.get(chiaveArchivio(versatore, chiave))?.at(-1);
  }

  /** The unit of the key that is not annulled. */
  viva(versatore: Versatore, chiave: Chiave): UnitaConservata | undefined {
    const ultima = this.ultima(versatore, chiave);
    return ultima?.stato === 'ANNULLATA' ? undefined : ultima;
  }

  async testi({ uuid }: UnitaConservata): Promise<TestiUnita> {
    const noti = this.#testi.get(uuid);
    if (noti !== undefined) return noti;
    const { testi } = JSON.parse(await readFile(path.join(this.cartella, 'unita', `${uuid}.json`), 'utf8')) as {
      testi: TestiUnita;
    };
    return testi;
  }

  /** Takes the files in by a rename. */
  async prendiFile(file: readonly FileArrivato[]): Promise<void> {
    for (const { percorso, sha256 } of file) {
      if (percorso === undefined) continue;
      const dove = this.percorsoFile(sha256);
      await mkdir(path.dirname(dove), { recursive: true });
      await rename(percorso, dove);
    }
  }

  /**
   * Stores a new unit. Atomic: of two calls with one key at once, one finds the place taken.
   * @returns false when there is a live unit of that key, or one that is just being stored
   */
  async inserisci(unita: UnitaConservata, testi: TestiUnita, file: readonly FileArrivato[]): Promise<boolean> {
    const chiave = chiaveArchivio(unita.versatore, unita.chiave);
    if (this.#prenotate.has(chiave) || this.viva(unita.versatore, unita.chiave) !== undefined) return false;
    this.#prenotate.add(chiave);
    try {
      await this.prendiFile(file);
      await this.salva(unita, testi);
      this.#diChiave(unita).push(unita);
      return true;
    } finally {
      this.#prenotate.delete(chiave);
    }
  }

  /** Writes a unit anew, with its texts when they changed. */
  async salva(unita: UnitaConservata, testi?: TestiUnita): Promise<void> {
    if (!this.#durevole) {
      if (testi !== undefined) this.#testi.set(unita.uuid, testi);
      return;
    }
    await this.#scrivi('unita', unita.uuid, { unita, testi: testi ?? (await this.testi(unita)) });
  }

  readonly #code = new Map<string, Promise<unknown>>();

  /** Runs the works on one thing one after the other. */
  async unoAllaVolta(uuid: string, lavoro: () => Promise<void>): Promise<void> {
    const mio = (this.#code.get(uuid) ?? Promise.resolve()).then(lavoro, lavoro);
    this.#code.set(
      uuid,
      mio.catch(() => undefined),
    );
    await mio;
  }

  chiaveFascicolo(versatore: Versatore, anno: string, numero: string): string {
    return [chiaveStruttura(versatore), anno, numero].join('\0');
  }

  fascicoloVivo(versatore: Versatore, anno: string, numero: string): FascicoloConservato | undefined {
    const ultimo = this.fascicoli.get(this.chiaveFascicolo(versatore, anno, numero))?.at(-1);
    return ultimo?.annullato === true ? undefined : ultimo;
  }

  /** @returns false when there is one already */
  async inserisciFascicolo(fascicolo: FascicoloConservato): Promise<boolean> {
    if (this.fascicoloVivo(fascicolo.versatore, fascicolo.anno, fascicolo.numero) !== undefined) return false;
    this.#mettiFascicolo(fascicolo);
    await this.salvaFascicolo(fascicolo);
    return true;
  }

  async salvaFascicolo(fascicolo: FascicoloConservato): Promise<void> {
    if (this.#durevole) await this.#scrivi('fascicoli', fascicolo.uuid, fascicolo);
  }

  chiaveRichiesta(versatore: Versatore, codice: string): string {
    return [chiaveStruttura(versatore), codice].join('\0');
  }

  async salvaRichiesta(richiesta: RichiestaAnnullamento): Promise<void> {
    const chiave = this.chiaveRichiesta(richiesta.versatore, richiesta.codice);
    this.annullamenti.set(chiave, richiesta);
    if (this.#durevole)
      await this.#scrivi('annullamenti', createHash('sha256').update(chiave).digest('hex'), richiesta);
  }

  #diChiave(unita: UnitaConservata): UnitaConservata[] {
    const chiave = chiaveArchivio(unita.versatore, unita.chiave);
    const elenco = this.#unita.get(chiave) ?? [];
    this.#unita.set(chiave, elenco);
    return elenco;
  }

  #mettiFascicolo(fascicolo: FascicoloConservato): void {
    const chiave = this.chiaveFascicolo(fascicolo.versatore, fascicolo.anno, fascicolo.numero);
    this.fascicoli.set(chiave, [...(this.fascicoli.get(chiave) ?? []), fascicolo]);
  }

  async #scrivi(cartella: string, nome: string, valore: unknown): Promise<void> {
    const dove = path.join(this.cartella, cartella, `${nome}.json`);
    const prima = `${dove}.${process.pid}.${(this.#scritture += 1)}.tmp`;
    await writeFile(prima, JSON.stringify(valore));
    await rename(prima, dove);
  }
  #scritture = 0;

  async #leggiTutti<T>(cartella: string): Promise<T[]> {
    const dove = path.join(this.cartella, cartella);
    const nomi = (await readdir(dove)).filter((nome) => nome.endsWith('.json'));
    const tutti: T[] = [];
    for (const nome of nomi) tutti.push(JSON.parse(await readFile(path.join(dove, nome), 'utf8')) as T);
    return tutti;
  }
}
