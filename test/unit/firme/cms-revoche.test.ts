import assert from 'node:assert/strict';
import { esaminaCms } from '../../../server/firme/cms/verifica.js';
import { context, oid, sequence } from '../../../server/firme/crea/der.js';
import { fonteDiBytes } from '../../../server/formati/fonte.js';
import {
  attributo,
  cmsDi,
  crlDi,
  giorno,
  type Identita,
  ocspDi,
  rilascia,
  signerInfo,
} from '../../support/pki-prova.js';
import { Cartella, esitiDi } from './prove.js';

const CONTENUTO = Buffer.from('Istanza di accesso agli atti, contenuto di prova.\n'.repeat(40));
const REVOCATION_VALUES = '1.2.840.113549.1.9.16.2.24';

describe('firme: verificaCms, with revocations inside', () => {
  const cartella = new Cartella();
  let ca: Identita;
  let revocato: Identita;
  let altri: Identita;
  before(() => {
    ca = rilascia({ nome: 'Autorità di prova', autorita: true });
    cartella.metti('ca.der', ca.der);
    revocato = rilascia({ nome: 'Revocato', emittente: ca, crl: 'http://autorita.invalid/ca.crl' });
    altri = rilascia({ nome: 'Altro', emittente: ca });
  });
  after(() => cartella.close());

  const con = async (revoche: Buffer[], dentro = true): Promise<[string, string | undefined]> => {
    const values = attributo(
      REVOCATION_VALUES,
      sequence(context(0, sequence(...(dentro ? [] : revoche.filter((_one, i) => i === 0))))),
    );
    const info = signerInfo(CONTENUTO, { chi: revocato, nonFirmati: () => (dentro ? [] : [values]) });
    const bytes = cmsDi({
      contenuto: CONTENUTO,
      firme: [info],
      certificati: [revocato.der],
      ...(dentro && { revoche }),
    });
    const [firma] = (await esaminaCms(fonteDiBytes(bytes), cartella.contesto())).firme;
    assert.ok(firma);
    return [firma.esito, esitiDi(firma.controlli)['revoca']];
  };

  it('reads lists and answers, in the envelope and in the attributes', async () => {
    const elenco = [{ chi: revocato, quando: giorno('2026-02-01') }];
    const ocsp = (bytes: Buffer): Buffer => context(1, oid('1.3.6.1.5.5.7.16.2'), bytes);
    assert.deepEqual(await con([]), ['non-verificabile', 'ignoto']);
    assert.deepEqual(await con([crlDi({ emittente: ca })]), ['valida', 'si']);
    assert.deepEqual(await con([crlDi({ emittente: ca })], false), ['valida', 'si']);
    assert.deepEqual(await con([crlDi({ emittente: ca, revocati: elenco })]), ['non-valida', 'no']);
    assert.deepEqual(await con([crlDi({ emittente: ca, revocati: elenco })], false), ['non-valida', 'no']);
    assert.deepEqual(await con([crlDi({ emittente: ca, revocati: [{ chi: altri, quando: giorno('2026-02-01') }] })]), [
      'valida',
      'si',
    ]);
    assert.deepEqual(await con([ocsp(ocspDi({ di: revocato, emittente: ca }))]), ['valida', 'si']);
    const revoca = ocspDi({ di: revocato, emittente: ca, stato: { quando: giorno('2026-02-01') } });
    assert.deepEqual(await con([ocsp(revoca), crlDi({ emittente: ca })]), ['non-valida', 'no']);
  });
});
