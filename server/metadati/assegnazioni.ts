import type { Fascicolo } from '../../schemas/fascicolo.model.js';
import { applyAtto, fascicoloAllaNascita, readAtto } from '../fascicoli/atti.js';
import { legalDay } from '../lib/clock.js';
import type { AssegnazioneFascicolo } from './agg.js';

type Stato = Pick<Fascicolo, 'uo' | 'responsabile' | 'altreUo'>;

/** Who has a fascicolo at one moment: the office in charge, with who answers for it, and those that take part. */
const inCarico = ({ uo, responsabile, altreUo = [] }: Stato): Omit<AssegnazioneFascicolo, 'dal' | 'al'>[] => [
  { tipo: 'competenza', uo, utente: responsabile },
  ...altreUo.map((altra) => ({ tipo: 'conoscenza' as const, uo: altra })),
];

const keyOf = ({ tipo, uo, utente }: Omit<AssegnazioneFascicolo, 'dal' | 'al'>): string =>
  `${tipo} ${uo} ${utente ?? ''}`;

/**
 * The history of who had a fascicolo, from its birth and its acts: each hand-over ends one line and begins another. What was
 * changed within a day leaves no line of that day. Pure.
 */
export function assegnazioniOf(fascicolo: Fascicolo): AssegnazioneFascicolo[] {
  const nata = fascicoloAllaNascita(fascicolo);
  const lines: AssegnazioneFascicolo[] = [];
  const begin = (stato: Stato, dal: string): void => {
    const now = inCarico(stato);
    const open = lines.filter(({ al }) => al === undefined);
    for (const line of open) if (!now.some((one) => keyOf(one) === keyOf(line))) line.al = dal;
    for (const one of now) if (!open.some((line) => keyOf(line) === keyOf(one))) lines.push({ ...one, dal });
  };
  begin(nata, nata.dataApertura);
  let contenuto: Parameters<typeof applyAtto>[0] = nata;
  for (const evento of fascicolo.eventi) {
    const atto = readAtto(evento);
    contenuto = applyAtto(contenuto, atto);
    begin(contenuto, legalDay(new Date(atto.data)));
  }
  return lines.filter(({ dal, al }) => al === undefined || al > dal);
}
