import { setImmediate as turno } from 'node:timers/promises';
import type { Controllo } from '../../../schemas/firma.api.js';
import { type Fonte, fonteDiBytes } from '../../formati/fonte.js';
import { esaminaCms } from '../cms/verifica.js';
import { conControlli, esitoDi } from '../cms/esito.js';
import { controllo } from '../cms/firmatario.js';
import { digestOfFonte } from '../impronte.js';
import { verificaMarca } from '../marche/verifica.js';
import type { Accanto } from '../raccolta.js';
import type { ContestoFirme, FirmaVerificata, Marca } from '../tipi.js';
import { Impronte } from '../xades/esterni.js';
import { verificaXml } from '../xades/verifica.js';
import { apriContenitore, type Contenitore, shown } from './contenitore.js';
import { confrontaManifesto, leggiManifesto, type Manifesto } from './manifesto.js';

/** What a container holds, once its signatures were judged. */
export interface EsameAsic {
  firme: FirmaVerificata[];
  marche: Marca[];
  avvisi: string[];
  /** the one document that is signed, where there is one */
  documento?: Accanto;
  /** lets go of what was opened */
  close: () => void;
}

const TIPI = /^application\/vnd\.etsi\.asic-[es]\+zip$/;
/** A signature, a timestamp or a list is held in memory, and all of them are. */
const MAX_FIRMA = 16 * 1024 ** 2;
const MAX_SERVIZIO = 32 * 1024 ** 2;
const MAX_FIRME = 100;
const MAX_NOMI = 5;
const SENZA_DOCUMENTI = 'La firma non è di nessun documento del contenitore: copre solo ciò che lo descrive.';
const ELENCO_VUOTO = 'L’elenco che la firma copre non nomina nessun file del contenitore.';
const PROVA_ARCHIVIO = /\.ers$|evidencerecord[^/]*\.xml$/i;

/** A signature with the documents that it signs. */
interface Firmata {
  firma: FirmaVerificata;
  coperti: readonly Accanto[];
}

const integra = ({ controlli }: FirmaVerificata): boolean =>
  controlli.some(({ codice, esito }) => codice === 'integrita' && esito === 'si');

const elencati = (nomi: readonly string[]): string =>
  nomi
    .slice(0, MAX_NOMI)
    .map((nome) => `«${shown(nome)}»`)
    .join(', ') + (nomi.length > MAX_NOMI ? ` e altri ${nomi.length - MAX_NOMI}` : '');

/** The hash that a document was read for already. */
const improntaNota = (one: Accanto | undefined): ReadonlyMap<string, Buffer> =>
  new Map(one?.sha256 === undefined ? [] : [['sha256', Buffer.from(one.sha256, 'hex')]]);

class Esame {
  readonly #impronte = new Impronte();
  readonly firmate: Firmata[] = [];
  readonly marche: Marca[] = [];
  readonly avvisi: string[] = [];
  #manifesti: Manifesto[] = [];
  #file: Accanto[] = [];
  #restano = MAX_SERVIZIO;

  constructor(
    private readonly contenitore: Contenitore,
    private readonly contesto: ContestoFirme,
  ) {}

  /** Bytes of an entry of the container itself. */
  async #bytes(nome: string): Promise<Buffer | undefined> {
    const voce = this.contenitore.servizio.get(nome);
    if (voce === undefined || voce.cifrata || voce.espansi > Math.min(MAX_FIRMA, this.#restano)) return undefined;
    this.#restano -= voce.espansi;
    const bytes = await this.contenitore.leggi(voce, voce.espansi + 1);
    return bytes?.length === voce.espansi ? bytes : undefined;
  }

  async run(): Promise<void> {
    const { servizio, dati } = this.contenitore;
    const nomi = [...servizio.keys()].filter((nome) => nome !== 'mimetype');
    const piccoli: Accanto[] = [];
    for (const nome of nomi.slice(0, MAX_FIRME * 3)) {
      await turno(); // who waits for something else is not kept by a container of many signatures
      const bytes = await this.#bytes(nome);
      if (bytes === undefined) {
        this.avvisi.push(`«${shown(nome)}» del contenitore non è leggibile.`);
        continue;
      }
      piccoli.push({ nome, fonte: fonteDiBytes(bytes) });
      const manifesto = /\.xml$/i.test(nome) ? leggiManifesto(nome, bytes) : undefined;
      if (manifesto !== undefined) this.#manifesti.push(manifesto);
    }
    this.#file = [...dati, ...piccoli];
    if (nomi.some((nome) => PROVA_ARCHIVIO.test(nome)))
      this.avvisi.push('Il contenitore porta una prova d’archivio (evidence record), che non viene verificata.');
    const firme = piccoli.filter(({ nome }) => /(signature|timestamp)[^/]*$/i.test(nome));
    if (firme.length > MAX_FIRME)
      this.avvisi.push(`Le firme del contenitore sono troppe: ne sono state lette ${MAX_FIRME}.`);
    for (const { nome, fonte } of firme.slice(0, MAX_FIRME)) {
      await turno();
      if (/\.p7s$/i.test(nome)) await this.#cades(nome, fonte);
      else if (/\.xml$/i.test(nome)) await this.#xades(nome, fonte);
      else if (/\.tst$/i.test(nome)) await this.#marca(nome, fonte);
    }
  }

  #manifestiDi(nome: string): Manifesto[] {
    return this.#manifesti.filter(({ di }) => di === nome);
  }

  /** Of the one document, or of the list of documents that names it. */
  async #cades(nome: string, busta: Fonte): Promise<void> {
    const manifesti = this.#manifestiDi(nome);
    const [manifesto, ...altri] = manifesti;
    const { dati } = this.contenitore;
    const [solo] = dati.length === 1 ? dati : [];
    const firmato = manifesto === undefined ? solo?.fonte : fonteDiBytes(manifesto.bytes);
    const noti = manifesto === undefined ? improntaNota(solo) : undefined;
    const { firme, avvisi } = await esaminaCms(busta, this.contesto, firmato, noti);
    this.avvisi.push(...avvisi);
    const esame =
      manifesto === undefined
        ? { controlli: [], coperti: dati.length === 1 ? dati : [] }
        : await confrontaManifesto(manifesto, this.#file, this.#impronte);
    const controlli: Controllo[] = [
      ...esame.controlli,
      ...(altri.length > 0
        ? [controllo('contenuto', 'ignoto', 'Più elenchi del contenitore dicono di essere firmati da questa firma.')]
        : []),
      ...(manifesto !== undefined && esame.coperti.length === 0
        ? [controllo('contenuto', 'ignoto', ELENCO_VUOTO)]
        : []),
    ];
    for (const firma of firme) {
      const sua = firma.controfirmaDi === undefined ? conControlli(firma, controlli) : firma;
      this.firmate.push({ firma: sua, coperti: firma.controfirmaDi === undefined ? esame.coperti : [] });
    }
  }

  async #xades(nome: string, fonte: Fonte): Promise<void> {
    const accanto = { file: this.#file, certo: false, perNome: true, impronte: this.#impronte };
    const { firme, avvisi, firmati } = await verificaXml(fonte, this.contesto, { marca: verificaMarca, accanto });
    this.avvisi.push(...avvisi);
    if (firme.length === 0 && !this.#manifesti.some((one) => one.nome === nome))
      this.avvisi.push(`«${shown(nome)}» del contenitore non porta firme che si leggano.`);
    firme.forEach((firma, i) => this.firmate.push({ firma, coperti: firmati[i] ?? [] }));
  }

  async #marca(nome: string, fonte: Fonte): Promise<void> {
    const [manifesto] = this.#manifestiDi(nome);
    const { dati } = this.contenitore;
    const di =
      manifesto === undefined ? (dati.length === 1 ? dati[0]?.fonte : undefined) : fonteDiBytes(manifesto.bytes);
    const token = await fonte.leggi(0, MAX_FIRMA);
    const digestOf = (algoritmo: string): Promise<Buffer> =>
      di === undefined ? Promise.resolve(Buffer.alloc(0)) : digestOfFonte(di, algoritmo);
    const marca = await verificaMarca(token, digestOf, this.contesto, 'file');
    if (di === undefined) {
      const motivo = 'Non si sa a quali file del contenitore la marca temporale si riferisca.';
      this.marche.push({ ...marca, esito: 'non-verificabile', motivo });
      return;
    }
    const esame = manifesto && (await confrontaManifesto(manifesto, this.#file, this.#impronte));
    const { esito, motivo } = esitoDi([
      ...(esame?.controlli ?? []),
      ...(esame?.coperti.length === 0 ? [controllo('contenuto', 'ignoto', ELENCO_VUOTO)] : []),
    ]);
    const regge = esito === 'valida' || marca.esito === 'non-valida';
    this.marche.push(regge ? marca : { ...marca, esito, ...(motivo !== undefined && { motivo }) });
  }

  /** What is said of all signatures together: documents that none of them signs, a container that is not what it seems. */
  comuni(): Controllo[] {
    const { dati, difetti } = this.contenitore;
    const coperti = new Set(this.firmate.filter(({ firma }) => integra(firma)).flatMap((one) => one.coperti));
    const scoperti = dati.filter((one) => !coperti.has(one)).map(({ nome }) => nome);
    if (scoperti.length > 0 && this.firmate.length > 0)
      this.avvisi.push(`Nel contenitore ci sono file che nessuna firma copre: ${elencati(scoperti)}.`);
    this.avvisi.push(...difetti);
    return [
      ...difetti.map((one) => controllo('contenuto', 'ignoto', one)),
      ...(scoperti.length > 0
        ? [
            controllo(
              'contenuto',
              'ignoto',
              `Nel contenitore ci sono file che nessuna firma copre: ${elencati(scoperti)}.`,
            ),
          ]
        : []),
    ];
  }

  /** Each signature with the documents that it signs, in words. */
  firme(): FirmaVerificata[] {
    const comuni = this.comuni();
    return this.firmate.map(({ firma, coperti }) => {
      if (firma.controfirmaDi !== undefined) return firma;
      const nomi = coperti.map(({ nome }) => nome);
      const detto = nomi.length === 0 ? [] : [controllo('contenuto', 'si', `La firma è di ${elencati(nomi)}.`)];
      const isDiDocumenti = coperti.some((one) => this.contenitore.dati.includes(one));
      const suoi = isDiDocumenti || !integra(firma) ? [] : [controllo('contenuto', 'ignoto', SENZA_DOCUMENTI)];
      return conControlli(conDetto(firma, detto), [...comuni, ...suoi]);
    });
  }
}

/** A signature whose content is told by name, where there is nothing worse to be said of it. Pure. */
const conDetto = (firma: FirmaVerificata, detto: readonly Controllo[]): FirmaVerificata => {
  const isPeggio = firma.controlli.some(({ codice, esito }) => codice === 'contenuto' && esito !== 'si');
  return isPeggio ? firma : conControlli(firma, detto);
};

/**
 * Verifies the signatures of a container (ASiC-S, ASiC-E): CAdES over its one document or over lists of its documents, XAdES over the
 * documents that it names, timestamps. A document that no signature covers, a name twice or a directory that lies makes that none is valid.
 * @returns undefined for an archive without signatures
 * @throws FuoriLimite
 * @see ETSI EN 319 162-1
 */
export async function verificaAsic(fonte: Fonte, contesto: ContestoFirme): Promise<EsameAsic | undefined> {
  const contenitore = await apriContenitore(fonte);
  if (contenitore === undefined) return undefined;
  const told = (sentence: string): EsameAsic => ({ firme: [], marche: [], avvisi: [sentence], close: () => undefined });
  if (typeof contenitore === 'string') return told(contenitore);
  const { mimetype, dati, close } = contenitore;
  if (mimetype !== undefined && !TIPI.test(mimetype)) {
    close();
    return told('Il file porta firme in un modo che qui non si legge: non sono state verificate.');
  }
  const esame = new Esame(contenitore, contesto);
  try {
    await esame.run();
  } catch (error) {
    close();
    throw error;
  }
  const firme = esame.firme();
  const [documento, ...altri] = dati;
  return {
    firme,
    marche: esame.marche,
    avvisi: [...new Set(esame.avvisi)],
    ...(documento !== undefined && altri.length === 0 && { documento }),
    close,
  };
}
