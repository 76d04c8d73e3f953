import { at, type Harness } from '../../support/harness.js';
import { entrata, uscita } from '../protocollo/richieste.js';
import type { Giro } from './giro.js';

const ONE = '/registrazioni/{anno}/{numero}';

/** The papers of a registration: every answer that they promise. */
export async function walkCarte(giro: Giro, here: Harness): Promise<void> {
  const one = await here.registered('protocollo', entrata());
  const out = await here.registered('istruttore', uscita());
  for (const carta of ['ricevuta.pdf', 'etichetta.pdf']) {
    await giro.visit(`get ${ONE}/${carta}`, 200, here.get(`${at(one)}/${carta}`, 'rgd'));
    await giro.visit(`get ${ONE}/${carta}`, 404, here.get(`/registrazioni/2026/99999/${carta}`, 'rgd'));
  }
  await giro.visit(`get ${ONE}/ricevuta.pdf`, 409, here.get(`${at(out)}/ricevuta.pdf`, 'rgd'));
  await giro.visit(`get ${ONE}/etichetta.pdf`, 422, here.get(`${at(one)}/etichetta.pdf?formato=a5`, 'rgd'));
  await giro.visit(`get ${ONE}/documento`, 200, here.get(`${at(one)}/documento?segnatura=si`, 'rgd'));
  await giro.visit(`get ${ONE}/documento`, 422, here.get(`${at(one)}/documento?segnatura=x`, 'rgd'));
  const lotto = '/carte/copertina.pdf?anno=2026&numeri=';
  await giro.visit('get /carte/copertina.pdf', 200, here.get(`${lotto}${one.numero}`, 'rgd'));
  await giro.visit('get /carte/copertina.pdf', 404, here.get(`${lotto}99999`, 'rgd'));
  await giro.visit('get /carte/copertina.pdf', 422, here.get(`${lotto}0`, 'rgd'));
}
