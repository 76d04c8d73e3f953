import assert from 'node:assert/strict';
import fc from 'fast-check';
import { STATI_VERSAMENTO, type StatoVersamento } from '../../../schemas/versamento.api.js';
import {
  afterEsito,
  afterPresaPersa,
  afterRipresa,
  AMMESSI,
  ammette,
  attesaOf,
  azioneOf,
  type Contesto,
  type EsitoChiamata,
  isAccettato,
  isInCorso,
  PASSI,
} from '../../../server/conservazione/stati.js';

const ORA = 3_600_000;
const adesso = new Date('2026-03-02T10:00:00Z');
const PARER = { ricevuta: 'immediata', interrogaPerChiave: true, duplicato: 'restituisce-ricevuta' } as const;
const DEPOSITO = { ricevuta: 'a-mano', interrogaPerChiave: false, duplicato: 'ignoto' } as const;
const contesto = (over: Partial<Contesto> = {}): Contesto => ({
  stato: 'in-invio',
  tipo: 'unita-documentaria',
  adesso,
  dal: adesso,
  falliti: 0,
  caso: 0.5,
  capacita: PARER,
  ...over,
});
const dopo = new Date(adesso.getTime() + ORA);
const ESITI: readonly EsitoChiamata[] = [
  { tipo: 'conservato', avvisi: false },
  { tipo: 'conservato', avvisi: true },
  { tipo: 'discordante', giaPresente: true },
  { tipo: 'discordante', giaPresente: false },
  { tipo: 'conflitto' },
  { tipo: 'senza-rapporto' },
  { tipo: 'in-carico', verificaDopo: dopo },
  { tipo: 'rifiutato' },
  { tipo: 'sospeso' },
  { tipo: 'tecnico' },
  { tipo: 'incerto' },
  { tipo: 'assente' },
  { tipo: 'annullato' },
  { tipo: 'alterato' },
];
const nameOf = (e: EsitoChiamata): string =>
  `${e.tipo}${'avvisi' in e && e.avvisi ? '+avvisi' : ''}${'giaPresente' in e ? (e.giaPresente ? '+presente' : '+nuovo') : ''}`;

/** Every state in which a call may end, and every end: what follows. */
const TAVOLA: Readonly<Record<string, readonly StatoVersamento[]>> = {
  //                       in-invio            incerto             in-carico        accettato
  conservato: ['accettato', 'accettato', 'accettato', 'accettato'],
  'conservato+avvisi': ['accettato-con-avvisi', 'accettato-con-avvisi', 'accettato-con-avvisi', 'accettato'],
  'discordante+presente': ['conflitto', 'conflitto', 'conflitto', 'accettato'],
  'discordante+nuovo': ['da-verificare', 'da-verificare', 'da-verificare', 'accettato'],
  conflitto: ['conflitto', 'conflitto', 'conflitto', 'accettato'],
  'senza-rapporto': ['incerto', 'incerto', 'incerto', 'accettato'],
  'in-carico': ['in-carico', 'in-carico', 'in-carico', 'accettato'],
  rifiutato: ['rifiutato', 'rifiutato', 'rifiutato', 'accettato'],
  sospeso: ['sospeso', 'sospeso', 'sospeso', 'accettato'],
  tecnico: ['attesa-riprova', 'incerto', 'in-carico', 'accettato'],
  incerto: ['incerto', 'incerto', 'in-carico', 'accettato'],
  assente: ['attesa-riprova', 'attesa-riprova', 'da-verificare', 'accettato'],
  annullato: ['da-verificare', 'da-verificare', 'da-verificare', 'annullato'],
  alterato: ['da-verificare', 'da-verificare', 'da-verificare', 'accettato'],
};
const CHIAMANTI = ['in-invio', 'incerto', 'in-carico', 'accettato'] as const;
/** States that nothing leaves by itself. */
const FERMI = ['accettato', 'accettato-con-avvisi', 'rifiutato', 'conflitto', 'da-verificare', 'sospeso', 'annullato'];

describe('the states of a package', () => {
  it('admit what the contract says, and nothing else', () => {
    const admitted = STATI_VERSAMENTO.flatMap((stato) => AMMESSI[stato].map((passo) => `${stato} ${passo}`));
    assert.deepEqual(admitted, [
      'preparato invia',
      'in-invio esito',
      'in-invio presa-persa',
      'incerto invia',
      'incerto interroga',
      'incerto esito',
      'incerto presa-persa',
      'incerto ripresa',
      'incerto rapporto',
      'in-carico interroga',
      'in-carico esito',
      'in-carico presa-persa',
      'in-carico ripresa',
      'in-carico rapporto',
      'attesa-riprova invia',
      'attesa-riprova ripresa',
      'accettato interroga',
      'accettato esito',
      'accettato presa-persa',
      'accettato annullamento',
      'accettato-con-avvisi interroga',
      'accettato-con-avvisi esito',
      'accettato-con-avvisi presa-persa',
      'accettato-con-avvisi annullamento',
      'rifiutato ripresa',
      'conflitto ripresa',
      'conflitto decisione',
      'conflitto rapporto',
      'da-verificare ripresa',
      'da-verificare decisione',
      'da-verificare rapporto',
      'sospeso ripresa',
    ]);
    for (const stato of STATI_VERSAMENTO)
      for (const passo of PASSI) assert.equal(ammette(stato, passo), admitted.includes(`${stato} ${passo}`));
  });

  for (const esito of ESITI)
    for (const [i, stato] of CHIAMANTI.entries())
      it(`after ${nameOf(esito)}, asked in ${stato}`, () => {
        const next = afterEsito(esito, contesto({ stato }));
        assert.equal(next.stato, TAVOLA[nameOf(esito)]?.[i]);
        // who goes on by itself knows when; who waits for a person does not
        const goesOn = next.prossimoPasso !== undefined;
        assert.equal(goesOn, isInCorso(next.stato) || (stato === 'accettato' && next.stato === 'accettato'));
      });

  it('waits one minute, five, thirty, two hours, then six, a fifth more or less', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 50].map((n) => attesaOf(n, 0.5) / 60_000),
      [1, 5, 30, 120, 360, 360, 360],
    );
    fc.assert(
      fc.property(fc.nat(20), fc.double({ min: 0, max: 1, noNaN: true }), (n, caso) => {
        const ratio = attesaOf(n, caso) / attesaOf(n, 0.5);
        return ratio >= 0.8 - 1e-9 && ratio <= 1.2 + 1e-9;
      }),
    );
  });

  it('gives a daily register up after a day, anything else after a week, and never before three tries', () => {
    const after = (tipo: Contesto['tipo'], ore: number, falliti: number) =>
      afterEsito({ tipo: 'incerto' }, contesto({ tipo, dal: new Date(adesso.getTime() - ore * ORA), falliti })).stato;
    assert.equal(after('registro-giornaliero', 23, 9), 'incerto');
    assert.equal(after('registro-giornaliero', 24, 9), 'da-verificare');
    assert.equal(after('unita-documentaria', 24 * 7 - 1, 9), 'incerto');
    assert.equal(after('unita-documentaria', 24 * 7, 9), 'da-verificare');
    assert.equal(after('fascicolo', 24 * 7, 9), 'da-verificare');
    assert.equal(after('registro-giornaliero', 500, 1), 'incerto');
  });

  it('asks before it sends again; where it could not ask it sends, where it can do neither a person looks', () => {
    assert.equal(azioneOf('incerto', PARER), 'interrogazione');
    assert.equal(azioneOf('incerto', PARER, { azione: 'invio', esito: 'incerto' }), 'interrogazione');
    assert.equal(azioneOf('incerto', PARER, { azione: 'interrogazione', esito: 'incerto' }), 'invio');
    assert.equal(azioneOf('attesa-riprova', PARER, { azione: 'interrogazione', esito: 'assente' }), 'invio');
    assert.equal(azioneOf('in-carico', PARER), 'interrogazione');
    assert.equal(afterEsito({ tipo: 'incerto' }, contesto({ capacita: DEPOSITO })).stato, 'da-verificare');
    assert.equal(afterPresaPersa(contesto({ capacita: DEPOSITO })).stato, 'da-verificare');
    assert.equal(afterPresaPersa(contesto()).stato, 'incerto');
    assert.equal(afterPresaPersa(contesto({ stato: 'in-carico' })).stato, 'in-carico');
    assert.equal(
      afterEsito({ tipo: 'in-carico', verificaDopo: dopo }, contesto({ capacita: DEPOSITO })).prossimoPasso,
      undefined,
    );
  });

  it('goes on as a person says: asked where it may be there, sent where it is not, or is another package now', () => {
    const da = { forse: true, cambiato: false, interrogaPerChiave: true };
    assert.equal(afterRipresa('da-verificare', da), 'incerto');
    assert.equal(afterRipresa('da-verificare', { ...da, forse: false }), 'preparato');
    assert.equal(afterRipresa('rifiutato', { ...da, cambiato: true }), 'preparato');
    assert.equal(afterRipresa('incerto', { ...da, interrogaPerChiave: false }), 'preparato');
    assert.equal(afterRipresa('in-carico', da), 'in-carico');
  });

  it('whatever happens, ends accepted only by a receipt that matches, and never stops without saying when or who', () => {
    const esiti = fc.constantFrom(...ESITI);
    const stati = fc.constantFrom(...CHIAMANTI);
    fc.assert(
      fc.property(esiti, stati, fc.nat(20), fc.nat(24 * 9), (esito, stato, falliti, ore) => {
        const c = contesto({ stato, falliti, dal: new Date(adesso.getTime() - ore * ORA) });
        const next = afterEsito(esito, c);
        if (isAccettato(next.stato) && !isAccettato(stato)) assert.equal(esito.tipo, 'conservato');
        if (esito.tipo === 'rifiutato' && !isAccettato(stato)) assert.equal(next.prossimoPasso, undefined);
        assert.ok(next.prossimoPasso !== undefined || FERMI.includes(next.stato));
        assert.ok(next.prossimoPasso === undefined || next.prossimoPasso >= adesso);
      }),
    );
  });
});
