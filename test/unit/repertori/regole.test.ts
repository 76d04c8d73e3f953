import assert from 'node:assert/strict';
import fc from 'fast-check';
import { REPERTORI } from '../../../server/configurazione/dati/repertori.js';
import { faultsOfRepertori } from '../../../server/configurazione/controlli-rules.js';
import { readRepertori } from '../../../server/demo/repertori.js';
import { CONTENUTI } from '../../../schemas/configurazione.api.js';
import { placeAfter } from '../../../server/protocollo/rules.js';
import { filtriOfParole } from '../../../server/repertori/elenco.js';
import { faultsOfFlusso, wholeOf } from '../../../server/repertori/registra.js';
import { AttoRichiesta } from '../../../schemas/repertorio.api.js';

const richiesta = (over: object = {}): AttoRichiesta => AttoRichiesta.parse({ oggetto: 'Impegno di spesa', ...over });
const DET = { codice: 'DET', uo: 'U111', flusso: 'I', tipologia: 'Determinazione' } as const;
const RUF = { codice: 'RUF', uo: 'U210', flusso: 'E' } as const;

describe('numbers of a repertorio', () => {
  const coda = (dataRegistrazione: Date, numero: number) => ({
    anno: dataRegistrazione.getUTCFullYear(),
    numero,
    dataRegistrazione,
    hash: '0'.repeat(64),
  });

  it('continuous: last + 1, whatever the year; annual: from 1 each legal year', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        fc.date({ min: new Date('2024-01-02'), max: new Date('2030-12-30'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 1_200 }),
        (numero, prima, giorni) => {
          const dopo = new Date(prima.getTime() + giorni * 86_400_000);
          const continuo = placeAfter(coda(prima, numero), dopo, true);
          assert.equal(continuo.numero, numero + 1);
          const annuale = placeAfter(coda(prima, numero), dopo);
          assert.equal(annuale.numero, annuale.anno === prima.getUTCFullYear() ? numero + 1 : 1);
          assert.equal(continuo.anno, annuale.anno);
        },
      ),
    ));

  it('the first is 1, and the year turns at Italian midnight', () => {
    const mezzanotte = new Date('2026-12-31T23:00:00Z');
    assert.deepEqual(placeAfter(null, mezzanotte, true), { anno: 2027, numero: 1, dataRegistrazione: mezzanotte });
    const vigilia = coda(new Date('2026-12-31T22:59:59Z'), 41);
    assert.equal(placeAfter(vigilia, mezzanotte, true).numero, 42);
    assert.equal(placeAfter(vigilia, mezzanotte).numero, 1);
  });
});

describe('an act as its repertorio completes it', () => {
  it('comes from the office that feeds it, of its tipologia and flow', () => {
    const r = wholeOf(richiesta(), DET);
    assert.deepEqual(
      [r.flusso, r.mezzo, r.tipologia, r.mittenti, r.assegnazioni],
      ['I', 'interno', 'Determinazione', [{ tipo: 'UO', uo: 'U111' }], []],
    );
  });

  it('of another office is seen by who feeds the repertorio too', () => {
    const r = wholeOf(richiesta({ mittenti: [{ tipo: 'UO', uo: 'U410' }] }), DET);
    assert.deepEqual(r.assegnazioni, [{ uo: 'U111', tipo: 'conoscenza' }]);
    const fattura = wholeOf(richiesta({ mittenti: [{ tipo: 'PG', denominazione: 'Impresa Scavi' }] }), RUF);
    assert.deepEqual([fattura.mezzo, fattura.assegnazioni], ['sdi', [{ uo: 'U210', tipo: 'competenza' }]]);
  });

  it('keeps to the flow of the repertorio', () => {
    const campi = (over: object, repertorio: typeof DET | typeof RUF) =>
      faultsOfFlusso(wholeOf(richiesta(over), repertorio), repertorio).map(({ campo }) => campo);
    assert.deepEqual(campi({}, DET), []);
    assert.deepEqual(campi({ flusso: 'U' }, DET), ['flusso']);
    assert.deepEqual(campi({ dataArrivo: '2026-03-01', protocolloMittente: { numero: '1' } }, DET), [
      'protocolloMittente',
      'dataArrivo',
    ]);
    assert.deepEqual(campi({}, RUF), ['mittenti']);
    assert.deepEqual(
      faultsOfFlusso({ flusso: 'I', mittenti: [] }, DET).map(({ campo }) => campo),
      ['mittenti'],
    );
  });
});

describe('the repertori of an AOO', () => {
  it('begin well formed, here and in the demonstration', () => {
    for (const repertori of [REPERTORI, readRepertori()]) assert.ok(CONTENUTI.repertori.safeParse(repertori).success);
    assert.ok(readRepertori().every(({ uo, voce }) => uo !== undefined && voce?.split('.').length === 3));
    assert.equal(REPERTORI.filter(({ numerazione }) => numerazione === 'continua').length, 2);
  });

  it('never lose one, nor its way to count', () => {
    assert.deepEqual(faultsOfRepertori(REPERTORI, REPERTORI), []);
    assert.equal(faultsOfRepertori(REPERTORI.slice(1), REPERTORI)[0]?.campo, '');
    const [primo, ...altri] = REPERTORI;
    const changed = [{ ...primo, codice: primo?.codice ?? '', numerazione: 'continua' as const }, ...altri];
    assert.equal(faultsOfRepertori(changed, REPERTORI)[0]?.campo, '[0].numerazione');
    assert.deepEqual(faultsOfRepertori([...REPERTORI, { codice: 'NUOVO', numerazione: 'continua' }], REPERTORI), []);
  });

  it('take no sigla of the system, nor one that no metadata could name', () => {
    for (const codice of ['PROT-GEN', 'RGP', 'RE', 'RF', 'det', 'TROPPOLUNGASIGLA1', ''])
      assert.ok(!CONTENUTI.repertori.safeParse([{ ...REPERTORI[0], codice }]).success, codice);
  });
});

describe('the search in a repertorio', () => {
  it('asks all words by their stem, the last as a beginning, a number as a number too', () => {
    const [fatture, idri] = filtriOfParole('delle fatture idri');
    assert.deepEqual(fatture, { parole: { $in: ['o=fattur', 'c=fattur', 'n=fattur', 'd=fattur'] } });
    assert.match(JSON.stringify((idri?.['parole'] as { $in: unknown[] }).$in.map(String)), /\^o=idri/);
    assert.equal((filtriOfParole('12')[0]?.['$or'] as unknown[]).length, 2);
    assert.deepEqual(filtriOfParole('della'), []);
  });

  it('takes whatever is typed', () => fc.assert(fc.property(fc.string(), (q) => void filtriOfParole(q))));
});
