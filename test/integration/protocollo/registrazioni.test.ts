import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { Registrazione } from '../../../schemas/registrazione-risposta.api.js';
import { type Account, at, filePdf, useHarness } from '../../support/harness.js';
import { isProblem } from './problemi.js';
import { competenza, EDILE, entrata, interna, ROSSI, uscita, ufficio } from './richieste.js';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const ISTANTE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+0[12]:00$/;

describe('POST /registrazioni', function () {
  this.timeout(30_000);
  const here = useHarness('registrazioni');

  it('answers the whole registration, with its place and its address', async () => {
    const documento = filePdf('Istanza', 'istanza di accesso.pdf');
    const allegati = [filePdf('Uno', 'uno.pdf'), filePdf('Due', 'due.pdf')];
    const richiesta = entrata({
      protocolloMittente: { numero: 'AB/12', data: '2026-02-27' },
      dataArrivo: '2026-03-01T23:58:00+01:00',
      classifica: 'VI.3',
      assegnazioni: [competenza('U410')],
      tipologia: 'Istanza',
      note: 'Prima riga\nseconda riga',
    });
    const answer = await here.register('protocollo', richiesta, { documento, allegati }).expect(201);
    const body = answer.body as RegistrazioneRisposta;
    assert.deepEqual(Registrazione.strict().parse(body), body, 'nothing that the contract does not name');
    assert.equal(answer.headers['location'], `/api/v1${at(body)}`);
    assert.equal(answer.headers['etag'], '"1"');
    assert.match(body.dataRegistrazione, ISTANTE);
    assert.match(
      body.segnatura,
      new RegExp(`^c_x000/AVLD001/PROT-GEN/2026-03-02/${String(body.numero).padStart(7, '0')}$`),
    );
    assert.deepEqual(
      [body.anno, body.registro, body.aoo, body.operatore, body.stato, body.versione],
      [2026, 'PROT-GEN', 'AVLD001', 'protocollo', 'valida', 1],
    );
    for (const campo of [
      'flusso',
      'oggetto',
      'mittenti',
      'destinatari',
      'mezzo',
      'protocolloMittente',
      'dataArrivo',
      'assegnazioni',
      'tipologia',
      'note',
    ] as const)
      assert.deepEqual(body[campo], (richiesta as Record<string, unknown>)[campo], campo);
    assert.deepEqual(body.classifica?.codice, 'VI.3');
    assert.ok(body.classifica.voce.length > 3);
    assert.deepEqual(body.riservatezza, { livello: 'ordinaria' });
    const file = { mime: 'application/pdf', formato: { mime: 'application/pdf' }, firme: [] };
    assert.deepEqual(body.documento, {
      nome: documento.nome,
      dimensione: documento.bytes.length,
      sha256: sha256(documento.bytes),
      ...file,
    });
    assert.deepEqual(
      body.allegati,
      allegati.map(({ nome, bytes }, i) => ({
        n: i + 1,
        nome,
        dimensione: bytes.length,
        sha256: sha256(bytes),
        ...file,
      })),
    );
    assert.deepEqual([body.rinnovi, body.avvisi], [[], []]);
    const read = await here.get(at(body), 'protocollo').expect(200);
    assert.deepEqual(read.body, body);
    assert.equal(read.headers['etag'], '"1"');
    const stored = await here.stored(body);
    assert.equal(sha256(Buffer.from(stored['canonico'] as string)), body.catena.hash);
  });

  it('takes E, U and I, each with the least that it needs', async () => {
    const [e, u, i] = [
      await here.registered('protocollo', {
        flusso: 'E',
        oggetto: 'Istanza di rimborso',
        mittenti: [ROSSI],
        mezzo: 'email',
      }),
      await here.registered('protocollo', {
        flusso: 'U',
        oggetto: 'Invito a presentarsi',
        destinatari: [ROSSI],
        mezzo: 'raccomandata',
      }),
      await here.registered('protocollo', interna()),
    ];
    assert.deepEqual([u.numero, i.numero], [e.numero + 1, e.numero + 2]);
    assert.deepEqual([e.destinatari, e.assegnazioni], [[], []]);
    assert.deepEqual(
      u.mittenti,
      [{ tipo: 'UO', uo: 'U110' }],
      'what goes out without saying from where goes out from the own office',
    );
    assert.deepEqual(i.assegnazioni, [competenza('U412')], 'an internal note goes to the office that it addresses');
  });

  describe('refuses what is not whole, and uses no number', () => {
    const cases: [string, object, string[], boolean?][] = [
      ['nothing at all', {}, ['flusso', 'oggetto', 'mezzo']],
      ['a flusso that is none', entrata({ flusso: 'X' }), ['flusso']],
      ['an oggetto of blanks', entrata({ oggetto: ' \t\n ' }), ['oggetto']],
      ['an oggetto of signs', entrata({ oggetto: '... --- !!!' }), ['oggetto']],
      ['an oggetto of 4001 characters', entrata({ oggetto: 'x'.repeat(4001) }), ['oggetto']],
      ['E from nobody', entrata({ mittenti: [] }), ['mittenti']],
      ['E from an own office', entrata({ mittenti: [ufficio('U410')] }), ['mittenti']],
      ['U to nobody', uscita({ destinatari: [] }), ['destinatari']],
      ['U to an own office only', uscita({ destinatari: [ufficio('U410')] }), ['destinatari']],
      ['U from a stranger', uscita({ mittenti: [EDILE] }), ['mittenti']],
      ['I to a stranger', interna({ destinatari: [EDILE] }), ['destinatari']],
      ['I from nobody', interna({ mittenti: [] }), ['mittenti']],
      ['a person without a name', entrata({ mittenti: [{ tipo: 'PF', cognome: 'Rossi' }] }), ['mittenti[0].nome']],
      [
        'a wrong check digit',
        entrata({ mittenti: [{ ...ROSSI, codiceFiscale: 'RSSMRA80A41H501A' }] }),
        ['mittenti[0].codiceFiscale'],
      ],
      [
        'a wrong partita IVA',
        entrata({ mittenti: [{ ...EDILE, partitaIva: '12345678901' }] }),
        ['mittenti[0].partitaIva'],
      ],
      ['an office that is not there', interna({ destinatari: [ufficio('U999')] }), ['destinatari[0].uo']],
      ['an office of another AOO', uscita({ mittenti: [ufficio('P001')] }), ['mittenti[0].uo']],
      [
        'an assignment to an office that is not there',
        entrata({ assegnazioni: [competenza('U999')] }),
        ['assegnazioni[0].uo'],
      ],
      [
        'an assignment to a user of another AOO',
        entrata({ assegnazioni: [competenza('U410', 'rgd2')] }),
        ['assegnazioni[0].utente'],
      ],
      ['an arrival in the future', entrata({ dataArrivo: '2026-03-03' }), ['dataArrivo']],
      ['an arrival that is no day', entrata({ dataArrivo: '2026-02-30' }), ['dataArrivo']],
      [
        'an arrival in the hour that the clocks skip',
        entrata({ dataArrivo: '2025-03-30T02:30:00+01:00' }),
        ['dataArrivo'],
      ],
      ['an arrival of what goes out', uscita({ dataArrivo: '2026-03-01' }), ['dataArrivo']],
      [
        'a protocol of the sender in the future',
        entrata({ protocolloMittente: { numero: '1', data: '2026-03-03' } }),
        ['protocolloMittente.data'],
      ],
      ['a mezzo that the AOO has not', entrata({ mezzo: 'piccione' }), ['mezzo']],
      ['a voce that is not there', entrata({ classifica: 'VI.99' }), ['classifica']],
      ['a titolo without classe', entrata({ classifica: 'VI' }), ['classifica']],
      ['a sottoclasse from who may not', entrata({ classifica: 'I.1.1' }), ['classifica']],
      ['XIV without a reason', entrata({ classifica: 'XIV' }), ['motivoClassifica']],
      ['an answer to what is not there', uscita({ risponde: { anno: 2026, numero: 999_999 } }), ['risponde']],
      ['a reserve that names nobody', entrata({ riservatezza: { livello: 'riservata' } }), ['riservatezza']],
      ['names without a reserve', entrata({ riservatezza: { livello: 'ordinaria', uo: ['U410'] } }), ['riservatezza']],
      ['a differimento that is not there', entrata({ mezzo: 'posta', differimento: { id: 'd1' } }), ['differimento']],
      ['a name of no meaning', entrata({ riservatezzza: 'riservata' }), ['riservatezzza']],
      [
        'numero, anno and data',
        entrata({ numero: 7, anno: 2025, dataRegistrazione: '2025-01-01' }),
        ['numero', 'anno', 'dataRegistrazione'],
      ],
      ['a U without document', uscita(), ['documento'], true],
      ['an I without document', interna(), ['documento'], true],
      ...['pec', 'email', 'portale', 'interoperabilita', 'sdi'].map((mezzo): [string, object, string[], boolean] => [
        `an E by ${mezzo} without document`,
        entrata({ mezzo }),
        ['documento'],
        true,
      ]),
    ];
    for (const [what, richiesta, campi, bare] of cases) {
      it(what, async () => {
        const stored = await here.count('registrazioni');
        isProblem(await here.register('protocollo', richiesta, bare === true ? { documento: null } : {}), 422, campi);
        assert.equal(await here.count('registrazioni'), stored);
      });
    }

    it('says of numero that the system gives it', async () => {
      const { errori = [] } = isProblem(await here.register('protocollo', entrata({ numero: 7 })), 422, ['numero']);
      assert.match(errori[0]?.messaggio ?? '', /^Assegnato dal sistema/);
    });

    it('and the number after all of them is the next', async () => {
      const before = await here.registered('protocollo', entrata());
      for (const [, richiesta] of cases.slice(0, 5)) await here.register('protocollo', richiesta).expect(422);
      assert.equal((await here.registered('protocollo', entrata())).numero, before.numero + 1);
    });
  });

  it('keeps emoji, composes accents, takes away what cannot be seen', async () => {
    const { oggetto } = await here.registered(
      'protocollo',
      entrata({ oggetto: '  Richiesta\u0000 del caffe\u0300 😀\u200b\n di città  ' }),
    );
    assert.equal(oggetto, 'Richiesta del caffè 😀 di città');
    assert.equal(
      (await here.registered('protocollo', entrata({ oggetto: '😀'.repeat(3_990) + ' parola' }))).oggetto.length,
      7_987,
    );
  });

  it('classifies by the forms that people write', async () => {
    for (const typed of ['VI/3', '6.3', 'vi.3'])
      assert.equal(
        (await here.registered('protocollo', entrata({ classifica: typed }))).classifica?.codice,
        'VI.3',
        typed,
      );
    const { classifica, motivoClassifica } = await here.registered(
      'rgd',
      entrata({ classifica: 'XIV', motivoClassifica: 'non trova altro posto' }),
    );
    assert.deepEqual([classifica?.codice, motivoClassifica], ['XIV', 'non trova altro posto']);
    assert.equal((await here.registered('rgd', entrata({ classifica: 'I.1.1' }))).classifica?.codice, 'I.1.1');
  });

  it('ties an answer to what it answers, from both ends and only for who may see them', async () => {
    const { anno, numero } = await here.registered('protocollo', entrata());
    const risposta = await here.registered('protocollo', uscita({ risponde: { anno, numero } }));
    assert.deepEqual(risposta.risponde, { anno, numero });
    const nascosta = { risponde: { anno, numero }, riservatezza: { livello: 'riservata', utenti: ['rgd'] } };
    await here.registered('protocollo', uscita(nascosta));
    const answers = await here.get(`/registrazioni/${anno}/${numero}/risposte`, 'archivista').expect(200);
    assert.deepEqual(
      (answers.body as { elementi: { numero: number }[] }).elementi.map((one) => one.numero),
      [risposta.numero],
    );
  });

  describe('roles (contract §5)', () => {
    const own = { assegnazioni: [], mittenti: [ufficio('U410')] };
    const sister = { mittenti: [ufficio('U412')] };
    const head = { mittenti: [ufficio('S4')], destinatari: [ufficio('U410')] };
    const other = { mittenti: [ufficio('U310')] };
    const all = (status: number) => ({
      protocollo: status,
      istruttore: status,
      responsabile: status,
      archivista: status,
      rgd: status,
      vicario: status,
      admin: status,
    });
    const only = (...accounts: Account[]) => ({
      ...all(403),
      ...Object.fromEntries(accounts.map((one) => [one, 201])),
    });
    const table: [string, object, Record<string, number>][] = [
      ['E', entrata(), only('protocollo', 'rgd', 'vicario')],
      ['U of U410', uscita(own), only('protocollo', 'istruttore', 'responsabile', 'rgd', 'vicario')],
      ['U of U412', uscita(sister), only('protocollo', 'responsabile', 'rgd', 'vicario')],
      ['U of U310', uscita(other), only('protocollo', 'rgd', 'vicario')],
      [
        'U of U410 and of U310',
        uscita({ mittenti: [ufficio('U410'), ufficio('U310')] }),
        only('protocollo', 'rgd', 'vicario'),
      ],
      ['I of U410', interna(own), only('protocollo', 'istruttore', 'responsabile', 'rgd', 'vicario')],
      ['I of S4', interna(head), only('protocollo', 'responsabile', 'rgd', 'vicario')],
      [
        'I of U310 to U410',
        interna({ ...other, destinatari: [ufficio('U410')] }),
        only('protocollo', 'rgd', 'vicario'),
      ],
    ];
    for (const [what, richiesta, expected] of table) {
      it(what, async () => {
        for (const [account, status] of Object.entries(expected)) {
          const stored = await here.count('registrazioni');
          const answer = await here.register(account as Account, richiesta);
          if (status === 201) assert.equal(answer.status, 201, `${account}: ${answer.text}`);
          else isProblem(answer, status);
          assert.equal(await here.count('registrazioni'), stored + (status === 201 ? 1 : 0), account);
        }
      });
    }
    it('nobody without a session: 401', async () => {
      const answer = await here.post('/registrazioni').field('registrazione', JSON.stringify(entrata()));
      isProblem(answer, 401);
    });
  });
});
