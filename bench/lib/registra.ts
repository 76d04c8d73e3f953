import { randomBytes } from 'node:crypto';
import { multipartOf, pdfOf, send } from './client.js';
import { load } from './pairs.js';

/** Registrations over HTTP as the pages send them, each of its own words, each with a PDF. */

export const PDF_BYTES = 50_000;
const words =
  'richiesta istanza comunicazione variazione permesso edilizia strada lago centro scuola rimborso tributo verbale concessione parere'.split(
    ' ',
  );
const oggetto = (): string =>
  `${Array.from({ length: 9 }, () => words[Math.floor(Math.random() * words.length)]).join(' ')} ${randomBytes(3).toString('hex')}`;
const richiesta = () => ({
  flusso: 'E',
  oggetto: oggetto(),
  mittenti: [
    {
      tipo: 'PG',
      denominazione: `Ditta ${randomBytes(2).toString('hex')}`,
      domicilioDigitale: `d${randomBytes(2).toString('hex')}@pec.example.it`,
    },
  ],
  destinatari: [{ tipo: 'UO', uo: 'U410' }],
  mezzo: 'pec',
  classifica: 'VI.3',
  assegnazioni: [{ uo: 'U410', tipo: 'competenza' }],
});

/** Registers with `clients` at a time for `seconds`, against one web process. */
export const registerFor = (url: string, token: string, clients: number, seconds: number) =>
  load(clients, seconds, async () => {
    const { headers, body } = multipartOf(richiesta(), pdfOf(PDF_BYTES));
    const answer = await send(
      `${url}/api/v1/registrazioni`,
      'POST',
      { ...headers, authorization: `Bearer ${token}` },
      body,
    );
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body.slice(0, 300)}`);
  });
