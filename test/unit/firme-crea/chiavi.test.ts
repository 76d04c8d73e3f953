import assert from 'node:assert/strict';
import forge from 'node-forge';
import { createAutorita, createFirmatario } from '../../../server/demo/firma/autorita.js';
import { cifra, decifra } from '../../../server/firme/chiavi/cifra.js';
import { openPkcs12 } from '../../../server/firme/chiavi/pkcs12.js';
import { chooseChiave, statoOf } from '../../../server/firme/chiavi/rules.js';

const autorita = createAutorita(2026);
const firmatario = createFirmatario(autorita, { nome: 'Esempio Undici', codiceFiscale: 'SMPNDC80A01X000X' }, 2026);
const ADESSO = new Date('2026-05-05T10:00:00Z');
const segreto = Buffer.alloc(32, 7);

function p12(password: string, { chiave = true, certificato = true } = {}): Buffer {
  const key = forge.pki.privateKeyFromPem(firmatario.chiave.export({ type: 'pkcs8', format: 'pem' }).toString());
  const certs = certificato ? [autorita.certificato, firmatario.certificato] : [autorita.certificato];
  const asn1 = forge.pkcs12.toPkcs12Asn1(chiave ? key : null, certs, password, { algorithm: '3des' });
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');
}

describe('firme: keys in custody', () => {
  it('opens what it encrypted, with that secret, in that place, whole', () => {
    const chiaro = Buffer.from('una chiave');
    const cifrato = cifra(segreto, chiaro, 'AOO/1');
    assert.deepEqual(decifra(segreto, cifrato, 'AOO/1'), chiaro);
    assert.ok(!cifrato.includes(chiaro));
    assert.notDeepEqual(cifra(segreto, chiaro, 'AOO/1'), cifrato);
    assert.throws(() => decifra(segreto, cifrato, 'AOO/2'));
    assert.throws(() => decifra(Buffer.alloc(32, 8), cifrato, 'AOO/1'));
    for (let i = 0; i < cifrato.length; i += 1) {
      const altered = Buffer.from(cifrato);
      altered[i] = (altered[i] ?? 0) ^ 1;
      assert.throws(() => decifra(segreto, altered, 'AOO/1'), String(i));
    }
    assert.throws(() => decifra(segreto, cifrato.subarray(0, 20), 'AOO/1'));
  });

  it('finds the key of a PKCS#12 with its certificate and those above it', () => {
    const opened = openPkcs12(p12('parola'), 'parola');
    assert.ok('chiavi' in opened);
    const chosen = chooseChiave(opened, ADESSO);
    assert.ok('chiave' in chosen);
    assert.ok(chosen.chiave.equals(firmatario.chiave));
    assert.deepEqual([chosen.tipo, chosen.catena.length], ['rsa', 1]);
  });

  it('says what is wrong with a file', () => {
    assert.deepEqual(openPkcs12(p12('parola'), 'altra'), { motivo: 'password' });
    assert.deepEqual(openPkcs12(Buffer.from('altro'), 'parola'), { motivo: 'illeggibile' });
    const faultOf = (file: Buffer, adesso = ADESSO): string => {
      const opened = openPkcs12(file, 'parola');
      assert.ok('chiavi' in opened);
      const chosen = chooseChiave(opened, adesso);
      return 'messaggio' in chosen ? chosen.messaggio : '';
    };
    assert.match(faultOf(p12('parola', { chiave: false })), /ma non la chiave/);
    assert.match(faultOf(p12('parola', { certificato: false })), /non c’è il certificato/);
    assert.match(faultOf(p12('parola'), new Date('2040-01-01T00:00:00Z')), /scaduto/);
    const opened = openPkcs12(p12('parola'), 'parola');
    assert.ok('chiavi' in opened);
    const { chiavi, certificati } = opened;
    assert.match(JSON.stringify(chooseChiave({ chiavi: [...chiavi, ...chiavi], certificati }, ADESSO)), /più di una/);
    assert.match(JSON.stringify(chooseChiave({ chiavi: [Buffer.from('x')], certificati }, ADESSO)), /non va bene/);
    assert.match(JSON.stringify(chooseChiave({ chiavi: [], certificati }, ADESSO)), /ma non la chiave/);
  });

  it('tells the end of a key thirty days before', () => {
    const al = new Date('2026-06-30T00:00:00Z');
    const stato = (adesso: string, over: object = {}) =>
      statoOf({ dal: new Date('2026-01-01T00:00:00Z'), al, ...over }, new Date(adesso));
    assert.deepEqual(stato('2026-05-05T00:00:00Z'), { stato: 'in-uso' });
    assert.deepEqual(stato('2026-05-31T00:00:00Z'), { stato: 'in-uso', giorni: 30 });
    assert.deepEqual(stato('2026-06-29T23:00:00Z'), { stato: 'in-uso', giorni: 0 });
    assert.deepEqual(stato('2026-06-30T00:00:00Z'), { stato: 'scaduta' });
    assert.deepEqual(stato('2025-12-31T00:00:00Z'), { stato: 'non-ancora-valida' });
    const ritirata = { quando: al, da: 'rgd', motivo: 'prova' };
    assert.deepEqual(stato('2026-05-05T00:00:00Z', { ritirata }), { stato: 'ritirata' });
  });
});
