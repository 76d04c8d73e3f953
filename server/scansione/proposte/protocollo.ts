import type { Proposta } from '../tipi.js';
import { dateIn } from './date.js';
import { paroleTra, propostaOf, type Riga } from './righe.js';

/** `Prot. n. 123/2026`, `Protocollo: AB-0012/26`, `N. prot. 45`; a number has at least one figure, and is not a date. */
const PROTOCOLLO =
  /(?<![\p{L}\d])(?:n[.°º]?\s*)?prot(?:ocollo|\.)?(?:\s*(?:gen(?:erale|\.)?|int(?:erno|\.)?|usc(?:ita|\.)?|informatico))*\s*[.:,]?\s*(?:n(?:umero|um\.?|r\.?|\.)?[°º]?|[n#]?[°º])?\s*[.:]?\s*([A-Z0-9][A-Z0-9_.-]*(?:\s?\/\s?[A-Z0-9][A-Z0-9_.-]*)*)/giu;
/** What stands before a protocol that is not of this paper: that of a paper it answers. */
const ALTRUI =
  /\b(?:vs|vostr[aoe]|rif(?:erimento|\.)?|riscontro|risposta|seguito|nota|istanza|richiesta|assunt[oa]|pervenut[oa]|acquisit[oa]|registrat[oa]|registro|con|del|al)\b\.?[^.;]{0,40}$/i;
const NOSTRO = /\b(?:ns|nostr[oa])\b/i;
const IN_ARRIVO = /\b(?:arrivo|entrata|ricevut[oa])\b/i;

/** A paper bears its number at the head: beyond this share of the first page it tells of others. */
const TESTA = 0.45;

/** Letters around a protocol on its line: with more, it is in a sentence. */
const MAX_PRIMA = 45;
const MAX_DOPO = 40;

const numeroOf = (scritto: string): string => scritto.replaceAll(/\s+/g, '').replace(/[.,_/-]+$/, '');

/**
 * The protocol that the sender gave to the paper, at the head of its first page.
 * @returns with the date that stands beside it, if any
 */
export function protocolloIn(righe: readonly Riga[], oggi: string): { proposta: Proposta; data?: Proposta }[] {
  return righe.flatMap((riga) => {
    const { pagina, testo, foglio, y0 } = riga;
    if (pagina !== 1 || y0 > foglio.altezza * TESTA) return [];
    return [...testo.matchAll(PROTOCOLLO)].flatMap((match) => {
      const numero = numeroOf(match[1] ?? '');
      if (!/\d/.test(numero) || dateIn(numero, oggi).length > 0) return [];
      const prima = testo.slice(0, match.index);
      const fine = match.index + match[0].trimEnd().length;
      const dates = dateIn(testo, oggi).filter(({ da }) => da >= fine && da - fine < 20);
      if ((ALTRUI.test(prima) && !NOSTRO.test(prima)) || IN_ARRIVO.test(testo)) return [];
      if (prima.length > MAX_PRIMA || prima.includes('(') || testo.length - (dates[0]?.a ?? fine) > MAX_DOPO) return [];
      const quanto = prima.trim() === '' ? 0.95 : 0.8;
      const proposta = propostaOf(
        numero,
        match[0].trim(),
        pagina,
        paroleTra(riga, fine - (match[1] ?? '').length, fine),
        quanto,
      );
      const [date] = dates;
      const data = date && propostaOf(date.data, date.scritto, pagina, paroleTra(riga, date.da, date.a), 0.8);
      return [{ proposta, ...(data !== undefined && { data }) }];
    });
  });
}
