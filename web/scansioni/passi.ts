import type { Scansione } from '../../schemas/scansione.api.js';
import { difettiAperti } from './qualita.js';
import { isAlLavoro } from './ritmo.js';

export const PASSI = ['acquisisci', 'controlla', 'raffronta', 'firma'] as const;
export type Passo = (typeof PASSI)[number];

export const PAROLE_PASSO: Readonly<Record<Passo, string>> = {
  acquisisci: 'Acquisisci',
  controlla: 'Controlla',
  raffronta: 'Raffronta',
  firma: 'Attesta e firma',
};

export const isPasso = (value: string | null): value is Passo => PASSI.some((passo) => passo === value);

/** Why one cannot go on to the comparison yet, in words; undefined: one can. */
export function percheNonRaffronta(
  scansione: Pick<Scansione, 'stato' | 'pagine' | 'avanzamento' | 'pdf' | 'unione'>,
): string | undefined {
  const { stato, avanzamento, pdf } = scansione;
  if (stato === 'errore') return 'La scansione non è riuscita: aggiungere le pagine di nuovo.';
  if (isAlLavoro(stato) || avanzamento.fatte < avanzamento.pagine) return 'Le pagine sono ancora in lettura';
  const aperti = new Set(difettiAperti(scansione).map(({ pagina }) => pagina.id)).size;
  if (aperti > 0) return aperti === 1 ? 'Resta una pagina da decidere' : `Restano ${aperti} pagine da decidere`;
  if (scansione.unione?.stato === 'da-confermare') return 'Resta da confermare il numero a cui va la copia';
  if (pdf === undefined) return 'La copia si sta componendo';
  return stato === 'da-verificare' ? 'La scansione è ancora da verificare' : undefined;
}

/** The step at which a scan stands by itself: where its page opens. */
export function passoDi(scansione: Pick<Scansione, 'stato' | 'attestazione'>): Passo {
  return scansione.stato === 'attestata' || scansione.attestazione !== undefined ? 'firma' : 'controlla';
}

/** Whether a step is behind, seen from the one that is open. */
export const isFatto = (passo: Passo, aperto: Passo): boolean => PASSI.indexOf(passo) < PASSI.indexOf(aperto);

/** The page and all others with it moved by one place; the same list at an end. */
export function spostata(ordine: readonly string[], id: string, di: 1 | -1): string[] {
  const from = ordine.indexOf(id);
  const to = from + di;
  if (from === -1 || to < 0 || to >= ordine.length) return [...ordine];
  return ordine.with(from, ordine[to] ?? id).with(to, id);
}

/** Waits for a person: nobody has confirmed what the label says, or the registration did not take the copy by itself. */
export const isDaUnire = ({ unione }: Pick<Scansione, 'unione'>): boolean =>
  unione?.stato === 'da-confermare' || unione?.stato === 'rifiutata';
