import assert from 'node:assert/strict';
import type { FascicoloRisposta } from '../../../schemas/fascicolo.api.js';
import { at, useHarness } from '../../support/harness.js';
import { competenza, EDILE, entrata, interna, MOTIVO, ROSSI, uscita } from '../protocollo/richieste.js';
import { sulFascicolo } from './sul-fascicolo.js';

type Sopra = Record<string, unknown>;

describe('fascicoli', () => {
  const here = useHarness('fascicoli', { adesso: '2026-03-02T09:00:00+01:00' });
  const { open, opened, read, act, file, uscite, documenti, codiciOf } = sulFascicolo(here);

  it('fifty who open in one class at once get fifty numbers in a row, by year and classe', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_one, i) =>
        open('responsabile', { classifica: i % 2 === 0 ? 'VI.5' : 'VI.5.1' }, `apre-${i}`),
      ),
    );
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
    const numeri = answers.map(({ body }) => (body as FascicoloRisposta).numero).sort((a, b) => a - b);
    assert.deepEqual(
      numeri,
      Array.from({ length: 50 }, (_one, i) => i + 1),
    );
    assert.match((answers[0]?.body as FascicoloRisposta).codice, /^2026-VI\/5\.\d+$/);
    const again = await open('responsabile', { classifica: 'VI.5' }, 'apre-0').expect(200);
    assert.deepEqual(again.body, answers[0]?.body);
    await open('responsabile', { classifica: 'VI.5', oggetto: 'Tutto un altro affare' }, 'apre-0').expect(409);
  });

  it('says what is wrong with what is asked, and to whom it is not allowed', async () => {
    const wrong = async (sopra: Sopra, campo: string) => {
      const body: unknown = (await open('responsabile', sopra).expect(422)).body;
      assert.ok(
        (body as { errori: { campo: string }[] }).errori.some((one) => one.campo === campo),
        `${campo} ${JSON.stringify(body)}`,
      );
    };
    await wrong({ oggetto: 'Breve' }, 'oggetto');
    await wrong({ oggetto: 'Documenti vari e diversi' }, 'oggetto');
    await wrong({ tipo: 'persona-fisica' }, 'intestatario');
    await wrong({ tipo: 'persona-fisica', intestatario: EDILE }, 'intestatario');
    await wrong({ classifica: 'VI.99' }, 'classifica');
    await wrong({ classifica: 'II.16' }, 'classifica');
    await wrong({ uo: 'U999' }, 'uo');
    await wrong({ responsabile: 'nessuno' }, 'responsabile');
    await wrong({ padre: 'x' }, 'padre');
    await open('responsabile', { uo: 'U114' }).expect(403);
    for (const account of ['protocollo', 'istruttore', 'admin'] as const) await open(account).expect(403);
    await here.get('/fascicoli', 'admin').expect(403);
    await here.get('/repertorio-fascicoli', 'istruttore').expect(403);
  });

  it('closes only what is complete, says what is missing, opens again with a reason', async () => {
    const f = await opened();
    const mancanze = async (id: string): Promise<string[]> => {
      const body: unknown = (await act(id, 'chiusura', 'responsabile', {}, (await read(id)).versione).expect(409)).body;
      return (body as { mancanze: { codice: string }[] }).mancanze.map(({ codice }) => codice);
    };
    assert.deepEqual(await mancanze(f.id), ['senza-documenti']);
    const presa = await here.registered(
      'protocollo',
      entrata({ classifica: 'VI.3', assegnazioni: [competenza('U410')] }),
    );
    const parte: unknown = (
      await here.post(`/fascicoli/${f.id}/sottofascicoli`, 'istruttore').send({ oggetto: 'Pareri' }).expect(201)
    ).body;
    const sotto = parte as FascicoloRisposta;
    assert.equal(sotto.codice, `${f.codice}.1`);
    await file(f.id, [presa], 'istruttore').expect(201);
    assert.deepEqual(await mancanze(f.id), ['documento-in-lavorazione', 'parte-aperta']);
    await here.post(`${at(presa)}/presa-in-carico`, 'istruttore').expect(200);
    await act(sotto.id, 'annullamento', 'responsabile', { motivo: MOTIVO }, sotto.versione).expect(200);
    const { versione } = await read(f.id);
    await here.post(`/fascicoli/${f.id}/chiusura`, 'responsabile').send({}).expect(428);
    await act(f.id, 'chiusura', 'responsabile', {}, versione - 1).expect(412);
    await act(f.id, 'chiusura', 'istruttore', {}, versione).expect(403);
    await act(f.id, 'chiusura', 'responsabile', { dataChiusura: '2026-01-01' }, versione).expect(422);
    const chiuso = (await act(f.id, 'chiusura', 'responsabile', {}, versione).expect(200)).body as FascicoloRisposta;
    assert.deepEqual([chiuso.stato, chiuso.dataChiusura, chiuso.indice?.documenti], ['chiuso', '2026-03-02', 1]);
    await file(f.id, await uscite(1)).expect(409);
    await here.post(`/fascicoli/${f.id}/sottofascicoli`, 'istruttore').send({ oggetto: 'Altro' }).expect(409);
    await here.patch(`/fascicoli/${f.id}`, 'responsabile', chiuso.versione).send({ note: 'x' }).expect(409);
    await act(f.id, 'riapertura', 'responsabile', {}, chiuso.versione).expect(422);
    const riaperto = (await act(f.id, 'riapertura', 'responsabile', { motivo: MOTIVO }, chiuso.versione).expect(200))
      .body as FascicoloRisposta;
    assert.deepEqual([riaperto.stato, riaperto.dataChiusura], ['aperto', undefined]);
    const body: unknown = (await here.get(`/fascicoli/${f.id}/eventi`, 'istruttore').expect(200)).body;
    assert.deepEqual(
      (body as { elementi: { tipo: string }[] }).elementi.map(({ tipo }) => tipo),
      ['apertura', 'chiusura', 'riapertura'],
    );
  });

  it('stays open for a letter not yet registered and for metadata that are missing', async () => {
    const f = await opened({ tipo: 'procedimento', procedimento: 'Permesso di costruire' });
    const senza = await here.registered('protocollo', entrata({ assegnazioni: [competenza('U410')] }));
    await here.post(`${at(senza)}/presa-in-carico`, 'istruttore').expect(200);
    await file(f.id, [senza]).expect(201);
    const lettera = {
      oggetto: 'Esito del permesso',
      destinatari: [ROSSI],
      mezzo: 'posta',
      testo: 'Esito',
      fascicolo: f.id,
    };
    const bozza = (await here.post('/bozze', 'istruttore').send(lettera).expect(201)).body as { id: string };
    const riservata = { livello: 'riservata', utenti: ['istruttore'] };
    await here
      .post('/bozze', 'istruttore')
      .send({ ...lettera, oggetto: 'Lettera riservata', riservatezza: riservata })
      .expect(201);
    const answer = await here.get(`/fascicoli/${f.id}/chiusura`, 'responsabile').expect(200);
    const { mancanze } = answer.body as { mancanze: { codice: string; messaggio: string }[] };
    assert.ok(!answer.text.includes('Lettera riservata'));
    const codici = mancanze.map(({ codice }) => codice);
    assert.equal(codici.filter((one) => one === 'bozza-aperta').length, 2);
    assert.ok(mancanze.some(({ messaggio }) => messaggio.includes('«Esito del permesso»')));
    assert.ok(codici.includes('metadati-mancanti'), answer.text);
    await here.post(`/bozze/${bozza.id}/scarto`, 'istruttore').send({ motivo: MOTIVO }).expect(200);
    const after = await act(f.id, 'chiusura', 'responsabile', {}, (await read(f.id)).versione).expect(409);
    assert.ok(!after.text.includes('«Esito del permesso»') && after.text.includes('bozza-aperta'));
  });

  it('closed while colleagues file: each document is in the index, or was refused', async () => {
    const f = await opened();
    const all = await uscite(9);
    await file(f.id, all.slice(0, 1)).expect(201);
    const { versione } = await read(f.id);
    const [closing, ...filings] = await Promise.all([
      act(f.id, 'chiusura', 'responsabile', {}, versione),
      ...all.slice(1).map((one) => file(f.id, [one], 'istruttore')),
    ]);
    assert.ok([200, 412].includes(closing.status), String(closing.status));
    assert.ok(
      filings.every(({ status }) => [201, 409].includes(status)),
      filings.map(({ status }) => status).join(),
    );
    const closed =
      closing.status === 200 ? closing : await act(f.id, 'chiusura', 'responsabile', {}, (await read(f.id)).versione);
    const { indice } = closed.body as FascicoloRisposta;
    const inside = await here.count('registrazioni', { fascicolo: f.id });
    assert.equal(indice?.documenti, inside);
    assert.equal(inside, 1 + filings.filter(({ status }) => status === 201).length);
  });

  it('two levels of parts, no more; the whole changes them, a stale version changes nothing', async () => {
    const f = await opened();
    const sub = async (id: string, status: number) =>
      (await here.post(`/fascicoli/${id}/sottofascicoli`, 'istruttore').send({ oggetto: 'Istanza' }).expect(status))
        .body as FascicoloRisposta;
    const sotto = await sub(f.id, 201);
    const inserto = await sub(sotto.id, 201);
    assert.equal(inserto.codice, `${f.codice}.1.1`);
    await sub(inserto.id, 409);
    await here
      .patch(`/fascicoli/${sotto.id}`, 'responsabile', sotto.versione + 1)
      .send({ uo: 'U412' })
      .expect(422);
    const { versione } = await read(f.id);
    const change = { uo: 'U412', oggetto: 'Permesso di costruire in via Grande', motivo: MOTIVO };
    await here.patch(`/fascicoli/${f.id}`, 'istruttore', versione).send(change).expect(403);
    await here
      .patch(`/fascicoli/${f.id}`, 'responsabile', versione - 1)
      .send(change)
      .expect(412);
    await here.patch(`/fascicoli/${f.id}`, 'responsabile').send(change).expect(428);
    const changed = await here.patch(`/fascicoli/${f.id}`, 'responsabile', versione).send(change).expect(200);
    assert.equal((changed.body as FascicoloRisposta).oggetto, change.oggetto);
    assert.equal((await read(inserto.id)).uo, 'U412');
    assert.equal((await here.get(`/fascicoli/${inserto.id}`, 'istruttore')).status, 404, 'of another office now');
    await here
      .patch(`/fascicoli/${f.id}`, 'responsabile', versione + 1)
      .send({ classifica: 'VI.3.2', motivo: MOTIVO })
      .expect(403);
    const moved = await here
      .patch(`/fascicoli/${f.id}`, 'archivista', versione + 1)
      .send({ classifica: 'VI.3.2', motivo: MOTIVO })
      .expect(200);
    assert.deepEqual(
      [(moved.body as FascicoloRisposta).codice, (moved.body as FascicoloRisposta).classifica.codice],
      [f.codice, 'VI.3.2'],
    );
    await act(f.id, 'collegamenti', 'responsabile', { fascicolo: f.codice, motivo: MOTIVO }, versione + 2).expect(422);
    const g = await opened();
    const linked = await act(
      f.id,
      'collegamenti',
      'responsabile',
      { fascicolo: g.codice, motivo: MOTIVO },
      versione + 2,
    ).expect(200);
    assert.equal((linked.body as FascicoloRisposta).collegati?.[0]?.id, g.id);
    assert.equal((await read(g.id)).collegati?.[0]?.id, f.id);
  });

  it('what is reserved shows nowhere to who may not see it; the repertorio says only that the number is there', async () => {
    const riservatezza = { livello: 'riservata', uo: ['U410'] };
    const f = await opened({ riservatezza, oggetto: 'Abuso edilizio segnalato in via Tal dei Tali' });
    const open = await opened();
    const reserved = await here.registered('istruttore', uscita({ classifica: 'VI.3', riservatezza }));
    await file(open.id, [reserved, ...(await uscite(1))], 'istruttore').expect(201);
    assert.equal((await read(open.id, 'istruttore')).documenti, 2);
    assert.equal((await read(open.id)).documenti, 1, 'the head is not named');
    assert.equal((await documenti(open.id, 'responsabile')).totale, 1);
    assert.equal((await here.get(`/fascicoli/${f.id}`, 'responsabile')).status, 404);
    const altra = await here.registered('istruttore', uscita({ classifica: 'VI.3' }));
    await file(f.id, [altra], 'istruttore').expect(201);
    await here
      .post(`/fascicoli/${open.id}/collegamenti`, 'istruttore')
      .send({ fascicolo: f.id, motivo: MOTIVO })
      .expect(200);
    for (const eventi of [`${at(altra)}/eventi`, `/fascicoli/${open.id}/eventi`]) {
      const named = async (account: 'istruttore' | 'responsabile'): Promise<boolean> =>
        (await here.get(eventi, account).expect(200)).text.includes(f.codice);
      assert.deepEqual([await named('istruttore'), await named('responsabile')], [true, false], eventi);
    }
    await here.get(`/fascicoli/${f.id}`, 'istruttore').expect(200);
    await here.get(`/fascicoli/${f.id}`, 'archivista').expect(403);
    await here.get(`/fascicoli/${f.id}`, 'archivista').set('X-Motivo-Accesso', 'verifica').expect(200);
    const body: unknown = (await here.get('/repertorio-fascicoli?anno=2026&limite=200', 'archivista').expect(200)).body;
    const row = (body as { elementi: { codice: string; oggetto?: string; riservato?: true }[] }).elementi.find(
      ({ codice }) => codice === f.codice,
    );
    assert.deepEqual([row?.riservato, row?.oggetto], [true, undefined]);
    const csv = await here.get('/repertorio-fascicoli.csv?anno=2026', 'archivista').expect(200);
    assert.ok(csv.text.includes(f.codice) && !csv.text.includes('Tal dei Tali'));
  });

  it('proposes the likely ones first, and finds by words, class, state', async () => {
    const f = await opened({ oggetto: 'Ampliamento del capannone della Edile Valdoria' });
    const [prima] = await uscite(1);
    assert.ok(prima);
    await file(f.id, [prima]).expect(201);
    const risposta = await here.registered(
      'istruttore',
      uscita({ classifica: 'VI.3', risponde: { anno: prima.anno, numero: prima.numero } }),
    );
    const body: unknown = (
      await here.get(`/fascicoli/proposte?anno=${risposta.anno}&numero=${risposta.numero}`, 'istruttore').expect(200)
    ).body;
    const [best] = (body as { elementi: { fascicolo: { id: string }; motivi: string[] }[] }).elementi;
    assert.ok(best !== undefined);
    assert.equal(best.fascicolo.id, f.id);
    assert.match(best.motivi[0] ?? '', /risponde/);
    const list = async (query: string) =>
      codiciOf((await here.get(`/fascicoli?${query}`, 'responsabile').expect(200)).body);
    assert.deepEqual(await list('q=capannone%20ampl'), [f.codice]);
    assert.deepEqual(await list(`q=${encodeURIComponent(f.codice)}`), [f.codice]);
    assert.ok((await list('classifica=VI.3&stato=aperto&limite=200')).includes(f.codice));
    assert.ok(!(await list('classifica=VI.2')).includes(f.codice));
    const first = await here.get('/fascicoli?limite=3&ordine=codice', 'responsabile').expect(200);
    const { cursore } = first.body as { cursore: string };
    const second = await here.get(`/fascicoli?limite=3&ordine=codice&cursore=${cursore}`, 'responsabile').expect(200);
    assert.equal(new Set([...codiciOf(first.body), ...codiciOf(second.body)]).size, 6);
    await here.registered('istruttore', interna({ classifica: 'VI.3', fascicolo: f.id }));
  });
});
