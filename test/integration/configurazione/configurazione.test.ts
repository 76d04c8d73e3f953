import assert from 'node:assert/strict';
import type { VersioneLetta } from '../../../schemas/configurazione.api.js';
import { TIPI_CONFIGURAZIONE } from '../../../schemas/configurazione.api.js';
import { type Account, useHarness } from '../../support/harness.js';
import { isProblem } from '../protocollo/problemi.js';
import { competenza, entrata, interna, uscita } from '../protocollo/richieste.js';

const MOTIVO = 'adeguamento del manuale di gestione';

describe('configurazione', () => {
  const here = useHarness('configurazione', { adesso: '2026-03-02T09:00:00+01:00' });

  const read = async <K extends Parameters<typeof path>[0]>(
    tipo: K,
    giorno?: string,
    account: Account = 'protocollo',
  ) =>
    (await here.get(`${path(tipo)}${giorno === undefined ? '' : `?giorno=${giorno}`}`, account).expect(200))
      .body as VersioneLetta<K>;
  const path = (
    tipo: 'tipologie' | 'mezzi' | 'esclusioni' | 'oggettario' | 'formati' | 'impostazioni' | 'parametri' | 'repertori',
  ) => `/configurazione/${tipo}`;
  const write = (tipo: Parameters<typeof path>[0], body: object, account: Account = 'rgd') =>
    here.post(`${path(tipo)}/versioni`, account).send({ motivo: MOTIVO, ...body });

  it('begins with version 0: the ten means, the tipologie, the exclusions of art. 53', async () => {
    const mezzi = await read('mezzi');
    assert.equal(mezzi.numero, 0);
    assert.equal(mezzi.contenuto.length, 10);
    assert.ok((await read('tipologie')).contenuto.some(({ codice }) => codice === 'Istanza'));
    assert.ok((await read('esclusioni')).contenuto.some(({ codice }) => codice === 'Gazzette ufficiali'));
    const parti = (await here.get('/configurazione', 'rgd').expect(200)).body as { elementi: unknown[] };
    assert.equal(parti.elementi.length, TIPI_CONFIGURAZIONE.length);
  });

  for (const [account, status] of [
    ['protocollo', 403],
    ['istruttore', 403],
    ['archivista', 403],
    ['admin', 403],
    ['vicario', 201],
  ] as const)
    it(`is written by rgd and vicario: ${account} ${status}`, async () => {
      const { contenuto } = await read('esclusioni');
      const altro = [...contenuto, { codice: `Prova di ${account}`, norma: 'Manuale di gestione' }];
      await write('esclusioni', { validoDal: '2026-03-02', contenuto: altro }, account).expect(status);
    });

  it('parameters are of the administrator, within what the installation admits', async () => {
    const contenuto = { bozzeGiorni: 7, limiteFileMegabyte: 1 };
    isProblem(await write('parametri', { validoDal: '2026-03-02', contenuto }, 'rgd'), 403);
    isProblem(
      await write(
        'parametri',
        { validoDal: '2026-03-02', contenuto: { ...contenuto, limiteFileMegabyte: 4000 } },
        'admin',
      ),
      422,
      ['contenuto.limiteFileMegabyte'],
    );
    await write('parametri', { validoDal: '2026-03-02', contenuto }, 'admin').expect(201);
    const documento = { nome: 'grande.pdf', mime: 'application/pdf', bytes: Buffer.alloc(1_200_000, '%PDF-1.7 ') };
    isProblem(await here.register('protocollo', entrata(), { documento }), 413);
  });

  it('a mezzo is there from its day, in Italian time, and not before', async () => {
    const { contenuto } = await read('mezzi');
    const fax = { codice: 'fax', denominazione: 'Telefax', cartaceo: true };
    await write('mezzi', { validoDal: '2026-03-05', contenuto: [...contenuto, fax] }).expect(201);
    isProblem(await here.register('protocollo', entrata({ mezzo: 'fax' })), 422, ['mezzo']);
    assert.equal((await read('mezzi', '2026-03-04')).numero, 0);
    assert.equal((await read('mezzi', '2026-03-05')).numero, 1);
    await here.moveClock('2026-03-04T23:30:00+01:00'); // in UTC it is the 4th until one o'clock
    isProblem(await here.register('protocollo', entrata({ mezzo: 'fax' })), 422, ['mezzo']);
    await here.moveClock('2026-03-05T00:00:01+01:00');
    await here.registered('protocollo', entrata({ mezzo: 'fax' }), { documento: null }); // paper: its scan may come later
    const io = (await here.get('/io', 'protocollo').expect(200)).body as { mezzi: { codice: string }[] };
    assert.ok(io.mezzi.some(({ codice }) => codice === 'fax'));
  });

  it('the means of the contract are always there', async () => {
    const { contenuto } = await read('mezzi');
    isProblem(
      await write('mezzi', { validoDal: '2026-04-01', contenuto: contenuto.filter(({ codice }) => codice !== 'pec') }),
      422,
      ['contenuto'],
    );
  });

  it('a tipologia must be known; of a repertorio: 422 naming it; one to leave out: 201 with an avviso', async () => {
    isProblem(await here.register('protocollo', entrata({ tipologia: 'Telegramma' })), 422, ['tipologia']);
    const { contenuto } = await read('tipologie');
    const altre = contenuto
      .map((one) => (one.codice === 'Deliberazione' ? { ...one, repertorio: 'DCC' } : one))
      .map((one) => (one.codice === 'Curriculum' ? { ...one, riservata: true, voce: 'III.1' } : one));
    await write('tipologie', { validoDal: '2026-03-05', contenuto: altre }).expect(201);
    const { errori = [] } = isProblem(await here.register('protocollo', uscita({ tipologia: 'Deliberazione' })), 422, [
      'tipologia',
    ]);
    assert.match(errori[0]?.messaggio ?? '', /DCC/);
    const { contenuto: repertori } = await read('repertori');
    const tenuti = repertori.map((one) => (one.codice === 'DET' ? { ...one, uo: 'U410' } : one));
    await here.registered('protocollo', interna({ tipologia: 'Determinazione' })); // no office feeds its repertorio yet
    await write('repertori', { validoDal: '2026-03-05', contenuto: tenuti }).expect(201);
    isProblem(await here.register('protocollo', interna({ tipologia: 'Determinazione' })), 422, ['tipologia']);
    await here.registered('protocollo', uscita({ tipologia: 'Determinazione' })); // the letter that sends it
    const giornali = await here.registered('protocollo', entrata({ tipologia: 'gazzette ufficiali' }));
    assert.equal(giornali.tipologia, 'Gazzette ufficiali');
    assert.ok(giornali.avvisi.some(({ codice }) => codice === 'tipologia-esclusa'));
    const curriculum = entrata({ tipologia: 'curriculum' });
    isProblem(await here.register('protocollo', curriculum), 422, ['assegnazioni']);
    const one = await here.registered('protocollo', { ...curriculum, assegnazioni: [competenza('U114')] });
    assert.equal(one.classifica?.codice, 'III.1');
    assert.deepEqual(one.riservatezza, { livello: 'riservata', uo: ['U114'], utenti: [] });
  });

  it('a change of tipologia follows the same list; what stands is not held against who repeats it', async () => {
    const one = await here.registered('protocollo', uscita({ tipologia: 'Ordinanza' }));
    const { contenuto } = await read('tipologie');
    await write('tipologie', {
      validoDal: '2026-03-05',
      contenuto: contenuto.filter(({ codice }) => codice !== 'Ordinanza'),
    }).expect(201);
    const url = `/registrazioni/${one.anno}/${one.numero}`;
    isProblem(await here.patch(url, 'protocollo', 1).send({ motivo: MOTIVO, tipologia: 'Telegramma' }), 422, [
      'tipologia',
    ]);
    await here.patch(url, 'protocollo', 1).send({ motivo: MOTIVO, tipologia: 'Ordinanza', note: 'prima' }).expect(200);
    const changed = (await here.patch(url, 'protocollo', 2).send({ motivo: MOTIVO, tipologia: 'decreto' }).expect(200))
      .body as { tipologia: string };
    assert.equal(changed.tipologia, 'Decreto');
  });

  it('the classifica is obligatory from the day on which the AOO says so', async () => {
    const { contenuto } = await read('impostazioni');
    await here.registered('protocollo', entrata());
    await write('impostazioni', {
      validoDal: '2026-03-06',
      contenuto: { ...contenuto, classificaObbligatoria: true },
    }).expect(201);
    await here.registered('protocollo', entrata());
    await here.moveClock('2026-03-06T08:00:00+01:00');
    isProblem(await here.register('protocollo', entrata()), 422, ['classifica']);
    await here.registered('protocollo', entrata({ classifica: 'VI.3' }));
  });

  it('versions stay, with who, when and why; not in the past, not twice, not over an unseen one', async () => {
    const { contenuto, ultima } = await read('formati');
    const solo = { mime: 'application/x-prova', esito: 'rifiutato' as const };
    isProblem(await write('formati', { validoDal: '2026-03-05', contenuto }), 422, ['validoDal']);
    isProblem(await write('formati', { validoDal: '2026-02-29', contenuto }), 422, ['validoDal']);
    isProblem(await write('formati', { validoDal: '2026-04-01', contenuto, motivo: ' ' }), 422, ['motivo']);
    isProblem(
      await write('formati', { validoDal: '2026-04-01', contenuto: [{ ...solo, mime: 'pdf' }, solo, solo] }),
      422,
      ['contenuto[0].mime'],
    );
    isProblem(await write('formati', { validoDal: '2026-04-01', contenuto: [solo, solo] }), 422, ['contenuto[1].mime']);
    const body = { validoDal: '2026-04-01', contenuto: [solo, ...contenuto], daVersione: ultima };
    const first = await write('formati', body).expect(201);
    assert.equal((await write('formati', body).expect(200)).headers['location'], first.headers['location']);
    isProblem(await write('formati', { ...body, contenuto }), 412);
    const { elementi } = (await here.get('/configurazione/formati/versioni', 'protocollo').expect(200)).body as {
      elementi: { numero: number; stato: string; autore?: string; motivo?: string; validoAl?: string }[];
    };
    assert.deepEqual(
      elementi.map(({ numero, stato, autore }) => [numero, stato, autore]),
      [
        [1, 'futura', 'rgd'],
        [0, 'in-vigore', undefined],
      ],
    );
    assert.equal(elementi[1]?.validoAl, '2026-03-31');
    const old = (await here.get('/configurazione/formati/versioni/0', 'protocollo').expect(200)).body as {
      contenuto: unknown;
    };
    assert.deepEqual(old.contenuto, contenuto);
    isProblem(await here.get('/configurazione/formati/versioni/9', 'protocollo'), 404);
    isProblem(await here.get('/configurazione/altro', 'protocollo'), 404);
    isProblem(await here.get('/configurazione/formati?giorno=2026-02-30', 'protocollo'), 422, ['giorno']);
    assert.equal((await read('formati', undefined, 'rgd2')).ultima, 0); // another AOO has its own
  });

  it('two who write at once get two numbers', async () => {
    const { contenuto } = await read('oggettario');
    const answers = await Promise.all(
      ['Uno', 'Due', 'Tre'].map((codice) =>
        write('oggettario', {
          validoDal: '2026-03-06',
          contenuto: [...contenuto, { codice, oggetto: `Prova ${codice}` }],
        }),
      ),
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      [201, 201, 201],
    );
    assert.deepEqual(answers.map(({ body }) => (body as { numero: number }).numero).sort(), [1, 2, 3]);
  });

  it('an automatic rule for a domicilio digitale is refused (CAD art. 40-bis)', async () => {
    const domicilioDigitale = 'verdi@posta.verdi.example';
    await here.collection('rubrica').insertOne({ aoo: 'AVLD001', chiavi: ['prova'], soggetto: { domicilioDigitale } });
    const { contenuto } = await read('esclusioni');
    const rule = (...mittenti: string[]) =>
      write('esclusioni', {
        validoDal: '2026-03-06',
        contenuto: [...contenuto, { codice: 'Novità editoriali', norma: 'Manuale di gestione', mittenti }],
      });
    const i = contenuto.length;
    isProblem(
      await rule('News@rivista.example', domicilioDigitale, '@pec.rivista.example', '@posta.verdi.example'),
      422,
      [`contenuto[${i}].mittenti[1]`, `contenuto[${i}].mittenti[2]`, `contenuto[${i}].mittenti[3]`],
    );
    await rule('News@rivista.example').expect(201);
  });

  it('templates name what the AOO has on that day, and are found while typing', async () => {
    const { contenuto } = await read('oggettario');
    const nuovo = { codice: 'Passo carrabile', oggetto: 'Richiesta di passo carrabile in {via e numero}' };
    isProblem(
      await write('oggettario', {
        validoDal: '2026-03-06',
        contenuto: [
          { ...nuovo, oggetto: 'Manca {una graffa', tipologia: 'Telegramma', uo: 'U999', classifica: 'XX.9' },
        ],
      }),
      422,
      ['contenuto[0].oggetto'],
    );
    isProblem(
      await write('oggettario', {
        validoDal: '2026-03-06',
        contenuto: [{ ...nuovo, tipologia: 'Telegramma', uo: 'U999', classifica: 'XX.9', mezzo: 'drone' }],
      }),
      422,
      ['contenuto[0].tipologia', 'contenuto[0].uo', 'contenuto[0].classifica', 'contenuto[0].mezzo'],
    );
    await write('oggettario', {
      validoDal: '2026-03-06',
      contenuto: [...contenuto, { ...nuovo, tipologia: 'Istanza', uo: 'U410', classifica: 'VI.7', flusso: 'E' }],
    }).expect(201);
    const found = (await here.get('/oggettario?q=rich%20carrab&flusso=E', 'protocollo').expect(200)).body as {
      elementi: { codice: string }[];
    };
    assert.deepEqual(
      found.elementi.map(({ codice }) => codice),
      ['Passo carrabile'],
    );
  });
});
