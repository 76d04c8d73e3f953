import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RegolaSmistamento } from '../../../schemas/configurazione-procedimenti.api.js';
import { type Caso, provaRegola, smista, smistaDaSola } from '../../../server/smistamento/rules.js';

const regola = (codice: string, over: Partial<RegolaSmistamento> = {}): RegolaSmistamento => ({
  codice,
  classifica: 'VI.3',
  competenza: 'U410',
  modo: 'proposta',
  ...over,
});
const EDILIZIA: Caso = {
  flusso: 'E',
  classifica: 'VI.3.2',
  tipologia: 'SCIA',
  mezzo: 'portale',
  mittenti: [{ tipo: 'PG', denominazione: 'Studio Linea Verde', domicilioDigitale: 'studio@pec.lineaverde.example' }],
};

describe('the rules of smistamento', () => {
  it('a voce takes what is below it, and only that', () => {
    assert.ok(provaRegola(regola('A'), EDILIZIA).adatta);
    assert.ok(!provaRegola(regola('A', { classifica: 'VI.3.1' }), EDILIZIA).adatta);
    assert.ok(!provaRegola(regola('A', { classifica: 'VI.31' }), EDILIZIA).adatta);
    assert.ok(!provaRegola(regola('A'), { ...EDILIZIA, classifica: undefined }).adatta);
  });

  it('all conditions must fit, and the reason says which', () => {
    const strict = regola('A', { flusso: 'E', tipologia: 'scia', mezzo: 'portale' });
    assert.deepEqual(provaRegola(strict, EDILIZIA), {
      codice: 'A',
      adatta: true,
      motivo: 'in entrata, voce VI.3, tipologia scia, mezzo portale',
    });
    assert.deepEqual(provaRegola(strict, { ...EDILIZIA, mezzo: 'pec' }), {
      codice: 'A',
      adatta: false,
      motivo: 'mezzo portale',
    });
  });

  it('a sender is known by code, address, domain or whole name', () => {
    const by = (mittente: string) =>
      provaRegola({ codice: 'M', mittente, competenza: 'U410', modo: 'proposta' }, EDILIZIA).adatta;
    for (const one of ['studio@PEC.lineaverde.example', '@pec.lineaverde.example', 'STUDIO linea verde'])
      assert.ok(by(one), one);
    for (const one of ['@pec.example', 'Linea Verde', 'altro@pec.lineaverde.example']) assert.ok(!by(one), one);
  });

  it('the first that fits gives the competenza, every one adds its conoscenza, each office once', () => {
    const regole = [
      regola('ALTRO', { classifica: 'X' }),
      regola('INFO', { competenza: undefined, conoscenza: ['U411', 'U414'] }),
      regola('PRIMA', { conoscenza: ['U411'] }),
      regola('SECONDA', { competenza: 'U412', conoscenza: ['U410', 'U413'] }),
    ];
    assert.deepEqual(
      smista(regole, EDILIZIA).map(({ uo, tipo, regola: by }) => [uo, tipo, by]),
      [
        ['U410', 'competenza', 'PRIMA'],
        ['U411', 'conoscenza', 'INFO'],
        ['U414', 'conoscenza', 'INFO'],
        ['U413', 'conoscenza', 'SECONDA'],
      ],
    );
  });

  it('assigns alone only what an automatic rule gives, and never past a proposal that stands before it', () => {
    const sola = regola('SOLA', { modo: 'automatica', conoscenza: ['U411'] });
    assert.deepEqual(
      smistaDaSola([sola, regola('P', { conoscenza: ['U412'] })], EDILIZIA).map(({ uo }) => uo),
      ['U410', 'U411'],
    );
    assert.deepEqual(smistaDaSola([regola('P', { competenza: 'U412' }), sola], EDILIZIA), []);
    assert.deepEqual(smistaDaSola([regola('P')], EDILIZIA), []);
  });

  it('whatever the rules, at most one office is competent and none is named twice', () => {
    const uo = fc.constantFrom('U110', 'U410', 'U411');
    const any = fc.record({
      codice: fc.string({ minLength: 1 }),
      classifica: fc.constantFrom('VI', 'VI.3', 'VI.3.2', 'X'),
      competenza: fc.option(uo, { nil: undefined }),
      conoscenza: fc.array(uo, { maxLength: 3 }),
      modo: fc.constantFrom('proposta' as const, 'automatica' as const),
    }) as fc.Arbitrary<RegolaSmistamento>;
    fc.assert(
      fc.property(fc.array(any, { maxLength: 6 }), (regole) => {
        const all = smista(regole, EDILIZIA);
        assert.ok(all.filter(({ tipo }) => tipo === 'competenza').length <= 1);
        assert.equal(new Set(all.map((one) => one.uo)).size, all.length);
        assert.ok(smistaDaSola(regole, EDILIZIA).every(({ modo }) => modo === 'automatica'));
      }),
    );
  });
});
