import type { EsitoVerifica } from '../../schemas/firma.api.js';
import { FIRMA_STACCATA, MARCA, nomeInterno, P7M, riconosciBusta, type Busta } from '../formati/busta.js';
import { elementoA, SEQUENCE } from '../formati/der.js';
import { daLettere } from '../formati/esamina.js';
import { type Fonte, fonteDiBytes, fonteDiSegmenti } from '../formati/fonte.js';
import { decodificaTesto } from '../formati/testo.js';
import { esaminaStaccata, inOrdine, verificaMarcaAccanto } from './accanto.js';
import { esaminaCms, verificaCms } from './cms/verifica.js';
import { verificaMarcheDiBusta } from './marca-busta.js';
import { verificaMarca } from './marche/verifica.js';
import { verificaPdf } from './pades/verifica.js';
import { type Accanto, Raccolta } from './raccolta.js';
import type { ContestoFirme } from './tipi.js';

/** A file to be verified, with what it came with. */
export interface DaVerificare {
  fonte: Fonte;
  nome?: string;
  /** files that a detached signature may sign */
  accanto?: readonly Accanto[];
  /** the one file beside it is said to be the signed one */
  certo?: boolean;
}

const HEAD = 16 * 1024;
const PDF_WITHIN = 1_024;
/** Envelopes in envelopes. */
const MAX_DEPTH = 5;
const MAX_TOKEN = 1024 ** 2;
/** A document in a container is held in memory to be looked into. */
const MAX_DENTRO = 16 * 1024 ** 2;
const ZIP = /^504b(0304|0506|0708)/;
const STRUTTURE = new Set<string>([P7M, FIRMA_STACCATA]);

interface Livello {
  fonte: Fonte;
  nome: string | undefined;
  depth: number;
  /** digest of what is looked at, where it is known */
  sha256?: string;
}

const sha256Of = ({ sha256 }: Accanto): { sha256?: string } => (sha256 === undefined ? {} : { sha256 });

class Verifica {
  readonly raccolta = new Raccolta();
  #contesto: ContestoFirme;

  constructor(
    contesto: ContestoFirme,
    private readonly accanto: readonly Accanto[],
    private readonly certo: boolean,
  ) {
    this.#contesto = contesto;
  }

  /** Looks at one file, and at those inside it. */
  async livello({ fonte, nome, depth, sha256 }: Livello): Promise<void> {
    if (depth > MAX_DEPTH) {
      this.raccolta.avviso('Le buste una dentro l’altra sono troppe: le più interne non sono state verificate.');
      return;
    }
    const head = await fonte.leggi(0, HEAD);
    const busta = (await elementoA(fonte, 0))?.tag === SEQUENCE ? await riconosciBusta(fonte) : undefined;
    if (busta !== undefined) return this.#busta(fonte, busta, nome, depth);
    const text = decodificaTesto(head, head.length >= fonte.dimensione);
    const letters = text === undefined ? undefined : await daLettere(fonte, text);
    if (letters !== undefined) {
      if (letters.tagliata) this.raccolta.avviso('La firma in base64 è troppo grande per essere verificata.');
      const inside = await riconosciBusta(letters.bytes);
      if (inside !== undefined && !letters.tagliata) return this.#busta(letters.bytes, inside, nome, depth);
      if (!letters.tagliata) this.raccolta.avviso('La struttura della firma non è leggibile.');
      return;
    }
    if (depth > 0) await this.raccolta.diContenuto(fonte, nome, sha256);
    await this.#documento(fonte, head, text, { nome, depth });
  }

  async #documento(
    fonte: Fonte,
    head: Buffer,
    text: string | undefined,
    { nome, depth }: Pick<Livello, 'nome' | 'depth'>,
  ): Promise<void> {
    const motori = { cms: verificaCms, marca: verificaMarca };
    // a container may begin with a PDF that is kept as it is: what begins as an archive is one
    if (ZIP.test(head.subarray(0, 4).toString('hex'))) await this.#contenitore(fonte, depth);
    else if (head.subarray(0, PDF_WITHIN).includes('%PDF-'))
      this.raccolta.aggiungi(await verificaPdf(fonte, this.#contesto, motori), depth);
    else if (text !== undefined && /^\uFEFF?\s*</.test(text)) await this.#xml(fonte, nome, depth);
  }

  async #xml(fonte: Fonte, nome: string | undefined, depth: number): Promise<void> {
    const { verificaXml } = await import('./xades/verifica.js');
    const file = inOrdine(this.accanto, nome);
    const accanto = { file, certo: this.certo && depth === 0, perNome: false };
    const esito = await verificaXml(fonte, this.#contesto, { marca: verificaMarca, accanto });
    this.raccolta.aggiungi(esito, depth);
    const [di, ...altri] = new Set(esito.firmati.flat());
    if (di !== undefined && altri.length === 0) await this.raccolta.diContenuto(di.fonte, di.nome, di.sha256);
  }

  /** A container of documents and signatures (ASiC); the one document in it may bear signatures of its own. */
  async #contenitore(fonte: Fonte, depth: number): Promise<void> {
    const { verificaAsic } = await import('./asic/verifica.js');
    const esame = await verificaAsic(fonte, this.#contesto);
    if (esame === undefined) return;
    try {
      this.raccolta.aggiungi(esame, depth);
      const { documento } = esame;
      if (documento === undefined) return;
      await this.raccolta.diContenuto(documento.fonte, documento.nome, documento.sha256);
      if (documento.fonte.dimensione > MAX_DENTRO) return;
      const bytes = await documento.fonte.leggi(0, MAX_DENTRO);
      await this.livello({
        fonte: fonteDiBytes(bytes),
        nome: documento.nome,
        depth: depth + 1,
        ...sha256Of(documento),
      });
    } finally {
      esame.close();
    }
  }

  async #busta(fonte: Fonte, busta: Busta, nome: string | undefined, depth: number): Promise<void> {
    if (busta.cifrato === true) {
      this.raccolta.avviso('La busta è cifrata: senza la chiave non si può dire se contiene firme.');
      return;
    }
    const inner = busta.nome ?? nomeInterno(nome);
    if (STRUTTURE.has(busta.mime)) return this.#cms(fonte, busta, nome, depth);
    if (busta.mime === MARCA || busta.mime === 'application/timestamp-reply') {
      const { marca, di } = await verificaMarcaAccanto(
        await fonte.leggi(0, MAX_TOKEN),
        { nome, accanto: this.accanto, certo: this.certo },
        this.#contesto,
      );
      this.raccolta.aggiungi({ firme: [], avvisi: [], marche: [marca] }, depth);
      if (di !== undefined) await this.raccolta.diContenuto(di.fonte, di.nome, di.sha256);
      return;
    }
    if (busta.contenuto === undefined) return;
    const marche = await verificaMarcheDiBusta(fonte, busta.contenuto, this.#contesto);
    this.raccolta.aggiungi({ firme: [], avvisi: [], marche }, depth);
    const [provata] = marche; // the others stamp the one before them, and prove nothing of the content where it does not hold
    if (provata?.esito === 'valida') this.#contesto = { ...this.#contesto, provato: new Date(provata.quando) };
    await this.livello({ fonte: fonteDiSegmenti(fonte, busta.contenuto), nome: inner, depth: depth + 1 });
  }

  async #cms(fonte: Fonte, busta: Busta, nome: string | undefined, depth: number): Promise<void> {
    if (busta.contenuto === undefined) {
      const { esame, di } = await esaminaStaccata(
        fonte,
        { nome, accanto: this.accanto, certo: this.certo },
        this.#contesto,
      );
      this.raccolta.aggiungi(esame, depth);
      if (di !== undefined) await this.raccolta.diContenuto(di.fonte, di.nome, di.sha256);
      return;
    }
    const said = this.certo && depth === 0 ? this.accanto[0]?.fonte : undefined;
    const esame = await esaminaCms(fonte, this.#contesto, said);
    this.raccolta.aggiungi(esame, depth);
    const segmenti = esame.contenuto?.segmenti;
    if (esame.contenuto === undefined) return;
    if (segmenti === undefined) {
      this.raccolta.avviso('Il contenuto è diviso in troppe parti: ciò che ha dentro non è stato verificato.');
      return;
    }
    await this.livello({
      fonte: fonteDiSegmenti(fonte, segmenti),
      nome: nomeInterno(nome),
      depth: depth + 1,
      sha256: esame.contenuto.sha256,
    });
  }
}

/**
 * Verifies every signature and timestamp of a file, whatever it is: CMS (detached with the files beside it, in letters, one in the
 * other), PDF, XML, timestamps beside a file and around it. A file without any has none; what could not be read is told in `avvisi`.
 * @throws FuoriLimite where the source has limits
 */
export async function verificaFile(
  { fonte, nome, accanto = [], certo = false }: DaVerificare,
  contesto: ContestoFirme,
): Promise<EsitoVerifica> {
  const verifica = new Verifica(contesto, accanto, certo);
  await verifica.livello({ fonte, nome, depth: 0 });
  return verifica.raccolta.esito(contesto.adesso);
}
