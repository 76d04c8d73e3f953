import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Conservazione } from '../../../../schemas/configurazione-conservazione.api.js';
import { faultsOfConservazione } from '../../../../server/configurazione/conservazione.js';
import { CONSERVAZIONE, regoleUsuali } from '../../../../server/configurazione/dati/conservazione.js';
import { contiOf, percentoOf, versatiOf } from '../../../../server/conservazione/regole/copertura.js';
import { filtroSpenti, regolaFor } from '../../../../server/conservazione/regole/regola.js';
import { readRiferimento, riferimentoUnita } from '../../../../server/conservazione/regole/riferimento.js';

const [PARER] = CONSERVAZIONE.conservatori;
if (PARER === undefined) throw new Error('no receiver');
const [GIORNALIERO, PROTOCOLLO, REPERTORI] = regoleUsuali();
if (GIORNALIERO === undefined || PROTOCOLLO === undefined || REPERTORI === undefined) throw new Error('no rules');
const NOMI = { ambiente: 'A', ente: 'E', struttura: 'S' };
const NOMINABILI = { registri: new Set(['DET', 'DGC']), tipologie: new Set(['Fattura elettronica', 'Determinazione']) };
const campi = (conservazione: Conservazione) =>
  faultsOfConservazione(conservazione, NOMINABILI).map(({ campo }) => campo);

describe('conservazione: regole', () => {
  it('the first rule that fits counts', () => {
    const fatture = { ...PROTOCOLLO, tipologia: 'Fattura elettronica', tipologiaVersata: 'FATTURA' };
    const conservazione = { ...CONSERVAZIONE, regole: [fatture, ...CONSERVAZIONE.regole] };
    const versata = (cosa: Parameters<typeof regolaFor>[1]) => regolaFor(conservazione, cosa)?.regola.tipologiaVersata;
    const unita = { tipo: 'unita-documentaria', registro: 'PROT-GEN' } as const;
    assert.equal(versata({ ...unita, tipologia: 'Fattura elettronica' }), 'FATTURA');
    assert.equal(versata(unita), 'DOCUMENTO PROTOCOLLATO');
    assert.equal(versata({ ...unita, registro: 'DET' }), 'DOCUMENTO REPERTORIATO');
    assert.equal(versata({ tipo: 'fascicolo', tipologia: 'affare' }), 'FASCICOLO');
    assert.equal(regolaFor({ ...conservazione, conservatori: [] }, unita), undefined);
    assert.equal(regolaFor({ ...conservazione, regole: [fatture] }, unita), undefined);
  });

  it('with what every AOO begins is a content that may be written', () => {
    assert.deepEqual(Conservazione.parse(CONSERVAZIONE), CONSERVAZIONE);
    assert.deepEqual(campi(CONSERVAZIONE), []);
  });

  it('the filter leaves out exactly what the rules give to a receiver that is off', () => {
    const registri = ['PROT-GEN', 'DET', 'DGC'];
    const tipologie = ['x', 'y', undefined];
    const regola = fc.record({
      registro: fc.constantFrom(...registri, undefined),
      tipologia: fc.constantFrom(...tipologie),
      conservatore: fc.constantFrom('acceso', 'spento'),
    });
    type Condizione = { $and?: Condizione[]; $nor?: Condizione[] } & Record<string, unknown>;
    const passes = (record: Record<string, unknown>, filter: Condizione): boolean =>
      Object.entries(filter).every(([key, value]) =>
        key === '$and'
          ? (value as Condizione[]).every((one) => passes(record, one))
          : key === '$nor'
            ? !(value as Condizione[]).some((one) => passes(record, one))
            : record[key] === value,
      );
    fc.assert(
      fc.property(fc.array(regola, { maxLength: 6 }), (regole) => {
        const conservazione = {
          ...CONSERVAZIONE,
          conservatori: [
            { ...PARER, codice: 'acceso', attivo: true },
            { ...PARER, codice: 'spento', attivo: false },
          ],
          regole: regole.map(({ registro, tipologia, conservatore }) => ({
            ...REPERTORI,
            conservatore,
            ...(registro !== undefined && { registro }),
            ...(tipologia !== undefined && { tipologia }),
          })),
        };
        const filter = filtroSpenti(conservazione, 'unita-documentaria');
        for (const registro of registri)
          for (const tipologia of tipologie) {
            const found = regolaFor(conservazione, { tipo: 'unita-documentaria', registro, tipologia });
            const waits = found?.conservatore.attivo === false;
            assert.equal(filter === null || passes({ registro, tipologia }, filter), !waits);
          }
      }),
    );
  });

  it('receivers are told apart, and an active one of ParER has its names', () => {
    const attivo = { ...PARER, attivo: true };
    const con = (conservatori: Conservazione['conservatori'], regole = CONSERVAZIONE.regole) =>
      campi({ ...CONSERVAZIONE, conservatori, regole });
    assert.deepEqual(con([PARER, { ...PARER, tipo: 'deposito' }]), ['conservatori[1].codice']);
    assert.deepEqual(
      con([attivo]),
      ['ambiente', 'ente', 'struttura'].map((nome) => `conservatori[0].${nome}`),
    );
    assert.deepEqual(con([{ ...attivo, ...NOMI }]), []);
    assert.deepEqual(con([{ ...attivo, tipo: 'rest' }]), []);
    assert.deepEqual(con([{ ...PARER, orario: { dalle: '20:00', alle: '20:00' } }]), ['conservatori[0].orario.alle']);
  });

  it('rules name what there is, each once', () => {
    const con = (...regole: Conservazione['regole']) => campi({ ...CONSERVAZIONE, regole });
    assert.deepEqual(con({ ...PROTOCOLLO, conservatore: 'altro' }), ['regole[0].conservatore']);
    assert.deepEqual(con({ ...REPERTORI, registro: 'NESSUNO' }), ['regole[0].registro']);
    assert.deepEqual(con({ ...REPERTORI, registro: 'DET', tipologia: 'Determinazione' }), []);
    assert.deepEqual(con({ ...REPERTORI, tipologia: 'Sconosciuta' }), ['regole[0].tipologia']);
    assert.deepEqual(con({ ...GIORNALIERO, registro: 'RGP' }, { ...GIORNALIERO, registro: 'PROT-GEN' }), [
      'regole[1].registro',
    ]);
    const { tipoRegistro: _name, ...nameless } = GIORNALIERO;
    assert.deepEqual(con(nameless), ['regole[0].tipoRegistro']);
    assert.deepEqual(con({ ...REPERTORI, tipo: 'fascicolo', tipologia: 'affare' }), []);
    assert.deepEqual(con({ ...REPERTORI, tipo: 'fascicolo', registro: 'DET' }), ['regole[0].registro']);
    assert.deepEqual(con(REPERTORI, PROTOCOLLO, REPERTORI), ['regole[2].tipo']);
  });

  it('a riferimento is read as it is written', () => {
    const registro = fc.constantFrom('PROT-GEN', 'DET', 'DCC', 'A1');
    const anno = fc.integer({ min: 1900, max: 2999 });
    const numero = fc.integer({ min: 1, max: 9_999_999 });
    fc.assert(
      fc.property(registro, anno, numero, (r, a, n) => {
        const posto = { registro: r, anno: a, numero: n };
        const written = riferimentoUnita(posto);
        assert.deepEqual(readRiferimento('unita-documentaria', written), { tipo: 'unita-documentaria', ...posto });
      }),
    );
    assert.equal(riferimentoUnita({ registro: 'PROT-GEN', anno: 2026, numero: 12 }), '2026/12');
    assert.deepEqual(readRiferimento('registro-giornaliero', '2026-03-02'), {
      tipo: 'registro-giornaliero',
      giorno: '2026-03-02',
    });
    for (const text of ['', '2026', '2026/0', '2026/012', '/2026/1', 'DET/26/1', '2026/1/', '$ne'])
      assert.equal(readRiferimento('unita-documentaria', text), null);
    assert.equal(readRiferimento('fascicolo', '$where'), null);
    for (const text of ['2026/12', '2026-13-45', '2026-02-29'])
      assert.equal(readRiferimento('registro-giornaliero', text), null, text);
  });

  it('a year is conserved when all of it is', () => {
    const versati = { accettate: 7, inCorso: 1, rifiutate: 1 };
    assert.deepEqual(contiOf(10, versati), { totale: 10, ...versati, daInviare: 1 });
    assert.equal(contiOf(3, versati).daInviare, 0);
    assert.equal(percentoOf({ totale: 100_000, accettate: 99_999 }), 99.9);
    assert.equal(percentoOf({ totale: 0, accettate: 0 }), 100);
    const riga = { mese: '2026-03', giorni: 0, massimo: 0 };
    assert.deepEqual(
      versatiOf([
        { ...riga, stato: 'accettato', quanti: 3, giorni: 10, massimo: 6 },
        { ...riga, stato: 'accettato-con-avvisi', quanti: 1, giorni: 1, massimo: 1 },
        { ...riga, stato: 'conflitto', quanti: 2 },
        { ...riga, stato: 'sospeso', quanti: 5 },
      ]),
      { accettate: 4, inCorso: 5, rifiutate: 2, giorniMedi: 2.8, giorniMassimi: 6 },
    );
  });
});
