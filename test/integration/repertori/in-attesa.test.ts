import assert from 'node:assert/strict';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import type { EsitiInsieme, Scrivania, UfficiCoda } from '../../../schemas/scrivania.api.js';
import { readRepertori } from '../../../server/demo/repertori.js';
import { type Account, filePdf, useHarness } from '../../support/harness.js';
import { isProblem } from '../protocollo/problemi.js';
import { competenza, conoscenza, entrata, MOTIVO } from '../protocollo/richieste.js';

const path = ({ registro, anno, numero }: RegistrazioneRisposta): string => `/repertori/${registro}/${anno}/${numero}`;

describe('acts of the repertori that wait for an office', function () {
  this.timeout(30_000);
  const h = useHarness('repertori-in-attesa');
  let serial = 0;
  const registered = async (account: Account, sigla: string, altro: object = {}): Promise<RegistrazioneRisposta> => {
    const { bytes, nome, mime } = filePdf(`Atto ${++serial}`);
    const answer = await h
      .post(`/repertori/${sigla}/registrazioni`, account)
      .field('registrazione', JSON.stringify({ oggetto: `Atto di prova ${serial}`, ...altro }))
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
      const answer = await h.get(`/scrivania/${coda}?limite=200`, account).expect(200);
      return (answer.body as { elementi: RegistrazioneRisposta[] }).elementi.some(
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

  describe('many at once', () => {
    const posto = ({ registro, anno, numero }: RegistrazioneRisposta) => ({ registro, anno, numero });
    const letto = (one: RegistrazioneRisposta) => ({ ...posto(one), versione: one.versione });
    const insieme = (account: Account, registrazioni: readonly object[], uo: string, chiave: string) =>
      h
        .post('/registrazioni/assegnazioni', account)
        .set('Idempotency-Key', chiave)
        .send({ registrazioni, assegnazioni: [competenza(uo)] });
    const esitiOf = (answer: { body: unknown }) => answer.body as EsitiInsieme;
    const statiOf = (answer: { body: unknown }) => esitiOf(answer).esiti.map(({ stato }) => stato);
    const assegnazioniOf = async (one: RegistrazioneRisposta) =>
      ((await h.get(path(one), 'rgd').expect(200)).body as RegistrazioneRisposta).assegnazioni;

    it('each has its own outcome, and the registration with its number is left alone', async () => {
      const twins = [await registered('rgd', 'DET'), await registered('rgd', 'ORD')];
      const annullato = await registered('rgd', 'DET');
      await h
        .post(`${path(annullato)}/annullamento`, 'rgd')
        .send({ motivo: MOTIVO })
        .expect(200);
      const { numero } = twins[0] ?? assert.fail();
      let gemella = await h.registered('protocollo', entrata());
      while (gemella.numero < numero) gemella = await h.registered('protocollo', entrata());
      const all = [
        ...twins.map(letto),
        posto(annullato),
        { registro: 'DET', anno: 2026, numero: 999_999 },
        { registro: 'NESSUNO', anno: 2026, numero: 1 },
      ];
      const first = await insieme('protocollo', all, 'U410', 'atti-1').expect(200);
      assert.deepEqual(statiOf(first), [200, 200, 409, 404, 404]);
      const { esiti, assegnate } = esitiOf(first);
      assert.equal(assegnate, 2);
      assert.deepEqual(
        esiti.map(({ registro }) => registro),
        ['DET', 'ORD', 'DET', 'DET', 'NESSUNO'],
      );
      assert.match(esiti[2]?.messaggio ?? '', /annullata/);
      for (const one of twins) assert.deepEqual(await assegnazioniOf(one), [competenza('U410')]);
      assert.equal((await h.stored({ anno: 2026, numero }))['versione'], 1);

      const again = all.map((one) => ({ ...one, ...('versione' in one && { versione: 2 }) })); // the page has read it meanwhile
      assert.deepEqual(esitiOf(await insieme('protocollo', again, 'U410', 'atti-1').expect(200)), esitiOf(first));
      isProblem(await insieme('istruttore', all, 'U410', 'atti-1'), 403);
      isProblem(await insieme('admin', all, 'U410', 'atti-1'), 403);
      const { anno } = gemella;
      const due = [
        { anno, numero },
        { registro: 'PROT-GEN', anno, numero },
      ];
      isProblem(await insieme('protocollo', due, 'U410', 'atti-2'), 422, ['registrazioni']);
    });

    it('who may not see an act does not touch it, and is told as if it were not there', async () => {
      const own = await registered('rgd', 'DET', { assegnazioni: [competenza('U410')] });
      const altrui = await registered('rgd', 'DET', { assegnazioni: [competenza('U310')] });
      const riservato = await registered('rgd', 'DET', {
        assegnazioni: [competenza('U310')],
        riservatezza: { livello: 'riservata', uo: ['U310'] },
      });
      const all = [own, altrui, riservato].map(letto);
      assert.deepEqual(statiOf(await insieme('responsabile', all, 'U411', 'atti-3').expect(200)), [200, 404, 404]);
      assert.deepEqual(await assegnazioniOf(altrui), [competenza('U310')]);
      assert.deepEqual(statiOf(await insieme('protocollo', [letto(riservato)], 'U411', 'atti-4').expect(200)), [404]);
      assert.deepEqual(statiOf(await insieme('rgd', [letto(riservato)], 'U411', 'atti-5').expect(200)), [403]);
    });

    it('are put into a fascicolo all together, or none', async () => {
      const acts = [await registered('rgd', 'DET'), await registered('rgd', 'ORD')].map(posto);
      const { id } = (
        await h
          .post('/fascicoli', 'rgd')
          .send({ oggetto: 'Sicurezza della scuola', tipo: 'affare', classifica: 'I.6.8', uo: 'U111' })
          .expect(201)
      ).body as { id: string };
      const mette = (registrazioni: readonly object[]) =>
        h.post(`/fascicoli/${id}/documenti`, 'rgd').send({ registrazioni });
      const dentro = async () =>
        ((await h.get(`/fascicoli/${id}/documenti`, 'rgd').expect(200)).body as { elementi: unknown[] }).elementi
          .length;
      const failed = await mette([...acts, { registro: 'DET', anno: 2026, numero: 999_999 }]);
      assert.ok(failed.status >= 400, failed.text);
      assert.equal(await dentro(), 0);
      assert.ok((await mette(acts)).status < 300);
      assert.equal(await dentro(), 2);
    });

    it('two people at once on the same acts: each act goes where the first says, the second is told', async () => {
      const acts = [await registered('rgd', 'DET'), await registered('rgd', 'ORD'), await registered('rgd', 'DET')];
      const [mine, theirs] = await Promise.all([
        insieme('protocollo', acts.map(letto), 'U410', 'atti-6').expect(200),
        insieme('vicario', acts.map(letto), 'U310', 'atti-7').expect(200),
      ]);
      for (const [i, one] of acts.entries()) {
        const stati = [statiOf(mine)[i], statiOf(theirs)[i]];
        assert.deepEqual(stati.toSorted(), [200, 412]);
        assert.deepEqual(await assegnazioniOf(one), [competenza(stati[0] === 200 ? 'U410' : 'U310')]);
        const { elementi } = (await h.get(`${path(one)}/eventi`, 'rgd').expect(200)).body as { elementi: unknown[] };
        assert.equal(elementi.length, 1);
      }
      const told = [...esitiOf(mine).esiti, ...esitiOf(theirs).esiti].find(({ stato }) => stato === 412);
      assert.match(told?.messaggio ?? '', /cambiata da un’altra persona/);
    });
  });

  it('tell their version alone to who reads them: whether a colleague has changed one', async () => {
    const made = await registered('rgd', 'DET', { assegnazioni: [competenza('U410')] });
    const versione = (account: Account) => h.get(`${path(made)}/versione`, account);
    const { headers } = await versione('istruttore').expect(200);
    await versione('istruttore')
      .set('If-None-Match', headers['etag'] ?? '')
      .expect(304);
    await h.patch(path(made), 'rgd', 1).send({ motivo: MOTIVO, note: 'la prima' }).expect(200);
    const after = await versione('istruttore')
      .set('If-None-Match', headers['etag'] ?? '')
      .expect(200);
    assert.deepEqual(after.body, { versione: 2 });
    isProblem(await versione('istruttore.u114'), 404);
  });
});
