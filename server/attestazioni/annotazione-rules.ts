import type { Attestazione } from '../../schemas/attestazione.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { type BirthContent, type Evento, readEvento } from '../protocollo/canonico.js';
import { evento } from '../protocollo/eventi.js';

/* When a registration tells in its chain that a copy which it holds was attested. Pure. */

type Nota = Pick<Registrazione, 'canonico' | 'dataRegistrazione' | 'documento' | 'allegati' | 'eventi' | 'stato'>;
type Firmata = Pick<Attestazione, '_id' | 'modo' | 'copie' | 'documento' | 'firma' | 'funzionario'>;

const hashesOf = ({
  documento,
  allegati,
}: {
  documento?: { sha256: string };
  allegati: readonly { sha256: string }[];
}): string[] => [...(documento === undefined ? [] : [documento]), ...allegati].map(({ sha256 }) => sha256);

const isDetta = ({ eventi }: Pick<Registrazione, 'eventi'>, id: string): boolean =>
  eventi.map(readEvento).some(({ tipo, dettagli }) => tipo === 'attestazione' && dettagli['attestazione'] === id);

/**
 * The act by which a registration tells of an attestation, once; none where it holds no copy of it, was born with copies that were
 * attested already (who has it by its files finds the attestation, and its first package carries it), or was annulled: after that
 * nothing is added to it.
 */
export function annotazioneDi(registrazione: Nota, attestazione: Firmata, data: Date): Evento[] {
  const { _id, modo, copie, documento, firma, funzionario } = attestazione;
  if (firma === undefined || registrazione.stato === 'annullata' || isDetta(registrazione, _id)) return [];
  const attestati = new Set(copie.map(({ sha256 }) => sha256));
  const held = [...new Set(hashesOf(registrazione))].filter((sha256) => attestati.has(sha256));
  if (held.length === 0) return [];
  // a signature made here says whole seconds: within one nobody knows which came first, and it is told
  if (registrazione.dataRegistrazione.getTime() - Date.parse(firma.quando) >= 1_000) {
    const nati = new Set(hashesOf(JSON.parse(registrazione.canonico) as BirthContent));
    if (held.every((sha256) => nati.has(sha256))) return [];
  }
  return [
    evento(
      'attestazione',
      { data, utente: funzionario.utente },
      {
        attestazione: _id,
        modo,
        impronta: documento.sha256,
        firma: { sha256: firma.sha256, quando: firma.quando },
        copie: held,
      },
    ),
  ];
}
