import assert from 'node:assert/strict';
import { AttestazioneModel, type FirmaAttestazione } from '../../../schemas/attestazione.model.js';
import { type Registrazione, RegistrazioneModel } from '../../../schemas/registrazione.model.js';
import { insertScansione, type ScansioneTenuta } from '../../../schemas/scansione.model.js';
import { VersamentoModel } from '../../../schemas/versamento.model.js';
import { annotaPendenti } from '../../../server/attestazioni/annota.js';
import { storeFile } from '../../../server/attestazioni/componi.js';
import { newId } from '../../../server/attestazioni/identita.js';
import { nascitaOf, type Nata } from '../../../server/attestazioni/nascita.js';
import { scriviFirmata } from '../../../server/attestazioni/scrittura.js';
import { verifyAttestazioni } from '../../../server/attestazioni/verifica-totale.js';
import { verifyVersamenti } from '../../../server/conservazione/verifica.js';
import { sweepConservazione } from '../../../server/conservazione/sweep.js';
import { bytesDi, firmaCades } from '../../../server/firme/crea/cades.js';
import { rfc3339 } from '../../../server/lib/clock.js';
import { canonicalText, readEvento, sha256Hex } from '../../../server/protocollo/canonico.js';
import { faultOfRecord } from '../../../server/protocollo/verifica.js';
import { AutoritaDiProva, type IdentitaDiProva } from '../../support/autorita-prova.js';
import { buildPdf } from '../../support/pdf.js';
import { AOO, useBanco } from './banco.js';

const MAI = new AbortController().signal;
const ATTO = { numero: '7/2026', data: '2026-01-02', autore: 'Il segretario generale' };

describe('attestations that are signed after their registration was shipped', function () {
  this.timeout(60_000);
  const b = useBanco('attestata-dopo');
  let autorita: AutoritaDiProva;
  let firmatario: IdentitaDiProva;
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

  /** A scan whose copy is that file, as the desk leaves it. */
  async function scansioneDi({ sha256, dimensione }: { sha256: string; dimensione: number }): Promise<string> {
    const creata = new Date();
    const _id = newId(creata);
    const canonico = canonicalText({ id: _id });
    const scansione: ScansioneTenuta = {
      _id,
      aoo: AOO,
      specie: 'scansione',
      operatore: { utente: 'protocollo', denominazione: 'Operatore di protocollo' },
      creata,
      aggiornata: creata,
      nascita: { autore: 'protocollo', chiave: _id, sha256: sha256Hex(_id) },
      richieste: [],
      canonico,
      hash: sha256Hex(canonico),
      eventi: [],
      impronte: [sha256],
      versione: 1,
      stato: 'pronta',
      originali: [],
      pagine: [],
      tolte: [],
      prossima: 1,
      generazione: 1,
      accettazioni: [],
      copia: { sha256, dimensione, pagine: 1, generazione: 1 },
    };
    await insertScansione(scansione);
    return _id;
  }

  /** Signs it and no more, as a process that is killed right after. @returns its id */
  async function attesta(file: { sha256: string; dimensione: number }, staccata = false): Promise<string> {
    const scansione = await scansioneDi(file);
    const creata = new Date();
    const _id = newId(creata);
    const bytes = buildPdf(`Attestazione ${_id}`);
    const { file: documento, stored } = await storeFile(b.here.deps, `attestazione-${_id}.pdf`, bytes);
    const nata: Nata = {
      _id,
      aoo: AOO,
      modo: 'raffronto',
      copie: [{ scansione, nome: 'lettera.pdf', ...file, pagine: 1, confrontate: 1 }],
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
    b.adesso = new Date();
    await sweepConservazione(b.deps, MAI);
    const all = await VersamentoModel.find({ aoo: AOO, riferimento }).sort({ creato: 1, _id: 1 }).lean();
    for (const { _id } of all) await b.untilSettled(_id);
    return VersamentoModel.find({ aoo: AOO, riferimento }).sort({ creato: 1, _id: 1 }).lean();
  }

  it('go after it, each once with its signature, and the history of the registration tells them', async () => {
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
    await AttestazioneModel.collection.updateMany({}, { $set: { daAnnotare: 7 } }); // said again: nothing is told twice
    assert.equal(await annotaPendenti(b.here.deps), 0);

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

  it('go with the first package where it is not made yet, and not after it again', async () => {
    const rif = await b.register('copia attestata prima');
    const { documento } = await letta(rif);
    const id = await attesta(fileDi(documento));
    const [primo] = await turno(rif); // the act is told only after the package was made
    assert.ok(primo?.pacchetto.file.some(({ nome }) => nome.startsWith(`attestazione-${id}`)));
    assert.equal(await annotaPendenti(b.here.deps), 1);
    assert.equal((await turno(rif)).length, 1);
  });
});
