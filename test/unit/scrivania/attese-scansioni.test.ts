import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RUOLI } from '../../../schemas/accesso.api.js';
import { STATI_SCANSIONE, type StatoScansione } from '../../../schemas/scansione.api.js';
import type { ScansioneTenuta } from '../../../schemas/scansione.model.js';
import { codeScansioneOf, DA_GUARDARE, DA_REGISTRARE, isDaRegistrare } from '../../../server/scansione/attese.js';
import { type PassoScansione, statoDopo } from '../../../server/scansione/stati.js';
import { buildCaller } from '../../support/factories.js';

type Guardata = Parameters<typeof isDaRegistrare>[0];

const PASSI: PassoScansione[] = [
  'inizia',
  'cambia',
  'giudica-buona',
  'giudica-da-vedere',
  'giudica-illeggibile',
  'rimanda',
  'attesta',
];
/** A state that is reached: whatever happens to a paper from the moment when it came. */
const stato: fc.Arbitrary<StatoScansione> = fc
  .array(fc.constantFrom(...PASSI), { maxLength: 12 })
  .map((passi) => passi.reduce<StatoScansione>((before, passo) => statoDopo(before, passo) ?? before, 'in-coda'));
const numero: fc.Arbitrary<ScansioneTenuta['registrazione']> = fc.option(
  fc.record({
    anno: fc.constant(2026),
    numero: fc.integer({ min: 1, max: 99 }),
    da: fc.constantFrom('operatore', 'etichetta', 'nascita'),
  }),
  { nil: undefined },
);
const scansione: fc.Arbitrary<Guardata> = fc.record({
  specie: fc.constant('scansione' as const),
  stato,
  registrazione: numero,
  esclusa: fc.constant(undefined),
  divisa: fc.constant(undefined),
});
const lotto: fc.Arbitrary<Guardata> = fc.record({
  specie: fc.constant('lotto' as const),
  stato,
  registrazione: fc.constant(undefined),
  esclusa: fc.constant(undefined),
  divisa: fc.option(fc.constant({ scansioni: 3, separatori: 1 }), { nil: undefined }),
});

const queuesOf = (one: Guardata) => RUOLI.map((ruolo) => [ruolo, codeScansioneOf(buildCaller(ruolo), one)] as const);

/** What a filter of equalities and lists says of a record, as the database does. */
const passes = (filter: object, one: Guardata): boolean =>
  Object.entries(filter).every(([campo, wanted]: [string, unknown]) => {
    const value = one[campo as keyof Guardata] ?? null;
    return typeof wanted === 'object' && wanted !== null && '$in' in wanted
      ? (wanted.$in as unknown[]).includes(value)
      : value === wanted;
  });

describe('nothing that arrived on paper and has no number is ever in nobody’s queue', () => {
  it('whatever its state: read or not, good or not, attested or not', () =>
    fc.assert(
      fc.property(scansione, (one) => {
        const registrars = queuesOf(one).filter(([, code]) => code.includes('da-registrare'));
        assert.deepEqual(
          registrars.map(([ruolo]) => ruolo),
          one.registrazione === undefined ? ['operatore', 'rgd', 'vicario'] : [],
          one.stato,
        );
      }),
    ));

  it('a batch until it is parted: then its parts are', () =>
    fc.assert(
      fc.property(lotto, (one) => {
        const waits = queuesOf(one).some(([, code]) => code.includes('da-registrare'));
        assert.equal(waits, one.divisa === undefined, one.stato);
      }),
    ));

  it('only who said by which exclusion it is not registered takes it out', () => {
    const esclusa = { esclusione: 'Materiali pubblicitari', utente: 'anna', quando: new Date(0) };
    for (const stato of STATI_SCANSIONE)
      assert.equal(isDaRegistrare({ specie: 'scansione', stato, esclusa }), false, stato);
  });

  it('pages to look at are on the desk of who scans, numbered or not', () =>
    fc.assert(
      fc.property(scansione, (one) => {
        const looks = queuesOf(one).some(([, code]) => code.includes('da-vedere'));
        assert.equal(looks, one.stato === 'da-verificare' || one.stato === 'errore');
      }),
    ));

  it('what is counted in the database is what is so of each', () =>
    fc.assert(
      fc.property(fc.oneof(scansione, lotto), (one) => {
        const [, code] = queuesOf(one).find(([ruolo]) => ruolo === 'operatore') ?? assert.fail('no operatore');
        assert.equal(passes(DA_REGISTRARE, one), code.includes('da-registrare'));
        assert.equal(passes(DA_GUARDARE, one), code.includes('da-vedere'));
      }),
    ));
});
