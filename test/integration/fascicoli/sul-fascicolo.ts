import type { FascicoloRisposta } from '../../../schemas/fascicolo.api.js';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import type { Account, Harness } from '../../support/harness.js';
import { uscita } from '../protocollo/richieste.js';

type Sopra = Record<string, unknown>;

/** What the tests of the fascicoli do again and again, on the Comune of one harness. */
export function sulFascicolo(here: Harness) {
  const richiesta = (sopra: Sopra = {}) => ({
    oggetto: 'Permesso di costruire in via dei Salici',
    tipo: 'affare',
    classifica: 'VI.3.1',
    uo: 'U410',
    ...sopra,
  });
  const open = (account: Account, sopra: Sopra = {}, chiave?: string) => {
    const asked = here.post('/fascicoli', account).send(richiesta(sopra));
    return chiave === undefined ? asked : asked.set('Idempotency-Key', chiave);
  };
  const opened = async (sopra: Sopra = {}, account: Account = 'responsabile'): Promise<FascicoloRisposta> =>
    (await open(account, sopra).expect(201)).body as FascicoloRisposta;
  const read = async (id: string, account: Account = 'responsabile'): Promise<FascicoloRisposta> =>
    (await here.get(`/fascicoli/${id}`, account).expect(200)).body as FascicoloRisposta;
  const act = (id: string, what: string, account: Account, body: object, versione: number) =>
    here.post(`/fascicoli/${id}/${what}`, account).set('If-Match', `"${versione}"`).send(body);
  const file = (
    id: string,
    registrazioni: readonly RegistrazioneRisposta[],
    account: Account = 'responsabile',
    piu: Sopra = {},
  ) =>
    here
      .post(`/fascicoli/${id}/documenti`, account)
      .send({ registrazioni: registrazioni.map(({ anno, numero }) => ({ anno, numero })), ...piu });
  const uscite = async (n: number, sopra: Sopra = {}): Promise<RegistrazioneRisposta[]> => {
    const all: RegistrazioneRisposta[] = [];
    for (let i = 0; i < n; i += 1)
      all.push(await here.registered('istruttore', uscita({ classifica: 'VI.3', ...sopra })));
    return all;
  };
  const documenti = async (id: string, account: Account, query = '') =>
    (await here.get(`/fascicoli/${id}/documenti${query}`, account).expect(200)).body as {
      elementi: { tipo: string; registrazione?: { numero: number } }[];
      totale?: number;
      oltre?: number;
      cursore?: string;
    };
  const isWaiting = async (one: { anno: number; numero: number }): Promise<boolean> =>
    ((await here.stored(one))['attese'] as string[]).includes('senza-fascicolo/U410');
  const codiciOf = (body: unknown): string[] =>
    (body as { elementi: { codice: string }[] }).elementi.map(({ codice }) => codice);
  return { open, opened, read, act, file, uscite, documenti, isWaiting, codiciOf };
}
