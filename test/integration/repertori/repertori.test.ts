import assert from 'node:assert/strict';
import type { Test } from 'supertest';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import type { ElencoRepertori } from '../../../schemas/repertorio.api.js';
import { readRepertori } from '../../../server/demo/repertori.js';
import { verifyAll } from '../../../server/protocollo/verifica-totale.js';
import { createStore } from '../../../storage/create-store.js';
import { buildRichiesta } from '../../support/factories.js';
import { type Account, at, type FileProva, filePdf, useHarness } from '../../support/harness.js';

const MOTIVO = 'Numerato due volte per errore';
const path = ({ registro, anno, numero }: Pick<RegistrazioneRisposta, 'registro' | 'anno' | 'numero'>): string =>
  `/repertori/${registro}/${anno}/${numero}`;

describe('repertori', function () {
  this.timeout(60_000);
  const h = useHarness('repertori');
  let serial = 0;
  let protocollata: RegistrazioneRisposta;

  interface Invio {
    chiave?: string;
    documento?: FileProva | null;
  }
  function register(account: Account, sigla: string, richiesta: object, { chiave, documento }: Invio = {}): Test {
    const test = h
      .post(`/repertori/${sigla}/registrazioni`, account)
      .field('registrazione', JSON.stringify({ oggetto: `Atto di prova ${++serial}`, ...richiesta }));
    if (chiave !== undefined) void test.set('Idempotency-Key', chiave);
    const file = documento === undefined ? filePdf(`Atto ${serial}`, 'atto.pdf') : documento;
    return file === null ? test : test.attach('documento', file.bytes, { filename: file.nome, contentType: file.mime });
  }
  const registered = async (account: Account, sigla: string, richiesta: object = {}): Promise<RegistrazioneRisposta> =>
    (await register(account, sigla, richiesta).expect(201)).body as RegistrazioneRisposta;
  const numeriOf = async (account: Account, query = ''): Promise<number[]> =>
    (
      (await h.get(`/repertori/DET/registrazioni${query}`, account).expect(200)).body as {
        elementi: { numero: number }[];
      }
    ).elementi.map(({ numero }) => numero);

  before(async () => {
    await h
      .post('/configurazione/repertori/versioni', 'rgd')
      .send({ validoDal: '2026-03-02', motivo: 'Uffici che tengono i repertori', contenuto: readRepertori() })
      .expect(201);
    protocollata = await h.registered(
      'protocollo',
      buildRichiesta({ oggetto: 'Lettera che trasmette la determinazione' }),
    );
  });

  it('gives fifty acts registered at once fifty numbers of their own, without holes, in a chain of their own', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => registered('rgd', 'DET')));
    const byNumero = all.toSorted((a, b) => a.numero - b.numero);
    assert.deepEqual(
      byNumero.map(({ numero }) => numero),
      Array.from({ length: 50 }, (_, i) => i + 1),
    );
    byNumero.forEach(({ catena }, i) =>
      assert.equal(catena.precedente, byNumero[i - 1]?.catena.hash ?? '0'.repeat(64)),
    );
    const [primo] = byNumero;
    assert.equal(primo?.segnatura, 'c_x000/AVLD001/DET/2026-03-02/0000001');
    assert.deepEqual(primo.mittenti, [{ tipo: 'UO', uo: 'U111' }]);
    assert.equal(primo.classifica?.codice, 'I.6.8');
    const other = await registered('rgd', 'ORD');
    assert.equal(other.numero, 1);
    assert.equal(protocollata.numero, 1);
  });

  it('answers the same key with the same act, and refuses it for another content, repertorio or protocol', async () => {
    const documento = filePdf('con chiave', 'chiave.pdf');
    const richiesta = { oggetto: 'Con la chiave' };
    const first = await register('rgd', 'ORD', richiesta, { chiave: 'chiave-atto', documento }).expect(201);
    const again = await register('rgd', 'ORD', richiesta, { chiave: 'chiave-atto', documento }).expect(200);
    assert.deepEqual(again.body, first.body);
    assert.equal(again.headers['location'], first.headers['location']);
    await register('rgd', 'ORS', richiesta, { chiave: 'chiave-atto', documento }).expect(409);
    await h.registered('rgd', buildRichiesta(), { chiave: 'chiave-protocollo' });
    await register('rgd', 'ORD', richiesta, { chiave: 'chiave-protocollo', documento }).expect(409);
  });

  it('is written by the office that feeds it and its heads, read as registrations are', async () => {
    const suo = await registered('responsabile', 'TED', { mittenti: [{ tipo: 'UO', uo: 'U410' }] });
    await registered('istruttore', 'TED');
    for (const account of ['istruttore', 'responsabile', 'protocollo', 'archivista', 'admin'] as const)
      await register(account, 'DET', {}).expect(403);
    await h.get(path(suo), 'istruttore').expect(200);
    await h.get(path(suo), 'istruttore.u114').expect(404);
    await h.get(path(suo), 'admin').expect(403);
    await h.get(path(suo), 'protocollo2').expect(404);
    const riservato = await registered('rgd', 'DET', { riservatezza: { livello: 'riservata', uo: ['U111'] } });
    assert.equal((await numeriOf('protocollo', '?limite=200')).includes(riservato.numero), false);
    await h.get(path(riservato), 'protocollo').expect(404);
    const elenco = (await h.get('/repertori', 'istruttore').expect(200)).body as ElencoRepertori;
    const [ted, det] = ['TED', 'DET'].map((sigla) => elenco.elementi.find((one) => one.sigla === sigla));
    assert.deepEqual([ted?.scrive, ted?.atti, det?.scrive, det?.atti], [true, 2, false, 0]);
  });

  it('says what is wrong with a request, and gives it no number', async () => {
    const before = await h.count('attiRepertori');
    await register('rgd', 'DET', {}, { documento: null }).expect(422);
    await register('rgd', 'DET', { flusso: 'U' }).expect(422);
    await register('rgd', 'DET', { classifica: 'XX.99' }).expect(422);
    await register('rgd', 'DET', { numero: 7 }).expect(422);
    await register('rgd', 'DET', { registrazione: { anno: 2026, numero: 999 } }).expect(422);
    await register('rgd', 'RUF', { mezzo: 'sdi' }).expect(422);
    for (const sigla of ['PROT-GEN', 'RGP', 'NESSUNO']) await register('rgd', sigla, {}).expect(404);
    assert.equal(await h.count('attiRepertori'), before);
    const tolto = readRepertori().filter(({ codice }) => codice !== 'DET');
    const contato = readRepertori().map((one) => (one.codice === 'DET' ? { ...one, numerazione: 'continua' } : one));
    for (const contenuto of [tolto, contato, [...readRepertori(), { ...readRepertori()[0], codice: 'PROT-GEN' }]])
      await h
        .post('/configurazione/repertori/versioni', 'rgd')
        .send({ validoDal: '2026-03-02', motivo: MOTIVO, contenuto })
        .expect(422);
  });

  it('an invoice that came days ago is not among the late arrivals of the protocol', async () => {
    const fattura = await registered('rgd', 'RUF', {
      mittenti: [{ tipo: 'PG', denominazione: 'Impresa Scavi' }],
      dataArrivo: '2026-02-20',
    });
    assert.deepEqual(
      fattura.avvisi.filter(({ codice }) => codice === 'arrivo-tardivo'),
      [],
    );
    const tardive = (await h.get('/scrivania/tardive', 'rgd').expect(200)).body as { elementi: unknown[] };
    assert.deepEqual(tardive.elementi, []);
  });

  it('annuls and renews by the acts of the register, with an act of its own number', async () => {
    const atto = await registered('rgd', 'DGC');
    const asked = await h
      .patch(path(atto), 'rgd', atto.versione)
      .send({ motivo: MOTIVO, oggetto: 'Oggetto rinnovato' });
    assert.equal(asked.status, 200, asked.text);
    const done = await h
      .post(`${path(atto)}/annullamento`, 'rgd')
      .send({ motivo: MOTIVO })
      .expect(200);
    const { stato, annullamento, rinnovi } = done.body as RegistrazioneRisposta;
    assert.equal(stato, 'annullata');
    assert.match(annullamento?.provvedimento.numero ?? '', /^DGC 0000001\/2026-/);
    assert.equal(rinnovi.length, 1);
    await h
      .post(`${path(atto)}/annullamento`, 'rgd')
      .send({ motivo: MOTIVO })
      .expect(409);
    await h.put(path(atto), 'rgd').send({}).expect(405);
    assert.equal((await registered('rgd', 'DGC')).numero, 2);
    const verifica = (await h.get(`${path(atto)}/verifica`, 'rgd').expect(200)).body as { integra: boolean };
    assert.equal(verifica.integra, true);
  });

  it('is assigned to other offices and classified again by the acts of the register', async () => {
    const made = await registered('rgd', 'DET');
    await h.get(path(made), 'istruttore').expect(404);
    const given = { assegnazioni: [{ uo: 'U410', tipo: 'conoscenza' }] };
    await h
      .post(`${path(made)}/assegnazioni`, 'istruttore')
      .send(given)
      .expect(403);
    await h
      .post(`${path(made)}/assegnazioni`, 'rgd')
      .send(given)
      .expect(200);
    await h
      .post(`${path(made)}/classificazione`, 'rgd')
      .send({ codice: 'XX.9' })
      .expect(422);
    await h
      .post(`${path(made)}/classificazione`, 'rgd')
      .send({ codice: 'VI.3.1' })
      .expect(200);
    const read = (await h.get(path(made), 'istruttore').expect(200)).body as RegistrazioneRisposta;
    assert.equal(read.classifica?.codice, 'VI.3.1');
    assert.deepEqual(
      read.assegnazioni.filter(({ uo }) => uo === 'U410').map(({ tipo }) => tipo),
      ['conoscenza'],
    );
  });

  it('has both numbers where a letter of protocol sends it, and shows each to who may see it', async () => {
    const posto = { anno: protocollata.anno, numero: protocollata.numero };
    const nato = await registered('rgd', 'ORS', { registrazione: posto });
    const dopo = await registered('rgd', 'ORS');
    await h
      .post(`${path(dopo)}/registrazione`, 'rgd')
      .send({ registrazione: posto })
      .expect(200);
    const { elementi } = (await h.get(`${at(protocollata)}/repertori`, 'rgd').expect(200)).body as {
      elementi: RegistrazioneRisposta[];
    };
    assert.deepEqual(elementi.map(({ numero }) => numero).sort(), [nato.numero, dopo.numero].sort());
    const letto = (await h.get(path(dopo), 'rgd').expect(200)).body as RegistrazioneRisposta;
    assert.deepEqual(letto.registrazione, posto);
  });

  it('stands in fascicoli as a registration does, with its metadata, and never in what is of the protocol', async () => {
    const fascicolo = (
      await h
        .post('/fascicoli', 'responsabile')
        .send({ oggetto: 'Permesso di via Roma', tipo: 'affare', classifica: 'VI.3.1', uo: 'U410' })
        .expect(201)
    ).body as { id: string };
    const nato = await registered('responsabile', 'TED', {
      fascicolo: fascicolo.id,
      tipologia: 'Permesso di costruire',
    });
    const dopo = await registered('responsabile', 'TED');
    await h
      .post(`/fascicoli/${fascicolo.id}/documenti`, 'responsabile')
      .send({ registrazioni: [{ registro: 'TED', anno: dopo.anno, numero: dopo.numero }] })
      .expect(201);
    const { elementi, totale } = (await h.get(`/fascicoli/${fascicolo.id}/documenti`, 'responsabile').expect(200))
      .body as { elementi: { registrazione: RegistrazioneRisposta }[]; totale: number };
    assert.deepEqual(
      elementi.map(({ registrazione }) => registrazione.segnatura),
      [nato.segnatura, dopo.segnatura],
    );
    assert.equal(totale, 2);
    const xml = await h.get(`${path(nato)}/metadati.xml`, 'responsabile').buffer(true);
    assert.equal(xml.status, 200, xml.text);
    assert.match(xml.text, /<Repertorio_Registro>[\s\S]*<CodiceRegistro>TED</);
    const movimenti = (await h.get(`/fascicoli/${fascicolo.id}/movimenti`, 'responsabile').expect(200)).body as {
      elementi: { registrazione: { registro?: string } }[];
    };
    assert.deepEqual(
      movimenti.elementi.map(({ registrazione }) => registrazione.registro),
      ['TED', 'TED'],
    );

    for (const query of ['', '?q=atto+di+prova', `?fascicolo=${fascicolo.id}`]) {
      const lista = (await h.get(`/registrazioni${query}`, 'rgd').expect(200)).body as {
        elementi: RegistrazioneRisposta[];
      };
      assert.ok(
        lista.elementi.every(({ registro }) => registro === 'PROT-GEN'),
        query,
      );
    }
    assert.equal(await h.count('registrazioni', { registro: { $ne: 'PROT-GEN' } }), 0);
  });

  it('is listed, searched and exported', async () => {
    const cercato = await registered('rgd', 'DET', { oggetto: 'Liquidazione della fattura del gestore idrico' });
    assert.deepEqual(await numeriOf('rgd', '?q=fatture+idri'), [cercato.numero]);
    assert.deepEqual(await numeriOf('rgd', '?anno=2025'), []);
    const first = (await h.get('/repertori/DET/registrazioni?limite=2&ordine=numero', 'rgd').expect(200)).body as {
      elementi: { numero: number }[];
      cursore: string;
    };
    assert.deepEqual(
      first.elementi.map(({ numero }) => numero),
      [1, 2],
    );
    assert.deepEqual(await numeriOf('rgd', `?limite=2&ordine=numero&cursore=${first.cursore}`), [3, 4]);
    const csv = await h.get('/repertori/DET/registrazioni.csv?q=idrico', 'rgd').expect(200);
    assert.match(csv.text, /Liquidazione della fattura/);
    const copia = await h.get(`${path(cercato)}/etichetta.pdf?formato=62x29`, 'rgd').expect(200);
    assert.equal(copia.type, 'application/pdf');
    const annuale = () => h.get('/repertori/DET/registro?anno=2026', 'archivista').buffer(true);
    const xml = await annuale().set('Accept', 'application/xml').expect(200);
    assert.match(xml.text, /<Registro codice="DET">Determinazioni<\/Registro>/);
    assert.match(xml.text, /Liquidazione della fattura del gestore idrico/);
    assert.equal((await annuale().expect(200)).type, 'application/pdf');
    await h.get('/repertori/DET/registro', 'istruttore').expect(403);
  });

  it('goes on across the years where its numbers are continuous, begins again where they are of the year', async () => {
    await registered('rgd', 'CON');
    const prima = await registered('rgd', 'CON');
    await h.moveClock('2027-01-04T09:00:00+01:00');
    const [continuo, annuale] = [await registered('rgd', 'CON'), await registered('rgd', 'DET')];
    assert.deepEqual([continuo.anno, continuo.numero], [2027, prima.numero + 1]);
    assert.equal(continuo.catena.precedente, prima.catena.hash);
    assert.deepEqual([annuale.anno, annuale.numero], [2027, 1]);
  });

  it('is verified with the register: a flipped entry is found, with its repertorio', async () => {
    const store = await createStore({ tipo: 'cartella', percorso: h.storageDir });
    assert.equal(await verifyAll(store, undefined, () => undefined), undefined);
    const atti = h.collection('attiRepertori');
    const dove = { registro: 'CON', anno: 2027 };
    const buono = await atti.findOne(dove);
    assert.ok(buono !== null);
    await atti.updateOne(dove, { $set: { oggetto: 'Altro oggetto' } });
    const found = await verifyAll(store, undefined, () => undefined);
    assert.deepEqual([found?.aoo, found?.anno, found?.numero], ['AVLD001 CON', 2027, buono['numero']]);
    const said = (await h.get('/registro/verifica?anno=2027&registro=CON', 'rgd').expect(200)).body as {
      integro: boolean;
    };
    assert.equal(said.integro, false);
    await atti.updateOne(dove, { $set: { oggetto: buono['oggetto'] as string } });
    const again = (await h.get('/registro/verifica?anno=2027&registro=CON', 'rgd').expect(200)).body as {
      integro: boolean;
    };
    assert.equal(again.integro, true);
    const { text } = await h.get('/registro/esportazione?anno=2027&registro=CON', 'rgd').buffer(true).expect(200);
    assert.deepEqual(
      text
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { numero: number }).numero),
      [buono['numero']],
    );
    await atti.updateOne(dove, { $set: { registro: 'XYZ' } });
    assert.ok((await verifyAll(store, undefined, () => undefined)) !== undefined);
    await atti.updateOne({ registro: 'XYZ' }, { $set: { registro: 'CON' } });
  });
});
