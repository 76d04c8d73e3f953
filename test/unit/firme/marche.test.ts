import assert from 'node:assert/strict';
import { integer, nothing, sequence } from '../../../server/firme/crea/der.js';
import { verificaMarca } from '../../../server/firme/marche/verifica.js';
import type { ContestoFirme } from '../../../server/firme/tipi.js';
import {
  type Digest,
  giorno,
  hashOf,
  type Identita,
  marcaDi,
  rilascia,
  type RichiestaMarca,
} from '../../support/pki-prova.js';
import { Cartella } from './prove.js';

const FILE = Buffer.from('Un file con la sua marca accanto.');
const MARCHE = '1.3.6.1.5.5.7.3.8';

describe('firme: verificaMarca', () => {
  const cartella = new Cartella();
  let contesto: ContestoFirme;
  let ca: Identita;
  let tsu: Identita;
  before(() => {
    ca = rilascia({ nome: 'Autorità di prova', autorita: true });
    tsu = rilascia({ nome: 'Marche di prova', emittente: ca, uso: [0], usiEstesi: [MARCHE], al: giorno('2026-06-15') });
    cartella.metti('ca.der', ca.der);
    contesto = cartella.contesto();
  });
  after(() => cartella.close());

  const token = (richiesta: Partial<RichiestaMarca> = {}): Buffer =>
    marcaDi({ impronta: hashOf('sha256', FILE), chi: tsu, quando: giorno('2026-05-01'), ...richiesta });
  const verifica = (bytes: Buffer, file = FILE) =>
    verificaMarca(bytes, (algoritmo) => Promise.resolve(hashOf(algoritmo as Digest, file)), contesto, 'file');
  const esito = async (bytes: Buffer, file = FILE): Promise<string> => (await verifica(bytes, file)).esito;
  const risposta = (stato: number, ...parti: Buffer[]): Buffer => sequence(sequence(integer(stato)), ...parti);

  it('is good for its data, at the instant that it states', async () => {
    assert.deepEqual(await verifica(token()), {
      quando: '2026-05-01T14:00:00.000+02:00',
      autorita: 'Marche di prova',
      esito: 'valida',
      posto: 'file',
    });
    assert.equal(await esito(token({ digest: 'sha512', impronta: hashOf('sha512', FILE) })), 'valida');
  });

  it('is taken out of the answer of its authority, unless it was refused', async () => {
    assert.equal(await esito(risposta(0, token())), 'valida');
    assert.equal(await esito(risposta(1, token())), 'valida', 'granted with modifications');
    assert.equal(await esito(risposta(2, token())), 'non-verificabile');
    assert.equal(await esito(risposta(0)), 'non-verificabile');
    assert.equal(await esito(risposta(0, nothing())), 'non-verificabile');
  });

  it('is of no other data, authority, time or digest', async () => {
    const finta = rilascia({ nome: 'Autorità di prova', autorita: true });
    const sua = rilascia({ nome: 'Marche di prova', emittente: finta, uso: [0], usiEstesi: [MARCHE] });
    const persona = rilascia({ nome: 'Persona', emittente: ca });
    const alterata = token();
    const istante = alterata.indexOf('20260501120000Z');
    alterata[istante + 3] = 0x35; // 2025
    assert.equal(await esito(token(), Buffer.from('Un altro file.')), 'non-valida');
    assert.equal(await esito(token({ chi: sua })), 'non-verificabile');
    assert.equal(await esito(token({ chi: persona })), 'non-valida');
    assert.equal(await esito(alterata), 'non-valida');
    assert.equal(await esito(token({ quando: giorno('2026-06-20') })), 'non-valida', 'its certificate had ended');
    assert.equal(await esito(token({ quando: giorno('2027-06-20') })), 'non-valida');
    assert.equal(await esito(token({ digest: 'sha1', impronta: hashOf('sha1', FILE) })), 'non-valida');
    assert.equal(await esito(token({ firma: { legato: null } })), 'non-verificabile');
    assert.equal(await esito(token({ firma: { legato: persona.der } })), 'non-valida');
    assert.equal(await esito(token({ firma: { tipo: '1.2.840.113549.1.7.1' } })), 'non-valida');
  });

  it('breaks on no bytes', async () => {
    const bytes = token();
    for (let n = 0; n < bytes.length; n += 7) assert.notEqual(await esito(bytes.subarray(0, n)), 'valida');
    assert.equal(await esito(Buffer.concat([bytes, Buffer.from('altro')])), 'non-verificabile');
  });
});
