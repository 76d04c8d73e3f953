import type { Account, Harness } from '../../support/harness.js';
import type { Giro } from './giro.js';

const CSV = 'text/csv; charset=utf-8';
const VOCI = 'codice,titolo,classe,voce\nI,I,,Tutto\nI.1,I,1,Ogni cosa\n';
const ATTO = { tipo: 'Deliberazione', numero: '1', data: '2026-03-01' };

/** The titolario: searched, drafted, mapped, approved; a voce closed; massimario and prontuario loaded. */
export async function walkTitolario(giro: Giro, here: Harness): Promise<void> {
  const get = (path: string, status: number, account: Account = 'responsabile', name = path) =>
    giro.visit(`get ${name}`, status, here.get(path, account));
  const send = (path: string, status: number, csv: string, query = '', account: Account = 'rgd') =>
    giro.visit(
      `post ${path}`,
      status,
      here
        .post(path + query, account)
        .set('Content-Type', CSV)
        .send(csv),
    );
  const now = (adesso: string) => here.put('/demo/orologio', 'admin').send({ adesso }).expect(200);

  await get('/titolario/ricerca?q=edilizia', 200, 'responsabile', '/titolario/ricerca');
  await get('/titolario/ricerca?q=edilizia&data=1950-01-01', 404, 'responsabile', '/titolario/ricerca');
  await get('/titolario/voci/VI.3', 200, 'responsabile', '/titolario/voci/{codice}');
  await get('/titolario/versioni', 200);
  for (const sub of ['esportazione.csv', 'raccordo', 'raccordo.csv'])
    await get(`/titolario/versioni/2/${sub}`, 200, 'responsabile', `/titolario/versioni/{numero}/${sub}`);

  const BOZZA = '/titolario/bozza';
  const approve = (revisione: number, status: number) =>
    giro.visit(
      `post ${BOZZA}/approvazione`,
      status,
      here.post(`${BOZZA}/approvazione`, 'rgd').send({ revisione, atto: ATTO }),
    );
  const discard = (revisione: number, status: number) =>
    giro.visit(`delete ${BOZZA}`, status, here.delete(`${BOZZA}?revisione=${revisione}`, 'rgd'));
  const readings = ['', '/esportazione.csv', '/raccordo.csv'].map((sub) => BOZZA + sub);
  const revisioneOf = async (query: string): Promise<number> => {
    const { body } = (await send('/titolario/versioni', 201, VOCI, query)) as {
      body: { versione: { revisione: number } };
    };
    return body.versione.revisione;
  };
  for (const path of readings) await get(path, 404, 'archivista');
  await send(`${BOZZA}/raccordo`, 404, 'da,a,tipo\n');
  await approve(1, 404);
  await discard(1, 404);
  await send('/titolario/versioni', 200, VOCI, '?prova=si', 'archivista');
  const first = await revisioneOf('?dal=2026-03-03');
  for (const path of readings) await get(path, 200, 'archivista');
  const { text } = await here.get(`${BOZZA}/raccordo.csv`, 'archivista').expect(200);
  await send(`${BOZZA}/raccordo`, 200, text, '?prova=si', 'archivista');
  await send(`${BOZZA}/raccordo`, 422, 'da,a,tipo\nVI,I,uguale\n');
  await approve(first + 1_000, 412);
  await discard(first + 1_000, 412);
  await now('2026-03-03T00:00:01+01:00');
  await approve(first, 409);
  await now('2026-03-02T12:00:00+01:00');
  await discard(first, 204);
  await approve(await revisioneOf('?dal=2027-01-01'), 201);

  const close = '/titolario/voci/XIII.4/chiusura';
  await giro.visit(
    'post /titolario/voci/{codice}/chiusura',
    200,
    here.post(close, 'rgd').send({ motivo: 'Non serve' }),
  );

  const rows = {
    massimario: 'codice,tipologia,tempo,fonte\nVI.3,Permessi,ILLIMITATO,Piano\n',
    prontuario: 'voce_indice,codice\npermessi,VI.3\n',
  };
  for (const [tipo, csv] of Object.entries(rows)) {
    for (const sub of ['', '/versioni', '/esportazione.csv']) await get(`/titolario/${tipo}${sub}`, 200);
    await send(`/titolario/${tipo}/versioni`, 200, csv, '?prova=si');
    await send(`/titolario/${tipo}/versioni`, 201, csv);
    await get(`/titolario/${tipo}/versioni`, 200);
  }
}
