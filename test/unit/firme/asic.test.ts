import assert from 'node:assert/strict';
import type { EsitoVerifica } from '../../../schemas/firma.api.js';
import { difettiDiNomi } from '../../../server/firme/asic/contenitore.js';
import { firmatarioDi } from '../../../server/firme/chiavi/firmatario.js';
import { bytesDi, firmaCades } from '../../../server/firme/crea/cades.js';
import type { Firmatario } from '../../../server/firme/tipi.js';
import { verificaFile } from '../../../server/firme/verifica.js';
import { fonteDiBytes } from '../../../server/formati/fonte.js';
import { buildAsic, firmeXades, manifesto } from '../../support/asic.js';
import type { VoceDiProva } from '../../support/corpus/zip.js';
import { giorno, hashOf, type Identita, marcaDi, rilascia } from '../../support/pki-prova.js';
import { firmaStaccata } from '../../support/xades-staccata.js';
import { Cartella } from './prove.js';

const A = Buffer.from('%PDF-1.7\nil primo\n%%EOF\n');
const B = Buffer.from('il secondo, però più lungo '.repeat(9_000));
const NOME_B = 'allegati/è il secondo.txt';
const P7S = 'META-INF/signature001.p7s';
const MANIFESTO = 'META-INF/ASiCManifest001.xml';
const XADES = 'META-INF/signatures001.xml';

/** The entries once more, where the directory does not name them. */
function nascosto(asic: Buffer): Buffer {
  const directory = asic.readUInt32LE(asic.length - 6);
  const entries = asic.subarray(0, directory);
  const all = Buffer.concat([entries, entries, asic.subarray(directory)]);
  all.writeUInt32LE(2 * directory, all.length - 6);
  return all;
}

/** The first document tells whoever reads from the beginning on that it is kept as it is. */
function discorde(asic: Buffer): Buffer {
  const all = Buffer.from(asic);
  all.writeUInt16LE(0, all.indexOf('a.pdf') - 22);
  return all;
}

describe('signed containers (ASiC)', () => {
  const cartella = new Cartella();
  const autorita = rilascia({ nome: 'Autorita di prova', autorita: true });
  const tsu = rilascia({ nome: 'Marche di prova', emittente: autorita, uso: [0], usiEstesi: ['1.3.6.1.5.5.7.3.8'] });
  let rossi: Identita;
  let firmatario: Firmatario;
  before(() => {
    cartella.metti('ca.cer', autorita.der);
    rossi = rilascia({ nome: 'Esempio Rossi', emittente: autorita, chiave: 'rsa' });
    firmatario = firmatarioDi({ certificato: rossi.der, catena: [autorita.der], nome: 'Esempio Rossi' }, rossi.chiave);
  });
  after(() => cartella.close());

  const p7s = async (bytes: Buffer | string): Promise<Buffer> =>
    bytesDi(
      await firmaCades(Buffer.from(bytes as Buffer), firmatario, { staccata: true, quando: giorno('2026-06-01') }),
    );
  const verifica = (bytes: Buffer): Promise<EsitoVerifica> =>
    verificaFile({ fonte: fonteDiBytes(bytes), nome: 'a.asice' }, cartella.contesto());
  const di = (nome: string, bytes: Buffer | string): VoceDiProva => ({ nome, bytes });
  const semplice = async (): Promise<VoceDiProva[]> => [di('a.pdf', A), di('META-INF/signature.p7s', await p7s(A))];
  /** With two documents, by a list of them. */
  const esteso = async (xml = manifesto(P7S, { 'a.pdf': A, [NOME_B]: B })): Promise<VoceDiProva[]> => [
    di('a.pdf', A),
    di(NOME_B, B),
    di(MANIFESTO, xml),
    di(P7S, await p7s(xml)),
  ];
  const conXades = (...riferimenti: Parameters<typeof firmaStaccata>[1]): VoceDiProva[] => [
    di('a.pdf', A),
    di(NOME_B, B),
    di(XADES, firmeXades(firmaStaccata(rossi, riferimenti))),
  ];
  const entrambi = (): VoceDiProva[] => conXades({ uri: 'a.pdf', bytes: A }, { uri: encodeURI(NOME_B), bytes: B });
  const al = (voci: readonly VoceDiProva[], nome: string, bytes: Buffer | string): VoceDiProva[] =>
    voci.map((one) => (one.nome === nome ? { ...one, bytes } : one));

  it('CAdES and XAdES, simple and extended, are valid and tell what they sign', async () => {
    const buoni: Record<string, Buffer> = {
      'CAdES, S': buildAsic('s', await semplice()),
      'CAdES, E': buildAsic('e', await esteso()),
      'XAdES, S': buildAsic('s', [
        di('a.pdf', A),
        di('META-INF/signatures.xml', firmeXades(firmaStaccata(rossi, [{ uri: 'a.pdf', bytes: A }]))),
      ]),
      'XAdES, E': buildAsic('e', entrambi()),
      'kept as they are': buildAsic(
        'e',
        (await esteso()).map((one) => ({ ...one, stored: true })),
      ),
    };
    for (const [nome, bytes] of Object.entries(buoni)) {
      const { firme, avvisi } = await verifica(bytes);
      assert.deepEqual(
        [firme.map(({ esito }) => esito), avvisi],
        [['valida'], []],
        `${nome} ${firme[0]?.motivo ?? ''}`,
      );
      assert.match(
        firme[0]?.controlli[0]?.messaggio ?? '',
        nome.endsWith(', S') ? /«a\.pdf»\.$/ : /«a\.pdf», «allegati\/è il secondo\.txt»/,
      );
      assert.equal(firme[0]?.tipo, nome.startsWith('X') ? 'XAdES' : 'CAdES');
    }
    const { contenuto } = await verifica(buoni['CAdES, S'] ?? A);
    assert.deepEqual([contenuto?.nome, contenuto?.sha256], ['a.pdf', hashOf('sha256', A).toString('hex')]);
  });

  it('looks into the one document, and at the timestamps of what is in it', async () => {
    const p7m = await bytesDi(await firmaCades(A, firmatario, { staccata: false, quando: giorno('2026-06-01') }));
    const dentro = buildAsic('s', [di('a.pdf.p7m', p7m), di('META-INF/signature.p7s', await p7s(p7m))]);
    const { firme, contenuto } = await verifica(dentro);
    assert.deepEqual(
      firme.map(({ esito, livelloBusta = 0 }) => [esito, livelloBusta]),
      [
        ['valida', 0],
        ['valida', 1],
      ],
    );
    assert.equal(contenuto?.nome, 'a.pdf');
    const marca = (bytes: Buffer): Buffer =>
      marcaDi({ impronta: hashOf('sha256', bytes), chi: tsu, quando: giorno('2026-06-02') });
    const esiti = async (tst: Buffer): Promise<string> =>
      (await verifica(buildAsic('s', [di('a.pdf', A), di('META-INF/timestamp.tst', tst)]))).marche
        .map(({ esito }) => esito)
        .join();
    assert.deepEqual([await esiti(marca(A)), await esiti(marca(B))], ['valida', 'non-valida']);
  });

  it('altered, exchanged, added, taken away, named twice, lied about: never valid', async () => {
    const [uno, due, xml] = [await semplice(), await esteso(), entrambi()];
    const altro = di('a.pdf', B);
    const bugiardo = manifesto(P7S, { 'a.pdf': B, [NOME_B]: B });
    const falsi: Record<string, Buffer> = {
      'S, another document': buildAsic('s', al(uno, 'a.pdf', B)),
      'S, a second document': buildAsic('s', [...uno, di('b.pdf', B)]),
      'S, a document hidden with the signatures': buildAsic('s', [...uno, di('META-INF/b.pdf', B)]),
      'E, another document': buildAsic('e', al(due, 'a.pdf', B)),
      'E, a document that nobody signs': buildAsic('e', [...due, di('c.pdf', B)]),
      'E, a document taken away': buildAsic(
        'e',
        due.filter(({ nome }) => nome !== NOME_B),
      ),
      'E, another list': buildAsic('e', al(al(due, 'a.pdf', B), MANIFESTO, bugiardo)),
      'E, no list': buildAsic(
        'e',
        due.filter(({ nome }) => nome !== MANIFESTO),
      ),
      'E, two lists': buildAsic('e', [...al(due, 'a.pdf', B), di('META-INF/ASiCManifest002.xml', bugiardo)]),
      'E, an empty list': buildAsic('e', await esteso(manifesto(P7S, {}))),
      'E, a weak digest': buildAsic('e', await esteso(manifesto(P7S, { 'a.pdf': A, [NOME_B]: B }, { digest: 'sha1' }))),
      'XAdES, another document': buildAsic('e', al(xml, NOME_B, A)),
      'XAdES, documents exchanged': buildAsic('e', al(al(xml, NOME_B, A), 'a.pdf', B)),
      'XAdES, a document that nobody signs': buildAsic('e', [...xml, di('c.pdf', B)]),
      'XAdES, only one of two': buildAsic('e', conXades({ uri: 'a.pdf', bytes: A })),
      'XAdES, of no file': buildAsic('e', conXades({ uri: 'http://esempio.invalid/a.pdf', bytes: A })),
      'S, hidden between the last entry and the directory': nascosto(buildAsic('s', uno)),
      'S, an entry that says another compression of itself': discorde(buildAsic('s', uno)),
      'XAdES, of its own list only': buildAsic('e', [
        di('META-INF/manifest.xml', '<x/>'),
        di(XADES, firmeXades(firmaStaccata(rossi, [{ uri: 'META-INF/manifest.xml', bytes: '<x/>' }]))),
      ]),
      'a name twice': buildAsic('e', [...due, altro]),
      'a name twice, first': buildAsic('e', [altro, ...due]),
      'a name twice, in capitals': buildAsic('e', [...due, di('A.PDF', B)]),
      'a way out': buildAsic('s', [di('../a.pdf', A), di('META-INF/signature.p7s', await p7s(A))]),
      'longer than it says': buildAsic('s', [
        { ...di('a.pdf', A), dice: 5 },
        di('META-INF/signature.p7s', await p7s(A.subarray(0, 5))),
      ]),
      'shorter than it says': buildAsic('s', [
        { ...di('a.pdf', A), dice: 900 },
        di('META-INF/signature.p7s', await p7s(A)),
      ]),
      encrypted: buildAsic('s', [{ ...di('a.pdf', A), cifrata: true }, di('META-INF/signature.p7s', await p7s(A))]),
      'something before it': Buffer.concat([Buffer.from('PK\x03\x04'), buildAsic('s', uno)]),
    };
    const nomeLocale = buildAsic('s', uno);
    nomeLocale.write('b.pdf', nomeLocale.indexOf('a.pdf'));
    falsi['another name where it stands'] = nomeLocale;
    for (const [nome, bytes] of Object.entries(falsi)) {
      const { firme, avvisi } = await verifica(bytes);
      assert.ok(
        firme.every(({ esito }) => esito !== 'valida'),
        nome,
      );
      assert.ok(firme.length + avvisi.length > 0, `${nome}: something is said`);
    }
    const esitoDi = async (nome: string) => (await verifica(falsi[nome] ?? A)).firme[0]?.esito;
    for (const nome of ['S, another document', 'E, another document', 'E, another list', 'XAdES, documents exchanged'])
      assert.equal(await esitoDi(nome), 'non-valida', nome);
    const aggiunto = await verifica(falsi['E, a document that nobody signs'] ?? A);
    assert.deepEqual(aggiunto.avvisi, ['Nel contenitore ci sono file che nessuna firma copre: «c.pdf».']);
    assert.equal(aggiunto.firme[0]?.esito, 'non-verificabile');
  });

  it('a bomb, an archive without signatures, another kind of signed archive: told, or nothing', async () => {
    const bomba = [
      { ...di('a.pdf', Buffer.alloc(1000)), dice: 0xfffffff0 },
      { ...di('b.pdf', A), dice: 0xfffffff0 },
    ];
    const grande = await verifica(buildAsic('s', [...bomba, di('META-INF/signature.p7s', 'x')]));
    assert.match(grande.avvisi.join(), /troppo grandi/);
    const tanti = Array.from({ length: 2_100 }, (_one, i) => di(`${i}.txt`, ''));
    assert.match((await verifica(buildAsic('e', [...tanti, di(P7S, 'x')]))).avvisi.join(), /troppi file/);
    assert.deepEqual((await verifica(buildAsic('s', [di('a.pdf', A)]))).avvisi, []);
    const rotta = await verifica(buildAsic('s', [di('a.pdf', A), di('META-INF/signature.p7s', 'non è una firma')]));
    assert.deepEqual([rotta.firme, rotta.avvisi.length > 0], [[], true]);
  });

  it('signatures without end are not held in memory: the first are read, and the rest is told', async () => {
    const nulla = Buffer.alloc(16 * 1024 ** 2);
    const molte = ['1', '2', '3', '4'].map((n) => di(`META-INF/signature${n}.p7s`, nulla));
    const { firme, avvisi } = await verifica(buildAsic('s', [di('a.pdf', A), ...molte]));
    assert.equal(firme.length, 0);
    assert.match(avvisi.join(' '), /«META-INF\/signature3\.p7s» del contenitore non è leggibile/);
  });

  it('names that no container should have', () => {
    for (const nome of ['../a', '/a', 'a//b', 'a/../b', 'a\\b', 'C:a', 'a\u0000b', './a', ''])
      assert.equal(difettiDiNomi([nome]).length, 1, nome);
    assert.deepEqual(difettiDiNomi(['a', 'b/a', 'è.pdf', 'META-INF/a']), []);
    assert.equal(difettiDiNomi(['e\u0301.pdf', '\u00e9.pdf']).length, 1, 'the same name in two ways');
  });
});
