import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Esclusione, Modello } from '../../../schemas/configurazione-documenti.api.js';
import { compilaOggetto, segnapostiOf } from '../../../schemas/configurazione-documenti.api.js';
import { Repertorio } from '../../../schemas/configurazione-repertori.api.js';
import { CONTENUTI, MEZZI_FISSI } from '../../../schemas/configurazione.api.js';
import type { Flusso } from '../../../schemas/registrazione.api.js';
import { buildAoo } from '../../../server/accesso/impostazioni.js';
import {
  esclusioneAutomatica,
  faultsOfMezzi,
  faultsOfMittenti,
  seemsPec,
} from '../../../server/configurazione/controlli-rules.js';
import { esitoFormato } from '../../../server/configurazione/formati.js';
import { searchOggettario } from '../../../server/configurazione/oggettario.js';
import { inizialeOf } from '../../../server/configurazione/predefinite.js';
import { judgeTipologia } from '../../../server/configurazione/registrazione.js';

const { impostazioni } = buildAoo(
  'AVLD001',
  'Prova',
  { denominazione: 'Prova', codiceIPA: 'c_x000', codiceFiscale: '0' },
  '09-03',
);

describe('what an AOO begins with', () => {
  for (const tipo of Object.keys(CONTENUTI) as (keyof typeof CONTENUTI)[])
    it(`${tipo} has the shape that its versions must have`, () => {
      const iniziale = inizialeOf(impostazioni, tipo);
      assert.deepEqual(CONTENUTI[tipo].parse(iniziale), iniziale);
    });

  it('has the ten means of the contract, paper where the contract lets the scan wait', () => {
    const mezzi = inizialeOf(impostazioni, 'mezzi');
    assert.deepEqual(
      mezzi.map(({ codice }) => codice),
      [...MEZZI_FISSI],
    );
    assert.deepEqual(faultsOfMezzi(mezzi), []);
    assert.deepEqual(
      faultsOfMezzi(mezzi.slice(1)).map(({ campo }) => campo),
      [''],
    );
    assert.deepEqual(
      faultsOfMezzi([{ codice: 'pec', denominazione: 'PEC', cartaceo: true }, ...mezzi.slice(1)]).map(
        ({ campo }) => campo,
      ),
      ['[0].cartaceo'],
    );
  });

  it('its templates name tipologie that it has', () => {
    const tipologie = new Set(inizialeOf(impostazioni, 'tipologie').map(({ codice }) => codice));
    for (const { tipologia } of inizialeOf(impostazioni, 'oggettario'))
      assert.ok(tipologia === undefined || tipologie.has(tipologia));
  });
});

describe('judgeTipologia', () => {
  const regole = {
    giorno: '2026-03-02',
    tipologie: [
      { codice: 'Istanza', voce: 'VI.3', riservata: true },
      { codice: 'Città' },
      { codice: 'Determinazione' },
      { codice: 'Ordinanza del Sindaco' },
      { codice: 'Deliberazione', repertorio: 'DCC' },
    ],
    esclusioni: [{ codice: 'Giornali', norma: 'art. 53' }],
    repertori: [
      { codice: 'DET', tipologia: 'Determinazione', flusso: 'I', uo: 'U111' },
      { codice: 'ORS', tipologia: 'Ordinanza del Sindaco', flusso: 'I' },
    ].map((one) =>
      Repertorio.parse({ denominazione: one.tipologia, numerazione: 'annuale', natura: 'repertorio', ...one }),
    ),
  };
  const judge = (typed: string, flusso: Flusso = 'E', registro = 'PROT-GEN') =>
    judgeTipologia(regole, typed, { flusso, registro });
  it('writes a known one as the AOO does, with what goes with it', () => {
    const { tipologia, voce, riservata, errori } = judge('ISTANZA');
    assert.deepEqual([tipologia, voce, riservata, errori], ['Istanza', 'VI.3', true, []]);
    assert.equal(judge('citta').tipologia, 'Città');
  });
  it('refuses what is unknown, and names the repertorio of what belongs there (art. 53 c. 5)', () => {
    assert.deepEqual(
      judge('Altro').errori.map(({ campo }) => campo),
      ['tipologia'],
    );
    assert.match(judge('deliberazione').errori[0]?.messaggio ?? '', /repertorio DCC/);
  });
  it('sends the act itself to the repertorio that an office feeds with its tipologia; the letter that sends it is registered', () => {
    assert.match(judge('determinazione', 'I').errori[0]?.messaggio ?? '', /«Determinazione» .*repertorio DET/);
    assert.equal(judge('Determinazione', 'U').tipologia, 'Determinazione');
    assert.equal(judge('Ordinanza del Sindaco', 'I').tipologia, 'Ordinanza del Sindaco');
  });
  it('takes in a repertorio its own tipologia, listed for the protocol or not', () => {
    assert.equal(judge('determinazione', 'I', 'DET').tipologia, 'Determinazione');
    assert.equal(judge('Deliberazione', 'I', 'DET').tipologia, 'Deliberazione');
    assert.equal(judge('Altro', 'I', 'DET').errori.length, 1);
  });
  it('lets what need not be registered be registered, with an avviso', () => {
    const { errori, avvisi } = judge('Giornali');
    assert.deepEqual([errori, avvisi.map(({ codice }) => codice)], [[], ['tipologia-esclusa']]);
  });
  it('never both refuses and names a tipologia, whatever is typed', () =>
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const { tipologia, errori } = judge(typed);
        assert.equal(errori.length > 0, typed !== '' && tipologia === undefined);
      }),
    ));
});

describe('automatic exclusions (CAD art. 40-bis)', () => {
  const esclusione: Esclusione = {
    codice: 'Riviste',
    norma: 'art. 53',
    mittenti: ['news@rivista.example', '@spam.example'],
  };
  it('close what an address or a domain sends, never what comes from a domicilio digitale', () => {
    const ask = (mittente: string, domicilioDigitale = false) =>
      esclusioneAutomatica([esclusione], { mittente, domicilioDigitale })?.codice;
    assert.equal(ask('News@Rivista.example'), 'Riviste');
    assert.equal(ask('x@spam.example'), 'Riviste');
    assert.equal(ask('x@altro.example'), undefined);
    assert.equal(ask('news@rivista.example', true), undefined);
    assert.equal(ask('ditta@pec.spam.example'), undefined);
  });
  it('are refused for addresses that are, or look like, a domicilio digitale', () => {
    const faults = faultsOfMittenti(
      [{ mittenti: ['a@b.example', 'c@legalmail.example', 'd@e.example'] }],
      new Set(['d@e.example']),
    );
    assert.deepEqual(
      faults.map(({ campo }) => campo),
      ['[0].mittenti[1]', '[0].mittenti[2]'],
    );
    for (const one of [
      '@pec.comune.example',
      'x@postacert.example',
      'x@studio.legalmail.example',
      'x@cert.ditta.example',
    ])
      assert.ok(seemsPec(one), one);
    for (const one of ['pec@rivista.example', 'x@certosa.example', 'x@specchio.example'])
      assert.ok(!seemsPec(one), one);
  });
  it('are written as addresses or domains, in small letters', () => {
    const parsed = Esclusione.safeParse({ ...esclusione, mittenti: ['NEWS@Rivista.Example'] });
    assert.deepEqual(parsed.data?.mittenti, ['news@rivista.example']);
    for (const wrong of ['rivista', '@', 'a b@c.example', '<a@b.example>', `${'x'.repeat(300)}@a.example`])
      assert.ok(!Esclusione.safeParse({ ...esclusione, mittenti: [wrong] }).success, wrong);
  });
});

describe('esitoFormato', () => {
  const formati = [
    { mime: '*', esito: 'rifiutato' as const, flussi: ['U' as const] },
    { mime: 'image/*', esito: 'avviso' as const },
    { mime: 'image/png', esito: 'rifiutato' as const, flussi: ['U' as const, 'I' as const] },
    { mime: 'image/png', esito: 'accettato' as const },
  ];
  for (const [mime, flusso, esito] of [
    ['image/png', 'U', 'rifiutato'],
    ['image/png', 'E', 'accettato'],
    ['image/gif', 'E', 'avviso'],
    ['text/html', 'U', 'rifiutato'],
    ['text/html', 'E', 'avviso'],
  ] as const)
    it(`${mime} in ${flusso}: ${esito}`, () => assert.equal(esitoFormato(formati, mime, flusso).esito, esito));
});

describe('the oggettario', () => {
  it('keeps what is not known as a placeholder', () => {
    assert.deepEqual(segnapostiOf('Da {chi} per {cosa}, {chi}'), ['chi', 'cosa']);
    assert.equal(compilaOggetto('Da {chi} per {cosa}', { chi: 'Rossi $& {x}' }), 'Da Rossi $& {x} per {cosa}');
    assert.equal(compilaOggetto('{constructor}', {}), '{constructor}');
  });
  it('refuses braces that are not closed', () => {
    for (const oggetto of ['Da {chi', 'Da chi}', '{}', '{{chi}}', '{a{b}}'])
      assert.ok(!Modello.safeParse({ codice: 'x', oggetto }).success, oggetto);
    assert.ok(Modello.safeParse({ codice: 'x', oggetto: 'Da {cognome e nome} {n1}' }).success);
  });
  it('finds by the beginning of every word, accents aside, the code before the words', () => {
    const modelli = [
      { codice: 'Altro', oggetto: 'Richiesta di residenza' },
      { codice: 'Residenza', oggetto: 'Dichiarazione di {chi}', flusso: 'E' as const },
      { codice: 'Attività', oggetto: 'Avvio', flusso: 'U' as const },
    ];
    const found = (q: string, flusso?: 'E' | 'U') =>
      searchOggettario(modelli, { q, flusso }).map(({ codice }) => codice);
    assert.deepEqual(found('resid'), ['Residenza', 'Altro']);
    assert.deepEqual(found('ATTIVITA'), ['Attività']);
    assert.deepEqual(found('', 'E'), ['Altro', 'Residenza']);
    assert.deepEqual(found('residenza xyz'), []);
  });
});
