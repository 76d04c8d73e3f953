import assert from 'node:assert/strict';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { buildPdfCon } from '../../support/corpus/pdf.js';
import { buildDocx, buildZip } from '../../support/corpus/zip.js';
import { at, type FileProva, filePdf, useHarness } from '../../support/harness.js';
import { entrata, uscita } from '../protocollo/richieste.js';

const PROGRAMMA: FileProva = {
  nome: 'installa.exe',
  mime: 'application/octet-stream',
  bytes: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500, 1)]),
};
const JS: FileProva = {
  nome: 'modulo.pdf',
  mime: 'application/pdf',
  bytes: buildPdfCon('<< /S /JavaScript /JS (app.alert(1)) >>'),
};
const DOCM: FileProva = {
  nome: 'lettera.docx',
  mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  bytes: buildDocx(['ciao'], [{ nome: 'word/vbaProject.bin', bytes: 'x' }]),
};
const HTML: FileProva = { nome: 'a.html', mime: 'text/html', bytes: Buffer.from('<html><script>alert(1)</script>') };
const SVG: FileProva = {
  nome: 'a.svg',
  mime: 'image/svg+xml',
  bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
};

describe('formats at the entry', function () {
  this.timeout(30_000);
  const here = useHarness('formati');
  const told = ({ avvisi }: RegistrazioneRisposta): string[] =>
    avvisi.filter(({ codice }) => codice === 'formato').map(({ messaggio }) => messaggio);

  it('what arrives is taken, macros and programs included, and told', async () => {
    const one = await here.registered('protocollo', entrata(), { documento: DOCM, allegati: [PROGRAMMA, JS] });
    assert.deepEqual(one.documento?.formato, {
      mime: 'application/vnd.ms-word.document.macroenabled.12',
      macro: true,
      discordante: true,
    });
    assert.deepEqual(
      one.allegati.map(({ formato }) => formato),
      [
        { mime: 'application/x-msdownload', eseguibile: true },
        { mime: 'application/pdf', attivo: ['javascript'] },
      ],
    );
    const [docm, programma, js, ...others] = told(one);
    assert.equal(others.length, 0);
    assert.match(docm ?? '', /^lettera\.docx .*contiene macro/);
    assert.match(programma ?? '', /^installa\.exe .*non eseguirlo/);
    assert.match(js ?? '', /^modulo\.pdf contiene JavaScript/);
  });

  it('what acts is never shown in the page: it is downloaded, and may do nothing', async () => {
    const one = await here.registered('protocollo', entrata(), { documento: JS, allegati: [HTML, SVG, DOCM] });
    const paths = ['documento', 'allegati/1', 'allegati/2', 'allegati/3'].map((path) => `${at(one)}/${path}`);
    for (const path of paths) {
      const { headers } = await here.get(path, 'protocollo').expect(200);
      assert.match(headers['content-disposition'] ?? '', /^attachment;/, path);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.match(headers['content-security-policy'] ?? '', /default-src 'none'/);
    }
    const copia = await here.get(`${at(one)}/documento?segnatura=si`, 'protocollo').expect(200);
    assert.match(copia.get('content-disposition') ?? '', /^attachment;/, 'the stamped copy of it too');
    const plain = await here.registered('protocollo', entrata());
    const { headers } = await here.get(`${at(plain)}/documento`, 'protocollo').expect(200);
    assert.match(headers['content-disposition'] ?? '', /^inline;/);
  });

  it('what the list refuses is told on its field, with what is taken; no number is used', async () => {
    const before = await here.count('registrazioni');
    const answer = await here.register('protocollo', uscita(), { allegati: [filePdf('sano'), PROGRAMMA] }).expect(422);
    const { errori } = answer.body as { errori: { campo: string; messaggio: string }[] };
    assert.deepEqual(
      errori.map(({ campo }) => campo),
      ['allegati[1]'],
    );
    assert.match(errori[0]?.messaggio ?? '', /non accettato in uscita: programma per Windows\. Sono accettati: PDF/);
    assert.equal(await here.count('registrazioni'), before);
    const inside = await here.register('protocollo', uscita(), { documento: PROGRAMMA }).expect(422);
    assert.equal((inside.body as { errori: { campo: string }[] }).errori[0]?.campo, 'documento');
  });

  it('the list is the AOO’s, of that day; files that come later are held to it too', async () => {
    const { contenuto } = (await here.get('/configurazione/formati', 'rgd').expect(200)).body as {
      contenuto: { mime: string; esito: string }[];
    };
    const formati = [
      { mime: 'application/zip', esito: 'rifiutato' },
      ...contenuto.filter(({ mime }) => mime !== 'application/zip'),
    ];
    const validoDal = '2026-03-02';
    await here
      .post('/configurazione/formati/versioni', 'rgd')
      .send({ validoDal, motivo: 'Nessun archivio', contenuto: formati })
      .expect(201);
    const zip: FileProva = {
      nome: 'a.zip',
      mime: 'application/zip',
      bytes: buildZip([{ nome: 'a.txt', bytes: 'ciao' }]),
    };
    await here.register('protocollo', uscita(), { allegati: [zip] }).expect(422);
    const one = await here.registered('protocollo', uscita());
    const later = await here
      .post(`${at(one)}/integrazioni`, 'protocollo')
      .field('motivo', 'Arrivato dopo')
      .attach('allegato', zip.bytes, { filename: zip.nome, contentType: zip.mime })
      .expect(422);
    assert.equal((later.body as { errori: { campo: string }[] }).errori[0]?.campo, 'allegati[0]');
  });
});
