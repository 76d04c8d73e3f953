import { z } from 'zod';
import { CodiceUfficio, NomeUtente, PasswordNuova } from './amministrazione.api.js';
import { difettoCodiceNumerico } from './codici.api.js';
import { isDataEsistente } from './comune.api.js';
import { testoObbligatorio } from './testo.api.js';

/** What a first installation states; `npm run installa` asks for each in this order. */
export const Installazione = z.strictObject({
  ente: testoObbligatorio(200, 'La denominazione dell’amministrazione'),
  codiceIpa: z
    .string()
    .regex(/^[a-z0-9_]{2,20}$/, { error: 'Il codice IPA si scrive come nell’indice, per esempio c_a944.' }),
  codiceFiscale: z.string().refine((codice) => difettoCodiceNumerico(codice) === null, {
    error: 'Il codice fiscale dell’amministrazione ha 11 cifre, l’ultima di controllo: verificarlo.',
  }),
  domicilioDigitale: z.email({ error: 'Il domicilio digitale è un indirizzo PEC.' }),
  aoo: z
    .string()
    .regex(/^[A-Z0-9]{2,16}$/, { error: 'Il codice della AOO si scrive come nell’indice IPA, per esempio A1B2C3D.' }),
  denominazioneAoo: testoObbligatorio(200, 'La denominazione della AOO'),
  patrono: z.string().refine((day) => isDataEsistente(`2024-${day}`), {
    error: 'Il giorno del patrono si scrive mese-giorno, per esempio 09-03.',
  }),
  ufficio: CodiceUfficio,
  denominazioneUfficio: testoObbligatorio(200, 'La denominazione dell’ufficio'),
  amministratore: NomeUtente,
  denominazioneAmministratore: testoObbligatorio(200, 'Il nome dell’amministratore'),
  password: PasswordNuova,
});
export type Installazione = z.output<typeof Installazione>;
