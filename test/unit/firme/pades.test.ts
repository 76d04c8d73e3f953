import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EsitoVerifica } from '../../../schemas/firma.api.js';
import { firmatarioDi } from '../../../server/firme/chiavi/firmatario.js';
import { firmaPades } from '../../../server/firme/crea/pades.js';
import type { Firmatario } from '../../../server/firme/tipi.js';
import { verificaFile } from '../../../server/firme/verifica.js';
import { fonteDiBytes } from '../../../server/formati/fonte.js';
import { buildPdf } from '../../support/pdf.js';
import { aggiorna, type Aggiornamento, flusso, oggettoDi } from '../../support/pdf-aggiornato.js';
import { rilascia } from '../../support/pki-prova.js';
import { ADESSO, Cartella } from './prove.js';

const [CATALOGO, PAGINE, PAGINA, TESTO, CARATTERE] = [1, 2, 3, 4, 5];
const PROMESSA = flusso('BT /F1 14 Tf 72 760 Td (Si paga tutto) Tj ET');
const QUANDO = new Date('2026-06-01T10:00:00Z');

describe('PAdES: what was done to a PDF after it was signed', () => {
  const cartella = new Cartella();
  let firmatario: Firmatario;
  let altro: Firmatario;
  let firmato: Buffer;
  after(() => cartella.close());

  before(async () => {
    const autorita = rilascia({ nome: 'Autorita di prova', autorita: true });
    cartella.metti('ca.cer', autorita.der);
    const of = (nome: string): Firmatario => {
      const { der, chiave } = rilascia({ nome, emittente: autorita });
      return firmatarioDi({ certificato: der, catena: [autorita.der], nome }, chiave);
    };
    [firmatario, altro] = [of('Esempio Rossi'), of('Esempio Verdi')];
    firmato = await firmaPades(buildPdf('Non si paga nulla'), firmatario, { quando: QUANDO });
  });

  const verifica = (pdf: Buffer): Promise<EsitoVerifica> =>
    verificaFile({ fonte: fonteDiBytes(pdf), nome: 'a.pdf' }, cartella.contesto());
  const primaDi = async (pdf: Buffer) => (await verifica(pdf)).firme[0] ?? assert.fail('no signature');
  const dopo = (cambio: Aggiornamento): Promise<Awaited<ReturnType<typeof primaDi>>> =>
    primaDi(aggiorna(firmato, cambio));
  const modificheDi = ({ controlli }: Awaited<ReturnType<typeof primaDi>>) =>
    controlli.find(({ codice }) => codice === 'modifiche');
  const cambiato = (numero: number, from: string | RegExp, to: string): Aggiornamento => {
    const before = oggettoDi(firmato, numero);
    assert.match(before, from instanceof RegExp ? from : new RegExp(from.replaceAll(/[[\]()/]/g, '\\$&')));
    return { oggetti: { [numero]: before.replace(from, to) } };
  };

  it('a signature over the whole file is valid, and told with its revision', async () => {
    const esito = await verifica(firmato);
    const [firma] = esito.firme;
    assert.deepEqual(
      [firma?.tipo, firma?.livello, firma?.firmatario, firma?.esito, firma?.motivo, firma?.revisione],
      ['PAdES', 'B', 'Esempio Rossi', 'valida', undefined, { n: 2, di: 2, dopo: [] }],
    );
    assert.equal(new Date(firma?.dichiarato ?? '').getTime(), QUANDO.getTime());
    assert.equal(new Date(esito.quando).getTime(), ADESSO.getTime());
  });

  it('two signatures one after the other are both valid, the second told after the first', async () => {
    const { firme } = await verifica(await firmaPades(firmato, altro, { quando: QUANDO }));
    assert.deepEqual(
      firme.map(({ firmatario: chi, esito, revisione }) => [chi, esito, revisione?.n, revisione?.dopo.length]),
      [
        ['Esempio Rossi', 'valida', 2, 1],
        ['Esempio Verdi', 'valida', 3, 0],
      ],
    );
    assert.match(firme[0]?.revisione?.dopo[0] ?? '', /aggiunta un’altra firma/);
  });

  it('a small stamp, evidence for validation and properties are told and permitted', async () => {
    const annots = /\/Annots \[ ?(\d+) 0 R ?\]/.exec(oggettoDi(firmato, PAGINA))?.[1] ?? assert.fail('no annotations');
    const timbro = await dopo({
      oggetti: {
        ...cambiato(PAGINA, /\/Annots \[[^\]]*\]/, `/Annots [${annots} 0 R 90 0 R]`).oggetti,
        90: '<< /Type /Annot /Subtype /Stamp /Rect [20 800 220 830] /AP << /N 91 0 R >> >>',
        91: flusso('0 0 m').replace('<<', '<< /Type /XObject /Subtype /Form /BBox [0 0 200 30]'),
      },
    });
    assert.deepEqual([timbro.esito, modificheDi(timbro)?.esito], ['valida', 'si']);
    assert.match(timbro.revisione?.dopo.join() ?? '', /annotazioni, che non fanno parte .*pagina 1/);
    const dss = await dopo({
      oggetti: {
        ...cambiato(CATALOGO, '<<', '<< /DSS 90 0 R').oggetti,
        90: '<< /Type /DSS /Certs [91 0 R] >>',
        91: flusso('x'),
      },
    });
    assert.deepEqual([dss.esito, dss.revisione?.dopo], ['valida', ['aggiunti certificati e revoche per la verifica']]);
    const info = await dopo({ oggetti: { 90: '<< /Title (Altro titolo) >>' }, coda: '/Info 90 0 R' });
    assert.deepEqual([info.esito, info.revisione?.dopo], ['valida', ['aggiornate le proprietà del documento']]);
    const uguale = await dopo({
      oggetti: { [TESTO]: oggettoDi(firmato, TESTO), [PAGINA]: oggettoDi(firmato, PAGINA) },
    });
    assert.deepEqual([uguale.esito, uguale.revisione?.dopo], ['valida', []], 'written again as it was');
  });

  it('whatever changes what the document shows makes the signature not valid', async () => {
    const forged: Record<string, Aggiornamento> = {
      'text of the page': { oggetti: { [TESTO]: PROMESSA } },
      'another content of the page': {
        oggetti: { ...cambiato(PAGINA, `/Contents ${TESTO} 0 R`, '/Contents 90 0 R').oggetti, 90: PROMESSA },
      },
      font: { oggetti: { [CARATTERE]: '<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>' } },
      'a page added': {
        oggetti: {
          ...cambiato(PAGINE, /\/Kids \[ ?3 0 R ?\] ?\/Count 1/, '/Kids [3 0 R 90 0 R] /Count 2').oggetti,
          90: `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 91 0 R >>`,
          91: PROMESSA,
        },
      },
      'other pages': {
        oggetti: {
          ...cambiato(CATALOGO, '/Pages 2 0 R', '/Pages 90 0 R').oggetti,
          90: '<< /Type /Pages /Kids [91 0 R] /Count 1 >>',
          91: '<< /Type /Page /Parent 90 0 R /MediaBox [0 0 595 842] /Contents 92 0 R >>',
          92: PROMESSA,
        },
      },
      'another catalog': {
        oggetti: { 90: '<< /Type /Catalog /Pages 91 0 R >>', 91: '<< /Type /Pages /Kids [] /Count 0 >>' },
        radice: 90,
      },
      'an action when it opens': {
        oggetti: cambiato(CATALOGO, '<<', '<< /OpenAction << /S /JavaScript /JS (x) >>').oggetti,
      },
      'a larger page': { oggetti: cambiato(PAGINA, /\[ ?0 0 595 842 ?\]/, '[0 400 595 842]').oggetti },
      'a part taken away': { oggetti: { [CARATTERE]: null } },
      'the signature taken from the page': { oggetti: cambiato(PAGINA, /\/Annots \[[^\]]*\]/, '/Annots []').oggetti },
      'the signature taken from the form': { oggetti: cambiato(CATALOGO, /\/AcroForm (\d+ 0 R|<<.*?>>)/s, '').oggetti },
      'an object nobody asks for': { oggetti: { 90: PROMESSA } },
      'objects without a section': { oggetti: { [TESTO]: PROMESSA }, senzaSezione: true },
    };
    for (const [nome, cambio] of Object.entries(forged)) {
      const found = await dopo(cambio);
      assert.notEqual(found.esito, 'valida', nome);
      if (nome !== 'objects without a section')
        assert.equal(found.esito, 'non-valida', `${nome}: ${found.motivo ?? ''}`);
    }
  });

  it('a box laid over the text is never harmless, nor is a field that was not there', async () => {
    const annots = /\/Annots \[ ?(\d+) 0 R ?\]/.exec(oggettoDi(firmato, PAGINA))?.[1] ?? assert.fail('no annotations');
    const con = (annotazione: string): Aggiornamento => ({
      oggetti: {
        ...cambiato(PAGINA, /\/Annots \[[^\]]*\]/, `/Annots [${annots} 0 R 90 0 R]`).oggetti,
        90: `<< /Type /Annot ${annotazione} /AP << /N 91 0 R >> >>`,
        91: flusso('0 0 m').replace('<<', '<< /Type /XObject /Subtype /Form /BBox [0 0 9 9]'),
      },
    });
    const box = await dopo(con('/Subtype /FreeText /Rect [60 750 300 780]'));
    assert.deepEqual([box.esito, modificheDi(box)?.esito], ['non-verificabile', 'ignoto']);
    const wide = await dopo(con('/Subtype /Stamp /Rect [0 0 595 842]'));
    assert.equal(wide.esito, 'non-verificabile');
    const campo = await dopo(con('/Subtype /Widget /FT /Tx /T (importo) /V (0) /Rect [60 750 300 780]'));
    assert.equal(campo.esito, 'non-valida');
  });

  it('a reference to nothing that is given an object, and an object shown again, are seen', async () => {
    const vuoto = Buffer.from(
      buildPdf('Lettera').toString('latin1').replace('/Type /Catalog', '/Type /Catalog'),
      'latin1',
    );
    const preparato = await firmaPades(
      aggiorna(vuoto, {
        oggetti: { [PAGINA]: oggettoDi(vuoto, PAGINA).replace('/Contents 4 0 R', '/Contents [4 0 R 80 0 R]') },
      }),
      firmatario,
      { quando: QUANDO },
    );
    assert.equal((await primaDi(preparato)).esito, 'valida');
    const riempito = aggiorna(preparato, {
      oggetti: {
        [CATALOGO]: oggettoDi(preparato, CATALOGO).replace('<<', '<< /DSS 90 0 R'),
        90: '<< /Certs [80 0 R] >>',
        80: PROMESSA,
      },
    });
    assert.equal((await primaDi(riempito)).esito, 'non-valida');
  });

  it('a field that was empty may be filled, one that was filled may not be changed', async () => {
    const modulo = aggiorna(buildPdf('Domanda'), {
      oggetti: {
        1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [10 0 R 11 0 R] >> >>',
        3: oggettoDi(buildPdf('Domanda'), PAGINA).replace(/ ?>>$/, ' /Annots [10 0 R 11 0 R] >>'),
        10: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (importo) /V (100) /Rect [10 10 90 30] /P 3 0 R >>',
        11: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (note) /Rect [10 40 90 60] /P 3 0 R >>',
      },
    });
    const pronto = await firmaPades(modulo, firmatario, { quando: QUANDO });
    const con = async (numero: number, from: string, to: string) =>
      primaDi(aggiorna(pronto, { oggetti: { [numero]: oggettoDi(pronto, numero).replace(from, to) } }));
    const compilato = await con(11, '/T (note)', '/T (note) /V (visto)');
    assert.deepEqual(
      [compilato.esito, compilato.revisione?.dopo],
      ['valida', ['compilati campi che erano vuoti: «note»']],
    );
    assert.equal((await con(10, '(100)', '(900)')).esito, 'non-valida');
    assert.equal((await con(10, '[10 10 90 30]', '[10 10 590 830]')).esito, 'non-valida');
    assert.equal((await con(10, '/V (100)', '/V (100) /F 2')).esito, 'non-valida', 'hidden');
    assert.equal((await con(11, '/T (note)', '/T (note) /F 2')).esito, 'non-valida', 'hidden, empty');
    assert.equal((await con(10, '/V (100)', '/V (100) /Ff 1')).esito, 'valida', 'locked');
  });

  it('what is filled or signed afterwards is not harmless where it can cover the page', async () => {
    const modulo = aggiorna(buildPdf('Domanda'), {
      oggetti: {
        1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [10 0 R] >> >>',
        3: oggettoDi(buildPdf('Domanda'), PAGINA).replace(/ ?>>$/, ' /Annots [10 0 R] >>'),
        10: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (tutto) /Rect [0 0 595 842] /P 3 0 R >>',
      },
    });
    const pronto = await firmaPades(modulo, firmatario, { quando: QUANDO });
    const coperto = await primaDi(
      aggiorna(pronto, { oggetti: { 10: oggettoDi(pronto, 10).replace('/T (tutto)', '/T (tutto) /V (altro)') } }),
    );
    assert.deepEqual([coperto.esito, modificheDi(coperto)?.esito], ['non-verificabile', 'ignoto']);
    assert.match(coperto.motivo ?? '', /«tutto», che era vuoto, può coprire/);
    const due = await firmaPades(firmato, altro, { quando: QUANDO });
    const numeri = [...due.toString('latin1').matchAll(/\n(\d+) 0 obj/g)].map(([, numero]) => Number(numero));
    const seconda = numeri.find((numero) => oggettoDi(due, numero).includes('/T (Firma2)')) ?? assert.fail();
    const larga = oggettoDi(due, seconda).replace(/\/Rect \[[^\]]*\]/, '/Rect [0 0 595 842]');
    const sotto = await primaDi(aggiorna(due, { oggetti: { [seconda]: larga } }));
    assert.deepEqual([sotto.firmatario, modificheDi(sotto)?.esito], ['Esempio Rossi', 'ignoto']);
  });

  it('a signature of other bytes, a gap made wider and a file cut short are never valid', async () => {
    const other = await firmaPades(buildPdf('Si paga tutto davvero'), firmatario, { quando: QUANDO });
    const contents = (pdf: Buffer): string => /\/Contents ?<([0-9a-fA-F]+)>/.exec(pdf.toString('latin1'))?.[1] ?? '';
    const moved = Buffer.from(firmato.toString('latin1').replace(contents(firmato), contents(other)), 'latin1');
    assert.equal((await primaDi(moved)).esito, 'non-valida');
    const range =
      /\/ByteRange ?\[ ?0 (\d+) (\d+) (\d+) ?\]/.exec(firmato.toString('latin1')) ?? assert.fail('no range');
    const [all, a = '', b = ''] = range;
    const wider = all.replace(`0 ${a} ${b}`, `0 ${String(Number(a) - 10).padStart(a.length, '0')} ${b}`);
    const gap = await primaDi(Buffer.from(firmato.toString('latin1').replace(all, wider), 'latin1'));
    assert.equal(gap.esito, 'non-valida');
    assert.notEqual((await verifica(firmato.subarray(0, firmato.length - 40))).firme[0]?.esito, 'valida');
    const byte = Buffer.from(firmato);
    byte[byte.indexOf('nulla')] = 0x4e;
    assert.equal((await primaDi(byte)).esito, 'non-valida');
  });

  it('whatever is broken anywhere, nothing is thrown and nothing forged is valid', async () => {
    const due = await firmaPades(firmato, altro, { quando: QUANDO });
    await fc.assert(
      fc.asyncProperty(fc.nat(due.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
        const broken = Buffer.from(due);
        broken[place] = (broken[place] ?? 0) ^ change;
        const { firme } = await verifica(broken);
        const valide = firme.filter(({ esito }) => esito === 'valida').length;
        assert.ok(valide < 2 || isInContents(due, place), `byte ${place}`);
      }),
      { numRuns: 60 },
    );
  });
});

/** The room that is left in a signature is not signed. */
function isInContents(pdf: Buffer, place: number): boolean {
  const open = pdf.lastIndexOf('<', place);
  return open >= 0 && pdf.subarray(open + 1, place).every((one) => /[0-9a-fA-F]/.test(String.fromCharCode(one)));
}
