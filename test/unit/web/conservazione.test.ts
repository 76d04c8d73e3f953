import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RigaVersamento } from '../../../schemas/versamento.api.js';
import { nomeInParole, type NodoXml, rapportoDentro, valoreInParole } from '../../../web/conservazione/albero-xml.js';
import { confronta, improntaHex } from '../../../web/conservazione/confronto.js';
import { cosaPorta, nomeBreve, nomeIntero, paginaDi } from '../../../web/conservazione/parole-conservazione.js';
import { perCausa, richiesteDi, rimediComuni } from '../../../web/conservazione/rimedi.js';

const riga = (
  id: string,
  gruppo?: string,
  rimedi: NonNullable<RigaVersamento['causa']>['rimedi'] = [],
): RigaVersamento => ({
  id,
  tipo: 'unita-documentaria',
  riferimento: '2026/12',
  operazione: 'versamento',
  stato: 'rifiutato',
  situazione: 'Rifiutato',
  conservatore: 'parer',
  chiave: { registro: 'PG', anno: 2026, numero: '0000012' },
  sha256: 'a'.repeat(64),
  dimensione: 1,
  creato: '2026-03-02T09:00:00+01:00',
  aggiornato: '2026-03-02T09:00:00+01:00',
  tentativi: [],
  priorita: false,
  versione: 1,
  ...(gruppo !== undefined && {
    causa: { codice: 'X-1', gruppo, titolo: gruppo, parole: '', consiglio: '', rimedi, forzature: [] },
  }),
});

const nodo = (nome: string, content: string | NodoXml[] = ''): NodoXml => ({
  nome,
  attributi: [],
  testo: typeof content === 'string' ? content : '',
  figli: typeof content === 'string' ? [] : content,
});

describe('conservation, as its pages tell it', () => {
  it('a package is called by what it holds, and leads to its page', () => {
    const names = (
      [
        ['unita-documentaria', '2026/12'],
        ['unita-documentaria', 'DET/2026/12'],
        ['registro-giornaliero', '2026-03-02'],
        ['fascicolo', 'abc'],
      ] as const
    ).map(([tipo, riferimento]) => {
      const che = { tipo, riferimento, chiave: { numero: '2026-V/2.1' } };
      return [nomeBreve(che), nomeIntero(che), paginaDi(che)];
    });
    assert.deepEqual(names, [
      ['0000012', 'n. 0000012/2026', '/registrazioni/2026/12'],
      ['DET 0000012', 'n. DET 0000012/2026', '/repertori/DET/2026/12'],
      ['02/03/2026', 'registro del 02/03/2026', '/registri-giornalieri?anno=2026&mese=03'],
      ['2026-V/2.1', 'fascicolo 2026-V/2.1', '/fascicoli/abc'],
    ]);
    const giorno = { tipo: 'registro-giornaliero', riferimento: '2026-03-02' } as const;
    const sigillo = { ...giorno, porta: 'sigillo sul PDF' };
    assert.deepEqual([giorno, sigillo].map(cosaPorta), ['Registro', 'Sigillo sul PDF']);
    assert.equal(nomeIntero(sigillo), 'sigillo sul PDF, registro del 02/03/2026');
  });

  it('refusals stand under their cause, those without one last, none is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined })), (cause) => {
        const righe = cause.map((gruppo, i) => riga(String(i), gruppo));
        const gruppi = perCausa(righe);
        assert.deepEqual(
          gruppi.flatMap((one) => one.righe.map(({ id }) => id)).sort(),
          righe.map(({ id }) => id).sort(),
        );
        for (const { gruppo, righe: own } of gruppi)
          assert.ok(own.every(({ causa }) => (causa?.gruppo ?? '') === gruppo));
        assert.ok(gruppi.slice(0, -1).every(({ gruppo }) => gruppo !== ''));
      }),
    );
  });

  it('many are mended together only by what all of them admit, and what can be done in one go', () => {
    const both = [riga('1', 'a', ['configura', 'forza', 'ritenta']), riga('2', 'b', ['ritenta', 'forza'])];
    assert.deepEqual(rimediComuni(both), ['forza', 'ritenta']);
    assert.deepEqual(rimediComuni([...both, riga('3')]), ['ritenta']);
    assert.deepEqual(rimediComuni([...both, riga('3', 'c', ['confronta'])]), []);
    assert.deepEqual(rimediComuni([]), []);
  });

  it('packages whose same file gets the same format go in one request', () => {
    assert.deepEqual(
      richiesteDi([
        { id: '1', file: 'f0', formato: 'JPEG' },
        { id: '2', file: 'f0', formato: 'JPEG' },
        { id: '3', file: 'f1', formato: 'JPEG' },
        { id: '2', file: 'f2', formato: 'PDF' },
        { id: '4', file: 'f0', formato: 'JPEG' },
      ]).map(({ ids, corpo }) => [ids, corpo.formati]),
      [
        [['1', '4'], [{ file: 'f0', formato: 'JPEG' }]],
        [
          ['2'],
          [
            { file: 'f0', formato: 'JPEG' },
            { file: 'f2', formato: 'PDF' },
          ],
        ],
        [['3'], [{ file: 'f1', formato: 'JPEG' }]],
      ],
    );
  });

  it('the comparison puts what differs first; a file is the same if its bytes are, whatever its name', () => {
    const file = (id: string, nome: string, sha256: string) => ({
      id,
      nome,
      sha256,
      ruolo: 'allegato',
      formato: 'PDF',
      mime: 'application/pdf',
      dimensione: 1,
    });
    const componente = (nome: string, hash: string) =>
      nodo('Componente', [nodo('Hash', hash), nodo('NomeComponente', nome)]);
    const rapporto = nodo('RapportoVersamento', [
      nodo('Chiave', [nodo('Numero', '0000012'), nodo('Anno', '2026'), nodo('TipoRegistro', 'PG')]),
      componente('altro-nome.pdf', 'A'.repeat(64)),
      componente('due.pdf', 'c'.repeat(64)),
      componente('in-piu.pdf', 'd'.repeat(64)),
    ]);
    const righe = confronta(
      {
        chiave: { registro: 'PG', anno: 2026, numero: '0000012' },
        file: [file('f0', 'uno.pdf', 'a'.repeat(64)), file('f1', 'due.pdf', 'b'.repeat(64))],
      },
      null,
      rapporto,
    );
    assert.deepEqual(
      righe.map(({ voce, uguale }) => [voce, uguale]),
      [
        ['File due.pdf', false],
        ['File in-piu.pdf', false],
        ['Registro', true],
        ['Anno', true],
        ['Numero', true],
        ['File uno.pdf', true],
      ],
    );
  });

  it('hashes are read as hex and as Base64', () => {
    const hex = 'aef6ed0a6b5b3f64d03447b6ee905ea575b85d6c3ef5fb0532aae6bbbebbb862';
    assert.equal(improntaHex('rvbtCmtbP2TQNEe27pBepXW4XWw+9fsFMqrmu767uGI='), hex);
    assert.equal(improntaHex(` ${hex.toUpperCase()}`), hex);
  });

  it('the receipt is found within an answer, as an element or as a text; an empty one is none', () => {
    const rapporto = nodo('RapportoVersamento', [nodo('Versione', '1.0')]);
    const leggi = (testo: string) => (testo === '<vero/>' ? rapporto : null);
    assert.equal(rapportoDentro(rapporto), rapporto);
    assert.equal(rapportoDentro(nodo('EsitoVersamento', [nodo('RapportoVersamento', '<vero/>')]), leggi), rapporto);
    assert.equal(rapportoDentro(nodo('EsitoVersamento', [nodo('RapportoVersamento', '')]), leggi), null);
  });

  it('names and values of the XML are read in Italian; a text stays as it is', () => {
    assert.deepEqual(['DataRapportoVersamento', 'FormatoFileVersato', 'NomeComponente'].map(nomeInParole), [
      'Data del rapporto di versamento',
      'Formato dichiarato',
      'Nome componente',
    ]);
    assert.deepEqual(
      [
        valoreInParole('ForzaHash', 'false'),
        valoreInParole('CodiceEsito', 'WARNING'),
        valoreInParole('TipologiaDiFlusso', 'E'),
        valoreInParole('Data', '2026-03-16'),
        valoreInParole('DataVersamento', '2026-03-16T22:05:11.482+01:00'),
        valoreInParole('Oggetto', 'Istanza'),
      ],
      ['no', 'positivo, con avvisi', 'entrata', '16/03/2026', '16/03/2026, 22:05', 'Istanza'],
    );
  });
});
