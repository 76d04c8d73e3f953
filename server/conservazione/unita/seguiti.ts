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
/** The metadata say whether the main document is a copy that conforms (Allegato 5). */
const CONFORME = 'attestazione di conformità della copia';

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

/** What the receiver was told with the first package. */
export interface Versato {
  /** the version of the record that it was made from, or that was followed since */
  versione: number;
  /** SHA-256 of the files that went with it */
  impronte?: ReadonlySet<string>;
}

/** What an act says of an attestation, as far as it is told to the receiver. */
interface Attestata {
  attestazione: string;
  impronta: string;
  copie: string[];
}

/**
 * What later acts ask to tell the receiver of a unit that it keeps: the note of an annulment, files that came later, attestations of the
 * copies with their signatures, the metadata as they are now. An attestation that was signed before the first package was made, and told
 * in the chain after it, is there already. Nothing for acts that concern only the work of the offices. Pure.
 * @param versabile - of the record as it is now
 */
export function seguitiOf(
  registrazione: Pick<Registrazione, 'eventi' | 'versione'>,
  { documenti }: UnitaDaVersare,
  { versione, impronte = new Set() }: Versato,
): Seguito[] {
  const nuovi = eventiDopo(registrazione, versione);
  const tipi = new Set<string>(nuovi.map(({ tipo }) => tipo));
  const arrivati = nuovi.flatMap(({ tipo, dettagli }) =>
    tipo === 'integrazione' ? ((dettagli['allegati'] as { n: number }[] | undefined) ?? []) : [],
  );
  const attestate = nuovi
    .filter(({ tipo }) => tipo === 'attestazione')
    .map(({ dettagli }) => dettagli as unknown as Attestata)
    .filter(({ impronta }) => !impronte.has(impronta));
  const allegati = documenti.filter(({ ruolo }) => ruolo === 'allegato');
  const aggiunti = allegati.filter(({ id }) => arrivati.some(({ n }) => id.endsWith(`-all-${n}`)));
  const attestazioni = documenti.filter(
    ({ ruolo, id }) => ruolo === 'annesso' && attestate.some(({ attestazione }) => id.endsWith(`-att-${attestazione}`)),
  );
  const note = tipi.has('annullamento') ? documenti.filter(({ ruolo }) => ruolo === 'annotazione') : [];
  const principale = documenti.find(({ ruolo }) => ruolo === 'principale')?.file?.sha256;
  const conforme = attestate.some(({ copie }) => principale !== undefined && copie.includes(principale));
  const motivi = [...[...tipi].flatMap((tipo) => AGGIORNANO[tipo] ?? []), ...(conforme ? [CONFORME] : [])];
  return [
    ...[...aggiunti, ...attestazioni, ...note].map((documento): Seguito => ({ operazione: 'aggiunta', documento })),
    ...(motivi.length === 0
      ? []
      : [{ operazione: 'aggiornamento' as const, motivo: `Metadati aggiornati dopo: ${motivi.join(', ')}` }]),
  ];
}
