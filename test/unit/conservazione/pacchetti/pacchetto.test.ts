import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Conservatore, FascicoloDaVersare, PacchettoPreparato } from '../../../../server/conservazione/tipi.js';
import { archivioOf, misuraArchivio } from '../../../../server/conservazione/pacchetti/archivio.js';
import { formatoVersato } from '../../../../server/conservazione/pacchetti/formati.js';
import {
  creaMultipart,
  FileDisugualeError,
  type FileMultipart,
} from '../../../../server/conservazione/pacchetti/multipart.js';
import { indicePindex } from '../../../../server/conservazione/pacchetti/pindex.js';
import { verificaVersabile } from '../../../../server/conservazione/pacchetti/verifica.js';
import { judgeParer } from '../../../support/schemi.js';
import { requireProgram } from '../../../support/servizi.js';
import { conservatore, fascicolo, file, NIENTE, sha256, unita } from './costruttori.js';

async function gather(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const pezzi: Buffer[] = [];
  for await (const pezzo of body) pezzi.push(pezzo);
  return Buffer.concat(pezzi);
}

describe('PIndex of UNI 11386:2020', () => {
  it('is valid, for a unit and for a fascicolo, with a person who signs and without', async function () {
    const responsabile = { cognome: 'Verdi', nome: 'Lucia', codiceFiscale: 'VRDLCU70A41A944X' };
    const { produttore } = unita();
    const { codiceFiscale: _codice, ...senzaCodice } = produttore;
    const indici = [
      indicePindex(unita(), NIENTE),
      indicePindex(unita({ produttore: { ...senzaCodice, responsabile } }), NIENTE),
      indicePindex(fascicolo(), NIENTE),
      indicePindex(fascicolo({ unita: [] }), NIENTE),
    ];
    assert.equal(
      await judgeParer(
        this,
        'aip-2020/Unisincro_PIndex.xsd',
        indici.map(({ contenuto }) => contenuto),
      ),
      '',
    );
    assert.match(indici[1]?.contenuto.toString() ?? '', /NTRIT-cx999[\s\S]+TINIT-VRDLCU70A41A944X/);
  });

  it('has the AgID metadata beside the files, with their hash', () => {
    const { contenuto, file: files } = indicePindex(unita(), NIENTE);
    const metadati = files.at(-1);
    assert.equal(metadati?.ruolo, 'metadati');
    assert.match(metadati.contenuto?.toString() ?? '', /<DocumentoAmministrativoInformatico>/);
    assert.equal(
      createHash('sha256')
        .update(metadati.contenuto ?? '')
        .digest('hex'),
      metadati.sha256,
    );
    const xml = contenuto.toString();
    assert.match(
      xml,
      new RegExp(`metadati/metadati-PG-2026-0000123\\.xml</s:Path>\\s*<s:Hash [^>]+>${metadati.sha256}`),
    );
    assert.match(xml, /<s:Path>file\/istanza\.pdf\.p7m<\/s:Path>/);
    assert.ok(indicePindex(unita(), NIENTE).contenuto.equals(contenuto));
  });
});

describe('the archive of a package', () => {
  const contenuti = new Map<string, Buffer>();
  const put = (testo: string): { sha256: string; dimensione: number } => {
    contenuti.set(sha256(testo), Buffer.from(testo));
    return { sha256: sha256(testo), dimensione: Buffer.byteLength(testo) };
  };
  const open = (hash: string): Promise<Readable> => {
    const found = contenuti.get(hash);
    return found === undefined ? Promise.reject(new Error('absent')) : Promise.resolve(Readable.from([found]));
  };
  const pacchetto: PacchettoPreparato = {
    operazione: 'versamento',
    tipo: 'unita-documentaria',
    chiave: unita().chiave,
    formato: 'pindex-2020',
    indice: { nome: 'pindex.xml', mime: 'application/xml', ...put('<PIndex/>') },
    file: [
      { ...file(0, { nome: 'Località.pdf', ...put('uno') }), ruolo: 'principale' },
      { ...file(1, { nome: 'localita.PDF', ...put('due') }), ruolo: 'allegato' },
      { ...file(2, { id: 'm0', nome: 'dati.xml', ...put('<a/>') }), ruolo: 'metadati' },
    ],
    istante: '2026-03-16T10:00:00.000+01:00',
  };

  it('is the same bytes each time, of the size and hash that were measured', async () => {
    const [bytes, again, misura] = await Promise.all([
      gather(archivioOf(pacchetto, open)),
      gather(archivioOf(pacchetto, open)),
      misuraArchivio(pacchetto, open),
    ]);
    assert.ok(bytes.equals(again));
    assert.deepEqual(misura, { sha256: createHash('sha256').update(bytes).digest('hex'), dimensione: bytes.length });
  });

  it('opens with any program, and its hashes are right', async function () {
    const unzip = requireProgram(this, 'unzip', 'apt-get install -y unzip');
    const sha256sum = requireProgram(this, 'sha256sum', 'apt-get install -y coreutils');
    const dir = mkdtempSync(path.join(os.tmpdir(), 'pacchetto-'));
    try {
      writeFileSync(path.join(dir, 'p.zip'), await gather(archivioOf(pacchetto, open)));
      execFileSync(unzip, ['-q', 'p.zip'], { cwd: dir });
      const said = execFileSync(sha256sum, ['-c', 'impronte.sha256'], { cwd: dir }).toString();
      assert.deepEqual(
        said
          .trim()
          .split('\n')
          .map((line) => line.split(':')[0]),
        ['pindex.xml', 'file/Localita.pdf', 'file/localita-2.PDF', 'metadati/dati.xml', 'LEGGIMI.txt'],
      );
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });

  it('fails with the store where a file is altered or gone', async () => {
    await assert.rejects(
      misuraArchivio({ ...pacchetto, indice: { ...pacchetto.indice, sha256: sha256('altro') } }, open),
    );
    const corto: PacchettoPreparato = { ...pacchetto, indice: { ...pacchetto.indice, dimensione: 3 } };
    await assert.rejects(misuraArchivio(corto, open), RangeError);
  });
});

describe('the body of a call', () => {
  const parte = (testo: string, dimensione = testo.length): FileMultipart => ({
    id: 'f0',
    nome: 'f0.pdf',
    dimensione,
    open: () => Promise.resolve(Readable.from([Buffer.from(testo)])),
  });
  const campi = [
    { nome: 'VERSIONE', valore: '1.5' },
    { nome: 'XMLSIP', valore: Buffer.from('<a/>'), tipo: 'text/xml; charset=UTF-8' },
  ];

  it('is written as the receiver reads it, of the length that was said', async () => {
    const { contentType, contentLength, body } = creaMultipart(campi, [parte('ciao')], 'X');
    const bytes = await gather(body);
    assert.equal(contentType, 'multipart/form-data; boundary=X');
    assert.equal(bytes.length, contentLength);
    assert.equal(
      bytes.toString(),
      [
        '--X',
        'Content-Disposition: form-data; name="VERSIONE"',
        '',
        '1.5',
        '--X',
        'Content-Disposition: form-data; name="XMLSIP"',
        'Content-Type: text/xml; charset=UTF-8',
        '',
        '<a/>',
        '--X',
        'Content-Disposition: form-data; name="f0"; filename="f0.pdf"',
        'Content-Type: application/octet-stream',
        '',
        'ciao',
        '--X--',
        '',
      ].join('\r\n'),
    );
  });

  it('ends unfinished when a file has another size than it said', async () => {
    for (const dimensione of [3, 5])
      await assert.rejects(gather(creaMultipart(campi, [parte('ciao', dimensione)]).body), FileDisugualeError);
  });

  it('refuses names that would be taken for something else, and empty files', () => {
    assert.throws(() => creaMultipart([{ nome: 'A"B', valore: '' }], []), RangeError);
    assert.throws(() => creaMultipart([], [{ ...parte('a'), nome: '' }]), RangeError);
    assert.throws(() => creaMultipart([], [{ ...parte('a'), nome: 'à.pdf' }]), RangeError);
    assert.throws(() => creaMultipart([], [parte('')]), RangeError);
  });
});

describe('the receiver’s name of a format', () => {
  it('says what the content is, envelopes with what is inside', () => {
    const p7m = 'application/pkcs7-mime';
    const casi: [Parameters<typeof formatoVersato>[0], string, string][] = [
      [{ mime: 'application/pdf' }, 'foto.jpg', 'PDF'],
      [{ mime: 'image/jpeg' }, 'foto.jpg', 'JPEG'],
      [{ mime: 'message/rfc822' }, 'posta.eml', 'EML'],
      [{ mime: p7m, interno: { mime: 'application/pdf' } }, 'a.p7m', 'PDF.P7M'],
      [{ mime: p7m, interno: { mime: 'application/octet-stream' } }, 'a.dwg.p7m', 'DWG.P7M'],
      [{ mime: p7m }, 'a.p7m', 'P7M'],
      [{ mime: 'application/octet-stream' }, 'disegno.dwg', 'DWG'],
      [{ mime: 'application/octet-stream' }, 'senza', 'SCONOSCIUTO'],
    ];
    for (const [formato, nome, atteso] of casi) assert.equal(formatoVersato(formato, nome), atteso);
  });
});

describe('what a receiver would refuse at sight', () => {
  const codici = (...args: Parameters<typeof verificaVersabile>): string[] =>
    verificaVersabile(...args).map(({ codice }) => codice);
  const conFile = (campi: Parameters<typeof file>[1]) =>
    unita({ documenti: [{ ruolo: 'principale', id: 'a', file: file(0, campi) }] });

  it('is nothing for what is right', () => {
    assert.deepEqual(codici(unita(), conservatore()), []);
    assert.deepEqual(codici(fascicolo(), conservatore()), []);
  });

  it('is found before anything is sent', () => {
    const { ambiente: _ambiente, ...anonimo } = conservatore();
    const doppia = unita({ documenti: [...unita().documenti, ...unita().documenti] });
    const chiave = (numero: string, registro = 'PG') => unita({ chiave: { registro, anno: 2026, numero } });
    const casi: [Parameters<typeof verificaVersabile>[0], Conservatore['configurazione'], string][] = [
      [conFile({ dimensione: 0 }), conservatore(), 'file-vuoto'],
      [conFile({ id: 'à' }), conservatore(), 'file-id'],
      [conFile({ dimensione: 2 * 1024 ** 2 }), conservatore({ dimensioneMassimaMegabyte: 1 }), 'dimensione'],
      [unita({ documenti: [] }), conservatore(), 'documento-principale'],
      [doppia, conservatore(), 'documento-ripetuto'],
      [doppia, conservatore(), 'file-ripetuto'],
      [chiave('123'), conservatore(), 'numero-formato'],
      [chiave('0000123', 'P/G'), conservatore(), 'registro-formato'],
      [chiave('0000123', 'P'.repeat(99)), conservatore(), 'chiave-lunga'],
      [
        unita({
          datiSpecifici: [
            ['A', '1'],
            ['A', '2'],
          ],
        }),
        conservatore(),
        'dato-ripetuto',
      ],
      [unita({ datiSpecifici: [['1 A', '1']] }), conservatore(), 'dato-nome'],
      [unita(), anonimo, 'versatore'],
      [fascicolo({ dataApertura: '2027-01-01' }), conservatore(), 'date-fascicolo'],
      [
        fascicolo({
          unita: Array.from({ length: 10_000 }, (_, i): FascicoloDaVersare['unita'][number] => ({
            chiave: { registro: 'PG', anno: 2026, numero: String(i + 1).padStart(7, '0') },
            posizione: i + 1,
            data: '2026-01-01',
          })),
        }),
        conservatore(),
        'troppe-unita',
      ],
    ];
    for (const [versabile, chi, atteso] of casi) assert.ok(codici(versabile, chi).includes(atteso), atteso);
  });
});
