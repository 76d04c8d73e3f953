import type { Attestazione, FirmaAttestazione } from '../../schemas/attestazione.model.js';
import type { EventoRegistrato } from '../../schemas/registrazione.model.js';
import { canonicalText, linkAtti, sha256Hex } from '../protocollo/canonico.js';

/* An attestation as text: its birth, and the signature chained to it (docs/catena.md). Pure. */

export type Nata = Omit<
  Attestazione,
  'canonico' | 'hash' | 'eventi' | 'stato' | 'firma' | 'attestate' | 'impronte' | 'richiesta' | 'daAnnotare'
>;

const birthContent = ({ _id, creata, ...rest }: Nata): object => ({
  formato: 1,
  id: _id,
  ...rest,
  creata: creata.toISOString(),
});

export function nascitaOf(nata: Nata): Pick<Attestazione, 'canonico' | 'hash'> {
  const canonico = canonicalText(birthContent(nata));
  return { canonico, hash: sha256Hex(canonico) };
}

/** The act by which the signature came. */
export function eventoFirma(
  { hash }: Pick<Attestazione, 'hash'>,
  firma: FirmaAttestazione,
  utente: string,
): EventoRegistrato {
  const [evento] = linkAtti({ catena: { hash }, eventi: [] }, [
    { tipo: 'firma', data: firma.quando, utente, dettagli: firma },
  ]);
  if (evento === undefined) throw new Error('no act');
  return evento;
}

/** What of a record does not follow from its texts; null where all does. */
export function faultOfAttestazione(a: Attestazione): string | null {
  const {
    canonico,
    hash,
    eventi,
    stato,
    firma,
    attestate,
    impronte,
    richiesta: _richiesta,
    daAnnotare: _mark,
    ...nata
  } = a;
  if (sha256Hex(canonico) !== hash) return 'il testo di nascita non ha l’impronta che dice';
  if (nascitaOf(nata).canonico !== canonico) return 'i dati non sono quelli della nascita';
  const expected = firma === undefined ? [] : [eventoFirma({ hash }, firma, a.funzionario.utente)];
  if (canonicalText(eventi) !== canonicalText(expected)) return 'l’atto di firma non è quello che la firma dice';
  if ((stato === 'firmata') !== (firma !== undefined)) return 'lo stato non è quello che la firma dice';
  const listed = stato === 'firmata' ? a.copie.map(({ scansione }) => scansione) : undefined;
  if (canonicalText(attestate ?? []) !== canonicalText(listed ?? []))
    return 'le copie attestate non sono quelle dell’elenco';
  const files = [a.documento.sha256, ...(firma === undefined ? [] : [firma.sha256])];
  return canonicalText(impronte) === canonicalText(files) ? null : 'i file nominati non sono quelli dell’attestazione';
}
