import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Types } from 'mongoose';
import type { BozzaLetta, CodaBozze, RigaBozza } from '../../../schemas/bozza.api.js';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { createAutorita, createFirmatario } from '../../../server/demo/firma/autorita.js';
import { signCms } from '../../../server/demo/firma/cms.js';
import { type Account, at, filePdf, useHarness } from '../../support/harness.js';
import { isProblem } from '../protocollo/problemi.js';
import { competenza, EDILE, entrata } from '../protocollo/richieste.js';

const autorita = createAutorita(2026);
const firmatario = createFirmatario(autorita, { nome: 'Esempio Undici', codiceFiscale: 'SMPNDC80A01X000X' }, 2026);
const p7m = (bytes: Buffer): Buffer =>
  signCms(bytes, { firmatario, autorita, istante: new Date('2026-03-02T10:00:00Z'), incluso: true });
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const PEC = { ...EDILE, domicilioDigitale: 'edile@pec.example' };
const TESTO = 'Si accoglie la richiesta.\n\n- **primo** punto\n- secondo punto\n\nDistinti saluti';

describe('outgoing letters', function () {
  this.timeout(30_000);
  const here = useHarness('bozze');
  let chiesta: RegistrazioneRisposta;

  const one = (id: string, sub = ''): string => `/bozze/${id}${sub}`;
  const read = async (id: string, account: Account = 'istruttore') =>
    (await here.get(one(id), account).expect(200)).body as BozzaLetta;
  const make = async (account: Account, body: object, status = 201) => {
    const answer = await here.post('/bozze', account).send(body);
    assert.equal(answer.status, status, answer.text);
    return answer.body as BozzaLetta;
  };
  const act = async (id: string, sub: string, account: Account, body: object = {}) => {
    const answer = await here.post(one(id, `/${sub}`), account).send(body);
    assert.ok(answer.status < 300, `${sub}: ${answer.text}`);
    return answer.body as BozzaLetta;
  };
  const bytesOf = async (path: string, account: Account): Promise<Buffer> =>
    (await here.get(path, account).buffer(true).responseType('blob').expect(200)).body as Buffer;
  const firma = (id: string, account: Account, bytes: Buffer, nome = 'lettera.pdf.p7m') =>
    here.put(one(id, '/firma'), account).attach('documento', bytes, { filename: nome });
  /** The same by who answers for what cannot be checked: nobody here trusts the authority of these signatures. */
  const confirmed = (...[id, account, bytes, nome]: Parameters<typeof firma>) =>
    firma(id, account, bytes, nome).field('conferma', 'si').field('sha256', sha256(bytes));
  const queue = async (coda: CodaBozze, account: Account): Promise<string[]> =>
    ((await here.get(`/bozze?coda=${coda}`, account).expect(200)).body as { elementi: RigaBozza[] }).elementi.map(
      ({ id }) => id,
    );
  const free = (over: object = {}) => ({
    oggetto: 'Comunicazione di esito',
    destinatari: [PEC],
    mezzo: 'pec',
    testo: TESTO,
    ...over,
  });
  /** A letter that is approved and signed. */
  const signed = async (over: object = {}): Promise<BozzaLetta> => {
    const { id } = await make('istruttore', free(over));
    await act(id, 'invio-approvazione', 'istruttore');
    await act(id, 'approvazione', 'responsabile', { esito: 'approvata' });
    const answer = await confirmed(id, 'responsabile', p7m(await bytesOf(one(id, '/documento'), 'responsabile')));
    assert.equal(answer.status, 200, answer.text);
    return answer.body as BozzaLetta;
  };

  before(async () => {
    chiesta = await here.registered(
      'protocollo',
      entrata({ mittenti: [PEC], classifica: 'VI.3', assegnazioni: [competenza('U410')] }),
    );
    await here
      .post(`${at(chiesta)}/classificazione`, 'responsabile')
      .send({ codice: 'VI.3.1' })
      .expect(200);
  });

  it('an answer goes its whole way: inherited, sent back with remarks, approved, signed, registered once', async () => {
    const { anno, numero } = chiesta;
    const born = await make('istruttore', { risponde: { anno, numero } });
    const { id } = born;
    assert.match(born.oggetto, /^Riscontro a prot\. n\. \d{7} del 02\/03\/2026: Istanza/);
    assert.deepEqual([born.destinatari, born.mezzo, born.classifica?.codice], [[PEC], 'pec', 'VI.3.1']);
    assert.match(born.testo ?? '', /protocollo n\. \d{7} del 02\/03\/2026/);
    isProblem(await here.post(one(id, '/invio-approvazione'), 'istruttore').send({}), 422, ['testo']);

    await here.patch(one(id), 'istruttore', born.versione).send({ testo: TESTO }).expect(200);
    const own = filePdf('planimetria', 'planimetria.pdf');
    const added = (
      await here
        .post(one(id, '/allegati'), 'istruttore')
        .attach('allegato', own.bytes, { filename: own.nome })
        .expect(200)
    ).body as BozzaLetta;
    const asked = [{ registrazione: { anno, numero } }, { sha256: added.allegati[0]?.sha256 }];
    const withBoth = (await here.patch(one(id), 'istruttore', added.versione).send({ allegati: asked }).expect(200))
      .body as BozzaLetta;
    assert.deepEqual(
      withBoth.allegati.map((file) => file.sha256),
      [chiesta.documento?.sha256, sha256(own.bytes)],
    );
    assert.deepEqual(withBoth.allegati[0]?.da, { registrazione: { anno, numero } });
    assert.equal((await bytesOf(one(id, '/documento'), 'istruttore')).subarray(0, 5).toString(), '%PDF-');

    await act(id, 'invio-approvazione', 'istruttore', { osservazioni: 'urgente' });
    assert.deepEqual(await queue('da-approvare', 'responsabile'), [id]);
    isProblem(await here.post(one(id, '/approvazione'), 'istruttore').send({ esito: 'approvata' }), 403);
    await act(id, 'approvazione', 'responsabile', { esito: 'rinviata', osservazioni: 'Citare il regolamento.' });
    assert.deepEqual(await queue('rinviate', 'istruttore'), [id]);
    const back = await read(id);
    assert.deepEqual([back.stato, back.rinvio?.osservazioni], ['in-lavorazione', 'Citare il regolamento.']);
    const testo = `${TESTO}\n\nAi sensi del regolamento comunale.`;
    await here.patch(one(id), 'istruttore', back.versione).send({ testo }).expect(200);
    await act(id, 'invio-approvazione', 'istruttore');
    const approved = await act(id, 'approvazione', 'responsabile', { esito: 'approvata' });
    assert.deepEqual([approved.stato, approved.approvata?.n], ['da-firmare', approved.n]);
    assert.equal(approved.approvata?.documento.formato.pdfA !== undefined, true);

    const file = await bytesOf(one(id, '/documento'), 'responsabile');
    assert.equal(sha256(file), approved.approvata?.documento.sha256);
    const envelope = p7m(file);
    const refused = await firma(id, 'responsabile', envelope);
    isProblem(refused, 422, ['conferma']);
    assert.match(refused.text, /La firma di Esempio Undici non si può verificare: l’autorità/);
    isProblem(await confirmed(id, 'istruttore', envelope), 422, ['conferma']);
    isProblem(await confirmed(id, 'responsabile', envelope).field('motivo', 'x'), 422, ['motivo']);
    const named = (refused.body as { errori: { sha256?: string }[] }).errori[0]?.sha256;
    assert.equal(named, sha256(envelope));
    const onlySi = await firma(id, 'responsabile', envelope).field('conferma', 'si');
    isProblem(onlySi, 422, ['conferma']);
    assert.match(onlySi.text, /ripeterla con la sua impronta/);
    const another = await firma(id, 'responsabile', p7m(file)).field('conferma', 'si').field('sha256', '0'.repeat(64));
    isProblem(another, 422, ['conferma']);
    assert.match(another.text, /era di un altro file/);
    isProblem(await firma(id, 'responsabile', envelope).field('conferma', 'si').field('sha256', 'x'), 422, ['sha256']);
    assert.equal((await read(id)).firma, undefined, 'nothing is taken in before somebody answers for it');
    const motivo = 'Firmata davanti a me';
    const done = (await confirmed(id, 'responsabile', envelope).field('motivo', motivo).expect(200)).body as BozzaLetta;
    assert.deepEqual([done.stato, done.firma?.controllo], ['firmata', 'identico']);
    const { conferma } = done.firma ?? {};
    assert.deepEqual([conferma?.utente, conferma?.motivo, conferma?.mancanze.length], ['responsabile', motivo, 1]);
    const passo = done.passi.at(-1);
    assert.deepEqual([passo?.tipo, passo?.utente], ['firma', 'responsabile']);
    assert.match(
      passo?.osservazioni ?? '',
      /^Confermata dal responsabile\. La firma di .*Motivo: Firmata davanti a me$/,
    );
    assert.deepEqual(await queue('da-registrare', 'protocollo'), [id]);

    const answers = await Promise.all(
      (['protocollo', 'istruttore', 'rgd', 'responsabile'] as const).map((account) =>
        here.post(one(id, '/registrazione'), account).send({}),
      ),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 200, 201]);
    const numeri = new Set(answers.map(({ body }) => (body as RegistrazioneRisposta).numero));
    assert.equal(numeri.size, 1);
    const registrata = answers[0]?.body as RegistrazioneRisposta;
    assert.deepEqual(
      [registrata.flusso, registrata.documento?.sha256, registrata.classifica?.codice, registrata.risponde],
      ['U', sha256(envelope), 'VI.3.1', { anno, numero }],
    );
    assert.deepEqual(registrata.mittenti, [{ tipo: 'UO', uo: 'U410' }]);
    assert.deepEqual(
      registrata.allegati.map((one) => one.sha256),
      [chiesta.documento?.sha256, sha256(own.bytes)],
    );
    const last = await read(id);
    assert.deepEqual([last.stato, last.registrazione?.numero, last.atti], ['registrata', registrata.numero, []]);
    const texts = await Promise.all(
      last.versioni.map(
        async ({ n }) => (await here.get(one(id, `/versioni/${n}`), 'istruttore').expect(200)).body as BozzaLetta,
      ),
    );
    assert.deepEqual([texts[0]?.testo, texts.at(-1)?.testo], [born.testo, testo]);
    await here.get(`${at(registrata)}/documento?segnatura=si`, 'protocollo').expect(200);
  });

  it('its notes go into the registration: why it goes on paper to who has a digital domicile is kept there', async () => {
    const note = 'Spedizione su carta nonostante il domicilio digitale: il plico contiene un plastico.';
    const { id } = await signed({ mezzo: 'raccomandata', note });
    assert.equal((await read(id)).note, note);
    const registrata = (await here.post(one(id, '/registrazione'), 'istruttore').send({}).expect(201))
      .body as RegistrazioneRisposta;
    assert.deepEqual(
      [registrata.mezzo, registrata.note, registrata.avvisi.some(({ codice }) => codice === 'domicilio-digitale')],
      ['raccomandata', note, true],
    );
    const { id: altra, versione } = await make('istruttore', free({ note }));
    const senza = (await here.patch(one(altra), 'istruttore', versione).send({ note: null }).expect(200)).body as BozzaLetta; // prettier-ignore
    assert.equal(senza.note, undefined);
  });

  it('killed between the number and the mark, it is found again; it never gets two numbers', async () => {
    const { id } = await signed();
    const { numero } = (await here.post(one(id, '/registrazione'), 'istruttore').send({}).expect(201))
      .body as RegistrazioneRisposta;
    const count = await here.count('registrazioni');
    const cut = async (): Promise<void> => {
      await here.collection('bozze').updateOne(
        { _id: new Types.ObjectId(id) },
        {
          $set: { stato: 'firmata', inRegistrazione: { utente: 'istruttore', quando: here.now() } },
          $unset: { registrazione: 1 },
        },
      );
    };
    await cut();
    const again = await here.post(one(id, '/registrazione'), 'protocollo').send({}).expect(200);
    assert.equal((again.body as RegistrazioneRisposta).numero, numero);
    await cut();
    assert.equal((await read(id)).registrazione?.numero, numero);
    assert.equal(await here.count('registrazioni'), count);
  });

  it('cut before the number it waits for who registers it, and nobody changes it meanwhile', async () => {
    const { id } = await signed();
    await here
      .collection('bozze')
      .updateOne({ _id: new Types.ObjectId(id) }, { $set: { inRegistrazione: { utente: 'rgd', quando: here.now() } } });
    assert.deepEqual((await read(id)).atti, ['registra']);
    isProblem(await here.post(one(id, '/ritiro'), 'istruttore').send({}), 409);
    await here.post(one(id, '/registrazione'), 'istruttore').send({}).expect(201);
  });

  it('one without a signature goes out as it was approved; a refusal for good gives it back', async () => {
    const { id } = await make('istruttore', free());
    await act(id, 'approvazione', 'responsabile', { esito: 'approvata' });
    const { _id } = { _id: new Types.ObjectId(id) };
    await here.collection('bozze').updateOne({ _id }, { $set: { tipologia: 'Inventata' } });
    isProblem(await here.post(one(id, '/registrazione'), 'istruttore').send({}), 422, ['tipologia']);
    assert.equal((await read(id)).inRegistrazione, undefined);
    await here.collection('bozze').updateOne({ _id }, { $unset: { tipologia: 1 } });
    const { documento } = (await here.post(one(id, '/registrazione'), 'istruttore').send({}).expect(201))
      .body as RegistrazioneRisposta;
    assert.equal(documento?.mime, 'application/pdf');
  });

  it('is seen by the chain of its offices, by who registers once it is approved, and by nobody else', async () => {
    const { id } = await make('istruttore', free());
    const sees = async (account: Account) => (await here.get(one(id), account)).status;
    const all = ['istruttore', 'responsabile', 'rgd', 'protocollo', 'istruttore.u114', 'archivista', 'admin'] as const;
    const statuses = async () => Promise.all(all.map(sees));
    assert.deepEqual(await statuses(), [200, 200, 200, 404, 404, 403, 403]);
    assert.ok(!(await here.get('/bozze', 'protocollo').expect(200)).text.includes(id));
    await act(id, 'approvazione', 'responsabile', { esito: 'approvata' });
    assert.deepEqual(await statuses(), [200, 200, 200, 200, 404, 403, 403]);
    isProblem(await here.patch(one(id), 'istruttore.u114', 1).send({ oggetto: 'Altro oggetto' }), 404);
    isProblem(await here.post('/bozze', 'istruttore').send(free({ uo: 'S2' })), 403);
    isProblem(await here.post('/bozze', 'archivista').send(free()), 403);

    const secret = await make('istruttore', free({ riservatezza: { livello: 'riservata', uo: ['U410'] } }));
    assert.deepEqual(
      await Promise.all(
        (['responsabile', 'rgd', 'istruttore'] as const).map(
          async (who) => (await here.get(one(secret.id), who)).status,
        ),
      ),
      [404, 403, 200],
    );
    await here.get(one(secret.id), 'rgd').set('X-Motivo-Accesso', 'ispezione').expect(200);
    await act(secret.id, 'invio-approvazione', 'istruttore');
    await here.get(one(secret.id), 'responsabile').expect(200); // to send it to the head is to name him
    assert.ok((await here.count('accessi', { riferimento: `bozze/${secret.id}` })) >= 3);
  });

  it('two people on one: the second is told, nothing is lost; a repeated request is one draft', async () => {
    const key = 'bozza-ripetuta';
    const ask = (body: object) => here.post('/bozze', 'istruttore').set('Idempotency-Key', key).send(body);
    const [a, b] = await Promise.all([ask(free()), ask(free())]);
    assert.deepEqual([a.status, b.status].sort(), [200, 201]);
    isProblem(await ask(free({ oggetto: 'Un altro oggetto' })), 409);
    const { id, versione } = a.body as BozzaLetta;
    isProblem(await here.patch(one(id), 'istruttore').send({ oggetto: 'Senza versione' }), 428);
    await here.patch(one(id), 'responsabile', versione).send({ oggetto: 'Corretto dal capo' }).expect(200);
    isProblem(await here.patch(one(id), 'istruttore', versione).send({ oggetto: 'Scritto sopra' }), 412);
    assert.equal((await read(id)).oggetto, 'Corretto dal capo');
    const send = () =>
      here.post(one(id, '/invio-approvazione'), 'istruttore').set('Idempotency-Key', 'invio-1').send({});
    await send().expect(200);
    assert.equal(
      ((await send().expect(200)).body as BozzaLetta).passi.filter(({ tipo }) => tipo === 'invia').length,
      1,
    );
    isProblem(await here.post(one(id, '/invio-approvazione'), 'istruttore').send({}), 409);
    await act(id, 'scarto', 'istruttore', { motivo: 'non serve più' });
    isProblem(await here.post(one(id, '/approvazione'), 'responsabile').send({ esito: 'approvata' }), 409);
    assert.deepEqual(await queue('scartate', 'istruttore'), [id]);
  });

  it('hostile input gets its words, and changes nothing', async () => {
    const altrui = await here.registered('protocollo', entrata({ assegnazioni: [competenza('U114')] }));
    const { id, versione } = await make('istruttore', free());
    const patch = (body: object) => here.patch(one(id), 'istruttore', versione).send(body);
    isProblem(await here.get('/bozze/non-un-id', 'istruttore'), 400);
    isProblem(await here.get(`/bozze/${'f'.repeat(24)}`, 'istruttore'), 404);
    isProblem(await here.get('/bozze?coda=tutte', 'istruttore'), 422, ['coda']);
    isProblem(await here.get('/bozze?stato[$ne]=x', 'istruttore'), 400);
    isProblem(await here.get('/bozze?cursore=zzz', 'istruttore'), 422, ['cursore']);
    isProblem(await here.post('/bozze', 'istruttore').send({ testo: 'senza oggetto' }), 422, ['oggetto']);
    isProblem(await patch({ stato: 'firmata' }), 422, ['stato']);
    isProblem(await patch({ mezzo: 'piccione', destinatari: [{ tipo: 'UO', uo: 'U999' }] }), 422, ['mezzo']);
    isProblem(await patch({ classifica: 'XX.99' }), 422, ['classifica']);
    isProblem(await patch({ fascicolo: 'inesistente' }), 422, ['fascicolo']);
    isProblem(await patch({ modello: 'Inesistente' }), 422, ['modello']);
    isProblem(await patch({ allegati: [{ sha256: altrui.documento?.sha256 }] }), 422, ['allegati[0]']);
    for (const registrazione of [
      { anno: altrui.anno, numero: altrui.numero },
      { anno: 2026, numero: 99_999 },
    ])
      isProblem(await patch({ allegati: [{ registrazione }] }), 422, ['allegati[0]']);
    isProblem(await patch({ risponde: { anno: altrui.anno, numero: altrui.numero } }), 422, ['risponde']);
    isProblem(
      await here
        .put(one(id, '/documento'), 'istruttore')
        .attach('documento', Buffer.from('MZ\u0090'), { filename: '../a.exe' }),
      422,
    );
    isProblem(
      await here.put(one(id, '/documento'), 'istruttore').attach('altro', Buffer.from('x'), { filename: 'a.pdf' }),
      422,
    );
    isProblem(await here.post(one(id, '/approvazione'), 'responsabile').send({ esito: 'rinviata' }), 422, [
      'osservazioni',
    ]);
    isProblem(await here.post(one(id, '/registrazione'), 'istruttore').send({}), 409);
    isProblem(await firma(id, 'istruttore', p7m(Buffer.from('x'))), 409);
    assert.equal((await read(id)).versione, versione);

    await act(id, 'approvazione', 'responsabile', { esito: 'approvata' });
    const { bytes } = filePdf('un’altra lettera');
    isProblem(await firma(id, 'responsabile', p7m(bytes)), 422, ['documento']);
    isProblem(await firma(id, 'responsabile', bytes, 'lettera.pdf'), 422, ['documento']);
    const anew = Buffer.concat([bytes, Buffer.from('\n<< /Type /Sig /ByteRange [0 1 2 3] >>\n%%EOF\n')]);
    isProblem(await firma(id, 'responsabile', anew, 'lettera.pdf'), 422, ['conferma']);
    const confirm = (account: Account) => confirmed(id, account, anew, 'lettera.pdf');
    isProblem(await confirm('istruttore'), 422, ['conferma']);
    const sure = (await confirm('responsabile').expect(200)).body as BozzaLetta;
    assert.equal(sure.firma?.controllo, 'confermato');
    const back = await act(id, 'ritiro', 'istruttore', { motivo: 'manca un dato' });
    assert.deepEqual([back.stato, back.approvata, back.firma], ['in-lavorazione', undefined, undefined]);
  });

  it('a letter may be a file of one’s own; the desk counts what waits', async () => {
    const { id } = await make('istruttore', free({ testo: null }));
    isProblem(await here.get(one(id, '/documento'), 'istruttore'), 404);
    const own = filePdf('scritta altrove', 'mia.pdf');
    await here
      .put(one(id, '/documento'), 'istruttore')
      .attach('documento', own.bytes, { filename: own.nome })
      .expect(200);
    await act(id, 'invio-approvazione', 'istruttore');
    const { code } = (await here.get('/code-bozze', 'responsabile').expect(200)).body as {
      code: { codice: string; totale: number }[];
    };
    assert.ok((code.find(({ codice }) => codice === 'da-approvare')?.totale ?? 0) > 0);
    const approved = await act(id, 'approvazione', 'responsabile', { esito: 'approvata' });
    assert.equal(approved.approvata?.documento.sha256, sha256(own.bytes));
  });
});
