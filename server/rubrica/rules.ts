import { lettereCognome, lettereNome } from '../../schemas/codici.api.js';
import type { Avviso, Flusso } from '../../schemas/registrazione.types.js';
import { missingOfPai, nameOfSoggetto, type Soggetto } from '../../schemas/soggetto.api.js';

/** True if the letters of surname and name (positions 1-6) are others than those of a personal codice fiscale. */
function isDiscordante({ tipo, cognome, nome, codiceFiscale }: Soggetto): boolean {
  if (tipo !== 'PF' || cognome === undefined || nome === undefined || codiceFiscale?.length !== 16) return false;
  return codiceFiscale.slice(0, 6) !== lettereCognome(cognome) + lettereNome(nome);
}

/**
 * What is told of a subject without refusing it. On E an incomplete administration is what arrived; on U it is refused by
 * `RegistrazioneRichiesta`. Names with particles, accents, second or foreign parts may rightly differ from the codice fiscale.
 */
export function warningsOfSoggetto(soggetto: Soggetto, flusso: Flusso): Avviso[] {
  const avvisi: Avviso[] = [];
  const missing = missingOfPai(soggetto).map(([, nome]) => nome);
  if (flusso === 'E' && missing.length > 0) {
    avvisi.push({
      codice: 'soggetto-incompleto',
      messaggio: `Di ${nameOfSoggetto(soggetto)} manca: ${missing.join(', ')}. Completare i dati appena si conoscono.`,
    });
  }
  if (isDiscordante(soggetto)) {
    avvisi.push({
      codice: 'codice-fiscale-discordante',
      messaggio: `Il codice fiscale non corrisponde al nome ${nameOfSoggetto(soggetto)}: controllare l’uno e l’altro.`,
    });
  }
  return avvisi;
}
