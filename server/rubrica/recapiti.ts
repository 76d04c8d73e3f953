import type { Domicilio, Fonte, Recapito, TipoRecapito } from '../../schemas/corrispondente.api.js';
import type { RecapitoVisto } from '../../schemas/corrispondente.model.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';

const MAX_RECAPITI = 200;

/** Which address the law sends to first (CAD art. 3-bis, 6-bis, 6-ter, 6-quater): the indexes, then what was said, then what was seen. */
const PRECEDENZA: Readonly<Record<Fonte, number>> = {
  ipa: 0,
  'ini-pec': 1,
  inad: 2,
  dichiarato: 3,
  messaggio: 4,
  registrazione: 5,
};

export type RecapitoVoluto = Pick<Recapito, 'tipo' | 'valore' | 'fonte'>;

const same = (a: Pick<Recapito, 'tipo' | 'valore'>, b: Pick<Recapito, 'tipo' | 'valore'>): boolean =>
  a.tipo === b.tipo && a.valore === b.valore;
export const isAperto = ({ al }: Recapito): boolean => al === undefined;

/** The addresses that a subject itself names. */
export function recapitiOfSoggetto({ domicilioDigitale, indirizzo }: Soggetto, fonte: Fonte): RecapitoVoluto[] {
  return [
    ...(domicilioDigitale === undefined ? [] : [{ tipo: 'digitale' as const, valore: domicilioDigitale, fonte }]),
    ...(indirizzo === undefined ? [] : [{ tipo: 'postale' as const, valore: indirizzo, fonte }]),
  ];
}

/**
 * The history after these are the addresses in use: what is no more ends on the day, what is new begins, what stays keeps its
 * first day. Which address was known on the day of a sending can be told for ever. Pure; the same again changes nothing.
 */
export function recapitiAfter(
  prima: readonly Recapito[],
  voluti: readonly RecapitoVoluto[],
  giorno: string,
): Recapito[] {
  const kept = prima.map((one): Recapito => {
    const wanted = voluti.find((other) => same(one, other));
    if (!isAperto(one)) return one;
    return wanted === undefined ? { ...one, al: giorno } : { ...one, fonte: wanted.fonte };
  });
  const open = kept.filter(isAperto);
  const added = voluti
    .filter((one, i) => !open.some((other) => same(one, other)) && voluti.findIndex((other) => same(one, other)) === i)
    .map((one): Recapito => ({ ...one, dal: giorno }));
  const all = [...kept, ...added];
  // the oldest ended ones make room
  const ended = all.filter((one) => !isAperto(one));
  const surplus = new Set(ended.slice(0, Math.max(0, all.length - MAX_RECAPITI)));
  return all.filter((one) => !surplus.has(one));
}

/** The addresses of a memory: open, since nothing tells when they ended. */
export const recapitiOfVisti = (visti: Readonly<Record<string, RecapitoVisto>> | undefined): Recapito[] =>
  Object.values(visti ?? {})
    .sort((a, b) => (a.al < b.al ? 1 : -1))
    .map(({ tipo, valore, fonte, dal }) => ({ tipo, valore, fonte, dal }));

/**
 * The digital domicile to write to, with its source: that of the subject if it names one, unless an index of the law has
 * another; where IPA and address book differ, the IPA's holds.
 */
export function domicilioOf({ domicilioDigitale }: Soggetto, recapiti: readonly Recapito[]): Domicilio | undefined {
  const open = recapiti.filter((one) => isAperto(one) && one.tipo === 'digitale');
  const shown = ({ valore, fonte, dal }: Recapito): Domicilio => ({
    indirizzo: valore,
    fonte,
    ...(dal !== undefined && { dal }),
  });
  const [best] = open.toSorted((a, b) => PRECEDENZA[a.fonte] - PRECEDENZA[b.fonte]);
  const own = open.find(({ valore }) => valore === domicilioDigitale);
  if (own !== undefined && (best === undefined || PRECEDENZA[best.fonte] > PRECEDENZA.inad)) return shown(own);
  if (best !== undefined) return shown(best);
  return domicilioDigitale === undefined ? undefined : { indirizzo: domicilioDigitale, fonte: 'registrazione' };
}

/** Source of what a registration says of an address: it came by a message from there, or somebody wrote it. */
export const fonteOfUso = (flusso: string, mezzo: string, tipo: TipoRecapito): Fonte =>
  tipo === 'digitale' && flusso === 'E' && (mezzo === 'pec' || mezzo === 'interoperabilita')
    ? 'messaggio'
    : 'registrazione';
