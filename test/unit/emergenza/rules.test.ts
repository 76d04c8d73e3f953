import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Types } from 'mongoose';
import { formatEmergenza, readNumero } from '../../../schemas/emergenza-numero.api.js';
import type { Periodo } from '../../../schemas/emergenza.model.js';
import type { Emergenza } from '../../../schemas/registrazione.types.js';
import {
  faultsOfGiornate,
  faultsOfRighe,
  faultsOfTempi,
  fineOf,
  isRipristinato,
  overlapping,
  prossimoOf,
  termineOf,
} from '../../../server/emergenza/rules.js';
import { PROVVEDIMENTO } from '../../support/factories.js';

const ADESSO = new Date('2026-03-12T09:00:00+01:00');
const at = (text: string): Date => new Date(`${text}+01:00`);
const build = (over: Partial<Periodo> = {}): Periodo => ({
  _id: new Types.ObjectId(),
  causa: 'guasto della rete',
  inizio: at('2026-03-02T09:00:00'),
  giornate: [],
  autorizzato: { data: ADESSO, utente: 'rgd' },
  riversamenti: [],
  ...over,
});
const campi = (faults: readonly { campo: string }[]): string[] => faults.map(({ campo }) => campo);

describe('the periods of a register of emergency', () => {
  it('last a day, or with an act a week', () => {
    const cases: [Partial<Periodo>, string[]][] = [
      [{}, []],
      [{ inizio: at('2026-03-12T09:02:00') }, ['inizio']],
      [{ ripristino: at('2026-03-02T09:00:00') }, ['ripristino']],
      [{ ripristino: at('2026-03-03T09:00:00') }, []],
      [{ ripristino: at('2026-03-03T09:00:01') }, ['provvedimento']],
      [{ ripristino: at('2026-03-09T09:00:00'), provvedimento: PROVVEDIMENTO }, []],
      [{ ripristino: at('2026-03-09T09:00:01'), provvedimento: PROVVEDIMENTO }, ['ripristino']],
      [{ ripristino: at('2026-03-12T09:02:00') }, ['ripristino']],
    ];
    for (const [over, expected] of cases) assert.deepEqual(campi(faultsOfTempi(build(over), ADESSO)), expected);
  });

  it('of one register never overlap; an open one holds its place as long as it may last', () => {
    const open = build();
    assert.equal(overlapping([open], build({ inizio: at('2026-03-03T08:59:59') })), open);
    assert.equal(overlapping([open], build({ inizio: at('2026-03-03T09:00:00') })), undefined);
    assert.equal(
      overlapping([open], build({ inizio: at('2026-03-01T09:00:00'), ripristino: at('2026-03-02T09:00:01') })),
      open,
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 24 })), { maxLength: 30 }),
        (asked) => {
          const taken: Periodo[] = [];
          for (const [hour, length] of asked) {
            const inizio = new Date(Date.parse('2026-01-01T00:00:00Z') + hour * 3_600_000);
            const one = build({ inizio, ripristino: new Date(inizio.getTime() + length * 3_600_000) });
            if (overlapping(taken, one) === undefined) taken.push(one);
          }
          taken.sort((a, b) => a.inizio.getTime() - b.inizio.getTime());
          taken.forEach((one, i) => {
            const next = taken[i + 1];
            assert.ok(next === undefined || (one.ripristino ?? Infinity) <= next.inizio);
          });
        },
      ),
    );
  });

  it('one that another takes over ends with its term, and is restored with the last', () => {
    const first = build({ provvedimento: PROVVEDIMENTO });
    const second = build({ inizio: at('2026-03-09T09:00:00'), provvedimento: PROVVEDIMENTO });
    assert.deepEqual(fineOf([first, second], first), termineOf(first));
    assert.equal(fineOf([first, second], second), undefined);
    assert.equal(isRipristinato([first, second], first), false);
    const restored = { ...second, ripristino: at('2026-03-10T12:00:00') };
    assert.equal(isRipristinato([first, restored], first), true);
  });

  it('days are said once, and lie within', () => {
    const giornate = ['2026-03-01', '2026-03-02', '2026-03-02', '2026-03-04'].map((data) => ({ data, operazioni: 1 }));
    assert.deepEqual(campi(faultsOfGiornate(giornate, build(), at('2026-03-03T08:00:00'))), [
      'giornate[0].data',
      'giornate[2].data',
      'giornate[3].data',
    ]);
  });
});

describe('the number on a form', () => {
  it('is read as it is printed, and as a hand writes it', () => {
    assert.deepEqual(readNumero('EM-2026-0000012'), { registro: 'EM', anno: 2026, numero: 12 });
    assert.deepEqual(readNumero(' 0000012 '), { numero: 12 });
    for (const text of ['', '0', 'EM-12', '12bis', '-3', '1.5', '999999999'])
      assert.equal(readNumero(text), null, text);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), fc.integer({ min: 1900, max: 9999 }), (numero, anno) => {
        const text = formatEmergenza({ registro: 'EM-SUE', numero, data: `${anno}-01-01` });
        assert.deepEqual(readNumero(text), { registro: 'EM-SUE', anno, numero });
      }),
    );
  });
});

describe('the rows of a register of emergency', () => {
  const periodo = build({ ripristino: at('2026-03-03T09:00:00') });
  const fine = at('2026-03-03T09:00:00');
  const id = periodo._id.toHexString();
  const riga = (numero: number | string, data = '2026-03-02', ora = '10:00') => ({ numero: String(numero), data, ora });
  const gia = (numero: number, data = '2026-02-02', di = 'altro'): Emergenza => ({
    registro: 'EM',
    numero,
    data,
    ora: '09:00',
    periodo: di,
  });
  const check = (
    righe: readonly ReturnType<typeof riga>[],
    over: Partial<Parameters<typeof faultsOfRighe>[2]> = {},
    operazioni = righe.length,
  ) =>
    faultsOfRighe(
      righe,
      righe
        .map((_one, i) => i)
        .filter(
          (i) => !(over.riversate ?? []).some((one) => one.periodo === id && String(one.numero) === righe[i]?.numero),
        ),
      { registro: 'EM', periodo, fine, giornate: [{ data: '2026-03-02', operazioni }], riversate: [], ...over },
    );

  it('are of the register, the year and the time of their period', () => {
    assert.deepEqual(check([riga(1), riga('EM-2026-0000002')]), []);
    assert.deepEqual(campi(check([riga('SUE-2026-0000001')])), ['righe[0].numero']);
    assert.deepEqual(campi(check([riga('EM-2025-0000001')])), ['righe[0].numero']);
    assert.deepEqual(campi(check([riga(1), riga(2, '2026-03-02', '08:59')])), ['righe[1].ora']);
    assert.ok(campi(check([riga(1), riga(2, '2026-03-01')])).includes('righe[1].data'));
    assert.deepEqual(campi(check([{ ...riga(1), dataArrivo: '2026-03-03' } as ReturnType<typeof riga>])), [
      'righe[0].dataArrivo',
    ]);
  });

  it('have each its number, with no hole unless somebody says why', () => {
    assert.deepEqual(campi(check([riga(1), riga(1)])), ['righe[1].numero']);
    assert.deepEqual(campi(check([riga(1), riga(3)])), ['righe[1].numero']);
    assert.deepEqual(check([riga(1), riga(3)], { motivoBuchi: 'modulo rovinato' }), []);
    assert.deepEqual(campi(check([riga(2)])), ['righe[0].numero']);
  });

  it('go on after an earlier interruption of the year; with the year they may begin again', () => {
    assert.deepEqual(check([riga(3)], { riversate: [gia(1), gia(2)] }), []);
    assert.deepEqual(campi(check([riga(4)], { riversate: [gia(1), gia(2)] })), ['righe[0].numero']);
    const lastYear = { riversate: [gia(41, '2025-12-30'), gia(42, '2025-12-30')] };
    assert.deepEqual(check([riga(1)], lastYear), []);
    assert.deepEqual(check([riga(43)], lastYear), []);
    assert.deepEqual(campi(check([riga(42)], lastYear)), ['righe[0].numero']);
    assert.equal(prossimoOf(lastYear.riversate, 2025), 43);
    assert.equal(prossimoOf(lastYear.riversate, 2026), 1);
  });

  it('are as many each day as the register says, those poured in before with them', () => {
    assert.deepEqual(campi(check([riga(1), riga(2)], {}, 3)), ['righe[1].data']);
    assert.deepEqual(campi(check([riga(1)], { giornate: [] })), ['giornate', 'righe[0].data']);
    assert.deepEqual(check([riga(2)], { riversate: [gia(1, '2026-03-02', id)] }, 2), []);
    const dette = [{ data: '2026-03-02', operazioni: 5 }];
    assert.deepEqual(
      campi(faultsOfRighe([riga(1)], [0], { registro: 'EM', periodo, fine, giornate: dette, riversate: [] }, dette)),
      ['giornate[0].operazioni', 'righe[0].data'],
    );
  });

  it('any order of whole numbers is right, any lost one is found', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), fc.infiniteStream(fc.nat()), (n, which, order) => {
        const rank = Array.from({ length: n }, () => order.next().value as number);
        const righe = Array.from({ length: n }, (_one, i) => riga(i + 1)).sort(
          (a, b) => (rank[Number(a.numero) - 1] ?? 0) - (rank[Number(b.numero) - 1] ?? 0),
        );
        assert.deepEqual(check(righe), []);
        const lost = (which % (n - 1)) + 1; // any but the last
        const left = righe.filter(({ numero }) => Number(numero) !== lost);
        const place = left.findIndex(({ numero }) => Number(numero) === lost + 1);
        assert.deepEqual(campi(check(left)), [`righe[${place}].numero`]);
      }),
    );
  });
});
