import type { EventiScansione, Lotto, RigaScansione, Scansione } from '../../schemas/scansione.api.js';
import type { EsitoPagina, PaginaTenuta } from '../../schemas/pagina-scansione.model.js';
import type { ScansioneTenuta } from '../../schemas/scansione.model.js';
import type { SoglieScansione } from '../../schemas/configurazione-scansione.api.js';
import { rfc3339 } from '../lib/clock.js';
import { readAtto } from './atti.js';
import { difettiOf, giudica } from './qualita.js';
import { chiedeMotivo, percheNonSepara } from './separabile.js';

/** Nothing of it changes any more: it is attested, or its copy is in a registration. Pure. */
export const isBloccata = ({ stato, unione }: Pick<ScansioneTenuta, 'stato' | 'unione'>): boolean =>
  stato === 'attestata' || unione?.stato === 'fatta';

/** What was read of a page, as it stands now: not while it is to be read again, as it is from the moment when it was turned. */
const esitoOf = (
  pagina: PaginaTenuta | undefined,
  { rotazione }: ScansioneTenuta['pagine'][number],
): EsitoPagina | undefined =>
  pagina?.daLeggere === true || pagina?.esito?.rotazione !== rotazione ? undefined : pagina.esito;

const misureDi = (esito: EsitoPagina | undefined): Partial<Scansione['pagine'][number]> => ({
  ...(esito?.fiducia !== undefined && { fiducia: esito.fiducia }),
  ...(esito?.copia !== undefined && {
    larghezza: esito.copia.larghezza,
    altezza: esito.copia.altezza,
    dpi: Math.round(esito.copia.dpi),
  }),
  ...(esito?.misure !== undefined && { colore: esito.misure.colore }),
});

const isFinished = ({ stato }: Pick<ScansioneTenuta, 'stato'>): boolean =>
  stato !== 'in-coda' && stato !== 'in-lavorazione';

/** Why it is not registered; not told any more of what has a number after all. */
const esclusaDi = ({ esclusa, registrazione }: ScansioneTenuta): Pick<Scansione, 'esclusa'> =>
  esclusa === undefined || registrazione !== undefined
    ? {}
    : { esclusa: { ...esclusa, quando: rfc3339(esclusa.quando) } };

/** A scan as it is answered, with its pages in order. */
export function presentScansione(
  s: ScansioneTenuta,
  pagine: ReadonlyMap<string, PaginaTenuta>,
  soglie: Pick<SoglieScansione, 'bitDoppia'>,
): Scansione {
  const esiti = new Map(s.pagine.map((posto) => [posto.id, esitoOf(pagine.get(posto.id), posto)]));
  const giudicate = giudica(s, esiti, soglie);
  const fatte = s.pagine.filter(({ id, rifiutata }) => rifiutata !== undefined || esiti.get(id) !== undefined).length;
  return {
    id: s._id,
    stato: s.stato,
    avanzamento: { pagine: s.pagine.length, fatte },
    pagine: s.pagine.map(({ id, rotazione, rifiutata }, i) => ({
      numero: i + 1,
      id,
      rotazione,
      qualita: giudicate[i]?.qualita ?? [],
      fatta: rifiutata !== undefined || esiti.get(id) !== undefined,
      ...misureDi(esiti.get(id)),
    })),
    ...(s.copia?.generazione === s.generazione && { pdf: { sha256: s.copia.sha256, dimensione: s.copia.dimensione } }),
    ...(s.proposte !== undefined && { proposte: s.proposte }),
    ...(s.errore !== undefined && { errore: s.errore }),
    ...(s.pagineAttese !== undefined && { pagineAttese: s.pagineAttese }),
    ...(s.registrazione !== undefined && {
      registrazione: { anno: s.registrazione.anno, numero: s.registrazione.numero },
    }),
    ...(s.originale !== undefined && { originale: s.originale }),
    ...(s.lotto !== undefined && { lotto: s.lotto }),
    ...(s.attestazione !== undefined && { attestazione: s.attestazione }),
    ...esclusaDi(s),
    operatore: s.operatore.utente,
    creata: rfc3339(s.creata),
    versione: s.versione,
    originali: s.originali.map(({ nome, dimensione, sha256 }, i) => ({ n: i + 1, nome, dimensione, sha256 })),
    tolte: s.tolte.map(({ id, motivo, utente, quando }) => ({ id, motivo, utente, quando: rfc3339(quando) })),
    ...(s.unione !== undefined && { unione: s.unione }),
    ...(percheNonSepara(s) === undefined && { separabile: { motivo: chiedeMotivo(s) } }),
    bloccata: isBloccata(s),
  };
}

/** A row of the list. @param fatte - pages read so far */
export const presentRigaScansione = (s: ScansioneTenuta, fatte: number, daVedere: number): RigaScansione => ({
  id: s._id,
  stato: s.stato,
  avanzamento: { pagine: s.pagine.length, fatte: isFinished(s) ? s.pagine.length : Math.min(fatte, s.pagine.length) },
  ...(s.errore !== undefined && { errore: s.errore }),
  ...(s.registrazione !== undefined && {
    registrazione: { anno: s.registrazione.anno, numero: s.registrazione.numero },
  }),
  ...(s.lotto !== undefined && { lotto: s.lotto }),
  ...(s.attestazione !== undefined && { attestazione: s.attestazione }),
  ...esclusaDi(s),
  operatore: s.operatore.utente,
  creata: rfc3339(s.creata),
  versione: s.versione,
  nome: s.originali[0]?.nome ?? '',
  daVedere,
});

/** Pages that somebody has to look at. */
export const daVedereOf = (
  s: ScansioneTenuta,
  pagine: ReadonlyMap<string, PaginaTenuta>,
  soglie: Pick<SoglieScansione, 'bitDoppia'>,
): number => {
  const esiti = new Map(s.pagine.map((posto) => [posto.id, esitoOf(pagine.get(posto.id), posto)]));
  return new Set(difettiOf(giudica(s, esiti, soglie)).map(({ pagina }) => pagina)).size;
};

export const presentEventiScansione = ({ eventi }: Pick<ScansioneTenuta, 'eventi'>): EventiScansione => ({
  elementi: eventi.map((one) => {
    const { tipo, data, utente = 'sistema', dettagli } = readAtto(one);
    return { tipo, data: rfc3339(new Date(data)), utente, dettagli, hash: one.hash };
  }),
});

const STATI_LOTTO = {
  'in-coda': 'in-coda',
  'in-lavorazione': 'in-lavorazione',
  errore: 'errore',
  pronta: 'diviso',
  'da-verificare': 'diviso',
  attestata: 'diviso',
} as const;

export const presentLotto = (
  s: ScansioneTenuta,
  fatte: number,
  scansioni: Readonly<Record<string, number>>,
): Lotto => ({
  id: s._id,
  nome: s.originali[0]?.nome ?? '',
  stato: STATI_LOTTO[s.stato],
  avanzamento: { pagine: s.pagine.length, fatte: isFinished(s) ? s.pagine.length : Math.min(fatte, s.pagine.length) },
  scansioni: { ...scansioni },
  separatori: s.divisa?.separatori ?? 0,
  ...(s.errore !== undefined && { errore: s.errore }),
  ...esclusaDi(s),
  operatore: s.operatore.utente,
  creata: rfc3339(s.creata),
});
