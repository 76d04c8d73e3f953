import { TIPI_CONFIGURAZIONE } from '../../../schemas/configurazione.api.js';
import type { Harness } from '../../support/harness.js';
import { buildConservazione } from '../../../server/demo/conservazione.js';
import { SCANSIONE } from '../../../server/configurazione/dati/scansione.js';
import { MOTIVO } from '../protocollo/richieste.js';
import type { Giro } from './giro.js';

/** What the AOO decides, the AOO itself, the trace of accesses: every answer that they promise. */
export async function walkConfigurazione(giro: Giro, here: Harness): Promise<void> {
  await giro.visit('get /configurazione', 200, here.get('/configurazione', 'protocollo'));
  for (const tipo of TIPI_CONFIGURAZIONE) {
    const path = `/configurazione/${tipo}`;
    const versioni = `${path}/versioni`;
    const account = tipo === 'parametri' ? 'admin' : 'rgd';
    const read = await giro.visit(`get ${path}`, 200, here.get(path, 'istruttore'));
    await giro.visit(`get ${path}`, 422, here.get(`${path}?giorno=ieri`, 'istruttore'));
    const { contenuto } = read.body as { contenuto: object };
    const altro =
      PRIME[tipo] ??
      (Array.isArray(contenuto)
        ? [...(contenuto as object[]).slice(1), ...(contenuto as object[]).slice(0, 1)]
        : { ...contenuto, ...(tipo === 'manuale' ? { denominazione: 'Manuale' } : {}), ...CAMBIO[tipo] });
    const nuova = { validoDal: '2026-12-01', motivo: MOTIVO, contenuto: altro };
    const post = (body: object) => here.post(versioni, account).send(body);
    await giro.visit(`post ${versioni}`, 201, post({ ...nuova, daVersione: 0 }));
    await giro.visit(`post ${versioni}`, 200, post(nuova));
    await giro.visit(`post ${versioni}`, 412, post({ ...nuova, contenuto, daVersione: 0 }));
    await giro.visit(`post ${versioni}`, 422, post({}));
    await giro.visit(`post ${versioni}`, 403, here.post(versioni, 'protocollo').send(nuova));
    await giro.visit(`get ${versioni}`, 200, here.get(versioni, 'protocollo'));
    await giro.visit(`get ${versioni}/{numero}`, 200, here.get(`${versioni}/1`, 'protocollo'));
    await giro.visit(`get ${versioni}/{numero}`, 404, here.get(`${versioni}/9`, 'protocollo'));
  }
  await giro.visit('get /oggettario', 200, here.get('/oggettario?q=resid', 'protocollo'));
  await giro.visit('get /oggettario', 422, here.get('/oggettario?flusso=X', 'protocollo'));

  await giro.visit('get /aoo', 200, here.get('/aoo', 'protocollo'));
  await giro.visit('patch /aoo', 200, here.patch('/aoo', 'admin', 1).send({ denominazione: 'Protocollo generale' }));
  await giro.visit('patch /aoo', 412, here.patch('/aoo', 'admin', 1).send({ denominazione: 'Altra' }));
  await giro.visit('post /utenti/{utente}/sblocco', 204, here.post('/utenti/istruttore/sblocco', 'admin'));
  await giro.visit('post /utenti/{utente}/sblocco', 404, here.post('/utenti/nessuno/sblocco', 'admin'));
  await giro.visit('get /accessi', 200, here.get('/accessi', 'admin'));
  await giro.visit('get /accessi', 422, here.get('/accessi?limite=0', 'rgd'));
}

const CAMBIO: Readonly<Record<string, object>> = {
  impostazioni: { oggettoBreve: 11 },
  parametri: { bozzeGiorni: 31 },
  conservazione: buildConservazione(),
  scansione: { soglie: { ...SCANSIONE.soglie, dpiMinimi: 300 } },
};

/** What begins empty. */
const PRIME: Readonly<Record<string, object[]>> = {
  procedimenti: [
    { codice: 'P', denominazione: 'Procedimento', termine: 30, computo: 'calendario', esito: 'provvedimento' },
  ],
  smistamento: [{ codice: 'R', classifica: 'VI.3', competenza: 'U410', modo: 'proposta' }],
};
