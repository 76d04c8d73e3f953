import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Contenuto, Nascita } from '../../../schemas/registrazione.model.js';
import { type BirthContent, type Evento, TIPI_EVENTO } from '../../../server/protocollo/canonico.js';
import { changesBetween, instantOfAtti } from '../../../server/protocollo/change.js';
import {
  applyEvento,
  CAMPI_CONTENUTO,
  contentAtBirth,
  contenutoOf,
  derivedOf,
  evento,
} from '../../../server/protocollo/eventi.js';
import { paroleOf } from '../../../server/ricerca/gettoni.js';
import {
  ADESSO,
  buildAllegato,
  buildContenuto,
  buildFile,
  buildRegistrazione,
  PROVVEDIMENTO,
  withEventi,
} from '../../support/factories.js';
import { afterAtti, atti, contenuto } from './arbitraries.js';

const chi = { data: ADESSO, utente: 'rgd' };
const data = ADESSO.toISOString();
const motivo = 'errore di battitura';
const nato = buildContenuto();
/** What the act leaves different from `before`, by name; undefined for what went. */
const changed = (before: Contenuto, act: Evento) => ({ ...changesBetween(before, applyEvento(before, act)) });

describe('evento', () => {
  it('leaves absent things out of its details', () =>
    assert.deepEqual(
      evento('rinnovo', chi, {
        campo: 'dataArrivo',
        vecchio: undefined,
        nuovo: '2026-03-01',
        motivo,
        provvedimento: PROVVEDIMENTO,
      }),
      {
        tipo: 'rinnovo',
        data,
        utente: 'rgd',
        dettagli: { campo: 'dataArrivo', nuovo: '2026-03-01', motivo, provvedimento: PROVVEDIMENTO },
      },
    ));
});

describe('applyEvento', () => {
  const CASES: Record<(typeof TIPI_EVENTO)[number], () => void> = {
    nascita: () =>
      assert.deepEqual(
        changed(
          nato,
          evento('nascita', chi, {
            smistamento: [{ uo: 'U410', tipo: 'competenza', regola: 'SUE', motivo: 'classifica VI.3' }],
          }),
        ),
        {},
      ),
    'annullamento-richiesto': () =>
      assert.deepEqual(changed(nato, evento('annullamento-richiesto', chi, { motivo })), {
        stato: 'annullamento-richiesto',
        richiestaAnnullamento: { motivo, utente: 'rgd', data },
      }),
    annullamento: () =>
      assert.deepEqual(changed(nato, evento('annullamento', chi, { motivo, provvedimento: PROVVEDIMENTO })), {
        stato: 'annullata',
        annullamento: { motivo, provvedimento: PROVVEDIMENTO, data, operatore: 'rgd' },
      }),
    'annullamento-negato': () => {
      const asked = applyEvento(nato, evento('annullamento-richiesto', chi, { motivo }));
      assert.deepEqual(applyEvento(asked, evento('annullamento-negato', chi, { motivo })), nato);
    },
    rinnovo: () => {
      const act = { campo: 'oggetto', vecchio: nato.oggetto, nuovo: 'Ricorso', motivo, provvedimento: PROVVEDIMENTO };
      const once = applyEvento(nato, evento('rinnovo', chi, act));
      assert.deepEqual(changesBetween(nato, once), {
        oggetto: 'Ricorso',
        rinnovi: [{ ...act, data, operatore: 'rgd' }],
      });
      const again = { ...act, vecchio: 'Ricorso', nuovo: 'Ricorso al TAR' };
      const twice = applyEvento(once, evento('rinnovo', { ...chi, utente: 'vicario' }, again));
      assert.deepEqual(
        twice.rinnovi.map(({ vecchio, nuovo, operatore }) => [vecchio, nuovo, operatore]),
        [
          [nato.oggetto, 'Ricorso', 'rgd'],
          ['Ricorso', 'Ricorso al TAR', 'vicario'],
        ],
      );
    },
    'rettifica-richiesta': () => {
      const ask = (n: number, datoRichiesto: string) =>
        evento('rettifica-richiesta', chi, { n, motivo, datoRichiesto, valoreRichiesto: 'x' });
      const two = [ask(1, 'oggetto'), ask(2, 'dataArrivo')].reduce(applyEvento, nato);
      assert.deepEqual(
        two.rettifiche?.map(({ n, campo, nuovo, utente }) => [n, campo, nuovo, utente]),
        [
          [1, 'oggetto', 'x', 'rgd'],
          [2, 'dataArrivo', 'x', 'rgd'],
        ],
      );
      const act = { campo: 'oggetto', nuovo: 'y', motivo, provvedimento: PROVVEDIMENTO };
      assert.deepEqual(
        applyEvento(two, evento('rinnovo', chi, act)).rettifiche?.map(({ n }) => n),
        [2],
        'a renewal answers who asked for that datum',
      );
    },
    'rettifica-negata': () => {
      const act = { n: 3, motivo, datoRichiesto: 'oggetto', valoreRichiesto: 'x' };
      const asked = applyEvento(nato, evento('rettifica-richiesta', chi, act));
      assert.deepEqual(
        applyEvento(asked, evento('rettifica-negata', chi, { n: 3, motivo, datoRichiesto: 'oggetto' })),
        nato,
      );
    },
    modifica: () => {
      const noted = buildContenuto({ note: 'urgente' });
      assert.deepEqual(changed(nato, evento('modifica', chi, { campo: 'note', nuovo: 'urgente', motivo })), {
        note: 'urgente',
      });
      const gone = applyEvento(noted, evento('modifica', chi, { campo: 'note', vecchio: 'urgente', motivo }));
      assert.ok(!('note' in gone), 'absent, not null');
      assert.deepEqual(gone.rinnovi, [], 'no renewal of art. 54');
    },
    integrazione: () => {
      const documento = buildFile('scansione.pdf');
      const paper = buildContenuto({ documento: undefined, allegati: [buildAllegato(1)] });
      const allegati = [buildAllegato(2), buildAllegato(3)];
      assert.deepEqual(changed(paper, evento('integrazione', chi, { motivo, documento, allegati })), {
        documento,
        allegati: [buildAllegato(1), ...allegati],
      });
      assert.deepEqual(changed(paper, evento('integrazione', chi, { motivo, documento })), { documento });
    },
    assegnazione: () => {
      const assegnazioni = [{ uo: 'U410', tipo: 'competenza' as const }];
      assert.deepEqual(changed(nato, evento('assegnazione', chi, { assegnazioni, precedenti: [] })), { assegnazioni });
    },
    'presa-in-carico': () => {
      assert.deepEqual(changed(nato, evento('presa-in-carico', chi, { uo: 'U410' })), {
        presaInCarico: { utente: 'rgd', uo: 'U410', data },
      });
      const substitute = { data: ADESSO, utente: 'anna', perContoDi: 'bruno' };
      assert.equal(
        applyEvento(nato, evento('presa-in-carico', substitute, { uo: 'U410' })).presaInCarico?.utente,
        'bruno',
        'what a substitute takes is the titolare’s',
      );
    },
    'presa-visione': () => {
      const told = buildContenuto({ assegnazioni: [{ uo: 'U310', tipo: 'conoscenza' }] });
      const read = applyEvento(told, evento('presa-visione', chi, { uo: 'U310' }));
      assert.deepEqual(read.visioni, [{ uo: 'U310', da: 'rgd', data }]);
      const act = { assegnazioni: [], precedenti: told.assegnazioni };
      assert.equal(applyEvento(read, evento('assegnazione', chi, act)).visioni, undefined);
    },
    ritardo: () => {
      const late = buildContenuto({ tardiva: true });
      assert.deepEqual(changed(late, evento('ritardo', chi, { differimento: { id: 'd1' } })), {
        tardiva: undefined,
        ritardo: { differimento: { id: 'd1' }, utente: 'rgd', data },
      });
    },
    rifiuto: () => {
      const precedenti = [{ uo: 'U410', tipo: 'competenza' as const }];
      const held = buildContenuto({ assegnazioni: precedenti, presaInCarico: { utente: 'anna', uo: 'U410', data } });
      assert.deepEqual(changed(held, evento('rifiuto', chi, { uo: 'U410', motivo, assegnazioni: [], precedenti })), {
        assegnazioni: [],
        presaInCarico: undefined,
        rifiuto: { uo: 'U410', utente: 'rgd', motivo, data },
        rifiuti: 1,
      });
    },
    classificazione: () => {
      const nuovo = { codice: 'VI.3', voce: 'Edilizia privata', versione: 1 };
      const riservatezza = { livello: 'riservata' as const, uo: ['U410'], utenti: [] };
      assert.deepEqual(
        changed(nato, evento('classificazione', chi, { campo: 'classifica', nuovo, motivo, riservatezza })),
        { classifica: nuovo, motivoClassifica: motivo, riservatezza },
      );
      const before = buildContenuto({
        classifica: { ...nuovo, codice: 'XIV.1' },
        motivoClassifica: 'unica voce adatta',
      });
      const without = changed(before, evento('classificazione', chi, { campo: 'classifica', nuovo }));
      assert.deepEqual(without, { classifica: nuovo, motivoClassifica: undefined }, 'the reason goes with its voce');
    },
    fascicolazione: () => {
      const di = { id: 'f1', codice: '2026-VI/3.1' };
      const put = evento('fascicolazione', chi, { azione: 'aggiunto', di, fascicolo: 'f1', altriFascicoli: ['f2'] });
      assert.deepEqual(changed(nato, put), { fascicolo: 'f1', altriFascicoli: ['f2'] });
      const taken = evento('fascicolazione', chi, { azione: 'tolto', di, motivo });
      assert.deepEqual(applyEvento(applyEvento(nato, put), taken), nato);
    },
    attestazione: () => {
      const firma = { sha256: 'f'.repeat(64), quando: data };
      const act = { attestazione: 'a1', modo: 'raffronto' as const, impronta: 'e'.repeat(64), firma, copie: [] };
      assert.deepEqual(changed(nato, evento('attestazione', chi, act)), {});
    },
    'distruzione-originale': () => {
      const act = { attestazione: 'a1', copia: 'e'.repeat(64), autorizzazione: PROVVEDIMENTO, giorno: '2026-03-01' };
      const come = { modalita: 'Triturazione', presenti: ['Verdi Lucia'] };
      assert.deepEqual(changed(nato, evento('distruzione-originale', chi, { ...act, ...come })), {});
    },
  };
  for (const tipo of TIPI_EVENTO) it(tipo, () => CASES[tipo]());

  it('keeps who has it in charge only while that office is competent', () => {
    const presaInCarico = { utente: 'anna', uo: 'U410', data };
    const held = buildContenuto({ assegnazioni: [{ uo: 'U410', tipo: 'competenza' }], presaInCarico });
    const to = (uo: string, tipo: 'competenza' | 'conoscenza') =>
      applyEvento(held, evento('assegnazione', chi, { assegnazioni: [{ uo, tipo }], precedenti: held.assegnazioni }));
    assert.deepEqual(to('U410', 'competenza').presaInCarico, presaInCarico);
    assert.ok(!('presaInCarico' in to('U310', 'competenza')));
    assert.ok(!('presaInCarico' in to('U410', 'conoscenza')));
  });

  it('never changes the content that it was given', () =>
    fc.assert(
      fc.property(contenuto, atti, (one, compiuti) => {
        const nata = buildRegistrazione(one);
        const before = JSON.stringify(nata);
        afterAtti(nata, compiuti);
        assert.equal(JSON.stringify(nata), before);
      }),
    ));
});

describe('contentAtBirth', () => {
  it('is the whole content as it was, from the text of the chain and what stood beside it', () =>
    fc.assert(
      fc.property(contenuto, atti, (one, compiuti) => {
        const nata = buildRegistrazione(one);
        const now = afterAtti(nata, compiuti);
        assert.deepEqual(contentAtBirth(JSON.parse(now.canonico) as BirthContent, now.nascita), contenutoOf(nata));
      }),
    ));

  it('invents nothing where the two disagree on a file', () => {
    const nata = buildRegistrazione({ allegati: [buildAllegato(1), buildAllegato(2)] });
    const content = JSON.parse(nata.canonico) as BirthContent;
    const nascita: Nascita = { ...nata.nascita, allegati: nata.nascita.allegati.slice(1) };
    assert.deepEqual(contentAtBirth(content, nascita).allegati, [buildAllegato(1)]);
    const { documento: _documento, ...without } = nata.nascita;
    assert.ok(!('documento' in contentAtBirth(content, without)));
  });
});

describe('contenutoOf', () => {
  it('takes what later acts may change, and nothing of the identity', () => {
    const full = { ...buildContenuto({ note: 'x', dataArrivo: '2026-03-01' }) };
    assert.deepEqual(contenutoOf(buildRegistrazione(full)), full);
  });

  it('knows every name of a content', () => {
    const all: Record<keyof Contenuto, true> = {
      flusso: true,
      oggetto: true,
      mittenti: true,
      destinatari: true,
      protocolloMittente: true,
      dataArrivo: true,
      documento: true,
      emergenza: true,
      allegati: true,
      mezzo: true,
      tipologia: true,
      note: true,
      classifica: true,
      motivoClassifica: true,
      fascicolo: true,
      altriFascicoli: true,
      risponde: true,
      protocollo: true,
      assegnazioni: true,
      presaInCarico: true,
      riservatezza: true,
      stato: true,
      annullamento: true,
      rinnovi: true,
      tornaA: true,
      rifiuto: true,
      rifiuti: true,
      richiestaAnnullamento: true,
      rettifiche: true,
      visioni: true,
      tardiva: true,
      ritardo: true,
    };
    assert.deepEqual([...CAMPI_CONTENUTO].sort(), Object.keys(all).sort());
  });
});

describe('changesBetween', () => {
  it('names what differs by value, what comes and what goes', () => {
    const before = buildContenuto({ note: 'a' });
    const after = buildContenuto({ dataArrivo: '2026-03-01' });
    assert.deepEqual(changesBetween(before, after), { note: undefined, dataArrivo: '2026-03-01' });
    assert.deepEqual(changesBetween(before, structuredClone(before)), {});
  });
});

describe('derivedOf', () => {
  const uo = (codice: string) => ({ tipo: 'UO' as const, uo: codice });
  const assegnazioni = [
    { uo: 'U310', tipo: 'competenza' as const },
    { uo: 'U110', tipo: 'conoscenza' as const },
    { uo: 'U310', tipo: 'conoscenza' as const, utente: 'anna' },
  ];
  const PG = { tipo: 'PG' as const, denominazione: 'Alfa S.r.l.' };

  it('shows what comes in to the offices to which it is assigned', () => {
    const entrata = buildContenuto({ flusso: 'E', mittenti: [PG], destinatari: [uo('U410')], assegnazioni });
    assert.deepEqual(derivedOf(entrata).uffici, ['U110', 'U310']);
  });

  it('shows what the AOO makes to the office that makes it, what is internal to the one addressed too', () => {
    const uscita = buildContenuto({ flusso: 'U', mittenti: [uo('U410')], destinatari: [PG] });
    assert.deepEqual(derivedOf(uscita).uffici, ['U410']);
    const interna = buildContenuto({ flusso: 'I', mittenti: [uo('U410')], destinatari: [uo('U110')], assegnazioni });
    assert.deepEqual(derivedOf(interna).uffici, ['U110', 'U310', 'U410']);
  });

  it('has each file once, document and attachments', () => {
    const copy = buildAllegato(2, { sha256: buildFile().sha256 });
    const { impronte } = derivedOf(buildContenuto({ allegati: [buildAllegato(1), copy] }));
    assert.deepEqual(impronte, [buildFile().sha256, buildAllegato(1).sha256]);
    assert.deepEqual(derivedOf(buildContenuto({ documento: undefined })).impronte, []);
  });

  it('has the words of the content', () => assert.deepEqual(derivedOf(nato).parole, paroleOf(nato)));
});

describe('instantOfAtti', () => {
  const at = (ms: number): Date => new Date(ADESSO.getTime() + ms);
  const nata = buildRegistrazione();
  const once = withEventi(nata, evento('annullamento-richiesto', { data: at(10), utente: 'anna' }, { motivo }));

  it('is the clock’s, never before the birth', () => {
    assert.deepEqual(instantOfAtti(nata, at(5)), at(5));
    assert.deepEqual(instantOfAtti(nata, at(0)), at(0));
    assert.deepEqual(instantOfAtti(nata, at(-2_000)), at(0));
    assert.throws(() => instantOfAtti(nata, at(-2_001)), { code: 'orologio-non-affidabile' });
  });

  it('is after the act before it, also where the clock stands', () => {
    assert.deepEqual(instantOfAtti(once, at(11)), at(11));
    for (const ms of [10, 9, -1_990]) assert.deepEqual(instantOfAtti(once, at(ms)), at(11));
    assert.throws(() => instantOfAtti(once, at(-1_991)), { code: 'orologio-non-affidabile' });
  });
});
