import assert from 'node:assert/strict';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import type { Mancanza } from '../../../schemas/metadati.api.js';
import { insertFirmaRegistro } from '../../../schemas/registro-giornaliero.model.js';
import { aooOf } from '../../../server/accesso/aoo.js';
import { regoleUsuali } from '../../../server/configurazione/dati/conservazione.js';
import { indiceParer } from '../../../server/conservazione/pacchetti/parer.js';
import { indicePindex } from '../../../server/conservazione/pacchetti/pindex.js';
import { misuraArchivio } from '../../../server/conservazione/pacchetti/archivio.js';
import type { Ritocchi, Seguito, Versabile } from '../../../server/conservazione/tipi.js';
import { readSeguiti, readVersabile } from '../../../server/conservazione/unita/leggi.js';
import { findRegistrazione } from '../../../server/conservazione/unita/registrazione.js';
import { requireGiornaliero } from '../../../server/giornaliero/service.js';
import { toXml } from '../../../server/metadati/albero.js';
import { AOO, buildRichiesta } from '../../support/factories.js';
import { at, filePdf } from '../../support/harness.js';
import { judgeMetadati, judgeParer } from '../../support/schemi.js';
import { useInProcesso } from './in-processo.js';

const GIORNO = '2026-03-02';
const PAI = {
  tipo: 'PAI' as const,
  denominazione: 'Regione - Protezione civile',
  codiceIPA: 'r_x000',
  codiceAOO: 'AREG001',
  denominazioneAOO: 'Giunta regionale',
  domicilioDigitale: 'regione@pec.regione.example',
};
const NIENTE: Ritocchi = { forza: [], formati: {} };
const CONTESTO = {
  conservatore: {
    codice: 'parer',
    tipo: 'parer' as const,
    denominazione: 'ParER',
    attivo: true,
    ambiente: 'PARER_TEST',
    ente: 'Comune di Valdoria',
    struttura: AOO,
    versione: '1.5' as const,
    insieme: 2,
    dimensioneMassimaMegabyte: 1024,
    attesaSecondi: 600,
  },
  utente: 'protocollo_c_x000',
};

describe('what is shipped of a Comune', function () {
  this.timeout(60_000);
  const p = useInProcesso('pacchetti');
  let entrata: RegistrazioneRisposta;
  let risposta: RegistrazioneRisposta;
  let atto: RegistrazioneRisposta;
  let fascicolo: string;
  let parte: string;

  const letto = (tipo: Versabile['tipo'], riferimento: string) =>
    readVersabile(p.deps, { aoo: AOO, tipo, riferimento });
  async function versabile(tipo: Versabile['tipo'], riferimento: string): Promise<Versabile> {
    const found = await letto(tipo, riferimento);
    if (found === null || !('versabile' in found)) assert.fail(JSON.stringify(found));
    return found.versabile;
  }
  async function codici(tipo: Versabile['tipo'], riferimento: string): Promise<string[]> {
    const found = await letto(tipo, riferimento);
    if (found === null || 'versabile' in found) assert.fail('shippable');
    return found.mancanze.map(({ codice }: Mancanza) => codice).sort();
  }
  const register = async (path: string, richiesta: object, testo: string, allegato?: string) => {
    const test = p
      .post(path, 'rgd')
      .field('registrazione', JSON.stringify(richiesta))
      .attach('documento', filePdf(testo).bytes, { filename: `${testo}.pdf`, contentType: 'application/pdf' });
    if (allegato !== undefined)
      void test.attach('allegato', filePdf(allegato).bytes, {
        filename: 'pianta à.pdf',
        contentType: 'application/pdf',
      });
    const answer = await test;
    assert.equal(answer.status, 201, answer.text);
    return answer.body as RegistrazioneRisposta;
  };
  const unitaDi = ({ registro, anno, numero }: RegistrazioneRisposta): string =>
    registro === 'PROT-GEN' ? `${anno}/${numero}` : `${registro}/${anno}/${numero}`;

  before(async () => {
    const profili = { profiloNormativo: '1.0', datiSpecifici: '1.0' };
    await p
      .post('/configurazione/conservazione/versioni', 'rgd')
      .send({
        validoDal: GIORNO,
        motivo: 'Accordo con il conservatore',
        contenuto: {
          conservatori: [CONTESTO.conservatore],
          regole: regoleUsuali(profili),
          termini: { registrazioniGiorni: 10, fascicoliGiorni: 0, firmaGiorni: 30 },
        },
      })
      .expect(201);
    const apri = async (path: string, corpo: object): Promise<string> =>
      ((await p.post(path, 'responsabile').send(corpo).expect(201)).body as { id: string }).id;
    fascicolo = await apri('/fascicoli', {
      oggetto: 'Piazza "Garibaldi" & vie',
      tipo: 'affare',
      classifica: 'VI.3.1',
      uo: 'U410',
    });
    parte = await apri(`/fascicoli/${fascicolo}/sottofascicoli`, { oggetto: 'Pareri' });
    const assegnazioni = [{ uo: 'U410', tipo: 'competenza' as const }];
    const dati = { classifica: 'VI.3.1', fascicolo, tipologia: 'Istanza', assegnazioni };
    entrata = await register(
      '/registrazioni',
      buildRichiesta({ ...dati, oggetto: 'Località Ca’ Bianca <urgente>', mittenti: [PAI] }),
      'istanza',
      'pianta',
    );
    risposta = await register(
      '/registrazioni',
      buildRichiesta({ ...dati, flusso: 'U', destinatari: [PAI], risponde: { anno: 2026, numero: 1 } }),
      'risposta',
    );
    for (const one of [entrata, risposta])
      await p
        .post(`${at(one)}/presa-in-carico`, 'istruttore')
        .send({})
        .expect(200);
    atto = await register(
      '/repertori/DET/registrazioni',
      { oggetto: 'Determina', fascicolo: parte, mittenti: [{ tipo: 'UO', uo: 'U410' }] },
      'determina',
    );
  });

  it('is a registration, with its files, its fascicoli and what it answers', async function () {
    const [prima, seconda] = [
      await versabile('unita-documentaria', '2026/1'),
      await versabile('unita-documentaria', '2026/2'),
    ];
    assert.deepEqual(prima.chiave, { registro: 'PG', anno: 2026, numero: '0000001' });
    assert.ok(prima.tipo !== 'fascicolo' && seconda.tipo !== 'fascicolo');
    assert.deepEqual(
      prima.documenti.map(({ ruolo, file }) => `${ruolo} ${file?.id ?? ''} ${file?.formato ?? ''}`),
      ['principale f0 PDF', 'allegato f1 PDF'],
    );
    assert.match(prima.istante, /^2026-03-02T09:\d\d:.*\+01:00$/);
    assert.equal(prima.archivistico.principale.fascicolo?.identificativo, '2026-VI/3.1');
    assert.deepEqual(
      seconda.collegati.map(({ chiave }) => chiave),
      [prima.chiave],
    );
    const again = indiceParer(CONTESTO, await versabile('unita-documentaria', '2026/1'), NIENTE);
    const indice = indiceParer(CONTESTO, prima, NIENTE);
    assert.ok(again.contenuto.equals(indice.contenuto));
    const indici = [indice, indiceParer(CONTESTO, seconda, NIENTE)];
    assert.equal(
      await judgeParer(
        this,
        'versamento-ud/WSRequestVersamento.xsd',
        indici.map(({ contenuto }) => contenuto),
      ),
      '',
    );
    const misura = await misuraArchivio(
      {
        operazione: 'versamento',
        tipo: prima.tipo,
        chiave: prima.chiave,
        formato: indice.formato,
        indice: {
          nome: 'lettera.pdf',
          mime: 'application/pdf',
          sha256: entrata.documento?.sha256 ?? '',
          dimensione: entrata.documento?.dimensione ?? 0,
        },
        file: indice.file.map(({ contenuto: _contenuto, ...one }) => one),
        istante: prima.istante,
      },
      async (sha256) => (await p.deps.store.open(sha256)).stream,
    );
    assert.ok(misura.dimensione > (entrata.documento?.dimensione ?? 0) * 2);
  });

  it('is an act of a repertorio, and a day that is closed; an open one is none', async function () {
    assert.equal(await letto('registro-giornaliero', GIORNO), null);
    const domani = { now: () => new Date('2026-03-03T00:40:00+01:00'), ensureReliable: () => Promise.resolve() };
    await requireGiornaliero({ store: p.deps.store, clock: domani, dimostrazione: true }, await aooOf(AOO), GIORNO);
    const [determina, registro] = [
      await versabile('unita-documentaria', unitaDi(atto)),
      await versabile('registro-giornaliero', GIORNO),
    ];
    assert.deepEqual(determina.chiave, { registro: 'DET', anno: 2026, numero: '0000001' });
    assert.deepEqual(registro.chiave, { registro: 'RGP', anno: 2026, numero: '0000001' });
    assert.ok(registro.tipo !== 'fascicolo');
    assert.deepEqual(
      registro.documenti.map(({ file }) => file?.formato),
      ['PDF', 'XML'],
    );
    assert.deepEqual(registro.datiSpecifici.slice(0, 2), [
      ['NumeroIniziale', '0000001'],
      ['NumeroFinale', '0000002'],
    ]);
    // the seal goes under the file that it seals
    const firma = { sha256: 'e'.repeat(64), dimensione: 5 };
    for (const one of registro.documenti)
      await insertFirmaRegistro({ _id: one.file?.sha256 ?? '', aoo: AOO, firma, quando: domani.now(), marcata: true });
    const sigillato = await versabile('registro-giornaliero', GIORNO);
    const xml = indiceParer(CONTESTO, sigillato, NIENTE).contenuto.toString();
    assert.match(
      xml,
      /<SottoComponente>\s*<ID>f2<\/ID>\s*<OrdinePresentazione>2<\/OrdinePresentazione>\s*<TipoComponente>Firma</,
    );
    const indici = [determina, registro, sigillato].map((one) => indiceParer(CONTESTO, one, NIENTE).contenuto);
    assert.equal(await judgeParer(this, 'versamento-ud/WSRequestVersamento.xsd', indici), '');
    assert.equal(
      await judgeMetadati(
        this,
        'DocumentoAmministrativoInformatico',
        [determina, registro, sigillato].map(({ metadati }) => toXml(metadati)),
      ),
      '',
    );
  });

  it('is a closed fascicolo once all that it holds is conserved; its part names it', async function () {
    assert.deepEqual(await codici('fascicolo', fascicolo), ['fascicolo-aperto']);
    for (const id of [parte, fascicolo]) {
      const { versione } = (await p.get(`/fascicoli/${id}`, 'responsabile').expect(200)).body as { versione: number };
      const chiuso = await p
        .post(`/fascicoli/${id}/chiusura`, 'responsabile')
        .set('If-Match', `"${versione}"`)
        .send({});
      assert.equal(chiuso.status, 200, chiuso.text);
    }
    assert.deepEqual(await codici('fascicolo', fascicolo), ['unita-non-conservate']);
    await p.harness.collection('versamenti').insertMany(
      [entrata, risposta, atto].map((one) => ({
        aoo: AOO,
        conservatore: 'parer',
        tipo: 'unita-documentaria',
        riferimento: unitaDi(one),
        operazione: 'versamento',
        n: 1,
        vivo: true,
        stato: 'accettato',
        chiave: {
          registro: one.registro === 'PROT-GEN' ? 'PG' : 'DET',
          anno: one.anno,
          numero: '000000' + String(one.numero),
        },
      })),
    );
    const [intero, pareri] = [await versabile('fascicolo', fascicolo), await versabile('fascicolo', parte)];
    assert.ok(intero.tipo === 'fascicolo' && pareri.tipo === 'fascicolo');
    assert.deepEqual(
      intero.unita.map(({ chiave }) => chiave.numero),
      ['0000001', '0000002'],
    );
    assert.deepEqual(
      [intero.chiave.numero, pareri.padre?.numero, pareri.chiave.numero],
      ['VI.3-1', 'VI.3-1', 'VI.3-1.1'],
    );
    assert.deepEqual(
      intero.classificazione.map(({ codice }) => codice),
      ['VI', 'VI.3', 'VI.3.1'],
    );
    const due = [intero, pareri];
    assert.equal(
      await judgeParer(
        this,
        'fascicolo/v3/WSRequestIndiceSIPFascicolo.xsd',
        due.map((one) => indiceParer(CONTESTO, one, NIENTE).contenuto),
      ),
      '',
    );
    assert.equal(
      await judgeMetadati(
        this,
        'AggregazioneDocumentaliInformatiche',
        due.map(({ metadati }) => toXml(metadati)),
      ),
      '',
    );
    const tutti = [
      ...due,
      await versabile('unita-documentaria', '2026/1'),
      await versabile('registro-giornaliero', GIORNO),
    ];
    assert.equal(
      await judgeParer(
        this,
        'aip-2020/Unisincro_PIndex.xsd',
        tutti.map((one) => indicePindex(one, NIENTE).contenuto),
      ),
      '',
    );
  });

  it('is nothing of what lacks something, and says what; a quarantined file does not leave', async () => {
    const incompleta = await register('/registrazioni', buildRichiesta({ tipologia: 'Istanza' }), 'incompleta');
    assert.deepEqual(await codici('unita-documentaria', unitaDi(incompleta)), ['classifica', 'fascicolo']);
    assert.equal(await letto('unita-documentaria', '2026/999'), null);
    assert.equal(await letto('fascicolo', 'nessuno'), null);
    const sha256 = risposta.documento?.sha256 ?? '';
    await p.harness
      .collection('esamiFile')
      .updateOne(
        { _id: sha256 as never },
        { $set: { antivirus: { stato: 'infetto', minaccia: 'Eicar', quando: new Date() } } },
        { upsert: true },
      );
    assert.deepEqual(await codici('unita-documentaria', unitaDi(risposta)), ['file-in-quarantena']);
  });

  it('tells what was done after: a file that came, the annulment as a note', async function () {
    await p.harness.collection('versamenti').deleteMany({}); // what the lock forbids is not looked at here
    const prima = await findRegistrazione(AOO, { registro: 'PROT-GEN', anno: 2026, numero: 1 });
    assert.ok(prima !== null);
    const aggiunta = await p
      .post(`${at(entrata)}/integrazioni`, 'rgd')
      .field('motivo', 'Arrivata dopo')
      .attach('allegato', filePdf('altra').bytes, { filename: 'altra.pdf', contentType: 'application/pdf' });
    assert.equal(aggiunta.status, 201, aggiunta.text);
    await p
      .post(`${at(entrata)}/annullamento`, 'rgd')
      .send({ motivo: 'Registrata due volte', provvedimento: { numero: '1', data: GIORNO, autore: 'RGD' } })
      .expect(200);
    const dopo = await findRegistrazione(AOO, prima);
    assert.ok(dopo !== null);
    const seguiti = await readSeguiti(p.deps, dopo, { versione: prima.versione });
    assert.deepEqual(
      seguiti.map((one: Seguito) => (one.operazione === 'aggiunta' ? one.documento.ruolo : one.operazione)),
      ['allegato', 'annotazione'],
    );
    const unita = await versabile('unita-documentaria', '2026/1');
    const indici = seguiti.map((one) => indiceParer(CONTESTO, unita, NIENTE, one).contenuto);
    assert.equal(await judgeParer(this, 'versamento-ud/WSRequestVersamento.xsd', indici), '');
    assert.match(
      indici[1]?.toString() ?? '',
      /Annullamento del 02\/03\/2026, provvedimento 1 del 02\/03\/2026: Registrata/,
    );
  });
});
