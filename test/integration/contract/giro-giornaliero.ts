import type { Harness } from '../../support/harness.js';
import type { Giro } from './giro.js';

/** The daily and yearly registers with every answer that the document promises. The clock goes to the next year: to be walked last. */
export async function walkGiornaliero(giro: Giro, here: Harness, data: string): Promise<void> {
  const anno = data.slice(0, 4);
  const dopo = String(Number(anno) + 1);
  const giorno = `/registro-giornaliero/${data}`;
  await giro.visit('get /registro-giornaliero/{data}', 400, here.get('/registro-giornaliero/2026-02-30', 'rgd'));
  await giro.visit('get /registro-giornaliero/{data}', 404, here.get('/registro-giornaliero/1999-01-01', 'rgd'));
  await giro.visit('get /registro-giornaliero/{data}', 409, here.get(giorno, 'rgd'));
  await giro.visit('post /registro-giornaliero/{data}/chiusura', 409, here.post(`${giorno}/chiusura`, 'rgd').send({}));
  await giro.visit('get /registro-giornaliero/{data}', 422, here.get(`/registro-giornaliero/${dopo}-06-01`, 'rgd'));
  await giro.visit('get /registro-annuale/{anno}', 409, here.get(`/registro-annuale/${anno}`, 'rgd'));
  await here.moveClock(`${dopo}-01-01T00:00:01+01:00`);
  await giro.visit('post /registro-giornaliero/{data}/chiusura', 200, here.post(`${giorno}/chiusura`, 'rgd').send({}));
  for (const [name, path] of [
    ['get /registro-giornaliero/{data}', giorno],
    ['get /registro-annuale/{anno}', `/registro-annuale/${anno}`],
  ] as const) {
    const { headers } = await giro.visit(name, 200, here.get(path, 'rgd'));
    await giro.visit(name, 200, here.get(path, 'rgd').set('Accept', 'application/xml'));
    await giro.visit(name, 206, here.get(path, 'rgd').set('Range', 'bytes=0-9'));
    await giro.visit(name, 304, here.get(path, 'rgd').set('If-None-Match', headers['etag'] ?? ''));
    await giro.visit(name, 403, here.get(path, 'protocollo'));
    await giro.visit(name, 406, here.get(path, 'rgd').set('Accept', 'text/html'));
    await giro.visit(name, 416, here.get(path, 'rgd').set('Range', 'bytes=99999999-'));
  }
  await giro.visit('get /registro-giornaliero', 200, here.get(`/registro-giornaliero?anno=${anno}`, 'archivista'));
  await giro.visit('get /registro-giornaliero', 422, here.get('/registro-giornaliero?anno=0', 'archivista'));
}
