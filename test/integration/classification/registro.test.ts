import assert from 'node:assert/strict';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { at, useHarness } from '../../support/harness.js';
import { competenza, entrata } from '../protocollo/richieste.js';

describe('the register across two versions of the titolario', function () {
  this.timeout(60_000);
  const here = useHarness('titolario-registro', { adesso: '2026-12-30T10:00:00+01:00' });
  const CSV = 'text/csv; charset=utf-8';
  const incoming = (classifica: string) => entrata({ classifica, assegnazioni: [competenza('U410')] });
  const classify = (on: RegistrazioneRisposta, body: object) =>
    here.post(`${at(on)}/classificazione`, 'archivista').send(body);
  const found = async (query: string) => {
    const { body } = (await here.get(`/registrazioni?${query}`, 'rgd').expect(200)) as { body: unknown };
    return body as { elementi: { numero: number }[]; raccordo?: unknown };
  };

  it('keeps for ever the voce of a document, and finds it by the new one', async () => {
    const old = await here.registered('protocollo', incoming('VI.4'));
    const other = await here.registered('protocollo', incoming('VI.5'));
    const { text } = await here.get('/titolario/versioni/2/esportazione.csv', 'archivista').expect(200);
    const moved = text.replaceAll(/^VI\.4(\.\d+)?,VI,4,/gm, (_all, sotto = '') => `VI.11${String(sotto)},VI,11,`);
    await here.post('/titolario/versioni', 'archivista').set('Content-Type', CSV).send(moved).expect(201);
    const { body: bozza } = (await here.get('/titolario/bozza', 'rgd').expect(200)) as {
      body: { revisione: number; differenze: { tipo: string; da?: string }[] };
    };
    assert.ok(
      bozza.differenze.length > 0 &&
        bozza.differenze.every(({ tipo, da = '' }) => tipo === 'spostata' && da.startsWith('VI.4')),
    );
    const atto = { tipo: 'Delibera', numero: '1', data: '2026-12-29' };
    await here.post('/titolario/bozza/approvazione', 'rgd').send({ revisione: bozza.revisione, atto }).expect(201);
    await here.register('protocollo', incoming('VI.11')).expect(422);

    await here.moveClock('2027-01-04T09:00:00+01:00');
    await here.register('protocollo', incoming('VI.4')).expect(422);
    const fresh = await here.registered('protocollo', incoming('VI.11'));
    assert.deepEqual((await here.stored(old))['classifica'], {
      codice: 'VI.4',
      voce: 'Edilizia pubblica',
      versione: 2,
    });
    const alone = await found('classifica=VI.11');
    assert.deepEqual([alone.elementi.map(({ numero }) => numero), alone.raccordo], [[fresh.numero], undefined]);
    const both = await found('classifica=VI.11&raccordo=si');
    assert.deepEqual(
      both.elementi.map(({ numero }) => numero),
      [fresh.numero, old.numero],
    );
    assert.deepEqual(both.raccordo, [
      { versione: 2, codici: ['VI.4'] },
      { versione: 1, codici: ['VI.4'] },
    ]);

    // by the voci of its own day, unless the officer chooses those of today
    await classify(other, { codice: 'VI.11' }).expect(422);
    await classify(other, { codice: 'VI.4', motivo: 'Riguarda alloggi pubblici' }).expect(200);
    await classify(other, { codice: 'VI.11', motivo: 'Nuovo titolario', titolario: 'oggi' }).expect(200);
    const { body } = (await here.get(`${at(other)}/eventi`, 'rgd').expect(200)) as { body: unknown };
    const { elementi } = body as { elementi: { tipo: string; dettagli: Record<string, unknown> }[] };
    const { dettagli } = elementi.filter(({ tipo }) => tipo === 'classificazione').at(-1) ?? assert.fail();
    const versioneOf = (key: string) => (dettagli[key] as { versione: number }).versione;
    assert.deepEqual([versioneOf('vecchio'), versioneOf('nuovo'), dettagli['titolario']], [2, 3, 'oggi']);
  });

  it('takes nothing more under a voce from the day on which it is closed', async () => {
    const path = '/titolario/voci/VI.5/chiusura';
    await here.post(path, 'responsabile').send({ motivo: 'Unita ad altra' }).expect(403);
    await here.post(path, 'rgd').send({ motivo: 'Unita ad altra', dal: '2027-01-05' }).expect(200);
    await here.registered('protocollo', incoming('VI.5'));
    await here.moveClock('2027-01-05T09:00:00+01:00');
    const { body } = (await here.register('protocollo', incoming('VI.5')).expect(422)) as { body: unknown };
    assert.match(JSON.stringify(body), /chiusa dal 2027-01-05/);
    assert.ok((await found('classifica=VI.5')).elementi.length > 0, 'what was there is found');
  });
});
