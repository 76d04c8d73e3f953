import type { EsitoVerifica, FirmaVerificata } from '../../schemas/firma.api.js';
import { inCoda } from '../firme/frase.js';

/* Whether a signature made elsewhere is the one that an attestation waits for. Pure: what was found is judged here, not found. */

export interface FirmaAttesa {
  /** SHA-256 of the document that was to be signed */
  sha256: string;
  /** `busta`: the document is inside; `staccata`: the signature was verified over it; `pdf`: it is the first part of the signed PDF */
  forma: 'busta' | 'staccata' | 'pdf';
  /** who must have signed: his codice fiscale where it is known, SHA-256 of the certificates registered for him */
  funzionario: { denominazione: string; codiceFiscale?: string; certificati: readonly string[] };
}

export type GiudizioFirma = { firma: FirmaVerificata } | { motivo: string };

/** Checks that may be unknown of a certificate that the body itself has registered for the official. */
const RIMESSI_AL_REGISTRO: readonly string[] = ['catena', 'revoca'];

const bare = (codice: string): string => codice.toUpperCase().replace(/^(?:TINIT-|IT:)/, '');

function isSua({ certificato }: FirmaVerificata, { codiceFiscale, certificati }: FirmaAttesa['funzionario']): boolean {
  if (certificato === undefined) return false;
  if (certificati.includes(certificato.sha256)) return true;
  const detto = certificato.codiceFiscale;
  return codiceFiscale !== undefined && detto !== undefined && bare(detto) === bare(codiceFiscale);
}

/** All that could be looked at holds, and what could not is only whether the authority is trusted: of a registered certificate that is known. */
const holdsByRegister = ({ certificato, controlli }: FirmaVerificata, certificati: readonly string[]): boolean =>
  certificato !== undefined &&
  certificati.includes(certificato.sha256) &&
  controlli.every(
    ({ codice, esito }) => esito === 'si' || (esito === 'ignoto' && RIMESSI_AL_REGISTRO.includes(codice)),
  );

/**
 * The signature of the official among those found, if it may be accepted; else why not, in words for who brings it.
 *
 * It must sign exactly the document, be valid, and be his. One that cannot be verified is accepted only where all that is unknown is the
 * authority (chain, revocation) and the certificate is the one that is registered for him.
 */
export function giudicaFirma({ firme, contenuto }: EsitoVerifica, attesa: FirmaAttesa): GiudizioFirma {
  const { sha256, forma, funzionario } = attesa;
  if (firme.length === 0)
    return { motivo: 'Nel file non c’è una firma: caricare il .p7m, il .p7s oppure il PDF firmato.' };
  if (forma !== 'pdf' && contenuto?.sha256 !== sha256)
    return {
      motivo: 'La firma è su un altro documento: firmare il file scaricato da questa attestazione, senza cambiarlo.',
    };
  const rotta = firme.find(({ esito }) => esito === 'non-valida');
  if (rotta !== undefined) return { motivo: `La firma non è valida${inCoda(rotta.motivo)}` };
  const sue = firme.filter((one) => one.controfirmaDi === undefined && isSua(one, funzionario));
  if (sue.length === 0)
    return {
      motivo: `La firma è di ${firme[0]?.firmatario ?? 'un’altra persona'}: deve firmare ${funzionario.denominazione}, che ha fatto il raffronto, con un certificato che porta il suo codice fiscale o che è registrato per lui.`,
    };
  const cambiata = sue.find(({ revisione }) => (revisione?.dopo.length ?? 0) > 0);
  if (cambiata !== undefined) return { motivo: 'Dopo la firma il PDF è stato cambiato: caricare quello firmato.' };
  const firma =
    sue.find(({ esito }) => esito === 'valida') ?? sue.find((one) => holdsByRegister(one, funzionario.certificati));
  if (firma !== undefined) return { firma };
  return { motivo: `La firma non si può verificare${inCoda(sue[0]?.motivo)}` };
}
