import { setImmediate as turn } from 'node:timers/promises';
import { CODICI_CONTROLLO, type Controllo, type FirmaVerificata, type Marca } from '../../../schemas/firma.api.js';
import { elementoA, dopo as endOf } from '../../formati/der.js';
import { type Fonte, fonteDiBytes, fonteDiSegmenti } from '../../formati/fonte.js';
import { rfc3339 } from '../../lib/clock.js';
import { esitoDi } from '../cms/esito.js';
import type { ContestoFirme, VerificaCms, VerificaMarca } from '../tipi.js';
import { digestOfFonte } from '../impronte.js';
import { DocumentoPdf, type Vista } from './documento.js';
import { modificheDopo } from './dopo-firma.js';
import { type Evidenze, evidenzeDi } from './dss.js';
import { type Intervallo, intervalloDi } from './intervallo.js';
import { giudicaModifiche, paroleDi } from './modifiche.js';
import { nomeDi, PdfIlleggibile, Stringa, testoDi } from './oggetti.js';
import { type Trovata, permessiDi, trovaFirme } from './trova.js';

/** What verifies the structures inside; given, so that this room knows only of PDFs. */
export interface Motori {
  cms: VerificaCms;
  marca: VerificaMarca;
}

export interface EsitoPdf {
  firme: FirmaVerificata[];
  marche: Marca[];
  avvisi: string[];
}

/** A signed PDF up to this size is kept in memory while it is looked at. */
const IN_MEMORIA = 64 * 1024 ** 2;
const TURN_EVERY = 1_024;
const NON_LEGGIBILE = 'La struttura della firma non è leggibile.';

/** A source that reads a file once, keeps to its limits, and lets others work meanwhile. */
async function inMemoria(fonte: Fonte): Promise<Fonte> {
  if (fonte.dimensione > IN_MEMORIA) return fonte;
  const bytes = await fonte.leggi(0, fonte.dimensione);
  let readings = 0;
  return {
    dimensione: bytes.length,
    leggi: async (inizio, lunghezza) => {
      if (++readings % TURN_EVERY === 0) {
        await turn();
        await fonte.leggi(0, 0); // its limits hold here too
      }
      return bytes.subarray(inizio, inizio + lunghezza);
    },
  };
}

const inOrder = (controlli: readonly Controllo[]): Controllo[] =>
  [...controlli].sort((a, b) => CODICI_CONTROLLO.indexOf(a.codice) - CODICI_CONTROLLO.indexOf(b.codice));

/** Judged again with what was found of the PDF around it. */
function conControllo(firma: FirmaVerificata, controllo: Controllo): FirmaVerificata {
  const { motivo: _before, ...rest } = firma;
  const controlli = inOrder([...firma.controlli.filter(({ codice }) => codice !== controllo.codice), controllo]);
  return { ...rest, controlli, ...esitoDi(controlli) };
}

/** `D:20260302090000+01'00'` (ISO 32000-1 §7.9.4). */
function dataDi(text: string | undefined): string | undefined {
  const [all, y, mo = '01', d = '01', h = '00', mi = '00', s = '00', sign = 'Z', oh = '00', om = '00'] =
    /^(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:(Z|[+-])(?:(\d{2})'?(\d{2})?'?)?)?/.exec(text ?? '') ??
    [];
  if (all === undefined) return undefined;
  const instant = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}${sign === 'Z' ? 'Z' : `${sign}${oh}:${om}`}`);
  return Number.isNaN(instant.getTime()) ? undefined : rfc3339(instant);
}

const vuota = (trovata: Trovata, controllo: Controllo): FirmaVerificata => ({
  tipo: 'PAdES',
  firmatario: testoDi(trovata.diz.get('Name')) ?? 'Firmatario non leggibile',
  controlli: [controllo],
  marche: [],
  ...esitoDi([controllo]),
});

/** The structure in `/Contents`, without the room that was left for it. */
async function bustaDi(contents: Stringa): Promise<Buffer> {
  const bytes = Buffer.from(contents.valore, 'latin1');
  const fonte = fonteDiBytes(bytes);
  const outer = await elementoA(fonte, 0);
  const fine = outer === undefined ? undefined : await endOf(fonte, outer);
  return bytes.subarray(0, fine ?? bytes.length);
}

/** One signature or timestamp while it is looked at. */
interface InEsame {
  trovata: Trovata;
  intervallo: Intervallo | string;
  sottofiltro: string | undefined;
}

class VerificaPdf {
  constructor(
    private readonly doc: DocumentoPdf,
    private readonly adesso: Vista | undefined,
    private readonly leggibile: boolean,
    private readonly contesto: ContestoFirme,
    private readonly motori: Motori,
  ) {}

  #coperto({ prima, dopo, fine }: Intervallo): Fonte {
    return fonteDiSegmenti(this.doc.fonte, [
      { inizio: 0, lunghezza: prima },
      { inizio: dopo, lunghezza: fine - dopo },
    ]);
  }

  /** What was done after it. */
  async #modifiche({ trovata, intervallo }: InEsame): Promise<{ controllo: Controllo; dopo: string[] }> {
    const codice = 'modifiche' as const;
    if (typeof intervallo === 'string') return { controllo: { codice, esito: 'no', messaggio: intervallo }, dopo: [] };
    const { numero, posto, campo } = trovata;
    const modifiche = await modificheDopo(this.doc, this.adesso, { fine: intervallo.fine, numero, posto });
    if (this.leggibile && campo === undefined) modifiche.vietate.unshift('la firma è stata tolta dal documento');
    const permessi =
      this.adesso === undefined
        ? { livello: undefined, isChiuso: () => false }
        : await permessiDi(this.doc, this.adesso, trovata.diz);
    return { controllo: { codice, ...giudicaModifiche(modifiche, permessi) }, dopo: paroleDi(modifiche) };
  }

  /** Which revision of how many ends at a place; both sections of a linearized file are one. */
  #revisione(fine: number): { n: number; di: number } | undefined {
    const sezioni = this.adesso?.sezioni.filter(({ posto, precedente }) => !((precedente ?? 0) > posto));
    return sezioni && { n: Math.max(1, sezioni.filter(({ posto }) => posto < fine).length), di: sezioni.length };
  }

  async marca(one: InEsame, { certificati, revoche }: Evidenze): Promise<Marca> {
    const { intervallo, trovata } = one;
    const contents = trovata.diz.get('Contents');
    const none: Marca = {
      quando: rfc3339(this.contesto.adesso),
      autorita: '',
      esito: 'non-valida',
      posto: 'documento',
    };
    if (typeof intervallo === 'string' || !(contents instanceof Stringa))
      return { ...none, motivo: typeof intervallo === 'string' ? intervallo : NON_LEGGIBILE };
    const coperto = this.#coperto(intervallo);
    const token = await bustaDi(contents);
    const contesto = { ...this.contesto, altri: certificati, revoche };
    const digestOf = (algoritmo: string): Promise<Buffer> => digestOfFonte(coperto, algoritmo);
    const marca = await this.motori.marca(token, digestOf, contesto, 'documento');
    const { controllo } = await this.#modifiche(one);
    if (marca.esito === 'non-valida' || controllo.esito === 'si') return marca;
    return {
      ...marca,
      esito: controllo.esito === 'no' ? 'non-valida' : 'non-verificabile',
      motivo: controllo.messaggio,
    };
  }

  async #cms(
    { trovata, intervallo, sottofiltro }: InEsame,
    contesto: ContestoFirme,
  ): Promise<{ firme: FirmaVerificata[]; avvisi: string[] }> {
    const contents = trovata.diz.get('Contents');
    const one = (controllo: Controllo) => ({ firme: [vuota(trovata, controllo)], avvisi: [] });
    if (typeof intervallo === 'string' || !(contents instanceof Stringa))
      return one({
        codice: 'integrita',
        esito: 'no',
        messaggio: typeof intervallo === 'string' ? intervallo : NON_LEGGIBILE,
      });
    if (sottofiltro === 'adbe.pkcs7.sha1' || sottofiltro === 'adbe.x509.rsa_sha1')
      return one({ codice: 'algoritmi', esito: 'no', messaggio: 'La firma usa SHA-1, che non è più sicuro.' });
    if (sottofiltro !== 'ETSI.CAdES.detached' && sottofiltro !== 'adbe.pkcs7.detached')
      return one({
        codice: 'integrita',
        esito: 'ignoto',
        messaggio: 'La firma è di una specie che non si sa verificare.',
      });
    const found = await this.motori.cms(fonteDiBytes(await bustaDi(contents)), contesto, this.#coperto(intervallo));
    if (found.firme.length > 0) return found;
    return one({
      codice: 'integrita',
      esito: 'ignoto',
      messaggio: found.avvisi[0] ?? NON_LEGGIBILE,
    });
  }

  /** @param provata - the earliest valid timestamp of the document that covers it */
  async firma(
    one: InEsame,
    provata: Marca | undefined,
    { certificati, revoche }: Evidenze,
  ): Promise<{ firme: FirmaVerificata[]; avvisi: string[] }> {
    const { trovata, intervallo, sottofiltro } = one;
    const contesto: ContestoFirme = {
      ...this.contesto,
      altri: [...(this.contesto.altri ?? []), ...certificati],
      revoche: [...(this.contesto.revoche ?? []), ...revoche],
      ...(provata !== undefined && { provato: new Date(provata.quando) }),
    };
    const { firme, avvisi } = await this.#cms(one, contesto);
    const { controllo, dopo } = await this.#modifiche(one);
    const revisione = typeof intervallo === 'string' ? undefined : this.#revisione(intervallo.fine);
    const dichiarato = dataDi(testoDi(trovata.diz.get('M')));
    return {
      avvisi,
      firme: firme.map((firma) => {
        const { livello: _cades, ...rest } = conControllo(firma, controllo);
        const evidence = certificati.length > 0 && revoche.length > 0;
        const provato = firma.provato ?? provata?.quando;
        const baseline = sottofiltro === 'ETSI.CAdES.detached' && firma.tipo === 'CAdES';
        const livello = baseline ? livelloDi({ provato, evidence, provata: provata !== undefined }) : undefined;
        return {
          ...rest,
          tipo: 'PAdES',
          ...(livello !== undefined && { livello }),
          ...(rest.dichiarato === undefined && dichiarato !== undefined && { dichiarato }),
          ...(provato !== undefined && { provato }),
          ...(revisione !== undefined && { revisione: { ...revisione, dopo } }),
        };
      }),
    };
  }
}

/** ETSI EN 319 142-1 §6: a time proved, evidence for validation, a timestamp of the document over it. */
function livelloDi(has: {
  provato: string | undefined;
  evidence: boolean;
  provata: boolean;
}): 'B' | 'T' | 'LT' | 'LTA' {
  if (has.provato === undefined) return 'B';
  if (!has.evidence) return 'T';
  return has.provata ? 'LTA' : 'LT';
}

const isMarca = ({ sottofiltro, trovata }: InEsame): boolean =>
  sottofiltro === 'ETSI.RFC3161' || nomeDi(trovata.diz.get('Type')) === 'DocTimeStamp';

const fineDi = ({ intervallo }: InEsame): number => (typeof intervallo === 'string' ? Infinity : intervallo.fine);

/**
 * Verifies every signature and document timestamp of a PDF, of whichever revision, and what was done after each.
 * @throws FuoriLimite
 */
export async function verificaPdf(file: Fonte, contesto: ContestoFirme, motori: Motori): Promise<EsitoPdf> {
  const fonte = await inMemoria(file);
  const doc = new DocumentoPdf(fonte);
  let adesso: Vista | undefined;
  try {
    adesso = await doc.vista(await doc.inizioSezioni(fonte.dimensione));
  } catch (error) {
    if (!(error instanceof PdfIlleggibile)) throw error;
  }
  const { firme: trovate, troppe, leggibile, illeggibili } = await trovaFirme(doc, adesso);
  const avvisi = troppe ? ['Il PDF ha troppe firme: sono state lette le prime.'] : [];
  if (trovate.length === 0 && illeggibili)
    avvisi.push('Nel PDF c’è una firma che non è leggibile: non si può verificare.');
  if (trovate.length === 0) return { firme: [], marche: [], avvisi };
  if (adesso?.coda.has('Encrypt') === true)
    avvisi.push('Il PDF è cifrato: ciò che contiene non è leggibile senza la parola chiave.');
  const esame = trovate
    .map((trovata): InEsame => ({
      trovata,
      intervallo: intervalloDi(trovata.diz.get('ByteRange'), trovata.diz.get('Contents'), fonte.dimensione),
      sottofiltro: nomeDi(trovata.diz.get('SubFilter')),
    }))
    .sort((a, b) => fineDi(a) - fineDi(b));
  const verifica = new VerificaPdf(doc, adesso, leggibile, contesto, motori);
  const evidenze = await evidenzeDi(doc, adesso);
  const marche: { fine: number; marca: Marca }[] = [];
  for (const one of esame.filter(isMarca))
    marche.push({ fine: fineDi(one), marca: await verifica.marca(one, evidenze) });
  const firme: FirmaVerificata[] = [];
  for (const one of esame.filter((other) => !isMarca(other))) {
    const provata = marche.find(({ fine, marca }) => fine > fineDi(one) && marca.esito === 'valida')?.marca;
    const judged = await verifica.firma(one, provata, evidenze);
    firme.push(...judged.firme);
    avvisi.push(...judged.avvisi);
  }
  return { firme, marche: marche.map(({ marca }) => marca), avvisi };
}
