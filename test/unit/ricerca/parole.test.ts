import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fold, stem, wordsOf } from '../../../server/protocollo/parole.js';
import { paroleOf } from '../../../server/ricerca/gettoni.js';
import { phrasePattern, readRicerca } from '../../../server/ricerca/interrogazione.js';
import { buildContenuto, PROVVEDIMENTO } from '../../support/factories.js';

/** Singular and plural of the words of an office, which must meet. */
const COPPIE =
  'delibera/delibere parere/pareri banca/banche camera/camere lettera/lettere tessera/tessere genere/generi anziano/anziani pubblico/pubblici pubblicazione/pubblicazioni determina/determine deliberazione/deliberazioni istanza/istanze richiesta/richieste domanda/domande ufficio/uffici servizio/servizi archivio/archivi notifica/notifiche verifica/verifiche pratica/pratiche fattura/fatture gara/gare bando/bandi contratto/contratti appalto/appalti cantiere/cantieri permesso/permessi licenza/licenze autorizzazione/autorizzazioni certificato/certificati attestazione/attestazioni denuncia/denunce copia/copie spiaggia/spiagge energia/energie tributo/tributi imposta/imposte tassa/tasse sanzione/sanzioni verbale/verbali ordinanza/ordinanze decreto/decreti regolamento/regolamenti scuola/scuole albo/albi laghi/lago parco/parchi luogo/luoghi elenco/elenchi incarico/incarichi collega/colleghi biblioteca/biblioteche asilo/asili mensa/mense alunno/alunni strada/strade lavoro/lavori opera/opere edificio/edifici catasto/catasti variante/varianti piano/piani concessione/concessioni occupazione/occupazioni riunione/riunioni seduta/sedute consigliere/consiglieri assessore/assessori messo/messi olio/oli aria/arie scia/scie';

describe('stem', () => {
  for (const pair of COPPIE.split(' ')) {
    const [singular = '', plural = ''] = pair.split('/');
    it(`${singular}, ${plural}`, () => assert.equal(stem(singular), stem(plural)));
  }

  it('keeps apart what only looks alike', () => {
    for (const [one, other] of [
      ['pubblico', 'pubblicazione'],
      ['banca', 'bando'],
      ['parte', 'parere'],
      ['comune', 'comunicazione'],
    ] as const)
      assert.notEqual(stem(one), stem(other), `${one}, ${other}`);
  });

  it('leaves short words and codes as they are', () => {
    for (const word of ['via', 'tar', 'dl', 'imu', 'rssmra80a01h501u', 'a12e', '2026']) assert.equal(stem(word), word);
  });

  it('leaves three letters at least of what had four or more', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{4,12}$/), (word) => {
        const root = stem(word);
        assert.ok(root.length >= 2 && word.startsWith(root));
      }),
    ));
});

describe('fold, wordsOf', () => {
  it('drops case and accents, in whatever form they are written', () => {
    assert.equal(fold('PERCHÉ'), 'perche');
    assert.equal(fold('perche\u0301'), 'perche');
    assert.equal(fold('Škoda Łódź Çelik ü ß'), 'skoda łodz celik u ß');
  });

  it('parts words at all that is neither letter nor digit', () => {
    assert.deepEqual(wordsOf('L’istanza n. 12/A (dell\'Impresa "Alfa & Figli") — 3.000 €'), [
      'l',
      'istanza',
      'n',
      '12',
      'a',
      'dell',
      'impresa',
      'alfa',
      'figli',
      '3',
      '000',
    ]);
    assert.deepEqual(wordsOf(' \u2028…🏛️ '), []);
  });
});

describe('paroleOf', () => {
  const PF = { tipo: 'PF' as const, cognome: 'Rossi', nome: 'Maria', codiceFiscale: 'RSSMRA80A01H501U' };

  it('has the words of oggetto, correspondents and their number, each once, without the common ones', () => {
    const parole = paroleOf(
      buildContenuto({
        oggetto: 'Richiesta di accesso agli atti: accesso e copia degli atti',
        mittenti: [
          { tipo: 'PAI', denominazione: 'Regione Alfa', codiceIPA: 'r_alfa', domicilioDigitale: 'ra@pec.example' },
        ],
        destinatari: [PF, { tipo: 'UO', uo: 'U410', denominazioneUO: 'Tributi' }],
        protocolloMittente: { numero: '2026/0012-AOO' },
      }),
    );
    assert.deepEqual(
      parole.sort(),
      'c=alf c=exampl c=mar c=pec c=r c=ra c=region c=ross c=rssmra80a01h501u c=tribut c=u410 n=0012 n=2026 n=aoo o=access o=att o=cop o=richiest'.split(
        ' ',
      ),
    );
  });

  it('keeps what was annulled: old oggetto, old correspondents, old number of the sender', () => {
    const rinnovo = (campo: string, vecchio: unknown) => ({
      campo,
      vecchio,
      motivo: 'errore',
      provvedimento: PROVVEDIMENTO,
      data: '2026-03-02T08:00:00.000Z',
      operatore: 'rgd',
    });
    const parole = paroleOf(
      buildContenuto({
        rinnovi: [
          rinnovo('oggetto', 'Ricorso antico'),
          rinnovo('mittenti', [PF]),
          rinnovo('protocolloMittente', { numero: '77/BIS', data: '2026-01-01' }),
          rinnovo('protocolloMittente', undefined),
          rinnovo('dataArrivo', '2026-02-03'),
        ],
      }),
    );
    for (const parola of ['o=ricors', 'o=antic', 'c=ross', 'c=mar', 'n=77', 'n=bis'])
      assert.ok(parole.includes(parola), parola);
    assert.ok(!parole.includes('n=03'), 'dates are not words');
  });

  it('loses nobody of many recipients', () => {
    const name = (i: number) => Array.from(String(i), (digit) => 'abcdefghil'[Number(digit)] ?? '').join('');
    const destinatari = Array.from({ length: 500 }, (_one, i) => ({
      tipo: 'PG' as const,
      denominazione: `Ditta Zx${name(i)}xz`,
    }));
    const parole = paroleOf(buildContenuto({ flusso: 'U', destinatari }));
    for (const i of [0, 250, 499]) assert.ok(parole.includes(`c=zx${name(i)}xz`), String(i));
  });

  it('keeps every text whole enough for UTF-8, very long words too', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '𝐀', 'é', '1'), maxLength: 90 }), (oggetto) => {
        for (const parola of paroleOf(buildContenuto({ oggetto }))) assert.doesNotMatch(parola, /\p{Surrogate}/u);
      }),
    ));
});

describe('readRicerca', () => {
  it('means all words, the last as what is being typed', () =>
    assert.deepEqual(readRicerca('Richieste di accesso Ban'), {
      parole: ['richiest', 'access'],
      inizio: { prefisso: 'ban', radice: 'ban' },
      frasi: [],
    }));

  it('ends the last word at a blank or a sign', () => {
    assert.deepEqual(readRicerca('banche '), { parole: ['banc'], frasi: [] });
    assert.deepEqual(readRicerca('banche.'), { parole: ['banc'], frasi: [] });
  });

  it('asks nothing of a common word after others, which the text may go on from', () => {
    for (const text of ['piazza del', 'piazza d', 'piazza de'])
      assert.deepEqual(readRicerca(text), { parole: ['piazz'], frasi: [] }, text);
    assert.deepEqual(readRicerca('12/A'), { parole: ['12'], frasi: [] });
    assert.deepEqual(readRicerca('del').inizio, { prefisso: 'del', radice: 'del' });
  });

  it('makes a phrase of what stands in quotes, straight, curved or low', () => {
    for (const text of ['"accesso agli atti"', '«Accesso agli atti»', '“accesso agli atti”', '"accesso agli atti'])
      assert.deepEqual(readRicerca(text), { parole: ['access', 'att'], frasi: [['accesso', 'agli', 'atti']] }, text);
    assert.deepEqual(readRicerca('gara "accesso agli atti" ban'), {
      parole: ['gar', 'access', 'att'],
      inizio: { prefisso: 'ban', radice: 'ban' },
      frasi: [['accesso', 'agli', 'atti']],
    });
  });

  it('finds nothing to ask in blanks, signs and empty quotes', () => {
    for (const text of ['', '   ', '""', '"', '«»', '$gt .* [', '"\u2028"'])
      assert.deepEqual(readRicerca(text), { parole: text === '$gt .* [' ? ['gt'] : [], frasi: [] }, text);
  });

  it('stays short and quick on 10,000 characters', () => {
    for (const text of [
      'a'.repeat(10_000),
      'parola '.repeat(1_430),
      '"'.repeat(10_000),
      '«"'.repeat(5_000),
      '"a" '.repeat(2_500),
      '(a+)+$'.repeat(1_666),
    ]) {
      const start = performance.now();
      const { parole, frasi } = readRicerca(text);
      assert.ok(parole.length <= 40 && frasi.flat().length <= 40);
      assert.ok(performance.now() - start < 200);
    }
  });
});

describe('patterns', () => {
  const test = (pattern: string, text: string): boolean => new RegExp(pattern, 'iu').test(text);

  it('find a phrase whatever case, accents and signs between the words', () => {
    const pattern = phrasePattern(wordsOf('perche l’accesso'));
    for (const text of ['Perché l’accesso?', 'PERCHÉ, L ACCESSO', "ma perché... l'accesso negato"])
      assert.ok(test(pattern, text), text);
    for (const text of ['perché accesso', 'perchè  l’accessorio', 'imperché l’accesso'])
      assert.ok(!test(pattern, text), text);
  });

  it('find names of other languages without their accents', () => {
    for (const name of ['Škoda', 'Żółć', 'Öztürk', 'Nguyễn', 'Çelik', 'Ángel', 'Sørensen', 'Dvořák'])
      assert.ok(test(phrasePattern(wordsOf(name)), `Ditta ${name} S.r.l.`), name);
  });

  it('find a phrase in every text that has it', () =>
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zA-ZÀÈÉÌÒÙàèéìòùçñšžčřőű0-9]{1,8}$/), { minLength: 1, maxLength: 6 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom(' ', ', ', ' – ', '’'),
        (words, from, length, sign) => {
          const start = from % words.length;
          const some = words.slice(start, start + 1 + (length % (words.length - start)));
          assert.ok(test(phrasePattern(wordsOf(some.join(' '))), words.join(sign)));
        },
      ),
    ));

  it('are letters and nothing else: a text cannot be a trap', () => {
    assert.ok(test(phrasePattern(['a.b']), 'a.b') && !test(phrasePattern(['a.b']), 'axb'));
    const start = performance.now();
    assert.ok(!test(phrasePattern([...Array<string>(19).fill('a'), 'b']), 'a '.repeat(5_000)));
    assert.ok(performance.now() - start < 500);
  });
});
