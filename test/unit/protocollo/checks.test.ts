import assert from 'node:assert/strict';
import { RegistrazioneRichiesta } from '../../../schemas/registrazione.api.js';
import {
  faultsOfAttesa,
  faultsOfDate,
  faultsOfRichiesta,
  isDocumentoObbligatorio,
  isFuture,
} from '../../../server/protocollo/checks.js';
import { buildFile, buildRichiesta } from '../../support/factories.js';

const MEZZI = [
  'pec',
  'email',
  'sportello',
  'posta',
  'raccomandata',
  'corriere',
  'portale',
  'interoperabilita',
  'sdi',
  'interno',
];
const known = { uffici: new Set(['U110', 'U410']), utenti: new Set(['anna']), mezzi: new Set(MEZZI) };
/** Half past midnight of 2 March in Rome, still 1 March in UTC. */
const adesso = new Date('2026-03-01T23:30:00Z');
const richiesta = (over: Parameters<typeof buildRichiesta>[0] = {}) =>
  RegistrazioneRichiesta.parse(buildRichiesta(over));
const campi = (over: Parameters<typeof buildRichiesta>[0] = {}, hasDocumento = true) =>
  faultsOfRichiesta(richiesta(over), known, adesso, hasDocumento).map(({ campo }) => campo);

describe('isDocumentoObbligatorio', () => {
  const CARTA = ['sportello', 'posta', 'raccomandata', 'corriere'];
  for (const mezzo of MEZZI) {
    it(`E, ${mezzo}: ${CARTA.includes(mezzo) ? 'may wait for its scan' : 'must be there'}`, () =>
      assert.equal(isDocumentoObbligatorio('E', mezzo), !CARTA.includes(mezzo)));
    it(`U and I, ${mezzo}: must be there`, () =>
      assert.ok(isDocumentoObbligatorio('U', mezzo) && isDocumentoObbligatorio('I', mezzo)));
  }
});

describe('faultsOfRichiesta', () => {
  it('finds nothing in what is right', () => {
    for (const flusso of ['E', 'U', 'I'] as const) assert.deepEqual(campi({ flusso }), []);
  });

  it('names the document that is missing', () => {
    assert.deepEqual(campi({ mezzo: 'pec' }, false), ['documento']);
    assert.deepEqual(campi({ mezzo: 'posta' }, false), []);
    assert.deepEqual(campi({ flusso: 'U', mezzo: 'posta' }, false), ['documento']);
  });

  it('names every office and person that the AOO does not have, by its place', () => {
    assert.deepEqual(
      campi({
        flusso: 'I',
        mittenti: [{ tipo: 'UO', uo: 'U999' }],
        destinatari: [
          { tipo: 'UO', uo: 'U110' },
          { tipo: 'UO', uo: 'P001' },
        ],
        assegnazioni: [
          { uo: 'U410', tipo: 'competenza', utente: 'zeno' },
          { uo: 'U998', tipo: 'conoscenza' },
        ],
        riservatezza: { livello: 'riservata', uo: ['U110', 'U997'], utenti: ['anna', 'zoe'] },
      }),
      [
        'mittenti[0].uo',
        'destinatari[1].uo',
        'assegnazioni[0].utente',
        'assegnazioni[1].uo',
        'riservatezza.uo[1]',
        'riservatezza.utenti[1]',
      ],
    );
  });

  it('takes only the means of the AOO', () => {
    assert.deepEqual(campi({ mezzo: 'piccione' }), ['mezzo']);
    assert.equal(
      faultsOfRichiesta(richiesta({ mezzo: 'drone' }), { ...known, mezzi: new Set(['drone']) }, adesso, true).length,
      0,
    );
  });
});

describe('dates that are still to come', () => {
  it('a day is judged by the calendar of Rome', () => {
    assert.ok(!isFuture('2026-03-02', adesso), 'today in Rome, tomorrow in UTC');
    assert.ok(isFuture('2026-03-03', adesso));
    assert.ok(!isFuture('2025-12-31', adesso));
  });

  it('an instant by the instant, with a minute for the clock of another machine', () => {
    assert.ok(!isFuture('2026-03-02T00:30:00+01:00', adesso));
    assert.ok(!isFuture('2026-03-02T00:31:00+01:00', adesso));
    assert.ok(isFuture('2026-03-02T00:31:01+01:00', adesso));
    assert.ok(!isFuture('2026-03-02T08:30:00+09:00', adesso), 'the same instant elsewhere');
  });

  it('are named by their field', () => {
    const faults = faultsOfDate(
      { protocolloMittente: { numero: '1', data: '2026-03-03' }, dataArrivo: '2026-03-03' },
      adesso,
    );
    assert.deepEqual(
      faults.map(({ campo }) => campo),
      ['protocolloMittente.data', 'dataArrivo'],
    );
    assert.deepEqual(faultsOfDate({ protocolloMittente: { numero: '1' }, dataArrivo: '2026-03-02' }, adesso), []);
  });
});

describe('faultsOfAttesa', () => {
  const attesa = { flusso: 'E' as const, mezzo: 'posta' };
  const named = (...args: Parameters<typeof faultsOfAttesa>) => faultsOfAttesa(...args).map(({ campo }) => campo);

  it('paper that waits for its scan does not become a PEC, nor go out', () => {
    assert.deepEqual(named(attesa, { mezzo: 'pec' }), ['mezzo']);
    assert.deepEqual(named(attesa, { flusso: 'U' }), ['flusso']);
    assert.deepEqual(named(attesa, { flusso: 'I', mezzo: 'interno' }), ['flusso', 'mezzo']);
  });
  it('it may have come by another paper way, and whatever else may change', () => {
    assert.deepEqual(named(attesa, { mezzo: 'sportello' }), []);
    assert.deepEqual(named(attesa, {}), []);
  });
  it('with its document anything may be put right', () =>
    assert.deepEqual(named({ ...attesa, documento: buildFile() }, { flusso: 'U', mezzo: 'pec' }), []));
});
