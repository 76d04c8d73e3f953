import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type Attestazione, AttestazioneModel, type FirmaAttestazione } from '../../../schemas/attestazione.model.js';
import { type Registrazione, RegistrazioneModel } from '../../../schemas/registrazione.model.js';
import { insertScansione } from '../../../schemas/scansione.model.js';
import { insertVersione } from '../../../schemas/configurazione.model.js';
import { SistemaModel } from '../../../schemas/sistema.model.js';
import { VersamentoModel } from '../../../schemas/versamento.model.js';
import { aooOf } from '../../../server/accesso/aoo.js';
import { annotaPendenti } from '../../../server/attestazioni/annota.js';
import { storeFile } from '../../../server/attestazioni/componi.js';
import { newId } from '../../../server/attestazioni/identita.js';
import { nascitaOf, type Nata } from '../../../server/attestazioni/nascita.js';
import { scriviFirmata } from '../../../server/attestazioni/scrittura.js';
import { verifyAttestazioni } from '../../../server/attestazioni/verifica-totale.js';
import { verifyVersamenti } from '../../../server/conservazione/verifica.js';
import { forgetTeste } from '../../../server/configurazione/service.js';
import { buildConservazione } from '../../../server/demo/conservazione.js';
import { selectDue } from '../../../server/conservazione/regole/seleziona.js';
import { sweepConservazione } from '../../../server/conservazione/sweep.js';
import { completeDerivati } from '../../../server/derivati.js';
import { bytesDi, firmaCades } from '../../../server/firme/crea/cades.js';
import { ensureCopia } from '../../../server/giornaliero/copia.js';
import { requireGiornaliero } from '../../../server/giornaliero/service.js';
import { ensureSigillo } from '../../../server/giornaliero/sigillo.js';
import { addDays, legalDay, rfc3339, startOfLegalDay } from '../../../server/lib/clock.js';
import { readEvento } from '../../../server/protocollo/canonico.js';
import { faultOfRecord } from '../../../server/protocollo/verifica.js';
import { AutoritaDiProva, type IdentitaDiProva } from '../../support/autorita-prova.js';
import type { Account } from '../../support/harness.js';
import { buildPdf } from '../../support/pdf.js';
import { buildScansione } from '../attestazioni/banco.js';
import { AOO, useBanco } from './banco.js';

const MAI = new AbortController().signal;
const ATTO = { numero: '7/2026', data: '2026-01-02', autore: 'Il segretario generale' };

describe('what is signed after it was shipped', function () {
  this.timeout(60_000);
  const b = useBanco('attestata-dopo');
  let autorita: AutoritaDiProva;
  let firmatario: IdentitaDiProva;
  b.env['CHIAVE_SEGRETI'] = randomBytes(32).toString('hex');
  before(async () => {
    autorita = await AutoritaDiProva.create();
    firmatario = await autorita.rilascia('Operatore di protocollo', { dal: '20260101000000Z', chiave: 'ec' });
  });
  after(() => autorita.close());

  const letta = async (riferimento: string): Promise<Registrazione> => {
    const [anno = 0, numero = 0] = riferimento.split('/').map(Number);
    const found = await RegistrazioneModel.findOne({ aoo: AOO, anno, numero }).lean<Registrazione>();
    return found ?? assert.fail('no registration');
  };

  /** Signs it and no more, as a process that is killed right after. @returns its id */
  async function attesta(file: { sha256: string; dimensione: number }, staccata = false): Promise<string> {
    const creata = b.here.deps.clock.now();
    const scansione = buildScansione(file, creata, { aoo: AOO });
    await insertScansione(scansione);
    const _id = newId(creata);
    const bytes = buildPdf(`Attestazione ${_id}`);
    const { file: documento, stored } = await storeFile(b.here.deps, `attestazione-${_id}.pdf`, bytes);
    const nata: Nata = {
      _id,
      aoo: AOO,
      modo: 'raffronto',
      copie: [
        {
          scansione: scansione._id,
          nome: 'lettera.pdf',
          ...file,
          pagine: 1,
          confrontate: 1,
          originale: { unico: false },
        },
      ],
      funzionario: { utente: 'protocollo', denominazione: 'Operatore di protocollo' },
      delega: { id: 'd1', atto: ATTO },
      testo: ['La copia è conforme all’originale.'],
      riferimentoTemporale: rfc3339(creata),
      documento,
      creata,
    };
    const p7 = await bytesDi(await firmaCades(bytes, firmatario.firmatario, { staccata, quando: creata }));
    const nome = `${documento.nome}.${staccata ? 'p7s' : 'p7m'}`;
    const { file: firmato, stored: anche } = await storeFile(b.here.deps, nome, p7);
    const firma: FirmaAttestazione = {
      ...firmato,
      modo: 'server',
      tipo: 'CAdES',
      esito: 'valida',
      firmatario: 'Operatore di protocollo',
      quando: rfc3339(creata),
    };
    await scriviFirmata(b.here.deps, { nata: { ...nata, ...nascitaOf(nata) }, bytes, stored }, firma, anche, undefined);
    return _id;
  }

  const fileDi = (one: { sha256: string; dimensione: number } | undefined) => ({
    sha256: one?.sha256 ?? '',
    dimensione: one?.dimensione ?? 0,
  });

  /** One turn of the worker, and all that it made sent. @returns the packages of that registration, oldest first */
  async function turno(riferimento: string) {
    b.adesso = b.here.deps.clock.now();
    await sweepConservazione(b.deps, MAI);
    const all = await VersamentoModel.find({ aoo: AOO, riferimento }).sort({ creato: 1, _id: 1 }).lean();
    for (const { _id } of all) await b.untilSettled(_id);
    return VersamentoModel.find({ aoo: AOO, riferimento }).sort({ creato: 1, _id: 1 }).lean();
  }

  it('attestations go after their registration, each once with its signature, and its history tells them', async () => {
    const rif = await b.register('copia attestata dopo');
    const primi = await turno(rif);
    assert.deepEqual(
      primi.map(({ operazione, stato }) => [operazione, stato.startsWith('accettato')]),
      [['versamento', true]],
    );
    const r = await letta(rif);
    const una = await attesta(fileDi(r.documento));
    const due = await attesta(fileDi(r.allegati[0]), true);
    assert.deepEqual((await letta(rif)).eventi, [], 'cut between the signature and the act');
    assert.equal(await annotaPendenti(b.here.deps), 2, 'the sweep mends it');
    assert.equal(await annotaPendenti(b.here.deps), 0);
    await SistemaModel.updateOne({}, { $set: { derivati: 2 } });
    assert.equal(await completeDerivati(), 2, 'in a database of before all are looked at');
    assert.equal(await annotaPendenti(b.here.deps), 0, 'and nothing is told twice');
    assert.equal(await AttestazioneModel.countDocuments({ daAnnotare: { $exists: true } }), 0);

    const dopo = await letta(rif);
    assert.deepEqual(
      dopo.eventi.map(readEvento).map(({ tipo, dettagli }) => [tipo, dettagli['attestazione']]),
      [
        ['attestazione', una],
        ['attestazione', due],
      ],
    );
    const prima = await RegistrazioneModel.findOne({ aoo: AOO, numero: dopo.numero - 1 }).lean<Registrazione>();
    const before = prima && { ...prima, hash: prima.catena.hash, data: Number(prima.dataRegistrazione) };
    assert.equal(faultOfRecord(dopo, before, { parole: false }), null);
    const storia = await b.here.get(`/registrazioni/${rif}/eventi`, 'protocollo').expect(200);
    assert.match(storia.text, new RegExp(una));

    const tutti = await turno(rif);
    assert.deepEqual(
      tutti.map(({ operazione, stato }) => [operazione, stato.startsWith('accettato')].join(' ')).sort(),
      ['aggiornamento true', 'aggiunta true', 'aggiunta true', 'versamento true'],
    );
    const [unita] = b.unitaDi(tutti[0] ?? assert.fail());
    const annessi = unita?.documenti.filter(({ ruolo }) => ruolo === 'Annesso') ?? [];
    assert.deepEqual(annessi.map(({ id }) => id.split('-att-')[1]).sort(), [una, due].sort());
    const attestazioni = await AttestazioneModel.find({ _id: { $in: [una, due] } })
      .sort({ _id: 1 })
      .lean();
    const aggiunte = tutti.filter(({ operazione }) => operazione === 'aggiunta');
    assert.deepEqual(
      aggiunte.map(({ pacchetto }) => pacchetto.file.map(({ sha256 }) => sha256).join(' ')).sort(),
      attestazioni.map(({ documento, firma }) => [documento.sha256, firma?.sha256].join(' ')).sort(),
    );
    assert.equal((await turno(rif)).length, 4, 'never twice');
    assert.equal((await verifyAttestazioni(AOO, undefined)).guasto, undefined);
    assert.equal((await verifyVersamenti(AOO, undefined)).guasto, undefined);
  });

  it('then the paper may go: its destruction is recorded once, with the act that allowed it, and not before', async () => {
    const prima = await AttestazioneModel.findOne().sort({ creata: 1, _id: 1 }).lean<Attestazione>();
    const { copie, _id: attestazione } = prima ?? assert.fail('no attestation');
    const impronta = copie[0]?.sha256 ?? '';
    const r = await RegistrazioneModel.findOne({ aoo: AOO, impronte: impronta }).lean<Registrazione>();
    const at = `/registrazioni/${r?.anno ?? 0}/${r?.numero ?? 0}`;
    const oggi = legalDay(b.here.deps.clock.now());
    const corpo = {
      attestazione,
      autorizzazione: { numero: '12/2026', data: '2026-02-01', autore: 'Soprintendenza archivistica' },
      giorno: oggi,
      modalita: 'Triturazione',
      presenti: ['Verdi Lucia'],
    };
    const chiede = (sopra: object = {}, account: Account = 'archivista', chiave = 'distruzione') =>
      b.here
        .post(`${at}/distruzione-originale`, account)
        .set('Idempotency-Key', chiave)
        .send({ ...corpo, ...sopra });
    const no = await chiede().expect(409);
    assert.deepEqual(
      (no.body as { mancanze: { codice: string }[] }).mancanze.map(({ codice }) => codice),
      ['pratica-aperta'],
    );
    await b.here.harness.collection('fascicoli').updateMany({}, { $set: { stato: 'chiuso' } });
    await chiede({}, 'protocollo').expect(403);
    await chiede({ giorno: addDays(oggi, 1) }).expect(422);
    await chiede({ autorizzazione: { ...corpo.autorizzazione, data: addDays(oggi, 1) } }).expect(422);
    await chiede({ presenti: [] }).expect(422);
    await chiede({ attestazione: 'f'.repeat(24) }).expect(404);
    await chiede().expect(200);
    await chiede().expect(200); // the same key
    await chiede({}, 'rgd', 'altra').expect(409);
    const dopo = await letta(`${r?.anno ?? 0}/${r?.numero ?? 0}`);
    const atti = dopo.eventi.map(readEvento).filter(({ tipo }) => tipo === 'distruzione-originale');
    assert.deepEqual(
      atti.map(({ utente, dettagli }) => [utente, dettagli['copia']]),
      [['archivista', impronta]],
    );
    const { elementi } = (await b.here.get(`${at}/attestazioni`, 'archivista').expect(200)).body as {
      elementi: { id: string; distruzione: { fatta?: { presenti: string[] }; motivi: { codice: string }[] } }[];
    };
    const fatta = elementi.find(({ id }) => id === attestazione)?.distruzione;
    assert.deepEqual([fatta?.fatta?.presenti, fatta?.motivi], [corpo.presenti, []]);
    await b.here.harness.collection('fascicoli').updateMany({}, { $set: { stato: 'aperto' } });
  });

  it('attestations go with the first package where it is not made yet, and not after it again', async () => {
    const rif = await b.register('copia attestata prima');
    const { documento } = await letta(rif);
    const id = await attesta(fileDi(documento));
    const [primo] = await turno(rif); // the act is told only after the package was made
    assert.ok(primo?.pacchetto.file.some(({ nome }) => nome.startsWith(`attestazione-${id}`)));
    assert.equal(await annotaPendenti(b.here.deps), 1);
    assert.equal((await turno(rif)).length, 1);
  });

  it('so does the seal of a daily register, for which the day waits and not beyond its term', async () => {
    const giorno = legalDay(b.here.deps.clock.now());
    const dopo = (ore: number, minuti: number): Date =>
      new Date(startOfLegalDay(addDays(giorno, 1)).getTime() + (ore * 60 + minuti) * 60_000);
    const deps = {
      ...b.here.deps,
      clock: { now: () => dopo(0, 40), ensureReliable: () => Promise.resolve() },
    };
    const sigillo = await autorita.rilascia('Sigillo', { dal: '20260101000000Z', chiave: 'ec' });
    await b.here
      .post('/firme/chiavi', 'rgd')
      .field('password', 'prova-di-chiave')
      .field('specie', 'sigillo')
      .attach('chiave', await autorita.pkcs12(sigillo, 'prova-di-chiave'), 'sigillo.p12')
      .expect(201);
    const { xml } = await requireGiornaliero(deps, await aooOf(AOO), giorno);
    const dovuti = async (adesso: Date) =>
      (await selectDue(AOO, 10, adesso)).filter(({ tipo }) => tipo === 'registro-giornaliero').length;
    assert.deepEqual([await dovuti(dopo(0, 50)), await dovuti(dopo(6, 45))], [0, 1]);

    b.adesso = dopo(6, 45);
    await sweepConservazione(b.deps, MAI);
    const read = () => VersamentoModel.find({ aoo: AOO, riferimento: giorno }).lean();
    const settle = async () => {
      for (const { _id } of await read()) await b.untilSettled(_id);
      return read();
    };
    const [primo] = await settle();
    assert.ok(primo?.stato.startsWith('accettato'));
    await sweepConservazione(b.deps, MAI); // nothing follows it yet
    const { pdf } = await ensureCopia(deps.store, xml.sha256);
    const sigilli = [await ensureSigillo(deps, AOO, pdf), await ensureSigillo(deps, AOO, xml)];
    const firme = b.here.harness.collection('firmeRegistri');
    const waiting = () => firme.find({ daSeguire: true }).toArray();
    await firme.updateMany({}, { $unset: { daSeguire: 1 } }); // put by a version that did not follow them
    await sweepConservazione(b.deps, MAI);
    assert.equal((await read()).length, 1);
    await SistemaModel.updateOne({}, { $set: { derivati: 3 } });
    const indici = async () =>
      (await firme.indexes()).flatMap(({ name = '' }) => (/^daSeguire/.test(name) ? [name] : []));
    const vecchi = () =>
      firme.createIndexes([{ key: { daSeguire: 1, quando: 1 } }, { key: { daSeguire: 1, provato: 1, quando: 1 } }]);
    await vecchi();
    assert.deepEqual([await completeDerivati(), await completeDerivati()], [2, 0]);
    assert.deepEqual(await indici(), ['daSeguire_1_prossimo_1_quando_1'], 'those of before are gone');
    await vecchi();
    await SistemaModel.updateOne({}, { $set: { derivati: 4 } });
    assert.equal(await completeDerivati(), 0);
    assert.deepEqual(await indici(), ['daSeguire_1_prossimo_1_quando_1']);

    const rules = buildConservazione();
    const senza = rules.regole.map((one) =>
      one.tipo === 'registro-giornaliero' ? { ...one, classifica: 'I.99' } : one,
    );
    const change = async (numero: number, contenuto: object) => {
      const detta = {
        aoo: AOO,
        tipo: 'conservazione',
        validoDal: '2026-01-01',
        autore: 'rgd',
        motivo: 'Prova',
      } as const;
      await insertVersione({ ...detta, numero, quando: new Date(), contenuto });
      forgetTeste(AOO, 'conservazione');
    };
    await change(2, { ...rules, regole: senza });
    await sweepConservazione(b.deps, MAI);
    const desk = async () => (await b.here.get('/conservazione/non-inviabili', 'archivista').expect(200)).text;
    assert.match(await desk(), /Sigillo apposto dopo il versamento.*titolario.*nelle impostazioni/);
    const prove = async () => (await waiting()).map((one) => one['prove'] as unknown);
    assert.deepEqual(await prove(), [1, 1]);
    await sweepConservazione(b.deps, MAI);
    assert.deepEqual(await prove(), [1, 1], 'not at each turn');
    b.adesso = new Date(b.adesso.getTime() + 61_000);
    await sweepConservazione(b.deps, MAI);
    assert.deepEqual(await prove(), [2, 2]);
    await change(3, rules);
    b.adesso = new Date(b.adesso.getTime() + 121_000);
    await sweepConservazione(b.deps, MAI);
    assert.doesNotMatch(await desk(), /Sigillo apposto/, 'what is mended goes by itself');
    const tutti = await settle();
    assert.deepEqual(tutti.map(({ operazione, stato }) => [operazione, stato].join(' ')).sort(), [
      'aggiunta accettato', // signed, and the receiver finds it
      'aggiunta accettato',
      `versamento ${primo?.stato ?? ''}`,
    ]);
    const aggiunti = tutti.flatMap(({ operazione, pacchetto }) => (operazione === 'aggiunta' ? pacchetto.file : []));
    assert.deepEqual(
      aggiunti.map(({ sha256 }) => sha256).sort(),
      [pdf.sha256, xml.sha256, ...sigilli.map((one) => one?.firma.sha256 ?? '')].sort(),
    );
    assert.equal((await waiting()).length, 0);
    const { elementi } = (await b.here.get(`/versamenti?riferimento=${giorno}`, 'archivista').expect(200)).body as {
      elementi: { porta?: string }[];
    };
    assert.deepEqual(elementi.map(({ porta = 'registro' }) => porta).sort(), [
      'registro',
      'sigillo sul PDF',
      'sigillo sull’XML',
    ]);
  });
});
