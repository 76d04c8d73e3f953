import assert from 'node:assert/strict';
import type { z } from 'zod';
import type { FascicoloRisposta } from '../../../schemas/fascicolo.api.js';
import type { DelegaLetta } from '../../../schemas/delega.api.js';
import type { Io } from '../../../schemas/accesso.api.js';
import type { EventiRisposta } from '../../../schemas/registrazione-risposta.api.js';
import type { CodaContata, UfficiCoda } from '../../../schemas/scrivania.api.js';
import type { EsitoProva, ProposteSmistamento } from '../../../schemas/smistamento.api.js';
import { type Account, at, useHarness } from '../../support/harness.js';
import { isProblem } from '../protocollo/problemi.js';
import { competenza, entrata, MOTIVO, uscita } from '../protocollo/richieste.js';

type Eventi = z.infer<typeof EventiRisposta>['elementi'];

const REGOLE = [
  { codice: 'SUE', classifica: 'VI.3', mezzo: 'portale', competenza: 'U410', conoscenza: ['U411'], modo: 'automatica' },
  { codice: 'Tributi', classifica: 'IV.3', competenza: 'U211', modo: 'proposta' },
  { codice: 'TSO', classifica: 'X.2', mezzo: 'portale', competenza: 'U510', modo: 'automatica' },
];

describe('from the protocol office to who completes it', function () {
  this.timeout(30_000);
  const here = useHarness('giro');
  const eventi = async (one: { anno: number; numero: number }, account: Account = 'rgd') =>
    ((await here.get(`${at(one)}/eventi`, account).expect(200)).body as { elementi: Eventi }).elementi;
  const coda = async (account: Account, codice: string, query = '') =>
    (
      (await here.get(`/scrivania/${codice}${query}`, account).expect(200)).body as {
        elementi: { numero: number }[];
      }
    ).elementi.map(({ numero }) => numero);
  const delega = (account: Account, over: object = {}) =>
    here.post('/deleghe', account).send({
      delegato: 'istruttore',
      atti: ['classifica-sottoclasse', 'apri-fascicolo'],
      dal: '2026-03-02',
      al: '2026-03-31',
      ...over,
    });

  before(async () => {
    await here
      .post('/configurazione/smistamento/versioni', 'rgd')
      .send({ validoDal: '2026-03-02', motivo: 'Regole di smistamento', contenuto: REGOLE })
      .expect(201);
  });

  it('J4: assigned, refused with a reason, taken by a second office, classified to the third level by delegation', async () => {
    const one = await here.registered('protocollo', entrata({ classifica: 'VI.3', mezzo: 'posta' }));
    const inQueue = async () => {
      const stored = await here.stored(one);
      assert.notDeepEqual(stored['attese'], [], 'never in nobody’s queue');
      return stored['attese'] as string[];
    };
    assert.ok((await inQueue()).includes('da-assegnare'));
    await here
      .post(`${at(one)}/assegnazioni`, 'vicario')
      .send({ assegnazioni: [competenza('U411')] })
      .expect(200);
    assert.ok((await coda('responsabile', 'attese-uffici')).includes(one.numero));
    await here
      .post(`${at(one)}/rifiuto`, 'responsabile')
      .send({ motivo: 'non riguarda l’urbanistica' })
      .expect(200);
    assert.ok((await coda('protocollo', 'rifiutate')).includes(one.numero));
    await inQueue();
    await here
      .post(`${at(one)}/assegnazioni`, 'protocollo')
      .send({ assegnazioni: [competenza('U410')], motivo: MOTIVO })
      .expect(200);
    await here
      .post(`${at(one)}/presa-in-carico`, 'istruttore')
      .send({})
      .expect(200);
    assert.ok((await inQueue()).includes('terzo-livello/U410'));

    const third = () => here.post(`${at(one)}/classificazione`, 'istruttore').send({ codice: 'VI.3.2' });
    isProblem(await third(), 422);
    const made = (await delega('responsabile', { motivo: 'pratiche edilizie' }).expect(201)).body as DelegaLetta;
    assert.deepEqual([made.stato, made.uffici], ['in-corso', ['U410']]);
    const io = (await here.get('/io', 'istruttore').expect(200)).body as Io;
    assert.deepEqual(io.deleghe, [
      { da: 'responsabile', al: '2026-03-31', atti: ['classifica-sottoclasse', 'apri-fascicolo'], uffici: ['U410'] },
    ]);
    assert.equal(io.diritti['classifica-sottoclasse'], 'uo');
    const desk = (await here.get('/scrivania', 'istruttore').expect(200)).body as { code: CodaContata[] };
    assert.deepEqual([desk.code.find(({ codice }) => codice === 'terzo-livello')?.gruppo], ['completamento']);
    await third().expect(200);
    const told = (await eventi(one)).map(({ tipo, utente, dettagli }) => [
      tipo,
      utente,
      dettagli['motivo'],
      dettagli['delega'],
    ]);
    assert.deepEqual(told, [
      ['assegnazione', 'vicario', undefined, undefined],
      ['rifiuto', 'responsabile', 'non riguarda l’urbanistica', undefined],
      ['assegnazione', 'protocollo', MOTIVO, undefined],
      ['presa-in-carico', 'istruttore', undefined, undefined],
      ['classificazione', 'istruttore', undefined, { id: made.id, da: 'responsabile' }],
    ]);
    const born = await here.registered('istruttore', uscita({ classifica: 'VI.3.1' }));
    assert.deepEqual(
      (await eventi(born)).map(({ tipo, dettagli }) => [tipo, dettagli]),
      [['nascita', { delega: { id: made.id, da: 'responsabile' } }]],
    );
    const aperto = await here
      .post('/fascicoli', 'istruttore')
      .send({ oggetto: 'SCIA in via dei Salici', tipo: 'affare', classifica: 'VI.3.2', uo: 'U410' })
      .expect(201);
    const { id } = aperto.body as FascicoloRisposta;
    const [apertura] = (
      (await here.get(`/fascicoli/${id}/eventi`, 'istruttore').expect(200)).body as {
        elementi: { dettagli: Record<string, unknown> }[];
      }
    ).elementi;
    assert.deepEqual(apertura?.dettagli['delega'], { id: made.id, da: 'responsabile' });

    await here.post(`/deleghe/${made.id}/revoca`, 'istruttore').send({}).expect(200);
    isProblem(await here.post(`${at(one)}/classificazione`, 'istruttore').send({ codice: 'VI.3.3' }), 422);
    isProblem(await here.register('istruttore', uscita({ classifica: 'VI.3.1' })), 422);
  });

  it('only a head delegates, to a clerk of his own settore, for offices of his', async () => {
    for (const account of ['istruttore', 'protocollo', 'archivista', 'admin'] as const)
      isProblem(await delega(account), 403);
    isProblem(await delega('responsabile', { delegato: 'istruttore.u114' }), 422, ['delegato']);
    isProblem(await delega('responsabile', { delegato: 'responsabile' }), 422, ['delegato']);
    isProblem(await delega('responsabile', { uffici: ['U114'] }), 422, ['uffici[0]']);
    isProblem(await delega('responsabile', { al: '2026-03-01' }), 422, ['al']);
    isProblem(await delega('responsabile', { atti: ['annulla'] }), 422, ['atti[0]']);
    isProblem(await delega('responsabile', { dal: '2026-02-01', al: '2026-02-20' }), 422, ['al']);
  });

  it('an automatic rule assigns at birth, with its reason in the chain; a proposal waits for a person', async () => {
    const auto = await here.registered('protocollo', entrata({ classifica: 'VI.3', mezzo: 'portale' }));
    assert.deepEqual(auto.assegnazioni, [
      { uo: 'U410', tipo: 'competenza' },
      { uo: 'U411', tipo: 'conoscenza' },
    ]);
    const [first, ...more] = await eventi(auto);
    assert.deepEqual(first?.dettagli['smistamento'], [
      { uo: 'U410', tipo: 'competenza', regola: 'SUE', motivo: 'voce VI.3, mezzo portale' },
      { uo: 'U411', tipo: 'conoscenza', regola: 'SUE', motivo: 'voce VI.3, mezzo portale' },
    ]);
    assert.equal(more.length, 0);
    await here.patch(at(auto), 'protocollo', auto.versione).send({ motivo: MOTIVO, note: 'nota' }).expect(200);
    const chosen = await here.registered(
      'protocollo',
      entrata({ classifica: 'VI.3', mezzo: 'portale', assegnazioni: [competenza('U412')] }),
    );
    assert.deepEqual(chosen.assegnazioni, [competenza('U412')]);
    const waits = await here.registered('protocollo', entrata({ classifica: 'IV.3' }));
    assert.deepEqual(waits.assegnazioni, []);
    const reserved = await here.registered('protocollo', entrata({ classifica: 'X.2', mezzo: 'portale' }));
    assert.deepEqual(reserved.riservatezza, { livello: 'riservata', uo: ['U510'], utenti: [] });
    const verified = await here.get('/registro/verifica?anno=2026', 'rgd').expect(200);
    assert.equal((verified.body as { integro: boolean }).integro, true);

    const { proposte, automatica } = (
      await here.post('/smistamento/proposte', 'protocollo').send({ flusso: 'E', classifica: 'iv/3' }).expect(200)
    ).body as z.infer<typeof ProposteSmistamento>;
    assert.deepEqual([proposte.map(({ uo, motivo }) => [uo, motivo]), automatica], [[['U211', 'voce IV.3']], false]);
    const tried = (
      await here
        .post('/smistamento/prova', 'rgd')
        .send({ caso: { flusso: 'E', classifica: 'VI.3.2', mezzo: 'pec' } })
        .expect(200)
    ).body as z.infer<typeof EsitoProva>;
    assert.deepEqual(
      tried.regole.map(({ adatta, motivo }) => [adatta, motivo]),
      [
        [false, 'mezzo portale'],
        [false, 'voce IV.3'],
        [false, 'voce X.2'],
      ],
    );
    isProblem(await here.post('/smistamento/prova', 'protocollo').send({ caso: {} }), 403);
  });

  it('what stays at titolo and classe is late after three working days; what nobody takes goes to the head, then to the RGD', async () => {
    await here.moveClock('2026-03-03T10:00:00+01:00'); // a Tuesday
    const still = await here.registered(
      'protocollo',
      entrata({ classifica: 'VI.3', assegnazioni: [competenza('U410')] }),
    );
    const seen = async (account: Account, codice: string) => (await coda(account, codice)).includes(still.numero);
    assert.ok(await seen('responsabile', 'terzo-livello'));
    await here.moveClock('2026-03-06T18:00:00+01:00'); // Friday: three working days have not passed
    assert.deepEqual(
      [await seen('responsabile', 'in-ritardo'), await seen('responsabile', 'non-prese')],
      [false, false],
    );
    await here.moveClock('2026-03-09T08:00:00+01:00'); // Monday
    assert.deepEqual(
      [
        await seen('responsabile', 'in-ritardo'),
        await seen('rgd', 'in-ritardo'),
        await seen('responsabile', 'non-prese'),
        await seen('rgd', 'non-prese'),
      ],
      [true, true, true, false],
    );
    isProblem(await here.get('/scrivania/non-prese', 'istruttore'), 404);
    assert.ok((await coda('rgd', 'in-ritardo', '?uo=U410')).includes(still.numero));
    assert.deepEqual(await coda('rgd', 'in-ritardo', '?uo=U510'), []);
    const { elementi } = (await here.get('/scrivania/terzo-livello/uffici', 'rgd').expect(200)).body as UfficiCoda;
    assert.ok((elementi.find(({ uo }) => uo === 'U410')?.totale ?? 0) > 0);
    await here.moveClock('2026-03-12T08:00:00+01:00'); // six working days are over
    assert.ok(await seen('rgd', 'non-prese'));
    await here
      .post(`${at(still)}/assegnazioni`, 'responsabile')
      .send({ assegnazioni: [competenza('U411')] })
      .expect(200);
    assert.deepEqual([await seen('rgd', 'non-prese'), await seen('responsabile', 'non-prese')], [false, false]);
  });
});
