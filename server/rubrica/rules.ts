import { lettereCognome, lettereNome } from '../../schemas/codici.api.js';
import type { Avviso, Flusso } from '../../schemas/registrazione.types.js';
import { nameOfSoggetto, type Soggetto } from '../../schemas/soggetto.api.js';

/** What identifies an administration in the metadata (Allegato 5), as people call it. */
const DATI_PAI = [
  ['codiceIPA', 'codice IPA'],
  ['codiceAOO', 'codice AOO'],
  ['domicilioDigitale', 'domicilio digitale'],
] as const satisfies readonly (readonly [keyof Soggetto, string])[];

/** The data that an Italian administration lacks, as field and name; nothing for any other subject. */
export const missingOfPai = (soggetto: Soggetto): (readonly [campo: (typeof DATI_PAI)[number][0], nome: string])[] =>
  soggetto.tipo === 'PAI' ? DATI_PAI.filter(([campo]) => soggetto[campo] === undefined) : [];

/** True if the letters of surname and name (positions 1-6) are others than those of a personal codice fiscale. */
function isDiscordante({ tipo, cognome, nome, codiceFiscale }: Soggetto): boolean {
  if (tipo !== 'PF' || cognome === undefined || nome === undefined || codiceFiscale?.length !== 16) return false;
  return codiceFiscale.slice(0, 6) !== lettereCognome(cognome) + lettereNome(nome);
}

/**
 * What is told of a subject without refusing it. On E an incomplete administration is what arrived; elsewhere it is an error,
 * see `missingOfPai`. Names with particles, accents, second or foreign parts may rightly differ from the codice fiscale.
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
