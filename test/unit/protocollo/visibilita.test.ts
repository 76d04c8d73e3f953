import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ATTI, type Atto, type Caller, type Portata, RUOLI, type Ruolo } from '../../../schemas/accesso.api.js';
import type { Contenuto, Registrazione } from '../../../schemas/registrazione.model.js';
import { DIRITTI, dirittiOf, mayOn, portataOf, REGISTRA, ufficiOf } from '../../../server/accesso/diritti.js';
import { isVisible, passesReserve, seesMaskedRows } from '../../../server/accesso/visibilita.js';
import { evento } from '../../../server/protocollo/eventi.js';
import { ADESSO, buildCaller, buildRegistrazione, withEventi } from '../../support/factories.js';
import { afterAtti, atti, contenuto, UFFICI, UTENTI } from './arbitraries.js';

const MOTIVO = { motivoAccesso: 'richiesta della Procura' };
const UO = (uo: string) => ({ tipo: 'UO' as const, uo });
const PG = { tipo: 'PG' as const, denominazione: 'Alfa S.r.l.' };
const riservata = (uo: string[], utenti: string[] = []) => ({ livello: 'riservata' as const, uo, utenti });
const competenza = (uo: string) => [{ uo, tipo: 'competenza' as const }];
const conoscenza = (uo: string) => [{ uo, tipo: 'conoscenza' as const }];

describe('who sees what (contract §5)', () => {
  /** The accounts of the contract. */
  const WHO: Readonly<Record<string, Caller>> = {
    protocollo: buildCaller('operatore', { utente: 'protocollo' }),
    istruttore: buildCaller('istruttore'),
    responsabile: buildCaller('responsabile'),
    archivista: buildCaller('archivista'),
    'archivista, saying why': buildCaller('archivista', MOTIVO),
    rgd: buildCaller('rgd'),
    'rgd, saying why': buildCaller('rgd', MOTIVO),
    vicario: buildCaller('vicario'),
    'vicario, saying why': buildCaller('vicario', MOTIVO),
    admin: buildCaller('admin'),
    'admin, saying why': buildCaller('admin', MOTIVO),
    protocollo2: buildCaller('operatore', { utente: 'protocollo2', aoo: 'AVLD002' }),
    'rgd2, saying why': buildCaller('rgd', { aoo: 'AVLD002', ...MOTIVO }),
  };
  const ALWAYS = ['archivista, saying why', 'rgd, saying why', 'vicario, saying why'];
  const TUTTO = ['protocollo', 'archivista', 'rgd', 'vicario', ...ALWAYS];

  const CASES: readonly [what: string, contenuto: Partial<Contenuto>, who: readonly string[], operatore?: string][] = [
    ['what comes in and nobody has yet', {}, TUTTO],
    ['what is assigned to U410', { assegnazioni: competenza('U410') }, [...TUTTO, 'istruttore', 'responsabile']],
    ['what U410 is told of', { assegnazioni: conoscenza('U410') }, [...TUTTO, 'istruttore', 'responsabile']],
    ['what is assigned to the head’s own office', { assegnazioni: competenza('S4') }, [...TUTTO, 'responsabile']],
    [
      'what is assigned to another office of the settore',
      { assegnazioni: competenza('U420') },
      [...TUTTO, 'responsabile'],
    ],
    ['what is assigned elsewhere', { assegnazioni: competenza('U310') }, TUTTO],
    ['what comes in addressed to U410, not assigned', { destinatari: [UO('U410')] }, TUTTO],
    [
      'what U410 sends',
      { flusso: 'U', mittenti: [UO('U410')], destinatari: [PG] },
      [...TUTTO, 'istruttore', 'responsabile'],
    ],
    ['what another office sends', { flusso: 'U', mittenti: [UO('U310')], destinatari: [PG] }, TUTTO],
    [
      'what is sent to U410 from within',
      { flusso: 'I', mittenti: [UO('U310')], destinatari: [UO('U410')] },
      [...TUTTO, 'istruttore', 'responsabile'],
    ],
    [
      'riservata of U410',
      { riservatezza: riservata(['U410']), assegnazioni: competenza('U410') },
      [...ALWAYS, 'istruttore'],
    ],
    [
      'riservata of another office, though assigned to U410',
      { riservatezza: riservata(['U310']), assegnazioni: competenza('U410') },
      ALWAYS,
    ],
    ['riservata of the head', { riservatezza: riservata([], ['responsabile']) }, [...ALWAYS, 'responsabile']],
    ['riservata of the head’s office', { riservatezza: riservata(['S4']) }, [...ALWAYS, 'responsabile']],
    [
      'riservata that protocollo registered, not assigned',
      { riservatezza: riservata([], ['anna']) },
      [...ALWAYS, 'protocollo'],
      'protocollo',
    ],
    [
      'riservata that protocollo registered, assigned',
      { riservatezza: riservata([], ['anna']), assegnazioni: competenza('U410') },
      ALWAYS,
      'protocollo',
    ],
    [
      'riservata that protocollo registered, and that names him',
      { riservatezza: riservata([], ['protocollo']), assegnazioni: competenza('U410') },
      [...ALWAYS, 'protocollo'],
      'protocollo',
    ],
    ['riservata that a clerk registered', { riservatezza: riservata([], ['anna']) }, ALWAYS, 'istruttore'],
    ['riservata that nobody is named by', { riservatezza: riservata([]) }, ALWAYS, 'rgd'],
  ];
  for (const [what, one, who, operatore = 'un altro'] of CASES)
    it(`${what}: ${who.join(', ')}`, () => {
      const record = buildRegistrazione(one, { operatore });
      const seen = Object.keys(WHO).filter((name) => isVisible(WHO[name] ?? assert.fail(), record));
      assert.deepEqual(seen.sort(), [...who].sort());
    });

  it('what protocollo registered as riservata goes from its sight when an office gets it', () => {
    const born = buildRegistrazione({ riservatezza: riservata([], ['anna']) }, { operatore: 'protocollo' });
    const { protocollo } = WHO;
    assert.ok(protocollo !== undefined && isVisible(protocollo, born));
    const act = { assegnazioni: competenza('U310'), precedenti: [] };
    assert.ok(!isVisible(protocollo, withEventi(born, evento('assegnazione', { data: ADESSO, utente: 'rgd' }, act))));
  });

  it('passes the reserve by saying why only as rgd, vicario or archivista; masked rows are for who sees the whole AOO', () => {
    assert.deepEqual(
      RUOLI.filter((ruolo) => passesReserve(buildCaller(ruolo))),
      ['archivista', 'rgd', 'vicario'],
    );
    assert.deepEqual(
      RUOLI.filter((ruolo) => seesMaskedRows(buildCaller(ruolo))),
      ['operatore', 'archivista', 'rgd', 'vicario'],
    );
  });
});

describe('isVisible, whatever was registered and done', () => {
  const caller: fc.Arbitrary<Caller> = fc
    .record({
      ruolo: fc.constantFrom(...RUOLI),
      utente: fc.constantFrom(...UTENTI),
      uo: fc.constantFrom(...UFFICI),
      below: fc.subarray([...UFFICI]),
      aoo: fc.constantFrom('AVLD001', 'AVLD001', 'AVLD001', 'AVLD002'),
      why: fc.boolean(),
    })
    .map(({ ruolo, utente, uo, below, aoo, why }) =>
      buildCaller(ruolo, { utente, uo, settore: [...new Set([uo, ...below])], aoo, ...(why && MOTIVO) }),
    );

  /** The words of the contract, read off the document itself and not off what the queries keep. */
  function maySee(who: Caller, one: Registrazione): boolean {
    if (who.ruolo === 'admin' || who.aoo !== one.aoo) return false;
    const whole = ['rgd', 'vicario', 'archivista'].includes(who.ruolo);
    if (one.riservatezza.livello === 'riservata') {
      const named = one.riservatezza.uo.includes(who.uo) || one.riservatezza.utenti.includes(who.utente);
      const registered = who.ruolo === 'operatore' && one.operatore === who.utente && one.assegnazioni.length === 0;
      return whole ? who.motivoAccesso !== undefined : named || registered;
    }
    if (whole || who.ruolo === 'operatore') return true;
    const offices = who.ruolo === 'responsabile' ? who.settore : [who.uo];
    const own = (side: Contenuto['mittenti']) =>
      side.some(({ tipo, uo }) => tipo === 'UO' && uo !== undefined && offices.includes(uo));
    const assigned = one.assegnazioni.some(({ uo }) => offices.includes(uo));
    return assigned || (one.flusso !== 'E' && own(one.mittenti)) || (one.flusso === 'I' && own(one.destinatari));
  }

  it('means what the contract says', () =>
    fc.assert(
      fc.property(
        contenuto,
        atti,
        fc.constantFrom(...UTENTI),
        fc.array(caller, { minLength: 1, maxLength: 6 }),
        (one, compiuti, operatore, callers) => {
          const record = afterAtti(buildRegistrazione(one, { operatore }), compiuti);
          for (const who of callers)
            assert.equal(isVisible(who, record), maySee(who, record), `${who.ruolo} ${who.uo}`);
        },
      ),
      { numRuns: 500 },
    ));
});

describe('the table of rights', () => {
  type Riga = readonly [
    operatore: string,
    istruttore: string,
    responsabile: string,
    archivista: string,
    rgd: string,
    vicario: string,
  ];
  /** What the contract leaves to a reading of its table: acts on a document that is there. */
  const ALTRI: Readonly<Partial<Record<Atto, Riga>>> = {
    assegna: ['aoo', '-', 'settore', '-', 'aoo', 'aoo'],
    modifica: ['aoo', 'uo', 'settore', '-', 'aoo', 'aoo'],
    integra: ['aoo', 'uo', 'settore', '-', 'aoo', 'aoo'],
    'chiedi-rettifica': ['aoo', 'uo', 'settore', 'aoo', 'aoo', 'aoo'],
    'prendi-in-carico': ['uo', 'uo', 'settore', 'uo', 'uo', 'uo'],
    rifiuta: ['uo', 'uo', 'settore', 'uo', 'uo', 'uo'],
  };
  for (const [atto, riga] of Object.entries(ALTRI) as [Atto, Riga][])
    it(`${atto}: ${riga.join(' ')}`, () =>
      assert.deepEqual(
        RUOLI.map((ruolo) => portataOf(ruolo, atto) ?? '-'),
        [...riga, '-'],
      ));

  it('knows every act, and gives nobody an act on what he may not see', () => {
    assert.deepEqual(Object.keys(DIRITTI).sort(), [...ATTI].sort());
    const reach: Record<Portata, number> = { uo: 1, settore: 2, aoo: 3 };
    const OF_THE_SYSTEM = ['amministra', 'legge-accessi', 'muovi-orologio', 'vede-linee', 'vede-salvataggi'];
    // a paper on the scan desk is nobody's yet; once it has its number, who sees the registration sees it (server/scansione)
    const OF_THE_DESK = ['scansiona', 'legge-scansioni', 'attesta'];
    const ON_A_DOCUMENT = ATTI.filter((atto) => !OF_THE_SYSTEM.includes(atto) && !OF_THE_DESK.includes(atto));
    for (const ruolo of RUOLI)
      for (const atto of ON_A_DOCUMENT) {
        const [sees, does] = [portataOf(ruolo, 'consulta'), portataOf(ruolo, atto)];
        assert.ok(does === undefined || (sees !== undefined && reach[does] <= reach[sees]), `${ruolo} ${atto}`);
      }
  });

  it('gives an act for each flusso', () =>
    assert.deepEqual(REGISTRA, { E: 'registra-entrata', U: 'registra-uscita', I: 'registra-interna' }));

  it('tells the pages what the guards ask', () => {
    for (const ruolo of RUOLI)
      for (const atto of ATTI) assert.equal(dirittiOf({ ruolo })[atto], portataOf(ruolo, atto), `${ruolo} ${atto}`);
  });

  it('reaches the whole AOO, the settore or the own office', () =>
    fc.assert(
      fc.property(
        fc.constantFrom<Ruolo>(...RUOLI),
        fc.constantFrom<Atto>(...ATTI),
        fc.subarray([...UFFICI]),
        (ruolo, atto, uffici) => {
          const who = buildCaller(ruolo, { uo: 'S4', settore: ['S4', 'U410'] });
          const portata = portataOf(ruolo, atto);
          const offices = portata === 'settore' ? ['S4', 'U410'] : ['S4'];
          const expected = portata === 'aoo' || (portata !== undefined && uffici.some((uo) => offices.includes(uo)));
          assert.equal(mayOn(who, atto, uffici), expected);
          if (portata !== undefined) assert.deepEqual(ufficiOf(who, portata), portata === 'aoo' ? 'tutti' : offices);
        },
      ),
    ));
});
