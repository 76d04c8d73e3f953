import assert from 'node:assert/strict';
import { clearDaVersare, markDaVersare } from '../../../schemas/da-versare.model.js';
import { findEsami } from '../../../schemas/esame-file.model.js';
import {
  clearNonInviabile,
  countNonInviabili,
  listNonInviabili,
  putNonInviabile,
} from '../../../schemas/non-inviabile.model.js';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { RegistroGiornalieroModel } from '../../../schemas/registro-giornaliero.model.js';
import { VersamentoModel } from '../../../schemas/versamento.model.js';
import { forgetTeste } from '../../../server/configurazione/service.js';
import { copertureOf } from '../../../server/conservazione/regole/copertura.js';
import { countDue } from '../../../server/conservazione/regole/conteggi.js';
import { retellScadenzeFirma, retryNonInviabili } from '../../../server/conservazione/regole/riprova.js';
import { selectDue } from '../../../server/conservazione/regole/seleziona.js';
import { buildConservazione } from '../../../server/demo/conservazione.js';
import { createAutorita, createFirmatario } from '../../../server/demo/firma/autorita.js';
import { signCms } from '../../../server/demo/firma/cms.js';
import { readRepertori } from '../../../server/demo/repertori.js';
import { completeDerivati } from '../../../server/derivati.js';
import type { Estrattore } from '../../../server/estrazione/processo.js';
import { elaboraFile } from '../../../server/estrazione/service.js';
import { readConfig } from '../../../server/lib/config.js';
import { createLogger } from '../../../server/lib/logger.js';
import { FolderStore } from '../../../storage/folder-store.js';
import { AOO_PROVA, at, filePdf, useHarness } from '../../support/harness.js';
import { environmentOf } from '../../support/processi.js';
import { sulFascicolo } from '../fascicoli/sul-fascicolo.js';
import { isProblem } from '../protocollo/problemi.js';
import { entrata, MOTIVO, PROVVEDIMENTO } from '../protocollo/richieste.js';

const OGGI = '2026-03-02';
const CONFIGURAZIONE = '/configurazione/conservazione/versioni';
const giorno = (day: string): Date => new Date(`${day}T12:00:00+01:00`);
const versione = (contenuto: unknown, validoDal = OGGI) => ({ validoDal, motivo: MOTIVO, contenuto });

/** A closed day and a package, as far as the selection looks at them. */
const chiuso = (day: string) => ({ aoo: AOO_PROVA, giorno: day, precedente: day });
const spedito = (tipo: string, riferimento: string, dataDocumento: string, stato: string) => ({
  _id: `${tipo}-${riferimento}-${stato}` as never,
  aoo: AOO_PROVA,
  tipo,
  riferimento,
  operazione: 'versamento',
  n: 1,
  stato,
  dataDocumento,
  conservatore: 'parer',
  chiave: { registro: 'x', anno: 2026, numero: riferimento },
  ...(stato.startsWith('accettato') && { accettatoIl: '2026-03-05T10:00:00.000Z' }),
  ...(stato !== 'annullato' && { vivo: true }),
});

describe('what is due for conservation', function () {
  this.timeout(60_000);
  const here = useHarness('conservazione-dovuti', {
    adesso: `${OGGI}T09:00:00+01:00`,
    env: { PARER_URL: 'http://127.0.0.1:9', PARER_UTENTE: 'nessuno', PARER_PASSWORD: 'nessuna' }, // nothing is sent
  });
  const { opened, read, act, file, uscite } = sulFascicolo(here);
  const due = async (day: string, limit = 50): Promise<string[]> =>
    (await selectDue(AOO_PROVA, limit, giorno(day))).map(({ riferimento }) => riferimento);
  const marca = async (one: RegistrazioneRisposta): Promise<unknown> => (await here.stored(one))['daVersare'];
  const ref = ({ anno, numero }: RegistrazioneRisposta): string => `${anno}/${numero}`;
  let classificata: RegistrazioneRisposta;
  let semplice: RegistrazioneRisposta;
  let carta: RegistrazioneRisposta;
  let firmata: RegistrazioneRisposta;

  before(async () => {
    const autorita = createAutorita(2021);
    const firmatario = createFirmatario(autorita, { nome: 'Esempio Undici' }, 2021);
    const bytes = signCms(filePdf('firmato').bytes, { firmatario, autorita, istante: giorno(OGGI), incluso: true });
    semplice = await here.registered('protocollo', entrata());
    classificata = await here.registered('protocollo', entrata({ classifica: 'VI.3' }));
    carta = await here.registered('protocollo', entrata({ mezzo: 'posta', classifica: 'VI.3' }), { documento: null });
    firmata = await here.registered('protocollo', entrata(), {
      documento: { nome: 'a.pdf.p7m', mime: 'application/pkcs7-mime', bytes },
    });
  });

  it('begins with a receiver that is off: nothing is due to anybody; the RGD turns it on', async () => {
    assert.deepEqual(await due('2027-01-01'), []);
    const { contenuto } = (await here.get('/configurazione/conservazione', 'archivista').expect(200)).body as {
      contenuto: ReturnType<typeof buildConservazione>;
    };
    assert.equal(contenuto.conservatori[0]?.attivo, false);
    const nuovo = buildConservazione();
    isProblem(await here.post(CONFIGURAZIONE, 'protocollo').send(versione(nuovo)), 403);
    const regola = { ...nuovo.regole[0], conservatore: 'altro', registro: 'NESSUNO' };
    isProblem(await here.post(CONFIGURAZIONE, 'rgd').send(versione({ ...nuovo, regole: [regola] })), 422, [
      'contenuto.regole[0].conservatore',
      'contenuto.regole[0].registro',
    ]);
    await here.post(CONFIGURAZIONE, 'rgd').send(versione(nuovo)).expect(201);
    await here.post(CONFIGURAZIONE, 'rgd').send(versione(nuovo)).expect(200);
    await here.post('/configurazione/repertori/versioni', 'rgd').send(versione(readRepertori())).expect(201);
    forgetTeste(AOO_PROVA, 'conservazione'); // this process has asked before
  });

  it('marks what can go: not what waits for its scan; the mark is no part of the record', async () => {
    assert.deepEqual(await Promise.all([semplice, classificata, carta].map(marca)), ['nascita', 'nascita', undefined]);
    const atto = (
      await here
        .post('/repertori/DET/registrazioni', 'rgd')
        .field('registrazione', JSON.stringify({ oggetto: 'Atto di prova' }))
        .attach('documento', filePdf('atto').bytes, 'atto.pdf')
        .expect(201)
    ).body as RegistrazioneRisposta;
    assert.deepEqual(await due(OGGI), [ref(classificata), `DET/${ref(atto)}`]); // the rest is neither classified nor old
    assert.deepEqual(await due('2026-03-11'), [ref(classificata), `DET/${ref(atto)}`]);
    assert.deepEqual(await due('2026-03-12'), [ref(semplice), ref(classificata), ref(firmata), `DET/${ref(atto)}`]);

    await here
      .post(`${at(carta)}/integrazioni`, 'protocollo')
      .field('motivo', MOTIVO)
      .attach('documento', filePdf('scansione').bytes, 'scansione.pdf')
      .expect(201);
    assert.equal(await marca(carta), 'atto');
    assert.ok((await due(OGGI)).includes(ref(carta)));
    await clearDaVersare(AOO_PROVA, 'unita-documentaria', `DET/${ref(atto)}`, 1);
    assert.equal(await here.count('attiRepertori', { daVersare: { $exists: true } }), 0);
  });

  it('is listed before it has a package, in the order in which it leaves, of this AOO only', async () => {
    const dovuti = async (account: 'archivista' | 'rgd2') =>
      (await here.get('/conservazione/dovuti?limite=200', account).expect(200)).body as { elementi: object[] };
    const { elementi } = await dovuti('archivista');
    assert.deepEqual(
      elementi.map((one) => (one as { riferimento: string }).riferimento),
      await due(OGGI, 200),
    );
    const riferimento = ref(classificata);
    const found = elementi.find((one) => (one as { riferimento: string }).riferimento === riferimento);
    const nome = `n. ${String(classificata.numero).padStart(7, '0')}/${classificata.anno}`;
    const { termine, ...resto } = found as { termine: string };
    assert.deepEqual(resto, { tipo: 'unita-documentaria', riferimento, nome, motivo: 'classificata', priorita: false });
    assert.match(termine, /^\d{4}-\d\d-\d\d$/);
    assert.deepEqual((await dovuti('rgd2')).elementi, []);
    await here.get('/conservazione/dovuti?limite=0', 'archivista').expect(422);
  });

  it('a mark goes with the version that was looked at; a later act sets it again', async () => {
    const clear = (versione: number) => clearDaVersare(AOO_PROVA, 'unita-documentaria', ref(semplice), versione);
    await here.patch(at(semplice), 'protocollo', 1).send({ motivo: MOTIVO, note: 'una nota' }).expect(200);
    assert.equal(await marca(semplice), 'nascita'); // its first package is still to be made
    assert.deepEqual([await clear(1), await marca(semplice)], [false, 'nascita']);
    assert.deepEqual([await clear(2), await marca(semplice)], [true, undefined]);
    assert.ok(!(await due('2026-04-01')).includes(ref(semplice)));
    await here
      .post(`${at(semplice)}/annullamento`, 'rgd')
      .send({ motivo: MOTIVO, provvedimento: PROVVEDIMENTO })
      .expect(200);
    assert.equal(await marca(semplice), 'atto');
    await markDaVersare(AOO_PROVA, 'unita-documentaria', ref(semplice), 'nascita');
    const { versione, daVersare } = await here.stored(semplice);
    assert.deepEqual([versione, daVersare], [3, 'nascita']);
    const shown = await here.get(at(semplice), 'protocollo').expect(200);
    assert.ok(!/daVersare|scadenzaFirma/.test(shown.text));
    const verifica = (await here.get('/registro/verifica?anno=2026', 'rgd').expect(200)).body as { integro: boolean };
    assert.equal(verifica.integro, true);
  });

  it('signatures are read while the file is examined, and hurry what bears them', async () => {
    const sha256 = firmata.documento?.sha256 ?? assert.fail();
    const deps = {
      store: await FolderStore.create(here.storageDir),
      log: createLogger('silent', 'prova'),
      config: readConfig(environmentOf({ database: here.database })),
      clock: { now: () => here.now() },
      estrattore: {
        estrai: () => Promise.resolve({ stato: 'estratto', testo: '', troncato: false }),
      } as unknown as Estrattore,
    };
    await elaboraFile(deps, sha256);
    const fine = (await findEsami([sha256])).get(sha256)?.scadenzaFirma;
    assert.equal(fine?.toISOString(), '2026-01-01T00:00:00.000Z');
    assert.equal((await here.stored(firmata))['scadenzaFirma'], undefined); // it had ended: the register gives the time
    await here
      .collection('esamiFile')
      .updateOne({ _id: sha256 as never }, { $set: { scadenzaFirma: giorno('2026-03-20') } });
    assert.equal(await retellScadenzeFirma(AOO_PROVA, giorno(OGGI)), 1);
    const [first] = await selectDue(AOO_PROVA, 10, giorno(OGGI));
    assert.deepEqual(first, {
      tipo: 'unita-documentaria',
      riferimento: ref(firmata),
      motivo: 'firma-in-scadenza',
      priorita: true,
      termine: '2026-03-13',
      conservatore: 'parer',
    });
    const pile = await countDue(AOO_PROVA, giorno(OGGI));
    assert.deepEqual(pile.firmeInScadenza, { totale: 1, dal: OGGI });
    assert.equal(
      (await here.get('/registro/verifica?anno=2026', 'rgd').expect(200)).text.includes('"integro":true'),
      true,
    );
  });

  it('daily registers come first: those of which nobody has made a package, whatever lies between', async () => {
    const days = ['2024-12-31', '2026-02-25', '2026-02-26', '2026-02-27', '2026-02-28'];
    await RegistroGiornalieroModel.collection.insertMany(days.map(chiuso));
    assert.deepEqual(await due(OGGI, 3), days.slice(0, 3));
    await VersamentoModel.collection.insertMany([
      spedito('registro-giornaliero', '2024-12-31', '2024-12-31', 'accettato'),
      spedito('registro-giornaliero', '2026-02-26', '2026-02-26', 'rifiutato'),
      spedito('registro-giornaliero', '2026-02-27', '2026-02-27', 'annullato'),
    ] as never);
    await putNonInviabile({
      aoo: AOO_PROVA,
      tipo: 'registro-giornaliero',
      riferimento: '2026-02-25',
      mancanze: [{ codice: 'senza-regola', messaggio: 'Nessuna regola.' }],
      versione: 1,
      quando: giorno(OGGI),
    });
    const found = await selectDue(AOO_PROVA, 2, giorno(OGGI));
    assert.deepEqual(
      found.map(({ riferimento, termine, priorita }) => [riferimento, termine, priorita]),
      [
        ['2026-02-27', '2026-03-02', true],
        ['2026-02-28', '2026-03-02', true],
      ],
    );
  });

  it('what cannot be shipped has its row, and is tried again', async () => {
    const cosa = { aoo: AOO_PROVA, tipo: 'unita-documentaria' as const, riferimento: ref(classificata) };
    const put = (codice: string, day: string) =>
      putNonInviabile({ ...cosa, mancanze: [{ codice, messaggio: 'Manca.' }], versione: 1, quando: giorno(day) });
    await put('oggetto', '2026-03-03');
    await put('hash', '2026-03-04');
    await clearDaVersare(AOO_PROVA, 'unita-documentaria', cosa.riferimento, 1);
    const [first, ...others] = await listNonInviabili(AOO_PROVA, {}, 10);
    assert.deepEqual([first?.riferimento, first?.mancanze[0]?.codice, others.length], [cosa.riferimento, 'hash', 1]);
    assert.equal((await listNonInviabili(AOO_PROVA, {}, 10, first)).length, 1);
    assert.deepEqual(await countNonInviabili(AOO_PROVA), { totale: 2, dal: giorno(OGGI) });
    assert.ok(!(await due('2026-04-01')).includes(cosa.riferimento));

    assert.deepEqual([await retryNonInviabili(AOO_PROVA), await retryNonInviabili(AOO_PROVA)], [2, 0]);
    const again = await due('2026-04-01');
    assert.ok(again.includes(cosa.riferimento) && again.includes('2026-02-25'));
    await clearNonInviabile(cosa);
    assert.equal((await countNonInviabili(AOO_PROVA)).totale, 1);
  });

  it('a fascicolo goes when it is closed, not any more when it is opened again', async () => {
    const { id } = await opened();
    const documenti = await uscite(1);
    await file(id, documenti).expect(201);
    await here.collection('registrazioni').updateMany({}, { $set: { attese: [] } }); // nothing keeps it open
    await act(id, 'chiusura', 'responsabile', {}, (await read(id)).versione).expect(200);
    assert.equal((await due(OGGI)).at(-1), id);
    assert.equal((await countDue(AOO_PROVA, giorno(OGGI))).fascicoli.totale, 1);
    await act(id, 'riapertura', 'responsabile', { motivo: MOTIVO }, (await read(id)).versione).expect(200);
    assert.ok(!(await due(OGGI)).includes(id));
    assert.equal(await here.count('fascicoli', { daVersare: { $exists: true } }), 0);
  });

  it('tells how much of a year is conserved, month by month', async () => {
    const registrate = await here.count('registrazioni', { aoo: AOO_PROVA });
    await VersamentoModel.collection.insertMany([
      spedito('unita-documentaria', ref(semplice), OGGI, 'accettato'),
      spedito('unita-documentaria', ref(carta), OGGI, 'conflitto'),
      spedito('unita-documentaria', ref(firmata), OGGI, 'annullato'),
    ] as never);
    const [anno, ...prima] = await copertureOf(AOO_PROVA, giorno(OGGI), 2026);
    const conti = { totale: registrate + 1, accettate: 1, inCorso: 0, rifiutate: 1, daInviare: registrate - 1 };
    assert.deepEqual(anno?.mesi, [{ mese: 3, ...conti, giorniMedi: 3, giorniMassimi: 3 }]);
    assert.deepEqual(anno.registrazioni, { ...conti, percento: Math.floor(1_000 / (registrate + 1)) / 10 });
    assert.deepEqual(anno.giornalieri, {
      totale: 4,
      accettate: 0,
      inCorso: 0,
      rifiutate: 1,
      daInviare: 3,
      percento: 0,
    });
    assert.deepEqual(prima, []);
  });

  it('a database of before is completed: all that can go bears its mark', async () => {
    const registrate = await here.count('registrazioni');
    await here.collection('registrazioni').updateMany({}, { $unset: { daVersare: 1 } });
    await here.collection('sistema').updateMany({}, { $set: { derivati: 1 } });
    const completed = await completeDerivati();
    assert.equal(await here.count('registrazioni', { daVersare: 'nascita' }), registrate);
    assert.ok(completed >= registrate);
    assert.equal(await completeDerivati(), 0);
  });
});
