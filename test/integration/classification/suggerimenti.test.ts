import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { configurazioneAl } from '../../../server/configurazione/service.js';
import { AOO } from '../../../server/demo/ente.js';
import { saveTesto } from '../../../schemas/testo-estratto.model.js';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import type { QualitaSuggerimenti, Suggerimenti } from '../../../schemas/suggerimento.api.js';
import { until } from '../../support/attesa.js';
import { type Account, at, useHarness } from '../../support/harness.js';
import { isProblem } from '../protocollo/problemi.js';
import { competenza, entrata } from '../protocollo/richieste.js';

const VIA = '/titolario/suggerimenti';
const LINEA = { tipo: 'PG', denominazione: 'Studio tecnico Linea Verde' } as const;

describe('suggestions of the voce', function () {
  this.timeout(60_000);
  const here = useHarness('suggerimenti');
  const chiedi = async (corpo: object, account: Account = 'protocollo') =>
    (await here.post(VIA, account).send(corpo).expect(200)).body as Suggerimenti;
  const motivi = async (corpo: object, account: Account, posto = 0) =>
    (await chiedi(corpo, account)).suggerimenti[posto]?.motivi.join(' | ') ?? '';
  const act = (one: RegistrazioneRisposta, sub: string, account: Account, body: object) =>
    here
      .post(`${at(one)}/${sub}`, account)
      .send(body)
      .expect(200);
  const CILA = { oggetto: 'CILA per tramezzi interni', corrispondente: LINEA.denominazione };

  let prima: RegistrazioneRisposta;
  let altra: RegistrazioneRisposta;
  before(async () => {
    const edilizia = { mittenti: [LINEA], classifica: 'VI.3' };
    prima = await here.registered(
      'protocollo',
      entrata({ ...edilizia, oggetto: 'CILA per tramezzi', assegnazioni: [competenza('U410')] }),
    );
    altra = await here.registered(
      'protocollo',
      entrata({ ...edilizia, oggetto: 'CILA per tramezzi e bagno', assegnazioni: [competenza('U410')] }),
    );
    const segreta = {
      ...edilizia,
      oggetto: 'CILA tramezzi Zanzottera',
      riservatezza: { livello: 'riservata', uo: ['U410'] },
    };
    await here.registered('protocollo', entrata({ ...segreta, assegnazioni: [competenza('U410')] }));
    await until(async () =>
      (await motivi(CILA, 'protocollo')).includes('come 2 registrazioni di questo corrispondente'),
    );
  });

  it('the three likeliest with reasons, the office, and the third level below a voce', async () => {
    const { suggerimenti, sicuro, uo } = await chiedi(CILA);
    assert.equal(sicuro, true);
    assert.equal(suggerimenti.length, 3);
    assert.equal(suggerimenti[0]?.codice, 'VI.3');
    assert.match(suggerimenti[0].motivi.join(), /«CILA».*CILA = .*come la n\. 000000\d\/2026/s);
    assert.equal(uo?.codice, 'U410');
    const sotto = await chiedi({ ...CILA, sotto: 'VI/3' }, 'responsabile');
    assert.ok(sotto.suggerimenti.every(({ codice }) => codice.startsWith('VI.3.')));
    assert.match(sotto.suggerimenti[0]?.voce ?? '', /CILA/);
  });

  it('what says too little is not sure; what the answered one says counts', async () => {
    const vaga = { oggetto: 'Trasmissione documenti' };
    const { sicuro, uo, fascicoli } = await chiedi(vaga);
    assert.deepEqual([sicuro, uo, fascicoli], [false, undefined, []]);
    const risponde = { anno: prima.anno, numero: prima.numero };
    const risposta = await chiedi({ ...vaga, risponde });
    assert.equal(risposta.suggerimenti[0]?.codice, 'VI.3');
    assert.match(risposta.suggerimenti[0].motivi[0] ?? '', /come la n\. \d{7}\/2026, a cui risponde/);
    assert.equal((await chiedi({ ...vaga, risponde }, 'istruttore.u114')).sicuro, false);
    const testo = 'Il sottoscritto chiede il permesso di costruire per la ristrutturazione della propria abitazione';
    await saveTesto(prima.documento?.sha256 ?? '', { stato: 'estratto', testo, troncato: false });
    const { anno, numero } = prima;
    assert.equal((await chiedi({ ...vaga, registrazione: { anno, numero } })).suggerimenti[0]?.codice, 'VI.3');
    assert.deepEqual(
      await chiedi({ ...vaga, registrazione: { anno, numero } }, 'istruttore.u114'),
      await chiedi(vaga, 'istruttore.u114'),
    );
  });

  it('reasons name only what the reader may see, and what is reserved to nobody', async () => {
    const tutte = ['protocollo', 'rgd', 'archivista', 'istruttore', 'istruttore.u114'] as const;
    for (const account of tutte) {
      const risposta = JSON.stringify(await chiedi({ ...CILA, oggetto: 'Zanzottera tramezzi' }, account));
      assert.ok(!risposta.includes('CILA tramezzi Zanzottera') && !risposta.includes('«Zanzottera'), account);
    }
    assert.match(await motivi(CILA, 'istruttore'), /come 2 registrazioni/);
    assert.doesNotMatch(await motivi(CILA, 'istruttore.u114'), /registrazion|n\. \d/);
    assert.doesNotMatch(await motivi(CILA, 'protocollo2'), /registrazion|n\. \d/);
  });

  it('the likeliest open fascicolo, by what it is known by', async () => {
    const body = {
      oggetto: 'CILA in via dei Salici, mapp. 220',
      tipo: 'procedimento',
      classifica: 'VI.3.3',
      uo: 'U410',
    };
    const aperto = await here.post('/fascicoli', 'responsabile').send(body).expect(201);
    const { codice } = aperto.body as { codice: string };
    const integrazione = { oggetto: 'CILA integrazione via dei Salici mapp. 220' };
    const { fascicoli } = await chiedi(integrazione, 'istruttore');
    assert.equal(fascicoli[0]?.codice, codice);
    assert.match(fascicoli[0].motivo, /«salici»/);
    assert.deepEqual((await chiedi(integrazione, 'istruttore.u114')).fascicoli, []);
  });

  it('follows the register: classified again, or reserved, it teaches that no more', async () => {
    await act(altra, 'classificazione', 'protocollo', { codice: 'VI.5' });
    await until(async () =>
      (await motivi(CILA, 'protocollo')).includes('come una registrazione di questo corrispondente'),
    );
    const body = { motivo: 'contiene dati di salute', riservatezza: { livello: 'riservata', uo: ['U410'] } };
    const etag = `"${prima.versione}"`;
    await here.patch(at(prima), 'protocollo').set('If-Match', etag).send(body).expect(200);
    await until(async () => !(await motivi(CILA, 'protocollo')).includes('registrazion'));
  });

  it('the threshold is a setting of the AOO', async () => {
    const { sogliaSuggerimenti } = await configurazioneAl(AOO.codice, 'impostazioni', '2026-03-02');
    assert.equal(sogliaSuggerimenti, 45);
  });

  it('bad input, and who has nothing to classify', async () => {
    for (const [corpo, campo] of [
      [{}, 'oggetto'],
      [{ oggetto: '  ' }, 'oggetto'],
      [{ oggetto: 'x', sotto: 'VI.99' }, 'sotto'],
      [{ oggetto: 'x', testo: 'a'.repeat(200_001) }, 'testo'],
      [{ oggetto: 'x', altro: 1 }, 'altro'],
    ] as const) {
      const risposta = await here.post(VIA, 'protocollo').send(corpo).expect(422);
      assert.equal((risposta.body as { errori: { campo: string }[] }).errori[0]?.campo, campo);
    }
    await chiedi({ oggetto: '𝕏'.repeat(4_000), testo: '\n'.repeat(10) + 'parola '.repeat(20_000) });
    isProblem(await here.post(VIA, 'admin').send(CILA), 403);
  });

  it('what was chosen is counted by month, once, without who or what for', async () => {
    const esito = { id: randomUUID(), proposti: ['VI.3', 'VI.1', 'VI.9'], sicuro: true, scelto: 'vi/1' };
    for (let volta = 0; volta < 2; volta += 1) await here.post(`${VIA}/esiti`, 'protocollo').send(esito).expect(204);
    await here
      .post(`${VIA}/esiti`, 'istruttore')
      .send({ ...esito, id: randomUUID(), scelto: 'VI.3.2' })
      .expect(204);
    isProblem(await here.post(`${VIA}/esiti`, 'protocollo').send({ ...esito, scelto: 'VI.99' }), 422);
    isProblem(await here.get(`${VIA}/qualita`, 'protocollo'), 403);
    const risposta = await here.get(`${VIA}/qualita?mese=2026-03`, 'archivista').expect(200);
    const { perClasse, ...conti } = risposta.body as QualitaSuggerimenti;
    assert.deepEqual(conti, { mese: '2026-03', scelte: 2, risposte: 2, primo: 1, primiTre: 2 });
    assert.deepEqual(
      perClasse.map(({ codice }) => codice),
      ['VI.1', 'VI.3'],
    );
  });
});
