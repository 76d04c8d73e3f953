import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  AnnullamentoRichiesta,
  AperturaRichiesta,
  AssegnazioniRichiesta,
  ControlloRichiesta,
  ModificaRichiesta,
  RegistrazioneRichiesta,
  RettificaRichiesta,
} from '../../../schemas/registrazione.api.js';
import { QueryRegistrazioni } from '../../../schemas/registrazione-query.api.js';
import { erroriOf, parseJson } from '../../../server/lib/http.js';
import { digestOf } from '../../../server/protocollo/register.js';
import { buildRichiesta, buildRicevuto, PROVVEDIMENTO } from '../../support/factories.js';

type Over = Parameters<typeof buildRichiesta>[0] & Record<string, unknown>;
const faults = (
  schema: typeof RegistrazioneRichiesta | typeof ModificaRichiesta | typeof AperturaRichiesta,
  value: unknown,
): Record<string, string> => {
  const { error } = schema.safeParse(value);
  return error === undefined
    ? {}
    : Object.fromEntries(erroriOf(error).map(({ campo, messaggio }) => [campo, messaggio]));
};
const errori = (over: Over = {}) => faults(RegistrazioneRichiesta, { ...buildRichiesta(over), ...over });
const campi = (over: Over = {}) => Object.keys(errori(over)).sort();
const parsed = (over: Over = {}) => RegistrazioneRichiesta.parse({ ...buildRichiesta(over), ...over });
const UO = (uo: string) => ({ tipo: 'UO' as const, uo });
const PG = { tipo: 'PG' as const, denominazione: 'Alfa S.r.l.' };

describe('RegistrazioneRichiesta', () => {
  it('takes what is right in each flusso', () => {
    for (const flusso of ['E', 'U', 'I'] as const) assert.deepEqual(campi({ flusso }), [], flusso);
    assert.deepEqual(campi({ mittenti: [{ tipo: 'PG', denominazione: 'Anonimo' }] }), []);
    assert.deepEqual(
      campi({ mittenti: [{ tipo: 'PAI', denominazione: 'Regione' }] }),
      [],
      'incomplete: a warning, on E',
    );
  });

  it('goes out to an administration that is known: IPA, AOO and digital address', () => {
    const pai = {
      tipo: 'PAI' as const,
      denominazione: 'Regione',
      codiceIPA: 'r_x000',
      codiceAOO: 'AREG001',
      domicilioDigitale: 'protocollo@pec.regione.example',
    };
    const to = (...destinatari: object[]) => campi({ flusso: 'U', destinatari: destinatari as never });
    assert.deepEqual(to(pai), []);
    for (const campo of ['codiceIPA', 'codiceAOO', 'domicilioDigitale'])
      assert.deepEqual(to(PG, { ...pai, [campo]: '' }), [`destinatari[1].${campo}`]);
    assert.deepEqual(to({ tipo: 'PAE', denominazione: 'Mairie de Nice' }), []);
  });

  describe('oggetto', () => {
    it('has 4000 characters at most, as a person counts them', () => {
      assert.deepEqual(campi({ oggetto: 'à'.repeat(4_000) }), []);
      assert.deepEqual(campi({ oggetto: 'à'.repeat(4_001) }), ['oggetto']);
      assert.deepEqual(campi({ oggetto: `a${'😀'.repeat(3_999)}` }), []);
      assert.deepEqual(campi({ oggetto: `a${'😀'.repeat(4_000)}` }), ['oggetto']);
      assert.deepEqual(campi({ oggetto: 'e\u0301'.repeat(4_000) }), [], 'composed first');
      assert.deepEqual(campi({ oggetto: `  ${'a'.repeat(4_000)}\n` }), [], 'trimmed first');
    });

    it('says something', () => {
      for (const oggetto of [
        '',
        '   ',
        '\t\n',
        '\u0000',
        '\u200B',
        '...',
        '—!?',
        null,
        undefined,
        7,
        ['x'],
        { $gt: '' },
      ])
        assert.deepEqual(campi({ oggetto: oggetto as string }), ['oggetto'], JSON.stringify(oggetto));
      assert.deepEqual(campi({ oggetto: '7' }), []);
    });

    it('is cleaned of what cannot be seen, and kept in NFC', () => {
      assert.equal(
        parsed({ oggetto: ' Richiesta\u0000 di\taccesso\r\nagli atti: perche\u0301 \u{1F3DB}\uFE0F ' }).oggetto,
        'Richiesta di accesso agli atti: perché \u{1F3DB}\uFE0F',
      );
      assert.equal(parsed({ oggetto: 'a\u2028b' }).oggetto, 'a b');
      assert.equal(parsed({ oggetto: 'famiglia 👨‍👩‍👧' }).oggetto, 'famiglia 👨‍👩‍👧', 'joiners of an emoji stay');
    });

    it('does not turn the direction of the text, nor hold half characters', () => {
      assert.match(errori({ oggetto: 'fattura \u202Efdp.exe' })['oggetto'] ?? '', /direzione/);
      assert.match(errori({ oggetto: 'x\u2067y' })['oggetto'] ?? '', /direzione/);
      assert.match(errori({ oggetto: 'x\ud800y' })['oggetto'] ?? '', /non validi/);
    });

    it('stays as it is when it is sent again', () =>
      fc.assert(
        fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
          const first = RegistrazioneRichiesta.safeParse({ ...buildRichiesta(), oggetto: `a${text}` });
          if (first.success) assert.equal(parsed({ oggetto: first.data.oggetto }).oggetto, first.data.oggetto);
        }),
      ));
  });

  describe('what only the system gives', () => {
    for (const name of [
      'numero',
      'anno',
      'data',
      'dataRegistrazione',
      'registro',
      'aoo',
      'segnatura',
      'operatore',
      'catena',
      'stato',
      'versione',
    ])
      it(name, () =>
        assert.deepEqual(errori({ [name]: 1 }), { [name]: 'Assegnato dal sistema: non si può indicare.' }),
      );

    it('and what nobody knows, by its name', () => {
      assert.deepEqual(errori({ riservatezzza: 'x' }), {
        riservatezzza: 'Proprietà sconosciuta: controllare il nome.',
      });
      assert.deepEqual(campi({ protocolloMittente: { numero: '1', $gt: '' } as never }), ['protocolloMittente.$gt']);
      assert.deepEqual(campi({ mittenti: [{ ...PG, numero: 1 } as never] }), ['mittenti[0].numero']);
    });
  });

  describe('mittenti e destinatari', () => {
    const CASES: readonly [what: string, over: Over, ...campi: string[]][] = [
      ['E without a sender', { mittenti: [] }, 'mittenti'],
      ['E from an own office', { mittenti: [UO('U410')] }, 'mittenti'],
      ['E without a recipient', { destinatari: [] }],
      ['U without a recipient', { flusso: 'U', destinatari: [] }, 'destinatari'],
      ['U to an own office', { flusso: 'U', destinatari: [UO('U410')] }, 'destinatari'],
      ['U to one outside, an office in copy', { flusso: 'U', destinatari: [PG, UO('U410')] }],
      ['U from outside', { flusso: 'U', mittenti: [PG] }, 'mittenti'],
      ['U without a sender: the own office', { flusso: 'U', mittenti: [] }],
      ['I without a sender', { flusso: 'I', mittenti: [] }, 'mittenti'],
      ['I without a recipient', { flusso: 'I', destinatari: [] }, 'destinatari'],
      ['I from outside', { flusso: 'I', mittenti: [PG] }, 'mittenti'],
      ['I to outside', { flusso: 'I', destinatari: [UO('U110'), PG] }, 'destinatari'],
      ['too many', { mittenti: Array<typeof PG>(501).fill(PG) }, 'mittenti'],
      ['no list', { mittenti: PG as never }, 'mittenti'],
      [
        'a wrong check digit',
        { mittenti: [{ tipo: 'PF', cognome: 'Rossi', nome: 'Maria', codiceFiscale: 'RSSMRA80A01H501X' }] },
        'mittenti[0].codiceFiscale',
      ],
    ];
    for (const [what, over, ...wrong] of CASES)
      it(`${what}: ${wrong.join() || 'right'}`, () => assert.deepEqual(campi(over), wrong));
  });

  describe('the rest', () => {
    const CASES: readonly [what: string, over: Over, ...campi: string[]][] = [
      ['another flusso', { flusso: 'X' as never }, 'flusso'],
      ['no means', { mezzo: undefined as never }, 'mezzo'],
      ['an operator as means', { mezzo: '$ne' }, 'mezzo'],
      ['arrival on U', { flusso: 'U', dataArrivo: '2026-03-01' }, 'dataArrivo'],
      ['differimento on I', { flusso: 'I', differimento: { id: 'd1' } }, 'differimento'],
      ['protocol of the sender on U', { flusso: 'U', protocolloMittente: { numero: '1' } }, 'protocolloMittente'],
      ['protocol of the sender without date', { protocolloMittente: { numero: 'AB/12-bis' } }],
      [
        'protocol of the sender without number',
        { protocolloMittente: { data: '2026-03-01' } as never },
        'protocolloMittente.numero',
      ],
      ['a day that is not there', { dataArrivo: '2026-02-29' }, 'dataArrivo'],
      ['an instant without offset', { dataArrivo: '2026-03-01T10:00:00' }, 'dataArrivo'],
      ['an instant with it', { dataArrivo: '2026-03-01T10:00:00+01:00' }],
      ['riservata of nobody', { riservatezza: { livello: 'riservata' } }, 'riservatezza'],
      [
        'riservata of nobody, in so many words',
        { riservatezza: { livello: 'riservata', uo: [], utenti: [] } },
        'riservatezza',
      ],
      ['riservata of an office', { riservatezza: { livello: 'riservata', uo: ['U410'] } }],
      ['riservata of a person', { riservatezza: { livello: 'riservata', utenti: ['anna'] } }],
      ['ordinaria that names somebody', { riservatezza: { livello: 'ordinaria', utenti: ['anna'] } }, 'riservatezza'],
      ['another level', { riservatezza: { livello: 'segreta' } as never }, 'riservatezza.livello'],
      [
        'an office assigned twice',
        {
          assegnazioni: [
            { uo: 'U410', tipo: 'competenza' },
            { uo: 'U410', tipo: 'conoscenza' },
          ],
        },
        'assegnazioni[1]',
      ],
      [
        'an office and a person of it',
        {
          assegnazioni: [
            { uo: 'U410', tipo: 'competenza' },
            { uo: 'U410', tipo: 'conoscenza', utente: 'anna' },
          ],
        },
      ],
      [
        'another kind of assignment',
        { assegnazioni: [{ uo: 'U410', tipo: 'visione' } as never] },
        'assegnazioni[0].tipo',
      ],
      ['an answer to no number', { risponde: { anno: 2026, numero: 0 } }, 'risponde.numero'],
      ['a number as text', { risponde: { anno: '2026', numero: 1 } as never }, 'risponde.anno'],
    ];
    for (const [what, over, ...wrong] of CASES)
      it(`${what}: ${wrong.join() || 'right'}`, () => assert.deepEqual(campi(over), wrong));

    it('names all that is wrong at once', () =>
      assert.deepEqual(campi({ oggetto: '', mezzo: '', flusso: 'X' as never, numero: 5 }), [
        'flusso',
        'mezzo',
        'numero',
        'oggetto',
      ]));

    it('keeps the lines of the notes, and nothing of empty ones', () => {
      assert.equal(parsed({ note: 'uno \r\ndue\u0000' }).note, 'uno\ndue');
      assert.equal(parsed({ note: '  ' }).note, '');
    });

    it('is never anything but an object', () => {
      for (const value of [null, [], 'x', 7, undefined])
        assert.deepEqual(Object.keys(faults(RegistrazioneRichiesta, value)), ['']);
    });

    it('refuses a prototype before anything else', () =>
      assert.throws(() => parseJson('{"flusso":"E","riservatezza":{"__proto__":{"livello":"riservata"}}}'), {
        code: 'dati-non-validi',
      }));
  });
});

describe('ModificaRichiesta', () => {
  const motivo = 'errore di battitura';
  it('refuses what never changes, naming each', () => {
    for (const name of [
      'numero',
      'anno',
      'registro',
      'dataRegistrazione',
      'segnatura',
      'catena',
      'sha256',
      'documento',
      'allegati',
      'operatore',
    ])
      assert.deepEqual(faults(ModificaRichiesta, { motivo, [name]: 1 }), {
        [name]: 'Dato non modificabile (art. 53 DPR 445/2000).',
      });
    assert.deepEqual(Object.keys(faults(ModificaRichiesta, { motivo, numero: 1, anno: 2 })).sort(), ['anno', 'numero']);
    assert.match(faults(ModificaRichiesta, { motivo, ogetto: 'x' })['ogetto'] ?? '', /sconosciuta/);
  });
  it('wants a reason of five characters', () => {
    for (const bad of [undefined, '', 'abcd', '     ', 'a\u0000b\u0000c'])
      assert.deepEqual(Object.keys(faults(ModificaRichiesta, { motivo: bad, oggetto: 'Ricorso' })), ['motivo']);
    assert.deepEqual(faults(ModificaRichiesta, { motivo: 'abcde', oggetto: 'Ricorso' }), {});
  });
  it('holds its data to the rules of the birth', () => {
    assert.deepEqual(
      Object.keys(
        faults(ModificaRichiesta, {
          motivo,
          oggetto: 'à'.repeat(4_001),
          dataArrivo: 'ieri',
          mittenti: [{ tipo: 'PF' }],
        }),
      ).sort(),
      ['dataArrivo', 'mittenti[0].cognome', 'mittenti[0].nome', 'oggetto'],
    );
  });
});

describe('the other requests', () => {
  it('an act has number, date and author', () => {
    assert.ok(AnnullamentoRichiesta.safeParse({ motivo: 'doppione', provvedimento: PROVVEDIMENTO }).success);
    for (const name of ['numero', 'data', 'autore'])
      assert.ok(
        !AnnullamentoRichiesta.safeParse({ motivo: 'doppione', provvedimento: { ...PROVVEDIMENTO, [name]: '' } })
          .success,
        name,
      );
  });
  it('an opening states a number from 1, of eight digits at most', () => {
    for (const ultimoNumero of [1, 99_999_999])
      assert.deepEqual(faults(AperturaRichiesta, { ultimoNumero, provvedimento: PROVVEDIMENTO }), {});
    for (const ultimoNumero of [0, -1, 1.5, '7', 100_000_000, null])
      assert.deepEqual(Object.keys(faults(AperturaRichiesta, { ultimoNumero, provvedimento: PROVVEDIMENTO })), [
        'ultimoNumero',
      ]);
  });
  it('an assignment names an office, a rettifica a datum that may be renewed and its value', () => {
    assert.ok(!AssegnazioniRichiesta.safeParse({ assegnazioni: [] }).success);
    assert.ok(RettificaRichiesta.safeParse({ motivo: 'errore', campo: 'oggetto', nuovo: 'x' }).success);
    for (const bad of [{ campo: 'numero', nuovo: 1 }, { campo: 'oggetto' }, { campo: 'oggetto', nuovo: null }])
      assert.ok(!RettificaRichiesta.safeParse({ motivo: 'errore', ...bad }).success);
  });
  it('a check takes what there is', () => {
    assert.ok(ControlloRichiesta.safeParse({}).success);
    assert.ok(!ControlloRichiesta.safeParse({ sha256: 'A'.repeat(64) }).success);
  });
  it('a query takes texts and refuses what is out of range', () => {
    assert.deepEqual(QueryRegistrazioni.parse({ anno: '2026', numero: '0000012', limite: '200', q: ' gara ' }), {
      anno: 2026,
      numero: 12,
      limite: 200,
      q: 'gara',
    });
    for (const bad of [
      { limite: '0' },
      { limite: '201' },
      { limite: 'x' },
      { anno: '26' },
      { dal: '2026-02-30' },
      { flusso: 'e' },
      { stato: 'x' },
      { sha256: 'x' },
      { uo: '$ne' },
      { q: ['a', 'b'] },
      { q: 'x'.repeat(501) },
    ])
      assert.ok(!QueryRegistrazioni.safeParse(bad).success, JSON.stringify(bad));
  });
});

describe('digestOf', () => {
  const invio = {
    richiesta: parsed(),
    documento: buildRicevuto(),
    allegati: [buildRicevuto({ nome: 'a.pdf' }), buildRicevuto({ nome: 'b.pdf' })],
  };
  it('is of the validated data and of the files in order, not of how they were written', () => {
    const again = parsed({ oggetto: ` ${parsed().oggetto}\u0000` });
    assert.equal(
      digestOf({ ...invio, richiesta: Object.fromEntries(Object.entries(again).reverse()) as never }),
      digestOf(invio),
    );
    assert.equal(
      digestOf({ ...invio, documento: buildRicevuto({ mime: 'text/plain', modificato: new Date() }) }),
      digestOf(invio),
    );
  });
  it('changes with any datum, file, name, hash, place or part', () => {
    const [a, b] = invio.allegati;
    assert.ok(a !== undefined && b !== undefined);
    const others = [
      { ...invio, richiesta: parsed({ oggetto: 'Altro oggetto' }) },
      { ...invio, allegati: [b, a] },
      { ...invio, allegati: [a] },
      { ...invio, documento: { ...invio.documento, sha256: a.sha256 } },
      { ...invio, documento: { ...invio.documento, nome: 'altra.pdf' } },
      { richiesta: invio.richiesta, allegati: [invio.documento, a, b] },
    ];
    assert.equal(new Set([invio, ...others].map(digestOf)).size, others.length + 1);
  });
});
