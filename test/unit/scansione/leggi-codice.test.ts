import assert from 'node:assert/strict';
import fc from 'fast-check';
import { indirizzoVerifica } from '../../../server/carte/dati.js';
import { codiceABarre } from '../../../server/carte/etichetta.js';
import {
  diceDiChi,
  leggiCodice,
  registrazioneDelFoglio,
  stessaRegistrazione,
} from '../../../server/scansione/immagini/leggi-codice.js';
import { buildCarta } from '../carte/esempi.js';

const HASH = 'ab'.repeat(32);

describe('scansione: what a printed code says', () => {
  it('reads back every address of verification and every bar code that is printed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1990, max: 9999 }),
        fc.integer({ min: 1, max: 999_999_999 }),
        fc.constantFrom('https://protocollo.example', 'http://localhost:8080', 'https://ente.example/protocollo'),
        (anno, numero, url) => {
          assert.deepEqual(
            leggiCodice(indirizzoVerifica(url, { anno, numero, catena: { hash: HASH, precedente: HASH } })),
            {
              registrazione: { anno, numero, hash: HASH },
            },
          );
          const barre = codiceABarre(buildCarta({ anno, numero: String(numero).padStart(7, '0') }));
          assert.deepEqual(leggiCodice(barre), { registrazione: { anno, numero } });
        },
      ),
    );
  });

  it('any other code is none of ours, and never a fault', () => {
    for (const text of [
      '',
      '2026-0000000',
      '26-0000001',
      '2026-00000012345',
      'https://protocollo.example/verifica/2026/29/abc',
      `https://protocollo.example/verifica/2026/029/${HASH}`,
      `https://protocollo.example/verifica/2026/29/${HASH}?x=1`,
      `javascript:/verifica/2026/29/${HASH}`,
      'PAGOPA|002|301000000000000000|01234567890|5000',
    ])
      assert.equal(leggiCodice(text), undefined, text);
    fc.assert(fc.property(fc.string(), (text) => leggiCodice(` ${text}|`) === undefined));
  });

  it('an address names the registration of the sheet before a bare number; two different ones name none', () => {
    const qr = (numero: number) => ({
      tipo: 'qr' as const,
      testo: `https://protocollo.example/verifica/2026/${numero}/${HASH}`,
    });
    const barre = { tipo: 'code128' as const, testo: '2026-0000030' };
    assert.deepEqual(registrazioneDelFoglio([barre, qr(29)]), { anno: 2026, numero: 29, hash: HASH });
    assert.deepEqual(registrazioneDelFoglio([barre]), { anno: 2026, numero: 30 });
    assert.equal(registrazioneDelFoglio([qr(29), qr(31)]), undefined);
    assert.equal(registrazioneDelFoglio([]), undefined);
    const scritto = (di: string) => ({ ...barre, testo: `${di}/2026/0000030` });
    assert.deepEqual(registrazioneDelFoglio([barre, scritto('AVLD001')]), { anno: 2026, numero: 30, di: 'AVLD001' });
    assert.equal(registrazioneDelFoglio([scritto('AVLD001'), scritto('ALTRA01')]), undefined);
  });

  it('codes of several sheets say together all that each says, unless two offices have the same number', () => {
    const posto = { anno: 2026, numero: 30 };
    const [nostra, altra] = [HASH, 'cd'.repeat(32)];
    assert.deepEqual(stessaRegistrazione([posto, { ...posto, hash: nostra }, { ...posto, di: 'avld001' }]), {
      ...posto,
      hash: nostra,
      di: 'avld001',
    });
    assert.equal(stessaRegistrazione([{ ...posto, hash: nostra }, posto, { ...posto, hash: altra }]), undefined);
    assert.deepEqual(
      [posto, { ...posto, hash: nostra }, { ...posto, di: 'avld001' }, { ...posto, di: 'PG' }].map((one) =>
        diceDiChi(one, 'AVLD001'),
      ),
      [false, true, true, false],
    );
  });
});
