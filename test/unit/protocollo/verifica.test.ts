import assert from 'node:assert/strict';
import type { Registrazione } from '../../../schemas/registrazione.model.js';
import { canonicalText, linkEventi, readEvento, sha256Hex } from '../../../server/protocollo/canonico.js';
import { CAMPI_CONTENUTO, evento } from '../../../server/protocollo/eventi.js';
import { anelloOf, faultOfRecord } from '../../../server/protocollo/verifica.js';
import {
  ADESSO,
  buildAllegato,
  buildFile,
  buildRegistrazione,
  PROVVEDIMENTO,
  stored,
  withEventi,
} from '../../support/factories.js';

const motivo = 'errore di battitura';
const at = (ms: number, utente = 'rgd') => ({ data: new Date(ADESSO.getTime() + ms), utente });

const before = buildRegistrazione({ oggetto: 'La registrazione che viene prima' });
const { anno, numero, dataRegistrazione, catena } = before;
const competenza = [{ uo: 'U410', tipo: 'competenza' as const }];

/** A registration that says all that there is to say, with acts of many kinds. */
const nata = buildRegistrazione(
  {
    protocolloMittente: { numero: '12/A', data: '2026-02-27' },
    dataArrivo: '2026-03-01',
    allegati: [buildAllegato(1), buildAllegato(2)],
    tipologia: 'istanza',
    note: 'urgente',
    motivoClassifica: 'unica voce adatta',
    classifica: { codice: 'XIV.1', voce: 'Oggetti diversi', versione: 1 },
    fascicolo: 'F1',
    risponde: { anno: 2025, numero: 3 },
    assegnazioni: competenza,
    riservatezza: { livello: 'riservata', uo: ['U410'], utenti: ['anna'] },
  },
  {
    inizio: { coda: { anno, numero, dataRegistrazione, hash: catena.hash } },
    adesso: at(1_000).data,
    differimento: { id: 'd1' },
  },
);
const rinnovo = (campo: string, vecchio: unknown, nuovo: unknown) => ({
  campo,
  vecchio,
  nuovo,
  motivo,
  provvedimento: PROVVEDIMENTO,
});
const { oggetto } = nata;
const presa = withEventi(nata, evento('presa-in-carico', at(2_000, 'anna'), { uo: 'U410' }));
const rinnovata = withEventi(
  presa,
  evento('rinnovo', at(3_000), rinnovo('oggetto', oggetto, 'Ricorso al TAR')),
  evento('rinnovo', at(3_000), rinnovo('dataArrivo', '2026-03-01', '2026-02-28')),
);
const rettificata = withEventi(
  rinnovata,
  evento('rettifica-richiesta', at(4_000, 'anna'), { motivo, datoRichiesto: 'oggetto', valoreRichiesto: 'Ricorso' }),
);
const intera = withEventi(rettificata, evento('annullamento', at(5_000), { motivo, provvedimento: PROVVEDIMENTO }));

const anello = anelloOf(before);
const faultOf = (record: Registrazione) => faultOfRecord(record, anello);
/** The record with something altered by hand, as `change` does it on a copy. */
function altered(change: (record: Registrazione) => void, record = intera): Registrazione {
  const copy = stored(record);
  change(copy);
  return copy;
}
const found = (change: (record: Registrazione) => void, motivoAtteso: RegExp, record = intera) => {
  const fault = faultOf(altered(change, record));
  assert.ok(fault !== null, 'nothing was found');
  assert.match(fault, motivoAtteso);
};
/** The acts as somebody would write them again who knows how the chain is made. */
const relinked = (record: Registrazione, kept: (i: number) => boolean): Registrazione['eventi'] =>
  linkEventi(
    { ...record, eventi: [] },
    record.eventi
      .filter((_one, i) => kept(i))
      .map((one) => {
        const { precedente: _precedente, ...act } = readEvento(one);
        return act;
      }),
  );

describe('faultOfRecord', () => {
  it('finds nothing in what is whole, at birth and after each act', () => {
    for (const one of [nata, presa, rinnovata, rettificata, intera]) assert.equal(faultOf(one), null);
    assert.equal(faultOfRecord(before, null), null);
  });

  describe('of the place in the register', () => {
    it('a hole, a double, a first number that is not 1', () => {
      assert.match(faultOfRecord(intera, { ...anello, numero: numero + 1 }) ?? '', /atteso il numero 0000003/);
      assert.match(faultOfRecord(intera, { ...anello, numero: numero - 1 }) ?? '', /atteso il numero 0000001/);
      assert.match(faultOfRecord(intera, { ...anello, anno: 2025 }) ?? '', /atteso il numero 0000001/);
      assert.match(faultOfRecord(intera, null) ?? '', /atteso il numero 0000001/);
    });
    it('a record before that is not the one it was born after', () =>
      assert.match(faultOfRecord(intera, { ...anello, hash: sha256Hex('altro') }) ?? '', /precedente/));
    it('a date before that of the record before', () =>
      assert.match(faultOfRecord(intera, { ...anello, data: at(1_001).data.getTime() }) ?? '', /data viene prima/));
    it('a first record that names another before it', () =>
      found((one) => (one.catena.precedente = sha256Hex('altro')), /precedente/));
  });

  describe('of the birth', () => {
    const CASES: readonly [nome: string, change: (one: Registrazione) => void, motivo: RegExp][] = [
      ['canonico', (one) => (one.canonico = one.canonico.replace('gara', 'cara')), /impronta/],
      ['catena.hash', (one) => (one.catena.hash = sha256Hex('altro')), /impronta/],
      [
        'canonico with its hash made again',
        (one) => {
          one.canonico = one.canonico.replace('gara', 'cara');
          one.catena.hash = sha256Hex(one.canonico);
        },
        /evento 1 non segue/,
      ],
      [
        'a canonico that is no JSON',
        (one) => {
          one.canonico = one.canonico.slice(1);
          one.catena.hash = sha256Hex(one.canonico);
        },
        /non è leggibile/,
      ],
      ['numero', (one) => (one.numero += 1), /numero/],
      ['anno', (one) => (one.anno -= 1), /numero 0000001|anno/],
      ['dataRegistrazione', (one) => (one.dataRegistrazione = at(1_001).data), /dataRegistrazione/],
      ['segnatura', (one) => (one.segnatura = one.segnatura.replace('0000002', '0000003')), /segnatura/],
      ['operatore', (one) => (one.operatore = 'anna'), /operatore/],
      ['aoo', (one) => (one.aoo = 'AVLD002'), /aoo/],
      ['registro', (one) => (one.registro = 'ALTRO'), /registro/],
      ['differimento', (one) => (one.differimento = { id: 'd2' }), /differimento/],
      ['differimento taken away', (one) => delete one.differimento, /differimento/],
      ['apertura put', (one) => (one.apertura = { ultimoNumero: 1, provvedimento: PROVVEDIMENTO }), /apertura/],
      ['nascita', (one) => (one.nascita.mezzo = 'posta'), /mezzo/],
      ['nascita.allegati, one less', (one) => one.nascita.allegati.pop(), /file della nascita/],
      ['nascita.documento taken away', (one) => delete one.nascita.documento, /file della nascita/],
      ['nascita.assegnazioni', (one) => (one.nascita.assegnazioni = []), /assegnazioni|presaInCarico/],
    ];
    for (const [nome, change, motivoAtteso] of CASES) it(nome, () => found(change, motivoAtteso));

    it('nascita.documento put where there was none', () => {
      const paper = buildRegistrazione({ documento: undefined });
      const { mime, formato, firme } = buildFile();
      const forged = altered((one) => (one.nascita.documento = { mime, formato, firme }), paper);
      assert.match(faultOfRecord(forged, null) ?? '', /file della nascita/);
    });
  });

  describe('of what it says now', () => {
    const chi = { utente: 'anna', data: at(1_500).data.toISOString() };
    const ALTRO: { [K in (typeof CAMPI_CONTENUTO)[number]]: Registrazione[K] } = {
      flusso: 'U',
      oggetto: 'Altro',
      mittenti: [],
      destinatari: [{ tipo: 'UO', uo: 'U999' }],
      protocolloMittente: { numero: '12/B', data: '2026-02-27' },
      dataArrivo: '2026-02-27',
      documento: { ...buildFile(), sha256: sha256Hex('altro') },
      emergenza: { registro: 'EM', numero: 1, data: '2026-03-01', ora: '09:00', periodo: '66f000000000000000000001' },
      allegati: [buildAllegato(1)],
      mezzo: 'posta',
      tipologia: 'denuncia',
      note: 'urgentissimo',
      classifica: { codice: 'XIV.2', voce: 'Oggetti diversi', versione: 1 },
      motivoClassifica: 'altro',
      fascicolo: 'F2',
      altriFascicoli: ['F3'],
      risponde: { anno: 2025, numero: 4 },
      protocollo: { anno: 2025, numero: 5 },
      assegnazioni: [],
      presaInCarico: { utente: 'bruno', uo: 'U410', data: at(2_000).data.toISOString() },
      riservatezza: { livello: 'riservata', uo: ['U410', 'U310'], utenti: ['anna'] },
      stato: 'valida',
      annullamento: {
        motivo: 'altro',
        provvedimento: PROVVEDIMENTO,
        data: at(5_000).data.toISOString(),
        operatore: 'rgd',
      },
      rinnovi: [],
      tornaA: 'U999',
      rifiuto: { uo: 'U410', motivo: 'altro', ...chi },
      rifiuti: 4,
      richiestaAnnullamento: { motivo: 'altro', ...chi },
      rettifiche: [{ n: 1, campo: 'oggetto', nuovo: 'Altro', motivo: 'altro', ...chi }],
      visioni: [{ uo: 'U410', da: 'anna', data: chi.data }],
      tardiva: true,
      ritardo: { motivo: 'altro', ...chi },
    };
    for (const campo of CAMPI_CONTENUTO) {
      it(`${campo} altered`, () => found((one) => Object.assign(one, { [campo]: ALTRO[campo] }), new RegExp(campo)));
      if (intera[campo] !== undefined)
        it(`${campo} taken away`, () => found((one) => Reflect.deleteProperty(one, campo), new RegExp(campo)));
    }
    it('a field that nobody ever gave', () =>
      assert.match(
        faultOf(altered((one) => Object.assign(one, { annullamento: ALTRO.annullamento }), rettificata)) ?? '',
        /annullamento/,
      ));
    it('a name, a hash or a format of a file', () => {
      found((one) => (one.documento = buildFile('altro.pdf')), /documento/);
      found((one) => (one.allegati = [buildAllegato(2), buildAllegato(1)]), /allegati/);
      found((one) => Object.assign(one.allegati[1] ?? {}, { sha256: sha256Hex('altro') }), /allegati/);
      found((one) => Object.assign(one.allegati[1]?.formato ?? {}, { mime: 'text/plain' }), /allegati/);
    });
    it('what only serves the queries', () => {
      found((one) => one.uffici.pop(), /uffici/);
      found((one) => one.uffici.push('U310'), /uffici/);
      found((one) => one.impronte.pop(), /impronte/);
      found((one) => one.parole?.pop(), /parole/);
      assert.equal(
        faultOfRecord(
          altered((one) => one.parole?.pop()),
          anello,
          { parole: false },
        ),
        null,
        'if not asked',
      );
    });
    for (const versione of [undefined, null, 0, 1, 4, 6, 7, 4.5, '5'])
      it(`versione ${String(versione)}, where four writes make five`, () =>
        found((one) => Object.assign(one, { versione }), /versione/));
  });

  describe('of the acts', () => {
    const { eventi } = intera;
    const indexes = eventi.map((_one, i) => i);
    for (const i of indexes) {
      const nth = new RegExp(`evento ${i + 1}|evento ${i + 2}|campo|versione`);
      it(`${i + 1} removed`, () => found((one) => one.eventi.splice(i, 1), nth));
      it(`${i + 1} removed, and the chain made again`, () =>
        found((one) => (one.eventi = relinked(one, (j) => j !== i)), /valore che non c’era|campo|versione/));
      it(`${i + 1} altered`, () =>
        found((one) => Object.assign(one.eventi[i] ?? {}, { canonico: `${eventi[i]?.canonico ?? ''} ` }), /impronta/));
      it(`${i + 1} with another hash`, () =>
        found((one) => Object.assign(one.eventi[i] ?? {}, { hash: sha256Hex('altro') }), /impronta/));
      it(`${i + 1} written twice`, () =>
        found((one) => one.eventi.splice(i, 0, ...eventi.slice(i, i + 1)), /non segue/));
    }
    it('two in another order', () =>
      found((one) => (one.eventi = [1, 0, 2, 3, 4].flatMap((i) => eventi.slice(i, i + 1))), /non segue/));
    it('one dated before the act that it follows, the chain made again', () => {
      const acts = eventi.map((one) => readEvento(one));
      const dated = acts.map(({ precedente: _p, ...act }, i) =>
        i === 3 ? { ...act, data: at(2_500).data.toISOString() } : act,
      );
      found((one) => (one.eventi = linkEventi({ ...one, eventi: [] }, dated)), /datato prima/);
    });
    it('one dated before the birth', () => {
      const [act] = eventi.slice(0, 1).map((one) => readEvento(one));
      assert.ok(act !== undefined);
      const { precedente: _p, ...first } = act;
      const dated = linkEventi(nata, [{ ...first, data: at(999).data.toISOString() }]);
      found((one) => (one.eventi = dated), /datato prima/, presa);
    });
    it('one whose date cannot be read', () => {
      const forged = linkEventi(nata, [
        { tipo: 'presa-in-carico', data: 'ieri', utente: 'anna', dettagli: { uo: 'U410' } },
      ]);
      found((one) => (one.eventi = forged), /datato prima/, presa);
    });
    it('one that starts from a value which was not there', () => {
      const act = evento('rinnovo', at(2_000), rinnovo('oggetto', 'Un altro oggetto', 'Ricorso'));
      const forged = withEventi(nata, act);
      assert.match(faultOf(forged) ?? '', /evento 1 parte da un valore che non c’era/);
    });
    it('an assignment that starts from others than there were', () => {
      const act = { assegnazioni: [{ uo: 'U310', tipo: 'competenza' as const }], precedenti: [] };
      for (const forged of [
        withEventi(nata, evento('assegnazione', at(2_000), act)),
        withEventi(nata, evento('rifiuto', at(2_000), { ...act, uo: 'U410', motivo })),
      ])
        assert.match(faultOf(forged) ?? '', /evento 1 parte da un valore che non c’era/);
    });
    it('one that is no JSON', () => {
      const canonico = canonicalText({ a: 1 }).slice(1);
      found((one) => (one.eventi = [{ canonico, hash: sha256Hex(canonico) }]), /evento 1 non è leggibile/);
    });
  });

  it('answers also for a record that has lost its shape', () => {
    for (const name of ['catena', 'canonico', 'nascita', 'eventi', 'dataRegistrazione', 'mittenti', 'allegati'])
      for (const value of [undefined, null, 'x', 7]) {
        const fault = faultOf(altered((one) => Object.assign(one, { [name]: value })));
        assert.ok(typeof fault === 'string' && fault !== '', `${name} ${String(value)}`);
      }
  });
});
