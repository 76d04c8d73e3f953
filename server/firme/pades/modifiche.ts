/** What an incremental update did after a signature. Pure data: what it means is said in `giudizio.ts`. */
export interface Modifiche {
  /** signatures and document timestamps that were added: name of the field */
  firme: string[];
  marche: string[];
  /** fields that were empty and were filled */
  compilati: string[];
  /** pages with annotations added, from 1 */
  annotate: Set<number>;
  /** evidence for validation was added */
  dss: boolean;
  metadati: boolean;
  /** empty fields for signatures */
  campiFirma: string[];
  /** sentences on what no signature permits */
  vietate: string[];
  /** sentences on what could not be judged */
  dubbie: string[];
}

export const nessunaModifica = (): Modifiche => ({
  firme: [],
  marche: [],
  compilati: [],
  annotate: new Set(),
  dss: false,
  metadati: false,
  campiFirma: [],
  vietate: [],
  dubbie: [],
});

/** What a signature itself lets others do after it (ISO 32000-1 §12.8.2). */
export interface Permessi {
  /** 1: nothing but evidence; 2: filling and signing; 3: annotations too; undefined: it does not say */
  livello: number | undefined;
  /** whether a field is closed by this signature */
  isChiuso: (campo: string) => boolean;
}

const list = (names: readonly string[]): string =>
  names
    .slice(0, 5)
    .map((one) => `«${one}»`)
    .join(', ');

/** What was done, one sentence each, for who reads it. */
export function paroleDi(m: Modifiche): string[] {
  const told: string[] = [];
  if (m.firme.length > 0)
    told.push(
      m.firme.length === 1
        ? `aggiunta un’altra firma (campo ${list(m.firme)})`
        : `aggiunte altre ${m.firme.length} firme`,
    );
  if (m.marche.length > 0) told.push('aggiunta una marca temporale sul documento');
  if (m.dss) told.push('aggiunti certificati e revoche per la verifica');
  if (m.campiFirma.length > 0) told.push(`aggiunti campi per altre firme: ${list(m.campiFirma)}`);
  if (m.compilati.length > 0) told.push(`compilati campi che erano vuoti: ${list(m.compilati)}`);
  if (m.annotate.size > 0)
    told.push(
      `aggiunte annotazioni, che non fanno parte di ciò che è stato firmato (pagina ${[...m.annotate].slice(0, 10).join(', ')})`,
    );
  if (m.metadati) told.push('aggiornate le proprietà del documento');
  return [...told, ...m.vietate, ...m.dubbie];
}

/**
 * Whether what was done after a signature leaves it as it was.
 * @returns the outcome of the check `modifiche` and its sentence
 */
export function giudicaModifiche(
  m: Modifiche,
  { livello, isChiuso }: Permessi,
): { esito: 'si' | 'no' | 'ignoto'; messaggio: string } {
  const vietata = m.vietate[0];
  if (vietata !== undefined)
    return { esito: 'no', messaggio: `Dopo la firma il documento è stato cambiato: ${vietata}.` };
  const campi = [...m.firme, ...m.compilati];
  if (livello === 1 && (campi.length > 0 || m.annotate.size > 0 || m.campiFirma.length > 0))
    return { esito: 'no', messaggio: 'Chi ha firmato non ammetteva modifiche, e il documento ne ha avute.' };
  if (livello === 2 && m.annotate.size > 0)
    return { esito: 'no', messaggio: 'Chi ha firmato non ammetteva annotazioni, e ne sono state aggiunte.' };
  const chiuso = m.compilati.find(isChiuso);
  if (chiuso !== undefined)
    return { esito: 'no', messaggio: `Il campo «${chiuso}» era chiuso dalla firma ed è stato cambiato.` };
  const dubbia = m.dubbie[0];
  if (dubbia !== undefined)
    return {
      esito: 'ignoto',
      messaggio: `Non si può dire se ciò che è stato aggiunto dopo la firma la lascia valida: ${dubbia}.`,
    };
  const told = paroleDi(m);
  return {
    esito: 'si',
    messaggio: told.length === 0 ? 'Dopo la firma nulla è stato aggiunto.' : `Dopo la firma: ${told.join('; ')}.`,
  };
}
