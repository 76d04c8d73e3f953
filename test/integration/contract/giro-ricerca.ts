import type { Harness } from '../../support/harness.js';
import type { Giro } from './giro.js';

/** The exports, the searches that a person keeps, the statistics. */
export async function walkRicerca(giro: Giro, here: Harness): Promise<void> {
  await giro.visit('get /registrazioni.csv', 200, here.get('/registrazioni.csv', 'rgd'));
  await giro.visit('get /statistiche', 200, here.get('/statistiche?per=ufficio', 'rgd'));
  await giro.visit('get /statistiche.csv', 200, here.get('/statistiche.csv', 'rgd'));
  const save = () => here.post('/ricerche-salvate', 'rgd').send({ nome: 'Gare', domanda: 'q=gara' });
  const saved = await giro.visit('post /ricerche-salvate', 201, save());
  await giro.visit('post /ricerche-salvate', 200, save());
  await giro.visit('get /ricerche-salvate', 200, here.get('/ricerche-salvate', 'rgd'));
  const { id } = saved.body as { id: string };
  await giro.visit('delete /ricerche-salvate/{id}', 204, here.delete(`/ricerche-salvate/${id}`, 'rgd'));
}
