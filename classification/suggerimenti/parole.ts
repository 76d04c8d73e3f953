import { radiceOf } from './radice.js';

/** A word of a text: as it was typed, without accents, and the key by which it is compared. */
export interface Parola {
  forma: string;
  piana: string;
  chiave: string;
}

/** Words that say nothing of the matter, whatever the office. */
const VUOTE = new Set(
  (
    'a ad agli ai al alla alle allo anche che chi ci cio come con cui da dagli dai dal dalla dalle dallo degli dei del della ' +
    'delle dello di e ed gli ha i il in la le lo loro ma ne negli nei nel nella nelle nello non o od ogni oppure per piu ' +
    'presso qs quale quali questa questo relativa relative relativi relativo sia si su sugli sui sul sulla sulle sullo suo ' +
    'tra fra un una uno vs voi nr num art artt comma lett rif ogg oggetto prot mese giorno gennaio ' +
    'febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre egr spett sig sigg sigra ' +
    'signor signora dott arch ing geom avv rag dal fg foglio mapp mappale part particella sub srl spa snc sas via viale piazza ' +
    'piazzale vicolo localita loc comune'
  ).split(' '),
);
/** Words that say in which form one writes, not of what: a class is given by the matter, so they count little. */
const DI_FORMA = new Set(
  (
    'allegato allegati appuntamento attestazione atto autocertificazione avviso certificato certificazione chiarimenti ' +
    'comunicazione comunicazioni convocazione copia denuncia dichiarazione documentazione documenti documento domanda ' +
    'esposto file integrazione invio istanza lettera modulo nota nulla osta parere pratica preventivo proposta relazione ' +
    'richiesta richieste riscontro risposta riunione saluti segnalazione sollecito trasmissione urgente verbale autorizzazione'
  )
    .split(' ')
    .map(radiceOf),
);

/** Before the name of a street, which says where and not what. */
const STRADE = new Set(['via', 'viale', 'piazza', 'piazzale', 'corso', 'largo', 'vicolo', 'localita', 'loc']);
const PREPOSIZIONI = new Set(['di', 'del', 'della', 'dello', 'dei', 'degli', 'delle', 'san', 'santa', 'don', 'dell']);

/** Laws are among the few numbers that say what a letter is about: «L. 104/1992» becomes `l104`. */
const LEGGE = /(?<!\p{L})(legge|l|d\s?lgs|dpr|dl|dm|lr|reg(?:olamento)? ue)\s*(?:n\s*)?(\d{2,4})\/(?:19|20)?\d{2,4}/gu;
const SIGLA = /(?<!\p{L})(?:\p{L}\.){2,}\p{L}?(?!\p{L})/gu;
const TRONCA = /(\p{L}{2,6})\.(le|li|vo|va|vi|ve|te|ti|ca|co|to|ta|ne|ni|zza)(?!\p{L})/gu;

/** Lower case without accents; dotted letters are joined first: «A.I.R.E.» is one word, and so is «com.le». */
const piano = (testo: string): string =>
  testo
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[’‘`´]/g, "'")
    .replaceAll(SIGLA, (sigla) => sigla.replaceAll('.', ''))
    .replaceAll(TRONCA, '$1$2');

const leggi = (testo: string): string =>
  testo.replaceAll('.', ' ').replaceAll(LEGGE, (_, tipo: string, numero: string) => {
    const sigla = tipo.startsWith('reg') ? 'ue' : tipo.replace('legge', 'l').replaceAll(/\s/g, '');
    return ` ${sigla}${numero} `;
  });

const isMaiuscola = (forma: string): boolean => /^\p{Lu}/u.test(forma);

/** At the start of the words that name a street, how many of them there are; 0 where a lower-case word follows. */
function nomeStrada(forme: readonly string[], da: number): number {
  let fine = da;
  while (PREPOSIZIONI.has((forme[fine] ?? '').toLowerCase())) fine += 1;
  const prima = fine;
  while (fine < prima + 2 && isMaiuscola(forme[fine] ?? '')) fine += 1;
  return fine === prima ? 0 : fine - da;
}

/** All words as typed, with nothing left out: the table of abbreviations reads them in their order. */
function forme(testo: string): string[] {
  const pulito = piano(testo.slice(0, MAX_CARATTERI));
  const gridato = !/\p{Ll}/u.test(pulito); // all in capitals: no capital tells a name
  const conLeggi = leggi(
    gridato
      ? pulito.toLowerCase()
      : pulito.replaceAll(/(?<!\p{L})(L|D\.\s?Lgs|DLgs|DPR|DL|DM|LR)\.?(?=\s*(?:n\.?\s*)?\d)/gu, (t) =>
          t.toLowerCase(),
        ),
  );
  return conLeggi.match(/[\p{L}\d]+/gu) ?? [];
}

/** No more of a text is looked at: what a document is about it says at its beginning. */
const MAX_CARATTERI = 6_000;
const MAX_PAROLE = 400;

const SIGLE: Readonly<Record<string, string>> = {
  l: 'L.',
  dlgs: 'D.Lgs.',
  dpr: 'D.P.R.',
  dl: 'D.L.',
  dm: 'D.M.',
  lr: 'L.R.',
  ue: 'Reg. UE',
};
/** A law as people write it; any other word as it was typed. */
const scritta = (forma: string): string =>
  forma.replace(
    /^(l|dlgs|dpr|dl|dm|lr|ue)(\d{2,4})$/,
    (_, tipo: string, numero: string) => `${SIGLE[tipo] ?? ''} ${numero}`,
  );

/**
 * The words of a text that can tell its matter, in their order. Never more than 400, whatever comes in.
 * Numbers, dates and names of streets are left out; laws stay.
 */
export function paroleOf(testo: string): Parola[] {
  const tutte = forme(testo);
  const parole: Parola[] = [];
  for (let i = 0; i < tutte.length && parole.length < MAX_PAROLE; i += 1) {
    const forma = tutte[i] ?? '';
    const piana = forma.toLowerCase();
    if (STRADE.has(piana)) i += nomeStrada(tutte, i + 1);
    if (VUOTE.has(piana) || piana.length < 2 || piana.length > 40 || /^\d/.test(piana)) continue;
    parole.push({ forma: scritta(forma), piana, chiave: /\d/.test(piana) ? piana : radiceOf(piana) });
  }
  return parole;
}

/** Every word and number of a text, with the names of people and places: what one affair is known by, not its matter. */
export const segniOf = (testo: string): string[] => [
  ...new Set(
    piano(testo.slice(0, MAX_CARATTERI))
      .toLowerCase()
      .match(/[\p{L}\d]+/gu)
      ?.filter((parola) => (parola.length > 2 || /\d/.test(parola)) && (!VUOTE.has(parola) || /\d/.test(parola)))
      .slice(0, MAX_PAROLE),
  ),
];

/** Two words that follow each other say more than each alone. */
export const coppieOf = (parole: readonly Parola[]): string[] =>
  parole.slice(1).map(({ chiave }, i) => `${parole[i]?.chiave ?? ''} ${chiave}`);

const GRAMMA = 4;

/** Groups of four letters: they find what is written wrong, joined or in another form. */
export function grammiOf(piana: string): string[] {
  const bordata = `_${piana}_`;
  if (bordata.length <= GRAMMA) return [bordata];
  return Array.from({ length: bordata.length - GRAMMA + 1 }, (_, i) => bordata.slice(i, i + GRAMMA));
}

/** True where none of these says anything but the form of a paper: «trasmissione documenti». */
export const soloForma = (...chiavi: readonly string[]): boolean => chiavi.every((chiave) => DI_FORMA.has(chiave));
