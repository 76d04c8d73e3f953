import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { esaminaCms } from '../../../server/firme/cms/verifica.js';
import type { ContestoFirme } from '../../../server/firme/tipi.js';
import { fonteDiBytes } from '../../../server/formati/fonte.js';
import {
  attributo,
  cmsDi,
  element,
  type Firma,
  giorno,
  hashOf,
  type Identita,
  marcaDi,
  rilascia,
  type RichiestaCms,
  signerInfo,
} from '../../support/pki-prova.js';
import { childrenOf, octets, sequence } from '../../../server/firme/crea/der.js';
import { Cartella, esitiDi } from './prove.js';

const CONTENUTO = Buffer.from('Istanza di accesso agli atti, contenuto di prova.\n'.repeat(40));
const ALTRO = Buffer.from('Un altro contenuto.');
const MARCHE = '1.3.6.1.5.5.7.3.8';
const SIGNATURE_TIMESTAMP = '1.2.840.113549.1.9.16.2.14';
const COUNTER_SIGNATURE = '1.2.840.113549.1.9.6';

describe('firme: verificaCms', () => {
  const cartella = new Cartella();
  let contesto: ContestoFirme;
  let ca: Identita;
  let chi: Identita;
  let tsu: Identita;

  before(() => {
    ca = rilascia({ nome: 'Autorità di prova', autorita: true });
    chi = rilascia({ nome: 'Esempio Rossi', emittente: ca });
    tsu = rilascia({ nome: 'Marche di prova', emittente: ca, uso: [0], usiEstesi: [MARCHE] });
    cartella.metti('ca.der', ca.der);
    contesto = cartella.contesto();
  });
  after(() => cartella.close());

  const firma = (opzioni: Partial<Firma> = {}): Buffer => signerInfo(CONTENUTO, { chi, ...opzioni });
  const busta = (opzioni: Partial<RichiestaCms> = {}): Buffer =>
    cmsDi({ contenuto: CONTENUTO, firme: [firma()], certificati: [chi.der], ...opzioni });
  const esamina = (bytes: Buffer, accanto?: Buffer) =>
    esaminaCms(fonteDiBytes(bytes), contesto, accanto === undefined ? undefined : fonteDiBytes(accanto));
  const prima = async (bytes: Buffer, accanto?: Buffer) => {
    const { firme, avvisi } = await esamina(bytes, accanto);
    assert.ok(firme[0], avvisi.join());
    return firme[0];
  };

  it('takes what is right: attached, detached, in pieces, of many signers', async () => {
    const altro = rilascia({ nome: 'Esempio Verdi', emittente: ca, chiave: 'ed25519' });
    const parallele = [firma(), signerInfo(CONTENUTO, { chi: altro })];
    const forme: [string, Buffer, Buffer?][] = [
      ['DER', busta()],
      ['BER in one piece', busta({ pezzi: CONTENUTO.length })],
      ['BER in pieces', busta({ pezzi: 7 })],
      ['detached', busta({ staccata: true }), CONTENUTO],
      ['detached, in BER', busta({ staccata: true, pezzi: 7 }), CONTENUTO],
      ['inside and beside', busta(), CONTENUTO],
      ['parallel', busta({ firme: parallele, certificati: [chi.der, altro.der, ca.der] })],
      ['filled up with zeros', Buffer.concat([busta(), Buffer.alloc(300)])],
      [
        'an empty file',
        cmsDi({ contenuto: Buffer.alloc(0), firme: [signerInfo(Buffer.alloc(0), { chi })], certificati: [chi.der] }),
      ],
      ['the certificate bound by SHA-512', busta({ firme: [firma({ digestLegame: 'sha512' })] })],
    ];
    for (const [nome, bytes, accanto] of forme) {
      const { firme, avvisi } = await esamina(bytes, accanto);
      assert.deepEqual(avvisi, [], nome);
      assert.equal(firme.length, nome === 'parallel' ? 2 : 1, nome);
      for (const one of firme) {
        assert.equal(one.esito, 'valida', `${nome}: ${one.motivo ?? ''}`);
        assert.equal(one.tipo, 'CAdES');
        assert.equal(one.livello, 'B');
      }
    }
  });

  it('a certificate bound by a weak digest is told so, and never makes a signature valid', async () => {
    for (const [legame, nome] of [
      [{ legame: 'v1' }, 'SHA-1'],
      [{ digestLegame: 'sha1' }, 'SHA-1'],
      [{ digestLegame: 'md5' }, 'MD5'],
    ] as const) {
      const [one] = (await esamina(busta({ firme: [firma(legame)] }))).firme;
      assert.equal(one?.esito, 'non-verificabile', nome);
      assert.match(one.motivo ?? '', new RegExp(`con ${nome}, .*corrisponde, ma non prova`));
      const altro = rilascia({ nome: 'Altro', emittente: ca });
      const [falsa] = (await esamina(busta({ firme: [firma({ ...legame, legato: altro.der })] }))).firme;
      assert.equal(falsa?.esito, 'non-valida', nome);
    }
  });

  it('tells what is inside, with its hash and where it stands', async () => {
    const bytes = busta({ pezzi: 100 });
    const { contenuto } = await esamina(bytes);
    const parts = (contenuto?.segmenti ?? []).map(({ inizio, lunghezza }) =>
      bytes.subarray(inizio, inizio + lunghezza),
    );
    assert.deepEqual(Buffer.concat(parts), CONTENUTO);
    assert.equal(contenuto?.sha256, hashOf('sha256', CONTENUTO).toString('hex'));
    assert.equal(contenuto.dimensione, CONTENUTO.length);
  });

  it('names a signature without a bound certificate CMS, and judges it all the same', async () => {
    const senza = await prima(busta({ firme: [firma({ legato: null })] }));
    assert.deepEqual([senza.tipo, senza.livello, senza.esito], ['CMS', undefined, 'valida']);
    const nuda = await prima(busta({ firme: [firma({ senzaAttributi: true })] }));
    assert.deepEqual([nuda.tipo, nuda.esito], ['CMS', 'valida']);
    const staccata = busta({ firme: [firma({ senzaAttributi: true })], staccata: true });
    assert.equal((await prima(staccata, CONTENUTO)).esito, 'valida');
    assert.equal((await prima(staccata, ALTRO)).esito, 'non-valida');
    assert.equal((await prima(staccata)).esito, 'non-verificabile');
  });

  it('refuses every forgery with the check that fails', async () => {
    const falso = rilascia({ nome: 'Esempio Rossi', emittente: ca });
    const sostituto: Identita = { ...falso, seriale: chi.seriale, emittente: chi.emittente };
    const omonima = rilascia({ nome: 'Autorità di prova', autorita: true });
    const daOmonima = rilascia({ nome: 'Esempio Rossi', emittente: omonima });
    const breve = rilascia({ nome: 'Breve', emittente: ca, chiave: 'rsa1024' });
    const curva = rilascia({ nome: 'Curva', emittente: ca, chiave: 'secp256k1' });
    const scaduto = rilascia({ nome: 'Scaduto', emittente: ca, al: giorno('2026-01-01') });
    const futuro = rilascia({ nome: 'Futuro', emittente: ca, dal: giorno('2027-01-01') });
    const server = rilascia({ nome: 'Sito', emittente: ca, uso: [0], usiEstesi: ['1.3.6.1.5.5.7.3.1'] });
    const cifra = rilascia({ nome: 'Cifra', emittente: ca, uso: [2] });
    const debole = rilascia({ nome: 'Debole', emittente: ca, digest: 'sha1' });
    const critico = rilascia({ nome: 'Critico', emittente: ca, critica: '1.2.3.4.5' });
    const alterato = Buffer.from(CONTENUTO);
    alterato[100] = (alterato[100] ?? 0) ^ 1;
    const di = (who: Identita, opzioni: Partial<Firma> = {}): Buffer =>
      busta({ firme: [signerInfo(CONTENUTO, { chi: who, ...opzioni })], certificati: [who.der] });
    const propria = rilascia({ nome: 'Firmata da sé', autorita: true, uso: null });
    const casi: [string, Buffer, string, 'non-valida' | 'non-verificabile', Buffer?][] = [
      ['content changed', busta({ contenuto: alterato }), 'integrita', 'non-valida'],
      ['content changed, in pieces', busta({ contenuto: alterato, pezzi: 10 }), 'integrita', 'non-valida'],
      ['other content beside', busta({ staccata: true }), 'integrita', 'non-valida', ALTRO],
      ['other content beside what is inside', busta(), 'integrita', 'non-valida', ALTRO],
      [
        'digest of another content',
        busta({ firme: [firma({ impronta: hashOf('sha256', ALTRO) })] }),
        'integrita',
        'non-valida',
      ],
      [
        'type of another content',
        busta({ firme: [firma({ tipo: '1.2.840.113549.1.7.5' })] }),
        'integrita',
        'non-valida',
      ],
      [
        'digest twice',
        busta({ firme: [firma({ altri: [attributo('1.2.840.113549.1.9.4', octets(hashOf('sha256', ALTRO)))] })] }),
        'integrita',
        'non-valida',
      ],
      ['content absent', busta({ staccata: true }), 'contenuto', 'non-verificabile'],
      [
        'certificate of the same name and number',
        busta({ firme: [signerInfo(CONTENUTO, { chi: sostituto, legato: chi.der })] }),
        'integrita',
        'non-valida',
      ],
      ['certificate replaced', busta({ firme: [firma({ legato: falso.der })] }), 'firmatario', 'non-valida'],
      ['certificate absent', busta({ certificati: [ca.der] }), 'firmatario', 'non-verificabile'],
      ['SHA-1', di(chi, { digest: 'sha1' }), 'algoritmi', 'non-valida'],
      ['RSA of 1024 bits', di(breve), 'algoritmi', 'non-valida'],
      ['a curve that is not taken', di(curva), 'algoritmi', 'non-valida'],
      [
        'authority of the same name',
        busta({ firme: [signerInfo(CONTENUTO, { chi: daOmonima })], certificati: [daOmonima.der, omonima.der] }),
        'catena',
        'non-verificabile',
      ],
      ['certificate signed with SHA-1', di(debole), 'catena', 'non-valida'],
      ['a critical extension that is not known', di(critico), 'catena', 'non-verificabile'],
      ['expired, and says so itself', di(scaduto), 'validita', 'non-valida'],
      ['expired since', di(scaduto, { istante: giorno('2025-06-01') }), 'validita', 'non-verificabile'],
      ['not yet valid', di(futuro), 'validita', 'non-valida'],
      ['certificate of a site', di(server), 'uso-chiave', 'non-valida'],
      ['key for encryption', di(cifra), 'uso-chiave', 'non-valida'],
      ['certificate of an authority', di(ca), 'uso-chiave', 'non-valida'],
      ['one made by oneself, that says nothing of its use', di(propria), 'catena', 'non-verificabile'],
      ['junk after it', Buffer.concat([busta(), Buffer.from('altro')]), 'contenuto', 'non-verificabile'],
      ['another document after it', Buffer.concat([busta(), busta()]), 'contenuto', 'non-verificabile'],
    ];
    for (const [nome, bytes, codice, esito, accanto] of casi) {
      const one = await prima(bytes, accanto);
      assert.equal(one.esito, esito, `${nome}: ${one.motivo ?? ''}`);
      assert.equal(esitiDi(one.controlli)[codice], esito === 'non-valida' ? 'no' : 'ignoto', nome);
      assert.ok(one.motivo, nome);
    }
  });

  it('does not take the signed attributes of one signature for a document signed directly', async () => {
    const parti = childrenOf(firma());
    const attributi = Buffer.from(parti[3] ?? assert.fail('no attributes'));
    assert.equal(attributi[0], 0xa0);
    attributi[0] = 0x31;
    const nuda = sequence(...parti.filter((_one, i) => i !== 3));
    const ceduta = await prima(cmsDi({ contenuto: attributi, firme: [nuda], certificati: [chi.der] }));
    assert.deepEqual([ceduta.esito, esitiDi(ceduta.controlli)['integrita']], ['non-valida', 'no']);
  });

  it('never calls valid a file of which a signed byte was changed', async () => {
    const bytes = busta();
    const content = bytes.indexOf(CONTENUTO);
    // the certificate and the signed attributes with the signature over them; names of algorithms and of the signer are not signed
    const certificato = bytes.indexOf(chi.der);
    const firmati = bytes.indexOf(firmatiDi(firma()));
    const parti = [
      [content, CONTENUTO.length],
      [certificato, chi.der.length],
      [firmati, firmatiDi(firma()).length],
    ] as const;
    for (const [from, length] of parti) {
      assert.ok(from > 0);
      for (let i = from; i < from + length; i += length > 1000 ? 141 : 3) {
        const forged = Buffer.from(bytes);
        forged[i] = (forged[i] ?? 0) ^ 1;
        const { firme } = await esamina(forged);
        assert.ok(
          firme.every(({ esito }) => esito !== 'valida'),
          `byte ${i}`,
        );
      }
    }
  });

  /** Signed attributes of a SignerInfo, which are the same each time (ECDSA's value is not). */
  const firmatiDi = (info: Buffer): Buffer => {
    const from = info.indexOf(Buffer.from('06092a864886f70d010903', 'hex')) - 2;
    return info.subarray(from, from + 26);
  };

  it('breaks on no bytes: truncated, random, deep, of huge lengths', async () => {
    const bytes = busta({ pezzi: 50 });
    for (let n = 0; n < bytes.length; n += n < 100 || n > bytes.length - 900 ? 5 : 53) {
      const { firme, avvisi } = await esamina(bytes.subarray(0, n));
      assert.deepEqual(firme, [], `the first ${n}`);
      assert.equal(avvisi.length, 1);
    }
    const profondo = Buffer.concat([...Array<Buffer>(20_000).fill(Buffer.from('3080', 'hex'))]);
    const enorme = busta();
    enorme.writeUIntBE(0x83ff_ffff, 1, 4);
    for (const one of [profondo, enorme, Buffer.alloc(0), Buffer.alloc(1000)])
      assert.deepEqual((await esamina(one)).firme, []);
    const stringhe = Array.from({ length: 30 }).reduce<Buffer>((inner) => element(0x24, inner), octets(CONTENUTO));
    const strano = cmsDi({ contenuto: CONTENUTO, firme: [firma()] });
    const nidi = Buffer.concat([strano.subarray(0, strano.indexOf(octets(CONTENUTO))), stringhe]);
    assert.deepEqual((await esamina(nidi)).firme, []);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }),
        async (changes) => {
          const forged = Buffer.from(bytes);
          for (const [at, value] of changes) forged[at % forged.length] = value;
          await esamina(forged);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('tells whose signature another signature signs', async () => {
    const secondo = rilascia({ nome: 'Esempio Verdi', emittente: ca });
    const controfirmata = (di: (valore: Buffer) => Buffer): Buffer =>
      busta({
        firme: [
          firma({
            nonFirmati: (valore) => [
              attributo(COUNTER_SIGNATURE, signerInfo(di(valore), { chi: secondo, controfirma: true })),
            ],
          }),
        ],
        certificati: [chi.der, secondo.der],
      });
    const { firme } = await esamina(controfirmata((valore) => valore));
    assert.deepEqual(
      firme.map(({ firmatario, controfirmaDi, esito }) => [firmatario, controfirmaDi, esito]),
      [
        ['Esempio Rossi', undefined, 'valida'],
        ['Esempio Verdi', 'Esempio Rossi', 'valida'],
      ],
    );
    const falsa = await esamina(controfirmata(() => ALTRO));
    assert.deepEqual(
      falsa.firme.map(({ esito }) => esito),
      ['valida', 'non-valida'],
    );
  });

  describe('with a timestamp', () => {
    const conMarca = (quando: Date, opzioni: { chi?: Identita; su?: Buffer; firma?: Partial<Firma> } = {}): Buffer => {
      const who = opzioni.chi ?? chi;
      const info = signerInfo(CONTENUTO, {
        chi: who,
        istante: quando,
        nonFirmati: (valore) => [
          attributo(
            SIGNATURE_TIMESTAMP,
            marcaDi({
              impronta: hashOf('sha256', opzioni.su ?? valore),
              chi: tsu,
              quando,
              ...(opzioni.firma && { firma: opzioni.firma }),
            }),
          ),
        ],
      });
      return busta({ firme: [info], certificati: [who.der] });
    };

    it('judges the certificate at the instant that is proved', async () => {
      const scaduto = rilascia({ nome: 'Scaduto', emittente: ca, al: giorno('2026-01-01') });
      const prima_ = await prima(conMarca(giorno('2025-06-01'), { chi: scaduto }));
      assert.deepEqual([prima_.esito, prima_.livello], ['valida', 'T'], prima_.motivo);
      assert.equal(prima_.provato, '2025-06-01T14:00:00.000+02:00');
      const dopo = await prima(conMarca(giorno('2026-03-01'), { chi: scaduto }));
      assert.deepEqual([dopo.esito, esitiDi(dopo.controlli)['validita']], ['non-valida', 'no']);
    });

    it('tells a timestamp of the archive, which proves nothing', async () => {
      const archivio = (valore: Buffer): Buffer =>
        marcaDi({ impronta: hashOf('sha256', valore), chi: tsu, quando: giorno('2026-06-02') });
      const info = firma({ nonFirmati: (valore) => [attributo('0.4.0.1733.2.4', archivio(valore))] });
      const one = await prima(busta({ firme: [info] }));
      assert.deepEqual([one.esito, one.provato, one.marche[0]?.esito], ['valida', undefined, 'non-verificabile']);
      assert.equal(one.marche[0]?.quando, '2026-06-02T14:00:00.000+02:00');
      assert.match(
        one.marche[0].motivo ?? '',
        /non viene verificato, e non prova nulla\. La firma della sua autorità regge/,
      );
      const falsa = (): Buffer => {
        const token = archivio(ALTRO);
        token.writeUInt8(token.readUInt8(token.length - 1) ^ 1, token.length - 1);
        return token;
      };
      const conFalsa = firma({ nonFirmati: () => [attributo('0.4.0.1733.2.4', falsa())] });
      const [marca] = (await prima(busta({ firme: [conFalsa] }))).marche;
      assert.deepEqual([marca?.esito, /d’archivio/.test(marca?.motivo ?? '')], ['non-valida', true]);
    });

    it('trusts no timestamp that is of other data, forged or of who may give none', async () => {
      const scaduto = rilascia({ nome: 'Scaduto', emittente: ca, al: giorno('2026-01-01') });
      const quando = giorno('2025-06-01');
      const altrui = await prima(conMarca(quando, { chi: scaduto, su: ALTRO }));
      assert.deepEqual(
        [altrui.esito, altrui.marche[0]?.esito, altrui.provato],
        ['non-valida', 'non-valida', undefined],
      );
      const daFirmatario = await prima(conMarca(quando, { chi: scaduto, firma: { chi } }));
      assert.notEqual(daFirmatario.esito, 'valida');
      const rotta = await prima(conMarca(quando, { chi: scaduto, firma: { impronta: hashOf('sha256', ALTRO) } }));
      assert.equal(rotta.marche[0]?.esito, 'non-valida');
      const slegata = await prima(conMarca(quando, { firma: { legato: null } }));
      assert.equal(slegata.marche[0]?.esito, 'non-verificabile');
      const futura = await prima(conMarca(giorno('2030-01-01')));
      assert.equal(futura.marche[0]?.esito, 'non-verificabile');
    });
  });

  it('reads random bytes as no signature', async () => {
    for (let i = 0; i < 50; i += 1) assert.deepEqual((await esamina(randomBytes(200))).firme, []);
  });
});
