import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Apprese, type Lezione } from '../../../classification/suggerimenti/apprese.js';
import { Conti } from '../../../classification/suggerimenti/conti.js';
import { scegliFascicoli } from '../../../classification/suggerimenti/fascicoli.js';
import { postoOf } from '../../../classification/suggerimenti/qualita.js';
import { sinonimiOf } from '../../../classification/suggerimenti/sinonimi.js';

const sinonimi = sinonimiOf([{ forma: 'tso', espansione: 'trattamento sanitario obbligatorio', voce: 'X.2' }]);
const CODICI = ['VI.3', 'X.2', 'IV.8'];
const PAROLE = ['ponteggio', 'tso', 'cila', 'scia', 'rossi', 'bianchi', 'suolo', 'tetto'];
const lezione = fc.record({
  id: fc.integer({ min: 1, max: 9_999 }).map(String),
  codice: fc.constantFrom(...CODICI),
  oggetto: fc.array(fc.constantFrom(...PAROLE), { minLength: 1, maxLength: 5 }).map((parole) => parole.join(' ')),
  corrispondente: fc.constantFrom('', 'Studio Linea Verde', 'Rossi Mario'),
  mezzo: fc.constantFrom('pec', 'posta'),
  uo: fc.constantFrom('U410', 'U212'),
});

/** All that the engine reads of it. */
function letto(apprese: Apprese) {
  const appreso = apprese.perIndice(CODICI);
  const perClasse = <T extends { classe: number }>(lista: readonly T[]) =>
    [...lista].sort((a, b) => a.classe - b.classe);
  return {
    quante: apprese.quante,
    chiavi: apprese.chiavi,
    pesi: [...PAROLE, 'ponteg suol', 'tratta', '#pec', '#posta'].map((chiave) => perClasse(appreso.pesi(chiave))),
    corrispondenti: ['studio', 'linea', 'rossi', 'mario'].map((chiave) => [...appreso.corrispondenti(chiave)].sort()),
    uffici: CODICI.map((codice) => [apprese.uffici(codice, ''), apprese.uffici(codice, 'Rossi Mario')]),
    nomi: CODICI.map((codice) => apprese.ultimeDi(codice, 'Rossi Mario').quante),
  };
}

describe('what the register teaches', () => {
  it('is the same after other lessons came and were taken back, in any order', () => {
    fc.assert(
      fc.property(
        fc.array(lezione, { maxLength: 8 }),
        fc.array(lezione, { maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        (tenute, tolte, casi) => {
          const soltanto = new Apprese(sinonimi);
          for (const una of tenute) soltanto.impara(una);
          const tutte = new Apprese(sinonimi);
          const chiavi = (una: Lezione) => ({ ...una, id: `tolta-${una.id}` });
          for (const una of [...tenute, ...tolte.map(chiavi)]) tutte.impara(una);
          const via = tolte.map(chiavi);
          while (via.length > 0) {
            const [una] = via.splice((casi.next().value ?? 0) % via.length, 1);
            if (una !== undefined) tutte.dimentica(una);
          }
          // an office that comes first in one and later in the other is still one office
          assert.deepEqual(letto(tutte), letto(soltanto));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a correction moves the weight from one class to the other', () => {
    const apprese = new Apprese(sinonimi);
    const una = { id: '1', codice: 'VI.3', oggetto: 'ponteggio', corrispondente: 'Edile', mezzo: 'pec', uo: 'U410' };
    apprese.impara(una);
    apprese.dimentica(una);
    apprese.impara({ ...una, codice: 'IV.8' });
    assert.deepEqual(
      apprese
        .perIndice(CODICI)
        .pesi('ponteg')
        .map(({ classe }) => CODICI[classe]),
      ['IV.8'],
    );
    assert.deepEqual(apprese.ultime('VI.3'), []);
  });

  it('however many registrations a class has, its words weigh no more than twenty of them', () => {
    const apprese = new Apprese(sinonimi);
    for (let i = 0; i < 500; i += 1)
      apprese.impara({ id: String(i), codice: 'VI.3', oggetto: 'cila', corrispondente: '', mezzo: 'pec' });
    const [posta] = apprese.perIndice(CODICI).pesi('cila');
    assert.ok(posta !== undefined && posta.peso <= 40);
    assert.equal(apprese.ultime('VI.3').length, 20);
  });

  it('counts are bounded: what was seen once goes first, and nothing goes below zero', () => {
    const conti = new Conti(100);
    conti.conta('spesso', 1, 1);
    conti.conta('spesso', 2, 1);
    for (let i = 0; i < 1_000; i += 1) conti.conta(`nome${i}`, 1, 1);
    assert.ok(conti.chiavi <= 100);
    assert.equal(conti.di('spesso').length, 2);
    conti.conta('mai', 1, -1);
    assert.deepEqual(conti.di('mai'), []);
  });
});

describe('the likeliest fascicoli', () => {
  const candidati = [
    {
      _id: 'a',
      codice: '2026-VI/3.1',
      oggetto: 'Permesso di costruire in via dei Salici, fg. 14 mapp. 220',
      tipo: 'procedimento' as const,
    },
    {
      _id: 'b',
      codice: '2026-VI/3.2',
      oggetto: 'CILA in via Grande',
      tipo: 'procedimento' as const,
      intestatario: 'Edile Valdoria',
    },
  ];
  const scegli = (oggetto: string, altro = {}) =>
    scegliFascicoli(candidati, { oggetto, corrispondente: '', suoi: new Map(), ...altro }).map(({ id, motivo }) => ({
      id,
      motivo,
    }));

  it('are known by names, streets and parcels, by the person, by the document that is answered', () => {
    assert.equal(scegli('Integrazione per i lavori di via dei Salici mapp. 220')[0]?.id, 'a');
    assert.equal(scegli('Varie', { corrispondente: 'Valdoria Edile' })[0]?.id, 'b');
    assert.deepEqual(scegli('Varie', { risposta: 'a' }), [{ id: 'a', motivo: 'vi sta il documento a cui risponde' }]);
    assert.match(scegli('Varie', { suoi: new Map([['b', 3]]) })[0]?.motivo ?? '', /3 registrazioni/);
  });

  it('none is proposed where nothing speaks for it', () => {
    assert.deepEqual(scegli('Richiesta di certificato'), []);
  });
});

it('the place of the choice counts what stands below a proposed voce as that one', () => {
  assert.deepEqual(
    [postoOf(['VI.3', 'VI.1'], 'VI.3.2'), postoOf(['VI.3', 'VI.1'], 'VI.1'), postoOf(['VI.3'], 'VI.30')],
    [1, 2, 0],
  );
});
