import assert from 'node:assert/strict';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import type { Scrivania, UfficiCoda } from '../../../schemas/scrivania.api.js';
import { readRepertori } from '../../../server/demo/repertori.js';
import { type Account, filePdf, useHarness } from '../../support/harness.js';
import { competenza, conoscenza, MOTIVO } from '../protocollo/richieste.js';

const path = ({ registro, anno, numero }: RegistrazioneRisposta): string => `/repertori/${registro}/${anno}/${numero}`;

describe('acts of the repertori that wait for an office', function () {
  this.timeout(30_000);
  const h = useHarness('repertori-in-attesa');
  let serial = 0;
  const registered = async (account: Account, sigla: string): Promise<RegistrazioneRisposta> => {
    const { bytes, nome, mime } = filePdf(`Atto ${++serial}`);
    const answer = await h
      .post(`/repertori/${sigla}/registrazioni`, account)
      .field('registrazione', JSON.stringify({ oggetto: `Atto di prova ${serial}` }))
      .attach('documento', bytes, { filename: nome, contentType: mime })
      .expect(201);
    return answer.body as RegistrazioneRisposta;
  };

  before(async () => {
    await h
      .post('/configurazione/repertori/versioni', 'rgd')
      .send({ validoDal: '2026-03-02', motivo: 'Uffici che tengono i repertori', contenuto: readRepertori() })
      .expect(201);
  });

  it('stand in a queue until they are taken in charge; refused, they are back with who assigns', async () => {
    const made = await registered('rgd', 'DET');
    const act = (sub: string, account: Account, body: object = {}) =>
      h.post(`${path(made)}/${sub}`, account).send(body);
    const waiting = async (coda: string, account: Account): Promise<string[]> =>
      (
        (await h.get(`/scrivania/${coda}?limite=200`, account).expect(200)).body as {
          elementi: RegistrazioneRisposta[];
        }
      ).elementi.map(({ segnatura }) => segnatura);
    const assign = () => act('assegnazioni', 'protocollo', { assegnazioni: [competenza('U410')] }).expect(200);
    await act('presa-in-carico', 'istruttore').expect(404);
    await act('presa-in-carico', 'rgd').expect(409);
    await act('rifiuto', 'admin', { motivo: MOTIVO }).expect(403);
    await assign();
    const [first] = await waiting('atti-da-prendere', 'istruttore');
    assert.equal(first, made.segnatura);
    assert.ok(!(await waiting('da-prendere', 'istruttore')).includes(made.segnatura));
    assert.ok((await waiting('atti-in-attesa', 'rgd')).includes(made.segnatura));
    await act('rifiuto', 'istruttore').expect(422);
    await act('rifiuto', 'istruttore', { motivo: 'riguarda il commercio' }).expect(200);
    assert.deepEqual(await waiting('atti-da-prendere', 'istruttore'), []);
    assert.deepEqual(await waiting('atti-rifiutati', 'protocollo'), [made.segnatura]);
    await h.get('/scrivania/atti-rifiutati', 'istruttore').expect(404);
    await assign();
    assert.deepEqual(await waiting('atti-rifiutati', 'protocollo'), []);

    const altri = [await registered('responsabile', 'TED'), await registered('rgd', 'ORD')];
    for (const one of altri)
      await h
        .post(`${path(one)}/assegnazioni`, 'rgd')
        .send({ assegnazioni: [competenza('U410')] })
        .expect(200);
    const pages: string[][] = [];
    let cursore: string | undefined = '';
    while (cursore !== undefined) {
      const answer = await h.get(`/scrivania/atti-da-prendere?limite=1${cursore}`, 'istruttore').expect(200);
      const page = answer.body as { elementi: RegistrazioneRisposta[]; totale: number; cursore?: string };
      assert.equal(page.totale, 3);
      pages.push(page.elementi.map(({ registro }) => registro));
      cursore = page.cursore && `&cursore=${page.cursore}`;
    }
    assert.deepEqual(pages, [['DET'], ['TED'], ['ORD']]); // of many series of numbers, from the oldest
    await h.get('/scrivania/atti-da-prendere?cursore=2026-0000001', 'istruttore').expect(422);

    await act('presa-in-carico', 'istruttore').expect(200);
    await act('presa-in-carico', 'istruttore').expect(200);
    await act('presa-in-carico', 'responsabile').expect(409);
    assert.deepEqual(await waiting('atti-in-carico', 'istruttore'), [made.segnatura]);
    assert.deepEqual(await waiting('atti-in-carico-colleghi', 'responsabile'), [made.segnatura]);
    const { elementi } = (await h.get(`${path(made)}/eventi`, 'istruttore').expect(200)).body as {
      elementi: { tipo: string }[];
    };
    assert.deepEqual(
      elementi.map(({ tipo }) => tipo),
      ['assegnazione', 'rifiuto', 'assegnazione', 'presa-in-carico'],
    );
    const desk = (await h.get('/scrivania', 'istruttore').expect(200)).body as Scrivania;
    const [coda] = desk.code.filter(({ codice }) => codice === 'atti-da-prendere');
    assert.deepEqual([coda?.totale, coda?.daFare, coda?.gruppo], [2, true, 'arrivi']);
    await act('annullamento', 'protocollo', { motivo: MOTIVO }).expect(202);
    assert.deepEqual(await waiting('atti-annullamenti', 'rgd'), [made.segnatura]);
    await act('annullamento/diniego', 'rgd', { motivo: MOTIVO }).expect(200);
    assert.deepEqual(await waiting('atti-annullamenti', 'rgd'), []);
    const uffici = (await h.get('/scrivania/atti-in-attesa/uffici', 'rgd').expect(200)).body as UfficiCoda;
    assert.ok(uffici.elementi.some(({ uo, totale }) => uo === 'U410' && totale === 2));
  });

  it('assigned for information, stand in the queue of that office alone until somebody there has read them', async () => {
    const made = await registered('rgd', 'DET');
    const act = (sub: string, account: Account, body: object = {}) =>
      h.post(`${path(made)}/${sub}`, account).send(body);
    const isIn = async (coda: string, account: Account): Promise<boolean> => {
      const { body } = await h.get(`/scrivania/${coda}?limite=200`, account).expect(200);
      return (body as { elementi: RegistrazioneRisposta[] }).elementi.some(
        ({ segnatura }) => segnatura === made.segnatura,
      );
    };
    await act('presa-visione', 'istruttore.u114').expect(404);
    await act('assegnazioni', 'protocollo', { assegnazioni: [competenza('U410'), conoscenza('U114')] }).expect(200);
    assert.equal(await isIn('atti-conoscenza', 'istruttore.u114'), true);
    assert.equal(await isIn('conoscenza', 'istruttore.u114'), false); // of registrations of protocol
    assert.equal(await isIn('atti-conoscenza', 'istruttore'), false); // has it for competenza
    await act('presa-visione', 'istruttore').expect(409);
    await act('presa-visione', 'admin').expect(403);
    assert.equal(await isIn('atti-conoscenza', 'istruttore.u114'), true);
    await act('presa-visione', 'istruttore.u114').expect(200);
    await act('presa-visione', 'istruttore.u114').expect(200);
    assert.equal(await isIn('atti-conoscenza', 'istruttore.u114'), false);
    assert.equal(await isIn('atti-da-prendere', 'istruttore'), true);
    const { elementi } = (await h.get(`${path(made)}/eventi`, 'istruttore.u114').expect(200)).body as {
      elementi: { tipo: string }[];
    };
    assert.deepEqual(
      elementi.map(({ tipo }) => tipo),
      ['assegnazione', 'presa-visione'],
    );
  });
});
