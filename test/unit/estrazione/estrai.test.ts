import assert from 'node:assert/strict';
import { estraiTesto } from '../../../server/estrazione/estrai.js';
import { buildP7m } from '../../support/corpus/der.js';
import {
  buildDocx,
  buildOdp,
  buildOds,
  buildOdt,
  buildPptx,
  buildXlsx,
  buildXlsxInLinea,
  buildZip,
} from '../../support/corpus/zip.js';

const W = 'xmlns:w="w"';
const A_CAPO = `<w:r ${W}><w:t>prima</w:t><w:br/><w:t>dopo</w:t><w:tab/><w:t>ancora</w:t></w:r>`;
const HTML = `<!doctype html><html><head><title>Avviso pubblico</title><style>p{color:red}</style>
<script>var segreto = "nascosto";</script></head><body><!-- commento --><h1>Perch&eacute; la <b>del</b>ibera</h1>
<p>Importo: 1.000&nbsp;&euro;<br>Scadenza &#232; luned&#xEC;</p><table><tr><td>Uno</td><td>Due</td></tr></table></body></html>`;
const RTF = String.raw`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Helvetica;}}{\colortbl;\red0\green0\blue0;}
{\info{\author Nascosto}}{\*\generator Programma;}\f0\fs24 Perch\'e9 la {\b deli}bera\par Importo \u8364?\~10\tab fine\line \{graffe\}\par}`;

/** What each file must say, line by line; letters of every kind, and nothing of what is no text. */
const FILE: readonly [nome: string, bytes: Buffer, testo: string][] = [
  ['docx', buildDocx(['Perché la delibera', 'n. 12']), 'Perché la delibera\nn. 12'],
  ['docx: words parted by a break or a tab', buildDocx([`x</w:t></w:r>${A_CAPO}<w:r><w:t>y`]), 'xprima\ndopo ancoray'],
  [
    'docx: head, foot, notes and comments',
    buildDocx(
      ['Corpo'],
      ['header1', 'footer2', 'footnotes', 'endnotes', 'comments'].map((nome) => ({
        nome: `word/${nome}.xml`,
        bytes: `<w:x ${W}><w:p><w:r><w:t>${nome}</w:t></w:r></w:p></w:x>`,
      })),
    ),
    'Corpo\nheader1\nfooter2\nfootnotes\nendnotes\ncomments',
  ],
  ['xlsx', buildXlsx(['Capitolo', 'Impegno €']), 'Capitolo\nImpegno €'],
  ['xlsx: words in the cells', buildXlsxInLinea([['Capitolo', 'Somma'], ['Luce']]), 'Capitolo\nSomma\nLuce'],
  ['pptx', buildPptx(['Piano della città', 'Fine']), 'Piano della città\nFine'],
  ['docx in a p7m', buildP7m(buildDocx(['Firmato da chi può'])), 'Firmato da chi può'],
  ['odt', buildOdt(['Perché la delibera', 'n. 12']), 'Perché la delibera\nn. 12'],
  [
    'odt: words parted by blanks, tabs and breaks',
    buildOdt(['uno<text:s/>due<text:s text:c="3"/>tre<text:tab/>quattro<text:line-break/>cinque']),
    'uno due tre quattro cinque',
  ],
  [
    'ods',
    buildOds([
      ['Capitolo', 'Somma'],
      ['Luce', '10'],
    ]),
    'Capitolo\nSomma\nLuce\n10',
  ],
  ['odp', buildOdp(['Piano della città', 'Fine']), 'Piano della città\nFine'],
  ['html', Buffer.from(HTML), 'Avviso pubblico\nPerché la delibera\nImporto: 1.000 €\nScadenza è lunedì\nUno\nDue'],
  [
    'html in the letters of Windows',
    Buffer.from('<html><body>Perch\xe9 cos\xec</body></html>', 'latin1'),
    'Perché così',
  ],
  ['rtf', Buffer.from(RTF, 'latin1'), 'Perché la delibera\nImporto € 10 fine\n{graffe}'],
  [
    'a zip, of which the names only',
    buildZip([{ nome: 'Capitolato d’appalto.pdf', bytes: 'dentro' }]),
    'Capitolato d’appalto.pdf',
  ],
];

describe('words of an office file', () => {
  for (const [nome, bytes, testo] of FILE)
    it(nome, async () => assert.deepEqual(await estraiTesto(bytes), { stato: 'estratto', testo, troncato: false }));
});
