import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Caller, RUOLI } from '../../../schemas/accesso.api.js';
import { isAtto, type Registrazione } from '../../../schemas/registrazione.model.js';
import { isVisible } from '../../../server/accesso/visibilita.js';
import { atteseOf } from '../../../server/protocollo/attese.js';
import { evento } from '../../../server/protocollo/eventi.js';
import { codeOf } from '../../../server/scrivania/code.js';
import { ADESSO, buildCaller, buildContenuto, buildRegistrazione, withEventi } from '../../support/factories.js';
import { afterAtti, atti, contenuto, UFFICI, UTENTI } from '../protocollo/arbitraries.js';

const competenza = (uo: string, utente?: string) => ({
  uo,
  tipo: 'competenza' as const,
  ...(utente !== undefined && { utente }),
});
const classifica = { codice: 'VI.3.1', voce: 'Permessi di costruire', versione: 1 };

/** Somebody in every role and office, with the reason that opens what is reserved to who may give one. */
const TUTTI: Caller[] = UTENTI.flatMap((utente) =>
  UFFICI.flatMap((uo) =>
    RUOLI.map((ruolo) =>
      buildCaller(ruolo, { utente, uo, settore: uo === 'S4' ? ['S4', 'U410'] : [uo], motivoAccesso: 'smistamento' }),
    ),
  ),
);

const DESKS = TUTTI.flatMap((caller) => codeOf(caller).map((coda) => ({ caller, ...coda })));

/** The queues in which a registration lies, and whose reader may see it. */
const queuesOf = (one: Registrazione): string[] =>
  DESKS.filter(
    ({ caller, marche, repertori = false }) =>
      repertori === isAtto(one) && marche.some((marca) => one.attese.includes(marca)) && isVisible(caller, one),
  ).map(({ codice }) => codice);

/** Assigned, in charge, classified to the last level and in its fascicolo: its work is done. */
const isDone = ({ flusso, fascicolo, classifica: voce, presaInCarico }: Registrazione): boolean =>
  fascicolo !== undefined && voce !== undefined && (flusso === 'U' || presaInCarico !== undefined);

describe('atteseOf: nothing valid is ever in nobody’s queue', () => {
  it('whatever was registered and done', () =>
    fc.assert(
      fc.property(contenuto, atti, fc.constantFrom(...UTENTI), (one, compiuti, operatore) => {
        const record = afterAtti(buildRegistrazione(one, { operatore }), compiuti);
        const queues = queuesOf(record);
        if (record.stato === 'annullata') assert.deepEqual(record.attese, []);
        else if (!isDone(record)) assert.ok(queues.length > 0, JSON.stringify(record.attese));
      }),
      { numRuns: 150 },
    ));

  it('what the protocol office still has to assign is on a desk that assigns', () =>
    fc.assert(
      fc.property(contenuto, atti, (one, compiuti) => {
        const record = afterAtti(buildRegistrazione(one, { operatore: 'anna' }), compiuti);
        const held = record.assegnazioni.some(({ tipo }) => tipo === 'competenza');
        if (record.stato === 'annullata' || record.flusso === 'U' || held) return;
        const queues = queuesOf(record);
        assert.ok(queues.includes('da-assegnare') || queues.includes('rifiutate'), record.attese.join(' '));
      }),
      { numRuns: 150 },
    ));

  it('an act of a repertorio that is assigned, sent back or to be annulled', () =>
    fc.assert(
      fc.property(contenuto, atti, (one, compiuti) => {
        const record = { ...afterAtti(buildRegistrazione(one, { operatore: 'anna' }), compiuti), registro: 'DET' };
        const waits =
          record.assegnazioni.some(({ tipo }) => tipo === 'competenza') ||
          record.rifiuto !== undefined ||
          record.stato === 'annullamento-richiesto';
        if (waits && record.stato !== 'annullata') assert.ok(queuesOf(record).length > 0, record.attese.join(' '));
      }),
      { numRuns: 150 },
    ));

  const CASES: [what: string, attese: string[], over: Parameters<typeof buildContenuto>[0]][] = [
    ['just arrived', ['da-assegnare', 'da-classificare'], {}],
    ['arrived on paper', ['da-assegnare', 'senza-scansione'], { classifica, documento: undefined }],
    ['late', ['da-assegnare', 'tardiva'], { classifica, tardiva: true }],
    [
      'assigned to an office',
      ['da-prendere/U410', 'in-attesa', 'in-attesa/U410'],
      { classifica, assegnazioni: [competenza('U410')] },
    ],
    [
      'assigned to a person',
      ['da-prendere@anna', 'in-attesa', 'in-attesa/U410'],
      { classifica, assegnazioni: [competenza('U410', 'anna')] },
    ],
    [
      'in charge',
      ['in-carico/U410', 'in-carico@anna', 'senza-fascicolo', 'senza-fascicolo/U410'],
      { classifica, assegnazioni: [competenza('U410')], presaInCarico: { utente: 'anna', uo: 'U410', data: '' } },
    ],
    [
      'done',
      ['in-carico/U410', 'in-carico@anna'],
      {
        classifica,
        fascicolo: 'f1',
        assegnazioni: [competenza('U410')],
        presaInCarico: { utente: 'anna', uo: 'U410', data: '' },
      },
    ],
    [
      'reserved, and assigned where nobody may read it',
      ['da-assegnare', 'da-prendere/U410', 'in-attesa', 'in-attesa/U410'],
      {
        classifica,
        assegnazioni: [competenza('U410')],
        riservatezza: { livello: 'riservata', uo: ['U310'], utenti: [] },
      },
    ],
    ['annulled', [], { stato: 'annullata' }],
  ];
  for (const [what, attese, over] of CASES) it(what, () => assert.deepEqual(atteseOf(buildContenuto(over)), attese));

  it('a refusal is an own queue until somebody assigns again', () => {
    const held = buildRegistrazione({ classifica, assegnazioni: [competenza('U410')] });
    const precedenti = held.assegnazioni;
    const chi = { data: ADESSO, utente: 'anna' };
    const refused = withEventi(
      held,
      evento('rifiuto', chi, { uo: 'U410', motivo: 'non è nostra', assegnazioni: [], precedenti }),
    );
    assert.deepEqual(refused.attese, ['rifiutata']);
    const later = { data: new Date(ADESSO.getTime() + 1_000), utente: 'bruno' };
    const again = withEventi(
      refused,
      evento('assegnazione', later, { assegnazioni: [competenza('U310')], precedenti: [] }),
    );
    assert.deepEqual([again.attese, again.rifiuti], [['da-prendere/U310', 'in-attesa', 'in-attesa/U310'], 1]);
  });
});

describe('codeOf', () => {
  const of = (caller: Caller): string[] => codeOf(caller).map(({ codice }) => codice);
  it('gives each role the queues of what it may do', () => {
    assert.deepEqual(of(buildCaller('admin')), []);
    assert.ok(
      !of(buildCaller('istruttore')).includes('da-assegnare') &&
        !of(buildCaller('responsabile')).includes('da-assegnare'),
    );
    assert.ok(of(buildCaller('responsabile')).includes('rifiutate'));
    for (const ruolo of ['operatore', 'rgd', 'vicario'] as const)
      assert.ok(of(buildCaller(ruolo)).includes('tardive'), ruolo);
    assert.ok(!of(buildCaller('archivista')).includes('annullamenti'));
  });
  it('acts of the repertori stand in queues of their own, by the same marks and the same rights', () => {
    const atti = codeOf(buildCaller('istruttore', { uo: 'U410', utente: 'anna' })).filter(({ repertori }) => repertori);
    assert.deepEqual(
      atti.map(({ codice, marche, daFare }) => [codice, marche, daFare]),
      [
        ['atti-da-prendere', ['da-prendere/U410', 'da-prendere@anna'], true],
        ['atti-conoscenza', ['conoscenza/U410', 'conoscenza@anna'], false],
        ['atti-in-carico', ['in-carico@anna'], false],
        ['atti-in-carico-colleghi', ['in-carico/U410'], false],
      ],
    );
    for (const ruolo of ['operatore', 'rgd', 'vicario'] as const)
      assert.ok(of(buildCaller(ruolo)).includes('atti-rifiutati') && of(buildCaller(ruolo)).includes('atti-in-attesa'));
    assert.ok(of(buildCaller('responsabile')).includes('atti-rifiutati'));
  });
  it('of a titolare who is substituted, the hands are his', () => {
    const substitute = buildCaller('responsabile', { utente: 'anna', perContoDi: 'bruno' });
    assert.deepEqual(codeOf(substitute).find(({ codice }) => codice === 'in-carico')?.marche, ['in-carico@bruno']);
  });
});
