import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dopoDi, restaInParole } from '../../../web/scansioni/raffronto.js';
import { differenze, type Figura, inParole, segniDi } from '../../../web/scansioni/differenze.js';
import { percheNonRaffronta, spostata } from '../../../web/scansioni/passi.js';
import { difettiAperti, difettoDi, parametriInParole } from '../../../web/scansioni/qualita.js';
import { difettoDi as difettoDeiFile, mossa, partiDi } from '../../../web/scansioni/raccolta.js';
import { conSguardo, pausaMs, restaInParole as tempoInParole } from '../../../web/scansioni/ritmo.js';
import { girata, passoZoom, percentoIntera, sullaCarta } from '../../../web/scansioni/zoom.js';
import type { PaginaScansione } from '../../../schemas/scansione.api.js';

const pagina = (numero: number, altro: Partial<PaginaScansione> = {}): PaginaScansione => ({
  numero,
  id: String(numero),
  rotazione: 0,
  qualita: [],
  fatta: true,
  dpi: 300,
  colore: 'mono',
  ...altro,
});
const ACCETTATA = { utente: 'protocollo', quando: '2026-03-02T09:00:00+01:00', motivo: 'retro bianco' };
const storta = { codice: 'storta', messaggio: 'La pagina è storta di 2,4 gradi.' } as const;
const scura = { codice: 'scura', messaggio: 'La carta è scura.' } as const;

/** A sheet of that brightness with dark squares at those places. */
function foglio(carta: number, segni: readonly (readonly [number, number])[]): Figura {
  const [width, height] = [120, 96];
  const data = new Uint8ClampedArray(width * height * 4).fill(carta);
  for (const [left, top] of segni)
    for (let y = top; y < top + 8; y += 1)
      for (let x = left; x < left + 8; x += 1) data.fill(20, (y * width + x) * 4, (y * width + x) * 4 + 3);
  return { width, height, data };
}

describe('pages of scans: what is to be decided', () => {
  it('only what nobody has accepted is open; the miniature tells the gravest', () => {
    const pagine = [
      pagina(1, { qualita: [storta, scura] }),
      pagina(2, { qualita: [{ ...storta, accettata: ACCETTATA }] }),
    ];
    assert.deepEqual(
      difettiAperti({ pagine }).map(({ pagina: { numero }, qualita: { codice } }) => [numero, codice]),
      [
        [1, 'storta'],
        [1, 'scura'],
      ],
    );
    assert.equal(difettoDi({ qualita: [storta, scura] })?.breve, 'Scura');
    assert.equal(difettoDi({ qualita: [{ ...scura, accettata: ACCETTATA }] }), undefined);
  });

  it('the comparison waits for every page, every decision and the copy, and says for which', () => {
    const pronta = {
      stato: 'pronta',
      avanzamento: { pagine: 1, fatte: 1 },
      pagine: [pagina(1)],
      pdf: { sha256: 'a', dimensione: 1 },
    } as const;
    assert.equal(percheNonRaffronta({ ...pronta, pagine: [...pronta.pagine] }), undefined);
    const perche = (altro: Partial<Parameters<typeof percheNonRaffronta>[0]>) =>
      percheNonRaffronta({ ...pronta, pagine: [...pronta.pagine], ...altro });
    assert.match(perche({ stato: 'in-lavorazione' }) ?? '', /in lettura/);
    assert.match(perche({ avanzamento: { pagine: 2, fatte: 1 } }) ?? '', /in lettura/);
    assert.match(perche({ pagine: [pagina(1, { qualita: [storta, scura] })] }) ?? '', /Resta una pagina/);
    assert.match(perche({ stato: 'errore' }) ?? '', /non è riuscita/);
    assert.match(
      percheNonRaffronta({ stato: 'pronta', avanzamento: pronta.avanzamento, pagine: [] }) ?? '',
      /si sta componendo/,
    );
  });

  it('parameters in one line: what most pages have, then only what differs', () => {
    assert.equal(parametriInParole([]), undefined);
    assert.equal(
      parametriInParole([pagina(1, { colore: 'colore' }), pagina(2), pagina(3), pagina(4, { dpi: 200 })]),
      '300 dpi, 1 bit; pag. 1: a colori; pag. 4: 200 dpi',
    );
  });

  it('moving a page keeps all the others, and comes back', () => {
    const lists = fc.uniqueArray(fc.integer({ min: 1, max: 999 }).map(String), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lists, fc.nat(), fc.constantFrom(1, -1), (ordine, n, di) => {
        const id = ordine[n % ordine.length] ?? '';
        const moved = spostata(ordine, id, di);
        assert.deepEqual(moved.toSorted(), ordine.toSorted());
        const atEnd = ordine.indexOf(id) === (di === 1 ? ordine.length - 1 : 0);
        assert.deepEqual(atEnd ? moved : spostata(moved, id, di === 1 ? -1 : 1), ordine);
      }),
    );
    assert.deepEqual(
      mossa([{ id: 'a' }, { id: 'b' }], 'b', -1).map(({ id }) => id),
      ['b', 'a'],
    );
  });
});

describe('pages of scans: looking without flooding', () => {
  it('often while few pages are read or the copy is composed, rarely at rest, never when frozen', () => {
    const pdf = { sha256: 'a', dimensione: 1 };
    const at = (stato: Parameters<typeof pausaMs>[0] & object) => pausaMs(stato);
    assert.equal(at({ stato: 'in-lavorazione', avanzamento: { pagine: 18, fatte: 3 } }), 1_000);
    assert.equal(at({ stato: 'in-lavorazione', avanzamento: { pagine: 1_000, fatte: 3 } }), 5_000);
    assert.equal(at({ stato: 'da-verificare', avanzamento: { pagine: 3, fatte: 3 } }), 1_000);
    assert.equal(at({ stato: 'pronta', avanzamento: { pagine: 3, fatte: 3 }, pdf }), 20_000);
    assert.equal(at({ stato: 'attestata', avanzamento: { pagine: 3, fatte: 3 }, pdf }), false);
  });

  it('the time that is left comes from the pace seen, and begins anew when pages go back to work', () => {
    const sguardi = [0, 1, 2, 3, 4].reduce<ReturnType<typeof conSguardo>>(
      (before, n) => conSguardo(before, { quandoMs: n * 2_000, fatte: n }),
      [],
    );
    assert.equal(tempoInParole(sguardi, 14), 'circa 20 secondi');
    assert.equal(tempoInParole(sguardi, 5), 'pochi secondi');
    assert.equal(tempoInParole(sguardi, 200), 'circa 7 minuti');
    assert.equal(tempoInParole(conSguardo(sguardi, { quandoMs: 9_000, fatte: 2 }), 14), undefined);
  });
});

describe('pages of scans: comparing', () => {
  const segni = [
    [10, 10],
    [60, 40],
  ] as const;

  it('signs are found on dark paper as on white', () => {
    const ink = (figura: Figura): number => segniDi(figura).reduce((sum, one) => sum + one, 0);
    assert.equal(ink(foglio(255, segni)), 128);
    assert.equal(ink(foglio(120, segni)), 128);
    assert.equal(ink(foglio(120, [])), 0);
  });

  it('the same page on other paper, a hair beside, has no differences; what is lost or added is told', () => {
    const beside = segni.map(([x, y]) => [x + 2, y + 1] as const);
    assert.equal(inParole(differenze(foglio(200, segni), foglio(255, beside))), 'Nessun segno in più o in meno.');
    const lost = differenze(foglio(200, segni), foglio(255, [[10, 10]]));
    assert.ok(lost.perse > 0 && lost.aggiunte === 0);
    assert.match(inParole(lost), /manca nella copia/);
    const added = differenze(foglio(200, [[10, 10]]), foglio(255, segni));
    assert.ok(added.aggiunte > 0 && added.perse === 0);
    assert.match(inParole(added), /solo nella copia/);
    assert.throws(() => differenze(foglio(200, []), { ...foglio(200, []), width: 60 }), RangeError);
  });

  it('after a page the next without a mark, round to those before it', () => {
    const vista = (id: string, esito?: 'uguale') => ({ id, numero: Number(id), ...(esito !== undefined && { esito }) });
    assert.equal(dopoDi([vista('1'), vista('2', 'uguale'), vista('3')], '2'), '3');
    assert.equal(dopoDi([vista('1'), vista('2', 'uguale'), vista('3', 'uguale')], '3'), '1');
    assert.equal(dopoDi([vista('1', 'uguale')], '1'), '1');
    const pagine = [vista('1', 'uguale'), vista('2'), vista('3')];
    assert.equal(
      restaInParole({ scansione: 'x', pagine, uguali: 1, diverse: 0, mancano: 2 }),
      'Da vedere: pagine 2 e 3',
    );
  });

  it('a picture that is turned stands inside its sheet', () => {
    const corner = (giro: number, x: number, y: number): [number, number] => {
      const foglio = giro % 180 === 0 ? { larghezza: 20, altezza: 30 } : { larghezza: 30, altezza: 20 };
      const [, dx = '', dy = '', angolo = ''] =
        /translate\((\d+) (\d+)\) rotate\((\d+)\)/.exec(girata(giro, foglio)) ?? [];
      const rad = (Number(angolo) * Math.PI) / 180;
      // no minus zero
      return [
        0 + Math.round(Number(dx) + x * Math.cos(rad) - y * Math.sin(rad)),
        0 + Math.round(Number(dy) + x * Math.sin(rad) + y * Math.cos(rad)),
      ];
    };
    assert.deepEqual(
      [0, 90, 180, 270].map((giro) => [corner(giro, 0, 0), corner(giro, 20, 30)]),
      [
        [
          [0, 0],
          [20, 30],
        ],
        [
          [30, 0],
          [0, 20],
        ],
        [
          [20, 30],
          [0, 0],
        ],
        [
          [0, 20],
          [30, 0],
        ],
      ],
    );
  });

  it('a page is as large as its paper, and whole in its place', () => {
    const carta = sullaCarta({ larghezza: 2_480, altezza: 3_508, dpi: 300 });
    assert.deepEqual([Math.round(carta.larghezza), Math.round(carta.altezza)], [794, 1_123]);
    assert.equal(Math.round(percentoIntera(carta, { larghezza: 790, altezza: 590 })), 53);
    assert.equal(passoZoom(53, 1), 67);
    assert.equal(passoZoom(53, -1), 50);
    assert.equal(passoZoom(300, 1), 300);
    assert.equal(passoZoom(25, -1), 25);
  });
});

describe('pages of scans: what is taken', () => {
  const file = (name: string, type: string, size = 10) => new File([new Uint8Array(size)], name, { type });
  it('pictures go together, a document of many pages alone, nothing empty', () => {
    assert.match(difettoDeiFile([]) ?? '', /Scegliere un file/);
    assert.match(difettoDeiFile([file('a.jpg', 'image/jpeg', 0)]) ?? '', /è vuoto/);
    assert.equal(difettoDeiFile([file('a.jpg', 'image/jpeg'), file('b.png', 'image/png')]), undefined);
    assert.match(difettoDeiFile([file('a.pdf', 'application/pdf'), file('b.png', 'image/png')]) ?? '', /da solo/);
    assert.deepEqual([...partiDi([file('a.TIF', '')]).keys()], ['documento']);
    assert.deepEqual([...partiDi([file('a.jpg', ''), file('b.jpg', '')]).keys()], ['immagine', 'immagine']);
  });
});
