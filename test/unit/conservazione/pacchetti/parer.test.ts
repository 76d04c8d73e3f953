import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { DocumentoUnita, IndicePacchetto, Ritocchi } from '../../../../server/conservazione/tipi.js';
import { indiceParer } from '../../../../server/conservazione/pacchetti/parer.js';
import {
  richiestaAnnullamento,
  richiestaRecupero,
  richiestaRecuperoFascicolo,
} from '../../../../server/conservazione/pacchetti/parer-richieste.js';
import { FORZATURE } from '../../../../schemas/versamento.api.js';
import { judgeParer } from '../../../support/schemi.js';
import { allegato, contesto, fascicolo, file, NIENTE, nota, regola, sha256, testiDi, unita } from './costruttori.js';

const UD = 'versamento-ud/WSRequestVersamento.xsd';
const uno = (indice: IndicePacchetto, nome: string): string => testiDi(indice.contenuto, nome)[0] ?? '';
const forzato = (forza: Ritocchi['forza']): Ritocchi => ({ ...NIENTE, forza });
const annesso: DocumentoUnita = {
  ruolo: 'annesso',
  id: 'ricevuta-1',
  file: file(2, { nome: 'ricevuta.eml', formato: 'EML' }),
};

describe('the index of a unit for ParER', () => {
  const indice = indiceParer(contesto(), unita(), NIENTE);
  const xml = indice.contenuto.toString();

  it('is valid to the official schema, in both versions, with all kinds of documents and with none', async function () {
    const indici = [
      indice,
      indiceParer(contesto({ versione: '1.4' }), unita(), NIENTE),
      indiceParer(contesto(), unita({ documenti: [...unita().documenti, annesso] }), forzato(['hash', 'formato-file'])),
      indiceParer(
        contesto(),
        unita({
          documenti: unita().documenti.slice(0, 1),
          collegati: [],
          datiSpecifici: [],
          archivistico: { principale: {}, secondari: [] },
        }),
        NIENTE,
      ),
      indiceParer(contesto(), unita(), NIENTE, { operazione: 'aggiunta', documento: nota }),
      indiceParer(contesto({ versione: '1.4' }), unita(), NIENTE, { operazione: 'aggiunta', documento: allegato }),
      indiceParer(contesto(), unita(), forzato([...FORZATURE]), { operazione: 'aggiunta', documento: allegato }),
      indiceParer(contesto(), unita(), forzato([...FORZATURE])),
    ];
    assert.equal(
      await judgeParer(
        this,
        UD,
        indici.map(({ contenuto }) => contenuto),
      ),
      '',
    );
  });

  it('is plain ASCII and nothing that parsers take differently', () => {
    assert.match(xml, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<UnitaDocumentaria>/);
    assert.doesNotMatch(xml.slice(40), /<[?!]|xmlns|[^\t\n\x20-\x7e]/);
    assert.ok(xml.includes('localit&#224; Ca&#8217; Bianca &lt;urgente&gt; &amp; "completa"'));
  });

  it('counts what it has, numbers from one, never a simulation, never fiscal data', () => {
    assert.deepEqual(
      ['NumeroAllegati', 'NumeroAnnessi', 'NumeroAnnotazioni'].map((nome) => uno(indice, nome)),
      ['1', '0', '1'],
    );
    assert.deepEqual(testiDi(xml, 'OrdinePresentazione'), ['1', '1', '1']);
    assert.deepEqual(testiDi(xml, 'SimulaSalvataggioDatiInDB'), ['false']);
    assert.doesNotMatch(xml, /DatiFiscali/);
  });

  it('names each file by an id that is there once, its hash in lower-case hex, its format', () => {
    assert.deepEqual(testiDi(xml, 'ID'), ['f0', 'f1', 'm2']);
    assert.deepEqual(testiDi(xml, 'HashVersato'), [sha256('file 0'), sha256('file 1')]);
    assert.deepEqual(testiDi(xml, 'FormatoFileVersato'), ['PDF.P7M', 'PDF']);
    assert.deepEqual(testiDi(xml, 'TipoSupportoComponente'), ['FILE', 'FILE', 'METADATI']);
    assert.deepEqual(
      indice.file.map(({ id, ruolo }) => `${id} ${ruolo}`),
      ['f0 principale', 'f1 allegato'],
    );
  });

  it('has the imprint of the metadata in base64 once', () => {
    assert.equal(Buffer.from(uno(indice, 'Impronta'), 'base64').toString('hex'), sha256('file 0'));
  });

  it('judges signatures from the instant of the register, with its offset', () => {
    assert.deepEqual(testiDi(xml, 'UtilizzoDataFirmaPerRifTemp'), ['false', 'false']);
    assert.deepEqual(new Set(testiDi(xml, 'RiferimentoTemporale')), new Set(['2026-03-16T09:41:07.000+01:00']));
  });

  it('forces nothing by itself but what the rule agrees, and links', () => {
    assert.equal(uno(indice, 'ForzaAccettazione'), 'false');
    assert.equal(uno(indice, 'ForzaConservazione'), 'true');
    assert.equal(uno(indice, 'ForzaCollegamento'), 'true');
    assert.doesNotMatch(xml, /ForzaHash|ForzaFormato/);
    const strict = indiceParer(
      contesto(),
      unita({ collegati: [], regola: regola({ forzaConservazione: false }) }),
      NIENTE,
    );
    assert.deepEqual([uno(strict, 'ForzaConservazione'), uno(strict, 'ForzaCollegamento')], ['false', 'false']);
    const forced = indiceParer(
      contesto(),
      unita(),
      forzato(['accettazione', 'hash', 'formato-numero', 'formato-file']),
    );
    for (const nome of ['ForzaAccettazione', 'ForzaHash', 'ForzaFormatoNumero', 'ForzaFormatoFile'])
      assert.equal(uno(forced, nome), 'true');
  });

  it('leaves out of 1.4 what only 1.5 knows', () => {
    const old = indiceParer(
      contesto({ versione: '1.4' }),
      unita(),
      forzato(['hash', 'formato-numero', 'formato-file']),
    );
    assert.equal(old.formato, 'parer-ud-1.4');
    assert.doesNotMatch(old.contenuto.toString(), /ForzaHash|ForzaFormato|ProfiloNormativo/);
    assert.match(xml, /<ProfiloNormativo versione="1\.0">\n {4}<DocumentoAmministrativoInformatico>/);
  });

  it('tells metadata and data only where they are agreed', () => {
    const { profiloNormativo: _p, datiSpecifici: _d, ...senza } = regola();
    const bare = indiceParer(contesto(), unita({ regola: senza }), NIENTE).contenuto.toString();
    assert.doesNotMatch(bare, /ProfiloNormativo|DatiSpecifici/);
    const doppio = unita({
      datiSpecifici: [
        ['Mittente', 'a'],
        ['Mittente', 'b'],
        ['Vuoto', ''],
      ],
    });
    const detto = indiceParer(contesto(), doppio, NIENTE).contenuto.toString();
    assert.deepEqual([testiDi(detto, 'Mittente'), detto.includes('Vuoto')], [['a'], false]);
  });

  it('cuts what is longer than the schema has room for', async function () {
    const lungo = 'à😀'.repeat(3_000);
    const largo = unita({
      oggetto: lungo,
      datiSpecifici: [['Mittente', lungo]],
      documenti: unita().documenti.map((one) => ({
        ...one,
        descrizione: lungo,
        autore: lungo,
        ...(one.file !== undefined && { file: { ...one.file, nome: `${lungo}.pdf` } }),
      })),
      collegati: [{ chiave: unita().chiave, descrizione: lungo }],
    });
    const cut = indiceParer(contesto(), largo, NIENTE);
    assert.match(uno(cut, 'NomeComponente'), /&#8230;\.pdf$/);
    assert.equal(await judgeParer(this, UD, [cut.contenuto]), '');
  });

  it('takes the corrections of a person', () => {
    const corrected = indiceParer(contesto(), unita(), {
      forza: [],
      formati: { f1: 'TIFF' },
      tipologia: 'DOCUMENTO INTERNO',
    });
    assert.deepEqual(testiDi(corrected.contenuto, 'FormatoFileVersato'), ['PDF.P7M', 'TIFF']);
    assert.equal(uno(corrected, 'TipologiaUnitaDocumentaria'), 'DOCUMENTO INTERNO');
    assert.equal(corrected.file[1]?.formato, 'TIFF');
  });

  it('is the same bytes for the same unit, with the hash that the receipt will tell', () => {
    const again = indiceParer(contesto(), unita(), NIENTE);
    assert.ok(again.contenuto.equals(indice.contenuto));
    assert.match(indice.improntaIndice ?? '', /^[0-9a-f]{64}$/);
    assert.notEqual(indice.improntaIndice, createHash('sha256').update(indice.contenuto).digest('hex'));
  });
});

describe('what follows of a unit that is kept', () => {
  it('adds a note with its words and no file, which unsigned is kept all the same', () => {
    const senza = unita({ regola: regola({ forzaConservazione: false }) });
    const added = indiceParer(contesto(), senza, NIENTE, { operazione: 'aggiunta', documento: nota });
    assert.deepEqual(
      [uno(added, 'IDDocumento'), uno(added, 'ID'), uno(added, 'ForzaConservazione')],
      [nota.id, 'm2', 'true'],
    );
    assert.deepEqual(added.file, []);
    assert.doesNotMatch(added.contenuto.toString(), /TipologiaUnitaDocumentaria|NomeComponente|HashVersato/);
  });

  it('adds a file that came later; a principal document there is once', () => {
    const added = indiceParer(contesto(), unita(), NIENTE, { operazione: 'aggiunta', documento: allegato });
    assert.deepEqual(
      added.file.map(({ id }) => id),
      ['f1'],
    );
    const [principale] = unita().documenti;
    assert.ok(principale !== undefined);
    assert.throws(() => indiceParer(contesto(), unita(), NIENTE, { operazione: 'aggiunta', documento: principale }));
  });

  it('updates the metadata as they are now, also when nothing is left of a list', async function () {
    const motivo = 'Metadati aggiornati dopo: classificazione';
    const aggiorna = (versione: '1.4' | '1.5', campi = {}) =>
      indiceParer(contesto({ versione }), unita(campi), forzato([...FORZATURE]), {
        operazione: 'aggiornamento',
        motivo,
      });
    const vuoto = { collegati: [], archivistico: { principale: { classifica: 'VI.3' }, secondari: [] } };
    const xsd = (versione: string) => `aggiornamento-ud/${versione}/WSRequestAggiornamentoVersamento_${versione}.xsd`;
    const emptied = aggiorna('1.5', vuoto);
    assert.equal(await judgeParer(this, xsd('1.5'), [aggiorna('1.5').contenuto, emptied.contenuto]), '');
    assert.equal(await judgeParer(this, xsd('1.4'), [aggiorna('1.4').contenuto]), '');
    assert.match(emptied.contenuto.toString(), /<FascicoliSecondari\/>[\s\S]+<DocumentiCollegati\/>/);
    assert.doesNotMatch(emptied.contenuto.toString(), /DocumentoPrincipale|ForzaHash/);
    assert.equal(uno(emptied, 'NoteAggiornamento'), motivo);
  });
});

describe('the index of a fascicolo for ParER', () => {
  const indice = indiceParer(contesto(), fascicolo(), NIENTE);

  it('is valid, names its units by their keys and what it is a part of', async function () {
    const xml = indice.contenuto.toString();
    const spoglio = { unita: [], soggetti: [], collegati: [] };
    const senza = indiceParer(contesto(), fascicolo(spoglio), forzato([...FORZATURE]));
    assert.equal(
      await judgeParer(this, 'fascicolo/v3/WSRequestIndiceSIPFascicolo.xsd', [indice.contenuto, senza.contenuto]),
      '',
    );
    assert.equal(uno(indice, 'NumeroUnitaDocumentarie'), '2');
    assert.deepEqual(testiDi(xml, 'Registro'), ['PG', 'DET']);
    assert.match(xml, /<ChiaveFascicoloDiAppartenenza>\s*<Anno>2026<\/Anno>\s*<Numero>VI\.3-1<\/Numero>/);
    assert.deepEqual(testiDi(xml, 'CodiceVoce'), ['VI', '3']);
    assert.match(xml, /<TipoSoggettoPF>\s*<Cognome>Rossi<\/Cognome>/);
    assert.deepEqual(testiDi(xml, 'Ruolo'), ['Amministrazione titolare', 'Intestatario']);
    assert.equal(indice.improntaIndice, undefined);
  });

  it('does not change once it is kept', () => {
    assert.throws(() => indiceParer(contesto(), fascicolo(), NIENTE, { operazione: 'aggiunta', documento: nota }));
  });
});

describe('the requests to ParER', () => {
  it('are valid: status, status of a fascicolo, annulment', async function () {
    const chiave = { registro: 'PG', anno: 2026, numero: '0000123' };
    const annulla = (tipo: 'unita-documentaria' | 'fascicolo') =>
      richiestaAnnullamento(contesto(), { tipo, chiave, codice: 'c_x999-ann-1', motivo: 'Errore. '.repeat(300) });
    const xml = annulla('unita-documentaria');
    const [stato, fascicoli, annullamenti] = await Promise.all([
      judgeParer(this, 'recupero/WSRequestStato_1.3.xsd', [richiestaRecupero(contesto(), chiave)]),
      judgeParer(this, 'recupero/WSRequestStatoFasc.xsd', [richiestaRecuperoFascicolo(contesto(), chiave, 'AFFARE')]),
      judgeParer(this, 'annullamento/WSRichAnnullVers.xsd', [xml, annulla('fascicolo')]),
    ]);
    assert.deepEqual([stato, fascicoli, annullamenti], ['', '', '']);
    assert.deepEqual(testiDi(xml, 'Immediata'), ['false']);
    assert.doesNotMatch(annulla('fascicolo').toString(), /TipoRegistro/);
  });
});
