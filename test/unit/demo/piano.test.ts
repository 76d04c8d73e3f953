import assert from 'node:assert/strict';
import { standardTitolario, demoTitolario } from '../../../classification/standard.js';
import { RegistrazioneRichiesta } from '../../../schemas/registrazione.api.js';
import { isInOrario, MASSIMO_AL_GIORNO } from '../../../server/demo/calendario.js';
import { giorniLavorativi, isLavorativo, istante } from '../../../server/demo/giorni.js';
import { passatoOf } from '../../../server/demo/passato.js';
import { buildPiano } from '../../../server/demo/piano.js';
import { isRegistra, type PassoAtto, type PassoRegistra } from '../../../server/demo/tipi.js';
import { legalDay } from '../../../server/lib/clock.js';

const PASSATO = { anno: 2026, ieri: '2026-11-24' };
const piano = buildPiano(PASSATO);
const registrazioni = piano.filter(isRegistra);
const trenta = registrazioni.slice(0, 29);
const altre = registrazioni.slice(29);
const atti = piano.filter((passo): passo is PassoAtto => !isRegistra(passo));
const share = (part: readonly unknown[], whole: readonly unknown[]): number => part.length / whole.length;
const near = (value: number, wanted: number, by = 0.02): void =>
  assert.ok(Math.abs(value - wanted) <= by, `${value} is not near ${wanted}`);
const of = (flusso: string, list: readonly PassoRegistra[] = altre): PassoRegistra[] =>
  list.filter(({ richiesta }) => richiesta.flusso === flusso);
const byMezzo = (list: readonly PassoRegistra[], ...mezzi: string[]): PassoRegistra[] =>
  list.filter(({ richiesta }) => mezzi.includes(richiesta.mezzo));

const countByDay = (list: readonly PassoRegistra[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { quando } of list) counts.set(legalDay(quando), (counts.get(legalDay(quando)) ?? 0) + 1);
  return counts;
};

describe('demo: piano', () => {
  it('is the same for the same day, another for another', () => {
    assert.deepEqual(buildPiano(PASSATO), piano);
    assert.notDeepEqual(buildPiano({ ...PASSATO, ieri: '2026-11-23' }).filter(isRegistra), registrazioni);
  });

  it('goes forward in time, ends yesterday, names each registration once and acts only on what is there', () => {
    const seen = new Set<string>();
    piano.forEach((passo, i) => {
      assert.ok(i === 0 || passo.quando >= (piano[i - 1]?.quando ?? passo.quando));
      assert.ok(legalDay(passo.quando) <= PASSATO.ieri);
      if (isRegistra(passo)) {
        assert.ok(!seen.has(passo.chiave));
        assert.ok(passo.rispondeA === undefined || seen.has(passo.rispondeA));
        seen.add(passo.chiave);
      } else assert.ok(seen.has(passo.di), passo.di);
    });
  });

  it('works in office hours of working days, at most twenty registrations a day', () => {
    for (const { quando } of [...altre, ...atti.filter(({ quando: when }) => legalDay(when) > '2026-03-31')]) {
      const giorno = legalDay(quando);
      assert.ok(isLavorativo(giorno), giorno);
      assert.ok(isInOrario((quando.getTime() - istante(giorno, 0).getTime()) / 1000), quando.toISOString());
    }
    assert.ok(Math.max(...countByDay(altre).values()) <= MASSIMO_AL_GIORNO);
  });

  it('sends requests that the API takes', () => {
    for (const { richiesta, chiave } of registrazioni)
      assert.deepEqual(RegistrazioneRichiesta.parse(richiesta), richiesta, chiave);
  });

  it('has about three hundred of the others, in the shares of the flows and of the means', () => {
    assert.equal(altre.length, 300);
    near(share(of('E'), altre), 0.55);
    near(share(of('U'), altre), 0.33);
    near(share(of('I'), altre), 0.12);
    const [entrate, uscite] = [of('E'), of('U')];
    const wanted = {
      pec: 0.5,
      portale: 0.15,
      sportello: 0.12,
      email: 0.08,
      posta: 0.07,
      raccomandata: 0.05,
      interoperabilita: 0.03,
      sdi: 0,
    };
    for (const [mezzo, quota] of Object.entries(wanted)) near(share(byMezzo(entrate, mezzo), entrate), quota);
    const sent = { pec: 0.7, raccomandata: 0.15, email: 0.07, interoperabilita: 0.05, posta: 0.03 };
    for (const [mezzo, quota] of Object.entries(sent)) near(share(byMezzo(uscite, mezzo), uscite), quota);
  });

  it('answers a fifth of what comes in, to who had written, three to twenty days later', () => {
    const answers = altre.filter(({ rispondeA }) => rispondeA !== undefined);
    near(share(answers, of('E')), 0.2);
    for (const { rispondeA, richiesta, quando } of answers) {
      const asked = altre.find(({ chiave }) => chiave === rispondeA);
      assert.ok(asked !== undefined);
      assert.deepEqual(richiesta.destinatari, asked.richiesta.mittenti);
      assert.equal(richiesta.classifica, asked.richiesta.classifica);
      const days = (Date.parse(legalDay(quando)) - Date.parse(legalDay(asked.quando))) / 86_400_000;
      assert.ok(days >= 3 && days <= 20, String(days));
    }
  });

  it('gives the number of the sender to half of what bodies and firms send by PEC or raccomandata', () => {
    const possible = byMezzo(of('E'), 'pec', 'raccomandata').filter(
      ({ richiesta }) => richiesta.mittenti[0]?.tipo !== 'PF',
    );
    near(
      share(
        possible.filter(({ richiesta }) => richiesta.protocolloMittente !== undefined),
        possible,
      ),
      0.5,
      0.03,
    );
  });

  it('classifies to titolo and classe, three fifths in the five classi of the bulk, and leaves one E in ten in its queue', () => {
    const classificate = altre.flatMap(({ richiesta }) => richiesta.classifica ?? []);
    const massa = classificate.filter((codice) => ['XI.2', 'IV.3', 'VI.3', 'IX.2', 'I.6'].includes(codice));
    near(share(massa, classificate), 0.6, 0.03);
    near(
      share(
        of('E').filter(({ richiesta }) => richiesta.classifica === undefined),
        of('E'),
      ),
      0.1,
    );
    const voci = new Map(demoTitolario(2026)[1]?.voci.map((voce) => [voce.codice, voce]));
    for (const codice of classificate) {
      assert.ok(voci.has(codice) && voci.get(codice)?.chiusaDal === undefined, codice);
      assert.ok(codice.split('.').length === 2 || codice === 'XIV', codice);
    }
    for (const passo of atti)
      if (passo.azione === 'classifica') assert.ok(voci.has(passo.codice) && passo.codice.split('.').length === 3);
  });

  it('goes down to the sottoclasse in about two cases of three', () => {
    const classificate = altre.filter(({ richiesta }) => richiesta.classifica !== undefined);
    const below = new Set(
      atti.filter(({ azione, di }) => azione === 'classifica' && di > 'demo-0030').map(({ di }) => di),
    );
    near(below.size / classificate.length, 2 / 3, 0.05);
  });

  it('reserves five of the others, under classi that are so by default, each to the office of competenza', () => {
    const riservate = altre.filter(({ richiesta }) => richiesta.riservatezza?.livello === 'riservata');
    const voci =
      standardTitolario('2026-01-01')[0]
        ?.voci.filter(({ riservata }) => riservata)
        .map(({ codice }) => codice) ?? [];
    assert.equal(riservate.length, 5);
    for (const { richiesta } of altre)
      assert.equal(
        voci.includes(richiesta.classifica ?? ''),
        riservate.some((one) => one.richiesta === richiesta),
      );
    for (const { richiesta } of riservate)
      assert.deepEqual(richiesta.riservatezza?.uo, [richiesta.assegnazioni?.[0]?.uo]);
    for (const passo of atti) {
      const codice = passo.azione === 'classifica' ? passo.codice : '';
      assert.ok(!['III.6.2', 'III.8.3', 'IX.4.3', 'VII.12.3', 'VII.14.2', 'VII.1.6'].includes(codice));
    }
  });

  it('has documents of the kinds that were asked for', () => {
    const supporto = (wanted: string): number => altre.filter(({ documento }) => documento?.supporto === wanted).length;
    assert.deepEqual(
      [
        supporto('pades'),
        supporto('scansione') + supporto('scansione-colori'),
        supporto('scansione-colori'),
        supporto('p7m'),
      ],
      [3, 3, 1, 1],
    );
    const withFile = altre.filter(({ documento }) => documento !== undefined);
    near(
      share(
        altre.filter(({ allegati }) => allegati.length > 0),
        withFile,
      ),
      1 / 3,
    );
    assert.ok(altre.every(({ allegati, documento }) => allegati.length <= 3 && (documento?.pagine ?? 1) <= 5));
  });

  it('lets the paper of the last two days wait for its scan, and only that', () => {
    const dal = giorniLavorativi('2026-11-01', PASSATO.ieri).at(-2) ?? '';
    for (const { documento, quando, richiesta, chiave } of registrazioni) {
      const waits =
        richiesta.flusso === 'E' &&
        ['sportello', 'posta', 'raccomandata'].includes(richiesta.mezzo) &&
        legalDay(quando) >= dal;
      assert.equal(documento === undefined, waits, chiave);
    }
    assert.ok(registrazioni.some(({ documento }) => documento === undefined));
  });

  it('has the accidents of a register: annulments, one on request, one that waits, renewed data, refusals', () => {
    const count = (azione: string): number => atti.filter((passo) => passo.azione === azione).length;
    assert.deepEqual(
      [count('annulla'), count('chiedi-annullamento'), count('rinnova'), count('rifiuta')],
      [2, 2, 2, 2],
    );
    const asked = atti.filter(({ azione }) => azione === 'chiedi-annullamento');
    assert.equal(asked.filter(({ di }) => !atti.some((one) => one.azione === 'annulla' && one.di === di)).length, 1);
    const annulled = atti.filter(({ azione }) => azione === 'annulla');
    for (const { di, quando } of annulled) assert.ok(!atti.some((one) => one.di === di && one.quando > quando));
  });

  it('registers the thirty first, each on its day, by the right person, without document 7', () => {
    assert.equal(trenta.length, 29);
    assert.ok(trenta.every(({ chiave }) => chiave <= 'demo-0030' && chiave !== 'demo-0007'));
    assert.deepEqual(
      [...trenta].sort((a, b) => (a.chiave < b.chiave ? -1 : 1)),
      trenta,
    );
    assert.deepEqual(
      [trenta[0], trenta[28]].map((one) => one && legalDay(one.quando)),
      ['2026-01-05', '2026-03-31'],
    );
    assert.deepEqual(
      trenta
        .filter(({ richiesta }) => richiesta.riservatezza !== undefined)
        .map(({ richiesta }) => richiesta.riservatezza?.uo),
      [['U312'], ['U003'], ['U510'], ['U117']],
    );
    assert.equal(trenta.find(({ chiave }) => chiave === 'demo-0016')?.utente, 'responsabile');
    assert.equal(trenta.find(({ chiave }) => chiave === 'demo-0019')?.utente, 'istruttore');
    assert.ok(
      trenta.filter(({ richiesta }) => richiesta.flusso === 'E').every(({ utente }) => utente === 'protocollo'),
    );
    assert.ok(
      ['demo-0005', 'demo-0025', 'demo-0030'].every(
        (chiave) => trenta.find((one) => one.chiave === chiave)?.documento?.supporto === 'scansione',
      ),
    );
  });

  it('moves the years of the texts with the year of the replay', () => {
    const moved = buildPiano(passatoOf(new Date('2029-03-10T10:00:00Z'))).filter(isRegistra);
    const oggetto = (n: string): string | undefined => moved.find(({ chiave }) => chiave === n)?.richiesta.oggetto;
    assert.match(oggetto('demo-0001') ?? '', /3 gennaio 2028$/);
    assert.match(oggetto('demo-0020') ?? '', /2027\/2028$/);
    assert.match(oggetto('demo-0027') ?? '', /1995-2012/);
    assert.match(oggetto('demo-0005') ?? '', /1998/);
    assert.ok(moved.some(({ quando }) => legalDay(quando) > '2029-01-01')); // over New Year
  });

  for (const [adesso, almeno] of [
    ['2027-05-01T10:00:00Z', 250],
    ['2027-04-30T10:00:00Z', 300],
    ['2026-12-31T23:30:00Z', 300],
  ] as const) {
    it(`holds its limits when it starts at ${adesso}`, () => {
      const passato = passatoOf(new Date(adesso));
      const others = buildPiano(passato).filter(isRegistra).slice(29);
      const counts = countByDay(others);
      assert.ok(others.length >= almeno, String(others.length));
      assert.ok(Math.max(...counts.values()) <= MASSIMO_AL_GIORNO);
      assert.ok(others.some(({ documento }) => documento === undefined));
      assert.ok(
        [...counts.keys()].every(
          (giorno) => isLavorativo(giorno) && giorno <= passato.ieri && giorno > `${passato.anno}-03-31`,
        ),
      );
    });
  }

  it('has fewer where there are fewer days', () => {
    const few = buildPiano({ anno: 2026, ieri: '2026-04-09' }).filter(isRegistra).slice(29);
    assert.ok(few.length > 0 && few.length <= 6 * MASSIMO_AL_GIORNO, String(few.length));
    assert.equal(buildPiano({ anno: 2026, ieri: '2026-02-15' }).filter(isRegistra).length, 10);
    assert.deepEqual(buildPiano({ anno: 2026, ieri: '2026-01-01' }), []);
  });
});
