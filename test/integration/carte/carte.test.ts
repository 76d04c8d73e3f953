import assert from 'node:assert/strict';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { AOO, buildPersone, readUffici } from '../../../server/demo/ente.js';
import { formatNumero } from '../../../server/protocollo/rules.js';
import { comeByte } from '../../support/byte.js';
import { judgePdfA, readCodes, readText } from '../../support/giudici.js';
import { type Account, at, filePdf, useHarness } from '../../support/harness.js';
import { competenza, entrata, MOTIVO, PROVVEDIMENTO, uscita } from '../protocollo/richieste.js';
import { ACCESSO, SEGRETI, secret } from '../protocollo/riservate.js';

const BIANCHI = /\s+/g;
const LUNGO = `Richiesta ${'con parole molto lunghe '.repeat(160)}`.slice(0, 3_990);

describe('receipts, labels and batch covers', function () {
  this.timeout(60_000);
  const here = useHarness('carte', { env: { URL_PUBBLICO: 'https://protocollo.valdoria.example' } });
  const pdfs: Record<string, Buffer> = {};

  const get = async (path: string, account: Account = 'protocollo', motivo?: string): Promise<Buffer> => {
    const test = here.get(path, account);
    if (motivo !== undefined) void test.set('X-Motivo-Accesso', motivo);
    const answer = await test.buffer(true).parse(comeByte).expect(200).expect('content-type', 'application/pdf');
    return answer.body as Buffer;
  };
  const ufficio = readUffici().find(({ codice }) => codice === 'U410')?.denominazione ?? 'manca';
  let one: RegistrazioneRisposta;
  before(async () => {
    one = await here.registered(
      'protocollo',
      entrata({
        oggetto: 'Istanza di accesso agli atti 漢字 👩‍👩‍👧',
        dataArrivo: '2026-02-27T23:58:00+01:00',
        protocolloMittente: { numero: 'AB/12', data: '2026-02-26' },
        classifica: 'VI.3',
        assegnazioni: [competenza('U410')],
      }),
      { allegati: [filePdf('tavola', 'tavola.pdf')] },
    );
  });

  it('the receipt says what art. 18-bis asks: presentation, files, term, office, remedies', async function () {
    pdfs['ricevuta'] = await get(`${at(one)}/ricevuta.pdf`);
    const testo = (await readText(this, pdfs['ricevuta'], '-raw')).replaceAll(BIANCHI, ' '); // each name, then its value
    for (const parola of [
      'Comune di Valdoria',
      '(AVLD001), codice IPA c_x000',
      one.segnatura,
      `n. ${formatNumero(one.numero)} del 02/03/2026, ore ${one.dataRegistrazione.slice(11, 19)}`,
      'Data di arrivo 27/02/2026 alle ore 23:58:00', // both dates: a PEC of the evening, registered the working day after
      'Presentata da Rossi Maria',
      'Modo PEC',
      'Protocollo del mittente AB/12 del 26/02/2026',
      'Oggetto Istanza di accesso agli atti □□',
      'tavola.pdf',
      'Termine 30 giorni dalla presentazione, cioè entro il 30/03/2026', // the 29th is a Sunday
      'Silenzio Decorso il termine, il silenzio equivale ad accoglimento nei procedimenti a istanza di parte',
      '(L. 241/1990, art. 20)',
      'potere sostitutivo (L. 241/1990, art. 2, c. 9-ter)',
      'tribunale amministrativo regionale entro un anno dalla scadenza del termine (D.Lgs. 104/2010, art. 31)',
      `Ufficio competente ${ufficio} (U410)`,
      'Responsabile Fino all’assegnazione, chi è preposto all’ufficio competente (L. 241/1990, art. 5, c. 2)',
      `Presso l’ufficio competente, o scrivendo a ${AOO.domicilioDigitale}`,
      'La comunicazione di avvio del procedimento, se dovuta, viene dall’ufficio competente',
      'art. 18-bis',
      'La domanda ha effetto dalla presentazione anche se la ricevuta non è rilasciata',
      'rilasciata il 02/03/2026 alle ore 09:',
      'ESEMPIO',
      '□ sta al posto di un carattere',
    ])
      assert.ok(testo.includes(parola), `${parola}: ${testo}`);
    const squeezed = testo.replaceAll(' ', '');
    assert.ok(squeezed.includes(`/verifica/${one.anno}/${one.numero}/${one.catena.hash}`));
    for (const file of [one.documento, one.allegati[0]]) assert.ok(squeezed.includes(file?.sha256 ?? 'manca'));
  });

  it('once somebody has taken charge the receipt names him, and is the communication that it began', async function () {
    const presa = await here.registered(
      'protocollo',
      entrata({ mezzo: 'sportello', assegnazioni: [competenza('U410')] }),
    );
    await here
      .post(`${at(presa)}/presa-in-carico`, 'istruttore')
      .send({})
      .expect(200);
    const testo = (await readText(this, await get(`${at(presa)}/ricevuta.pdf`), '-raw')).replaceAll(BIANCHI, ' ');
    const { denominazione = '' } = buildPersone(2026).find(({ utente }) => utente === 'istruttore') ?? {};
    for (const parola of [
      `Responsabile ${denominazione}`,
      `Data di arrivo 02/03/2026 alle ore ${presa.dataRegistrazione.slice(11, 19)}`, // where none was noted, that of the registration
      'Con i dati qui indicati la ricevuta vale come comunicazione di avvio del procedimento (L. 241/1990, artt. 7, 8 e 18-bis)',
    ])
      assert.ok(testo.includes(parola), `${parola}: ${testo}`);
  });

  it('the receipt is for what comes in; of an annulled registration it says so', async function () {
    const out = await here.registered('istruttore', uscita());
    const answer = await here.get(`${at(out)}/ricevuta.pdf`, 'istruttore').expect(409);
    assert.match((answer.body as { detail: string }).detail, /documenti in entrata/);
    const two = await here.registered('protocollo', entrata({ oggetto: LUNGO }), {
      allegati: Array.from({ length: 60 }, (_, i) => filePdf(`allegato ${i}`, `allegato-${i}-${'x'.repeat(60)}.pdf`)),
    });
    await here
      .post(`${at(two)}/annullamento`, 'rgd')
      .send({ motivo: MOTIVO, provvedimento: PROVVEDIMENTO })
      .expect(200);
    pdfs['ricevuta-lunga'] = await get(`${at(two)}/ricevuta.pdf`);
    const testo = (await readText(this, pdfs['ricevuta-lunga'])).replaceAll(BIANCHI, ' ');
    assert.match(testo, /ANNULLATO il 02\/03\/2026, provvedimento n\. 12.*questa ricevuta è superata/);
    assert.ok(testo.includes('allegato-59-') && /Pagina 3 di \d/.test(testo));
    pdfs['etichetta-annullata'] = await get(`${at(two)}/etichetta.pdf?formato=62x29`);
    assert.match(await readText(this, pdfs['etichetta-annullata']), /ANNULLATO il 02\/03\/2026/);
  });

  it('labels have their codes, in every format; another format is told', async function () {
    for (const formato of ['62x29', '100x50', 'a4']) {
      const label = await get(`${at(one)}/etichetta.pdf?formato=${formato}`);
      pdfs[`etichetta-${formato}`] = label;
      const testo = (await readText(this, label)).replaceAll(BIANCHI, ' ');
      for (const parola of [
        'Comune di Valdoria',
        'AOO AVLD001 - E - VI.3',
        `n. ${formatNumero(one.numero)}`,
        'ESEMPIO',
      ])
        assert.ok(testo.includes(parola), `${formato}: ${testo}`);
      const codes = await readCodes(this, label, 300);
      const url = `https://protocollo.valdoria.example/verifica/${one.anno}/${one.numero}/${one.catena.hash}`;
      assert.deepEqual(codes.sort(), [`CODE-128:2026-${formatNumero(one.numero)}`, `QR-Code:${url}`], formato);
    }
    await here.get(`${at(one)}/etichetta.pdf?formato=a5`, 'protocollo').expect(422);
    await here.get(`${at(one)}/etichetta.pdf?larghezza=1`, 'protocollo').expect(400);
  });

  it('a batch has its list and a sheet for each document', async function () {
    pdfs['lotto'] = await get('/carte/copertina.pdf?anno=2026&numeri=1-3');
    const pagine = (await readText(this, pdfs['lotto'])).split('\f');
    assert.deepEqual(
      [1, 2, 3].map((n) => pagine[n]?.includes(`n. 000000${n} del`)),
      [true, true, true],
    );
    await here.get('/carte/copertina.pdf?anno=2026&numeri=1-999', 'protocollo').expect(422);
    await here.get('/carte/copertina.pdf?anno=2026&numeri=1,9999', 'protocollo').expect(404);
    await here.get('/carte/copertina.pdf?numeri=1', 'protocollo').expect(422);
  });

  it('who may not read a registration has none of its papers; a label of what is reserved says nothing of it', async function () {
    const chiusa = await here.registered(
      'protocollo',
      secret({ riservatezza: { livello: 'riservata', uo: ['U410'] } }),
    );
    for (const carta of ['etichetta.pdf', 'ricevuta.pdf', 'documento?segnatura=si']) {
      await here.get(`${at(chiusa)}/${carta}`, 'istruttore.u114').expect(404);
      await here.get(`${at(chiusa)}/${carta}`, 'admin').expect(403);
      await here.get(`${at(chiusa)}/${carta}`, 'rgd').expect(403);
    }
    await here.get(`/carte/copertina.pdf?anno=2026&numeri=${chiusa.numero}`, 'istruttore.u114').expect(404);
    const label = await get(`${at(chiusa)}/etichetta.pdf`, 'rgd', ACCESSO);
    const testo = (await readText(this, label)) + label.toString('latin1');
    assert.deepEqual(
      SEGRETI.filter((word) => testo.includes(word)),
      [],
    );
    assert.ok((await here.count('accessi', { atto: 'accede-riservate' })) > 0);
  });

  it('the report of a month on conservation is a paper too', async function () {
    pdfs['rapporto-conservazione'] = await get('/conservazione/rapporto-mensile.pdf?mese=2026-03', 'rgd');
    assert.match(await readText(this, pdfs['rapporto-conservazione']), /Registri giornalieri, giorno per giorno/);
  });

  it('all are PDF/A-2b', async function () {
    assert.deepEqual(await judgePdfA(this, pdfs), Object.fromEntries(Object.keys(pdfs).map((nome) => [nome, 'PASS'])));
  });
});
