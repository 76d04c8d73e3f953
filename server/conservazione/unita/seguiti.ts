import type { Registrazione } from '../../../schemas/registrazione.model.js';
import { type Evento, readEvento } from '../../protocollo/canonico.js';
import type { Seguito, UnitaDaVersare } from '../tipi.js';

/** Acts after which what the receiver was told is not true any more, and how each is called in the note of the update. */
const AGGIORNANO: Readonly<Record<string, string>> = {
  classificazione: 'classificazione',
  fascicolazione: 'fascicolazione',
  rinnovo: 'rinnovo di un dato',
  modifica: 'modifica di un dato',
};

/**
 * The acts done after a version of the record. Acts written at once bear one instant and grow the version by one; where the instants
 * do not tell the writes apart all acts are given: what is told twice is there once. Pure.
 */
export function eventiDopo({ eventi, versione }: Pick<Registrazione, 'eventi' | 'versione'>, dopo: number): Evento[] {
  const letti = eventi.map(readEvento).filter(({ tipo }) => tipo !== 'nascita'); // written with the registration itself
  const istanti = [...new Set(letti.map(({ data }) => data))].sort();
  const scritture = versione - 1;
  if (dopo <= 1 || istanti.length !== scritture) return dopo >= versione ? [] : letti;
  const nuovi = new Set(istanti.slice(dopo - 1));
  return letti.filter(({ data }) => nuovi.has(data));
}

/**
 * What later acts ask to tell the receiver of a unit that it keeps: the note of an annulment, files that came later, the metadata as
 * they are now. Nothing for acts that concern only the work of the offices. Pure.
 * @param versabile - of the record as it is now
 * @param shipped - the version of the record that the receiver knows
 */
export function seguitiOf(
  registrazione: Pick<Registrazione, 'eventi' | 'versione'>,
  { documenti }: UnitaDaVersare,
  shipped: { versione: number },
): Seguito[] {
  const nuovi = eventiDopo(registrazione, shipped.versione);
  const tipi = new Set(nuovi.map(({ tipo }) => tipo));
  const arrivati = nuovi.flatMap(({ tipo, dettagli }) =>
    tipo === 'integrazione' ? ((dettagli['allegati'] as { n: number }[] | undefined) ?? []) : [],
  );
  const allegati = documenti.filter(({ ruolo }) => ruolo === 'allegato');
  const aggiunti = allegati.filter(({ id }) => arrivati.some(({ n }) => id.endsWith(`-all-${n}`)));
  const note = tipi.has('annullamento') ? documenti.filter(({ ruolo }) => ruolo === 'annotazione') : [];
  const motivi = [...tipi].flatMap((tipo) => AGGIORNANO[tipo] ?? []);
  return [
    ...[...aggiunti, ...note].map((documento): Seguito => ({ operazione: 'aggiunta', documento })),
    ...(motivi.length === 0
      ? []
      : [{ operazione: 'aggiornamento' as const, motivo: `Metadati aggiornati dopo: ${motivi.join(', ')}` }]),
  ];
}
