import type { Controllo } from '../../../schemas/firma.api.js';
import { type Fonte, fonteDiSegmenti, type Segmento } from '../../formati/fonte.js';
import type { ContestoFirme, FirmaVerificata, VerificaCms } from '../tipi.js';
import { certificatiX509 } from './certificato.js';
import { conControlli } from './esito.js';
import { Finestra, Illeggibile } from './finestra.js';
import { type Esame, firmeDi } from './firma.js';
import { controllo, type Firmato } from './firmatario.js';
import { digestDiFonte, pezziDi } from './ottetti.js';
import { certificatiNonFirmati } from './revoche.js';
import { signerInfoOf } from './signer-info.js';
import { type ContenutoCms, type StrutturaCms, strutturaCms } from './struttura.js';

const MAX_FIRME = 200;

/** What a CMS structure holds, once it was walked and its signatures were judged. */
export interface EsameCms {
  firme: FirmaVerificata[];
  avvisi: string[];
  /**
   * The content inside; absent where the signature is detached.
   * `segmenti`: its parts in the source, one after the other; absent where they are too many to be told.
   */
  contenuto?: { dimensione: number; sha256: string; segmenti?: Segmento[] };
}

/** Digests that are asked for, each computed once. */
function digestUnaVolta(fonte: Fonte, noti: Map<string, Buffer>): (algoritmo: string) => Promise<Buffer> {
  return async (algoritmo) => {
    const known = noti.get(algoritmo);
    if (known !== undefined) return known;
    const [found] = (await digestDiFonte(new Finestra(fonte), [algoritmo])).values();
    if (found === undefined) throw new Error(`no digest ${algoritmo}`);
    noti.set(algoritmo, found);
    return found;
  };
}

/** What is signed: what is inside, else what is given beside it. */
function firmatoOf(
  busta: Fonte,
  { tipoContenuto: tipo, contenuto: dentro }: StrutturaCms,
  accanto?: Fonte,
  noti: ReadonlyMap<string, Buffer> = new Map(),
): Firmato {
  if (dentro === undefined && accanto === undefined)
    return { tipo, digest: () => Promise.resolve(undefined), pezzi: () => undefined };
  const { segmenti, digest } = dentro ?? {};
  const fonte = dentro === undefined ? accanto : segmenti === undefined ? undefined : fonteDiSegmenti(busta, segmenti);
  const digestOf = fonte === undefined ? undefined : digestUnaVolta(fonte, digest ?? new Map(noti));
  return {
    tipo,
    digest: async (algoritmo) => digest?.get(algoritmo) ?? (await digestOf?.(algoritmo)),
    pezzi: () => (fonte === undefined ? undefined : pezziDi(new Finestra(fonte), 0, fonte.dimensione)),
  };
}

/** What is wrong with the structure for all its signatures: bytes that none of them covers, another content than the one beside it. */
async function comuni(struttura: StrutturaCms, accanto?: Fonte): Promise<Controllo[]> {
  const found: Controllo[] = [];
  if (struttura.oltre > 0)
    found.push(controllo('contenuto', 'ignoto', 'Dopo la firma ci sono altri byte, che essa non copre.'));
  if (struttura.contenuto !== undefined && accanto !== undefined) {
    const digest = (await digestDiFonte(new Finestra(accanto), ['sha256'])).get('sha256');
    if (digest?.equals(struttura.contenuto.digest.get('sha256') ?? Buffer.alloc(0)) !== true)
      found.push(controllo('integrita', 'no', 'La firma porta dentro un altro documento, non quello a cui è accanto.'));
  }
  return found;
}

/** The checks of a signature with those that hold for all; a counter-signature is of another signature, not of the content. */
const conComuni = (firma: FirmaVerificata, tutte: readonly Controllo[]): FirmaVerificata =>
  firma.controfirmaDi === undefined ? conControlli(firma, tutte) : firma;

async function esamina(
  busta: Fonte,
  contesto: ContestoFirme,
  accanto?: Fonte,
  noti?: ReadonlyMap<string, Buffer>,
): Promise<EsameCms> {
  const struttura = await strutturaCms(busta);
  const infos = struttura.firmatari.map(signerInfoOf);
  const altri = infos.flatMap((one) => (one === undefined ? [] : certificatiNonFirmati(one)));
  const esame: Esame = {
    contesto,
    certificati: certificatiX509([...struttura.certificati, ...altri, ...(contesto.altri ?? [])]),
    revoche: [...struttura.revoche, ...(contesto.revoche ?? [])],
    restano: MAX_FIRME,
  };
  const firmato = firmatoOf(busta, struttura, accanto, noti);
  const tutte = await comuni(struttura, accanto);
  const firme: FirmaVerificata[] = [];
  const avvisi: string[] = [];
  for (const info of infos) {
    if (info === undefined) avvisi.push('Una firma del file non è leggibile.');
    else if (esame.restano > 0) firme.push(...(await firmeDi(info, firmato, esame)));
  }
  if (esame.restano <= 0) avvisi.push(`Le firme sono troppe: ne sono state verificate ${MAX_FIRME}.`);
  if (infos.length === 0) avvisi.push('Il file ha la forma di una firma ma non ne contiene nessuna.');
  return {
    firme: firme.map((one) => conComuni(one, tutte)),
    avvisi,
    ...(struttura.contenuto !== undefined && { contenuto: contenutoOf(struttura.contenuto) }),
  };
}

const contenutoOf = ({ dimensione, segmenti, digest }: ContenutoCms): NonNullable<EsameCms['contenuto']> => ({
  dimensione,
  sha256: (digest.get('sha256') ?? Buffer.alloc(0)).toString('hex'),
  ...(segmenti !== undefined && { segmenti }),
});

/**
 * Verifies every signature of a CMS structure, and tells what is inside: a nested envelope is then walked without being hashed again.
 * What cannot be read makes no error: it is told in `avvisi`.
 * @param accanto - what a detached signature signs
 * @param noti - digests of it that are known, by their name for node:crypto
 * @throws FuoriLimite of what is read
 * @see RFC 5652; ETSI EN 319 122-1
 */
export async function esaminaCms(
  busta: Fonte,
  contesto: ContestoFirme,
  accanto?: Fonte,
  noti?: ReadonlyMap<string, Buffer>,
): Promise<EsameCms> {
  try {
    return await esamina(busta, contesto, accanto, noti);
  } catch (error) {
    if (!(error instanceof Illeggibile)) throw error;
    return { firme: [], avvisi: [error.message] };
  }
}

export const verificaCms: VerificaCms = (busta, contesto, accanto) => esaminaCms(busta, contesto, accanto);
