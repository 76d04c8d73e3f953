import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CorrispondenteScheda, CorrispondenteVoce, Doppioni } from '../../../schemas/corrispondente.api.js';
import type { z } from 'zod';
import { type Account, at, useHarness } from '../../support/harness.js';
import { competenza, entrata, MOTIVO, uscita } from '../protocollo/richieste.js';

const ALFA = {
  tipo: 'PG',
  denominazione: 'Alfa Impianti S.r.l.',
  partitaIva: '12345678903',
  domicilioDigitale: 'alfa@pec.example',
} as const;
const VERDI = { tipo: 'PF', cognome: 'Verdi', nome: 'Anna', indirizzo: 'via Lago 2' } as const;

describe('the address book', function () {
  this.timeout(30_000);
  const here = useHarness('rubrica-http');

  const list = async (query: string, account: Account = 'protocollo') =>
    (await here.get(`/corrispondenti?${query}`, account).expect(200)).body as {
      elementi: CorrispondenteVoce[];
      cursore?: string;
      totale?: number;
    };
  const read = async (id: string, account: Account = 'protocollo') =>
    (await here.get(`/corrispondenti/${id}`, account).expect(200)).body as CorrispondenteScheda;
  const create = (soggetto: object, sopra: object = {}, account: Account = 'protocollo') =>
    here.post('/corrispondenti', account).send({ soggetto, ...sopra });
  const created = async (soggetto: object, sopra: object = {}): Promise<CorrispondenteScheda> => {
    const answer = await create(soggetto, sopra);
    assert.equal(answer.status, 201, answer.text);
    return answer.body as CorrispondenteScheda;
  };
  const merge = (id: string, con: string, account: Account = 'protocollo') =>
    here.post(`/corrispondenti/${id}/fusione`, account).send({ con, motivo: MOTIVO });
  /** What registrations say is written a moment after the number. */
  const remembered = async (q: string, account: Account = 'protocollo'): Promise<CorrispondenteVoce> => {
    for (;;) {
      const [found] = (await list(`q=${encodeURIComponent(q)}`, account)).elementi;
      if (found !== undefined) return found;
      await sleep(25);
    }
  };

  it('is written by operatore, rgd and vicario, and read by all who read the register', async () => {
    for (const account of ['istruttore', 'responsabile', 'archivista', 'admin'] as const)
      await create(ALFA, {}, account).expect(403);
    const uno = await created(ALFA, {
      fonteDomicilio: 'ini-pec',
      altriRecapiti: [{ tipo: 'email', valore: 'Ufficio@alfa.example', fonte: 'dichiarato' }],
      note: 'Chiamare dopo le dieci.',
    });
    assert.deepEqual(uno.domicilio, { indirizzo: 'alfa@pec.example', fonte: 'ini-pec', dal: '2026-03-02' });
    assert.deepEqual(
      uno.recapiti.map(({ tipo, valore }) => [tipo, valore]),
      [
        ['digitale', 'alfa@pec.example'],
        ['email', 'ufficio@alfa.example'],
      ],
    );
    for (const account of ['istruttore', 'archivista', 'rgd'] as const)
      assert.equal((await list('q=alfa', account)).elementi[0]?.id, uno.id, account);
    await here.get(`/corrispondenti/${uno.id}`, 'rgd2').expect(404);
    assert.deepEqual((await list('q=alfa', 'rgd2')).elementi, []);
    await create(ALFA, {}).expect(200); // the same again is the same
    const other = await create({ ...ALFA, denominazione: 'Alfa' });
    assert.equal(other.status, 409, other.text);
    assert.ok(other.text.includes(uno.id));
    await create({ tipo: 'UO', uo: 'U410' }).expect(422);
    await create({ ...ALFA, partitaIva: '12345678901' }).expect(422);
    await create(ALFA, { fonteDomicilio: 'ipa' }).expect(422);
  });

  it('is corrected by who has read it; addresses of before keep their dates, the history says what changed', async () => {
    const uno = await created({ tipo: 'PG', denominazione: 'Beta', domicilioDigitale: 'uno@pec.example' });
    const change = (versione: number | undefined, body: object) =>
      here.patch(`/corrispondenti/${uno.id}`, 'rgd', versione).send(body);
    const soggetto = { ...uno.soggetto, domicilioDigitale: 'due@pec.example', partitaIva: '80012345676' };
    await change(undefined, { soggetto }).expect(428);
    await change(7, { soggetto }).expect(412);
    await here.moveClock('2026-03-04T09:00:00+01:00');
    const changed = await change(1, { soggetto, fonteDomicilio: 'inad', motivo: MOTIVO }).expect(200);
    const [body, headers] = [changed.body as unknown, changed.headers];
    const dopo = body as CorrispondenteScheda;
    assert.equal(headers['etag'], '"2"');
    assert.deepEqual(dopo.recapiti, [
      { tipo: 'digitale', valore: 'uno@pec.example', fonte: 'dichiarato', dal: '2026-03-02', al: '2026-03-04' },
      { tipo: 'digitale', valore: 'due@pec.example', fonte: 'inad', dal: '2026-03-04' },
    ]);
    assert.deepEqual(
      [dopo.storia[0]?.tipo, dopo.storia[0]?.utente, dopo.storia[0]?.dettagli['motivo']],
      ['modifica', 'rgd', MOTIVO],
    );
    assert.equal(
      ((await change(2, { soggetto }).expect(200)).body as CorrispondenteScheda).versione,
      2,
      'nothing to change',
    );
    assert.equal((await change(2, { soggetto: { ...soggetto, partitaIva: ALFA.partitaIva } })).status, 409);
  });

  it('one of the registrations becomes an entry when it is corrected; the registration stays', async () => {
    const made = await here.registered(
      'protocollo',
      entrata({ mittenti: [VERDI], assegnazioni: [competenza('U410')] }),
    );
    const { id } = await remembered('verdi');
    const uno = await read(id);
    assert.deepEqual([uno.origine, uno.versione, uno.usi], ['registrazioni', 0, 1]);
    const soggetto = { ...VERDI, codiceFiscale: 'VRDNNA80A41H501H' };
    const answer = await here.patch(`/corrispondenti/${id}`, 'protocollo', 0).send({ soggetto });
    assert.equal(answer.status, 200, answer.text);
    const [dopo] = (await list('q=verdi')).elementi;
    assert.deepEqual([dopo?.id, dopo?.usi, dopo?.soggetto.codiceFiscale], [id, 1, soggetto.codiceFiscale]);
    const body: unknown = (await here.get(at(made), 'rgd').expect(200)).body;
    assert.deepEqual((body as { mittenti: unknown[] }).mittenti, [VERDI]);
    // offices that know the subject from their own registrations go on seeing it, the others do not see that it is there
    assert.equal((await remembered('verdi', 'istruttore')).soggetto.cognome, 'Verdi');
    await here.get(`/corrispondenti/${id}`, 'istruttore').expect(200);
    assert.deepEqual((await list('q=verdi', 'istruttore.u114')).elementi, []);
    assert.equal((await list('q=verdi&ordine=nome', 'istruttore.u114')).totale, 0);
    await here.get(`/corrispondenti/${id}`, 'istruttore.u114').expect(404);
  });

  it('subjects of what is riservata are nowhere, and those of what becomes so are forgotten with their addresses', async () => {
    const riservatezza = { livello: 'riservata', uo: ['U110'] };
    const segreto = { tipo: 'PF', cognome: 'Segretissimi', nome: 'Ugo', codiceFiscale: 'SGRGUO80A01H501Y' };
    await here.registered('protocollo', entrata({ mittenti: [segreto], riservatezza }));
    const known = { ...segreto, cognome: 'Notissimi', codiceFiscale: 'NTSGUO80A01H501X' };
    await here.registered('protocollo', entrata({ mittenti: [known] }));
    await remembered('notissimi');
    const other = await here.registered(
      'protocollo',
      entrata({ mittenti: [{ ...known, indirizzo: 'vicolo Celato 9' }] }),
    );
    await remembered('celato');
    await here.patch(at(other), 'protocollo', 1).send({ motivo: MOTIVO, riservatezza }).expect(200);
    for (let left = true; left; await sleep(25)) left = (await list('q=celato')).elementi.length > 0;
    const [uno] = (await list('q=notissimi')).elementi;
    assert.equal(uno?.usi, 1);
    assert.ok(!JSON.stringify(await read(uno.id)).includes('Celato'));
    for (const query of ['q=segretissimi', 'q=SGRGUO80A01H501Y', 'ordine=nome&q=segretissimi'])
      assert.deepEqual((await list(query)).elementi, [], query);
  });

  it('two that are one are merged with trace and can be divided; the merged one points to the other; registrations never change', async () => {
    const made = await here.registered(
      'protocollo',
      entrata({ mittenti: [{ tipo: 'PG', denominazione: 'Gamma Lavori' }] }),
    );
    const before = await here.stored(made);
    const uno = await remembered('gamma lavori');
    const altro = await created({ tipo: 'PG', denominazione: 'Gamma Lavori', partitaIva: '01234567897' });
    const pairs = (await here.get('/rubrica/doppioni', 'protocollo').expect(200)).body as z.output<typeof Doppioni>;
    assert.ok(
      pairs.elementi.some((pair) => [pair.uno.id, pair.altro.id].sort().join() === [uno.id, altro.id].sort().join()),
    );
    assert.equal((await read(altro.id)).simili[0]?.id, uno.id);
    await merge(uno.id, altro.id, 'istruttore').expect(403);
    await merge(uno.id, uno.id).expect(422);
    const body: unknown = (await merge(uno.id, altro.id).expect(200)).body;
    assert.deepEqual((body as CorrispondenteScheda).unitoA, { id: altro.id, denominazione: 'Gamma Lavori' });
    await merge(uno.id, altro.id).expect(200); // again: the same
    assert.equal((await read(uno.id)).stato, 'unito');
    const survivor = await read(altro.id);
    assert.deepEqual([survivor.usi, survivor.uniti.map(({ id }) => id)], [1, [uno.id]]);
    assert.equal(survivor.storia[0]?.tipo, 'unione-ricevuta');
    // an office that has not seen the one that was merged is not told of it
    const elsewhere = await read(altro.id, 'istruttore.u114');
    assert.deepEqual(elsewhere.uniti, []);
    assert.deepEqual(elsewhere.storia[0]?.dettagli, {});
    assert.deepEqual(
      (await list('q=gamma')).elementi.map(({ id, usi }) => [id, usi]),
      [[altro.id, 1]],
    );
    await merge(altro.id, uno.id).expect(409);
    await here.patch(`/corrispondenti/${uno.id}`, 'rgd', 2).send({ note: 'x' }).expect(409);
    assert.deepEqual(await here.stored(made), before);
    await here.post(`/corrispondenti/${uno.id}/divisione`, 'rgd').send({ motivo: MOTIVO }).expect(200);
    await here.post(`/corrispondenti/${uno.id}/divisione`, 'rgd').send({ motivo: MOTIVO }).expect(409);
    assert.equal((await read(altro.id)).usi, 0);
    await here.post(`/corrispondenti/${uno.id}/distinzione`, 'rgd').send({ da: altro.id }).expect(204);
    assert.deepEqual((await read(altro.id)).simili, []);
    assert.deepEqual(await here.stored(made), before);
  });

  it('two merged into each other at once: one way holds', async () => {
    const [a, b] = [
      await created({ tipo: 'PG', denominazione: 'Anello Uno' }),
      await created({ tipo: 'PG', denominazione: 'Anello Due' }),
    ];
    const answers = await Promise.all([merge(a.id, b.id), merge(b.id, a.id, 'rgd')]);
    assert.equal(answers.filter(({ status }) => status === 200).length, 1, answers.map(({ text }) => text).join());
    const merged = await Promise.all([read(a.id), read(b.id)]);
    assert.deepEqual(merged.map(({ stato }) => stato).sort(), ['attivo', 'unito']);
  });

  it('one PEC of two persons is never one correspondent', async () => {
    const pec = { domicilioDigitale: 'studio@pec.example' };
    const uno = await created({ tipo: 'PF', cognome: 'Neri', nome: 'Ada', codiceFiscale: 'NREDAA80A41H501Q', ...pec });
    await created({ tipo: 'PF', cognome: 'Gialli', nome: 'Ivo', codiceFiscale: 'GLLVIO80A01H501U', ...pec });
    assert.equal((await list('q=studio@pec')).elementi.length, 2);
    assert.deepEqual((await read(uno.id)).simili, []);
  });

  it('is listed by name in pages that miss nobody, and counts what it lists', async () => {
    for (let n = 0; n < 7; n += 1) await created({ tipo: 'PG', denominazione: `Elenco ${String(n % 3)} prova ${n}` });
    const ids: string[] = [];
    let cursore: string | undefined;
    do {
      const page = await list(`ordine=nome&q=elenco&limite=2${cursore === undefined ? '' : `&cursore=${cursore}`}`);
      assert.equal(page.totale, 7);
      ids.push(...page.elementi.map(({ id }) => id));
      cursore = page.cursore;
    } while (cursore !== undefined);
    assert.deepEqual([ids.length, new Set(ids).size], [7, 7]);
    const all = await list('ordine=nome&limite=200');
    assert.equal(all.totale, all.elementi.length);
    const withPec = await list('ordine=nome&domicilio=si&tipo=PF');
    assert.ok(
      withPec.elementi.length > 0 &&
        withPec.elementi.every(({ soggetto }) => soggetto.tipo === 'PF' && soggetto.domicilioDigitale !== undefined),
    );
    for (const query of ['cursore=x', 'ordine=eta', 'tipo=XX', 'ordine=usi&tipo=PF'])
      await here.get(`/corrispondenti?${query}`, 'rgd').expect(422);
    await here.get('/corrispondenti/abc', 'rgd').expect(400);
    await here.get(`/corrispondenti/${'0'.repeat(24)}`, 'rgd').expect(404);
  });

  it('paper to who has a digital domicile is told, before and at the registration, with where it is known from', async () => {
    const carta = {
      flusso: 'U',
      mezzo: 'raccomandata',
      destinatari: [{ tipo: 'PG', denominazione: 'Alfa', partitaIva: ALFA.partitaIva }],
    };
    const codes = (body: unknown) =>
      (body as { avvisi: { codice: string; messaggio: string }[] }).avvisi.filter(
        ({ codice }) => codice === 'domicilio-digitale',
      );
    const check = async (sopra: object) =>
      codes(
        (
          await here
            .post('/registrazioni/controllo', 'protocollo')
            .send({ ...carta, ...sopra })
            .expect(200)
        ).body,
      );
    assert.match((await check({}))[0]?.messaggio ?? '', /Alfa.*INI-PEC/);
    assert.deepEqual(await check({ mezzo: 'pec' }), []);
    assert.deepEqual(await check({ flusso: 'E' }), []);
    assert.deepEqual(await check({ destinatari: [VERDI] }), []);
    const made = await here.registered(
      'protocollo',
      uscita({ ...carta, note: 'Spedito su carta: lo chiede il destinatario.' }),
    );
    assert.equal(codes(made).length, 1);
  });
});
