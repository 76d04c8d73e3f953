import assert from 'node:assert/strict';
import sharp, { type Sharp } from 'sharp';
import type { Test } from 'supertest';
import { sorte } from '../../support/fogli.js';
import { insertVersione } from '../../../schemas/configurazione.model.js';
import type { Scansione } from '../../../schemas/scansione.api.js';
import { code128Of, qrOf } from '../../../server/carte/codici.js';
import { SCANSIONE } from '../../../server/configurazione/dati/scansione.js';
import { avanzaScansione } from '../../../server/scansione/avanza.js';
import type { DepsScansione } from '../../../server/scansione/deps.js';
import { LettoreImmagini } from '../../../server/scansione/immagini/lettore.js';
import { leggiProssima } from '../../../server/scansione/pagina.js';
import type { Parola } from '../../../server/scansione/tipi.js';
import { buildRichiesta } from '../../support/factories.js';
import { buildFoglio, scansionata } from '../../support/fogli.js';
import { type InProcesso, useInProcesso } from '../conservazione/in-processo.js';

/** Half of an A5 sheet. */
const [LARGHEZZA, ALTEZZA] = [320, 450];
const comeScansione = (picture: Sharp): Promise<Buffer> =>
  picture
    .threshold(128)
    .withMetadata({ density: 75 })
    .png({ compressionLevel: 1, palette: true, colours: 2 })
    .toBuffer();
/** A small sheet as a hasty scanner gives it, at 75 dpi; each `seme` is another sheet. */
export const foglio = (seme: number, over: Parameters<typeof buildFoglio>[0] = {}): Promise<Buffer> =>
  comeScansione(scansionata(buildFoglio({ larghezza: LARGHEZZA, altezza: ALTEZZA, seme, righe: 6, ...over })));
/** Pixels of a module of the code: the whole is smaller than the codes that part batches. */
const MODULO = 3;
/** The same with a square code on it, as the label has. */
export async function foglioConCodice(seme: number, testo: string): Promise<Buffer> {
  const { lato, scuri } = qrOf(testo);
  const dark = scuri.map(({ x, y, w, h }) => `<path d="M${x} ${y}h${w}v${h}h-${w}z"/>`).join('');
  const wide = lato + 8;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${wide * MODULO}" height="${wide * MODULO}" viewBox="-4 -4 ${wide} ${wide}"><path fill="#fff" d="M-4-4h${wide}v${wide}h-${wide}z"/>${dark}</svg>`;
  return comeScansione(sharp(await foglio(seme)).composite([{ input: Buffer.from(svg), left: 30, top: 280 }]));
}
/** The same sheet with a Code 128 alone. */
export async function foglioConBarre(seme: number, testo: string): Promise<Buffer> {
  const { larghezza, barre } = code128Of(testo);
  const bars = barre.map(({ x, w }) => `<path d="M${x} 0h${w}v1h-${w}z"/>`).join('');
  const [wide, high] = [(larghezza + 20) * 2, 40];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="-10 0 ${larghezza + 20} 1" preserveAspectRatio="none"><path fill="#fff" d="M-10 0h${larghezza + 20}v1h-${larghezza + 20}z"/>${bars}</svg>`;
  return comeScansione(sharp(await foglio(seme)).composite([{ input: Buffer.from(svg), left: 30, top: 280 }]));
}
export const bianco = (): Promise<Buffer> => foglio(1, { righe: 0 });
/** What is no picture, of so many bytes. */
export const rumore = (lungo: number): Buffer => {
  const chance = sorte(lungo);
  return Buffer.from(Array.from({ length: lungo }, () => Math.floor(chance() * 256)));
};

const parola = (testo: string, x0: number, y0: number, riga: number): Parola => ({
  testo,
  x0,
  y0,
  x1: x0 + 100,
  y1: y0 + 30,
  fiducia: 90,
  riga,
});

export interface Numero {
  anno: number;
  numero: number;
}
export interface Registrata extends Numero {
  documento?: { sha256: string; nome: string };
  allegati: { sha256: string }[];
}

/** The scan desk in the test's process: real files, pictures and database; only the words come from here. */
export class BancoScansione {
  readonly immagini = new LettoreImmagini();
  /** pictures that were given to be read */
  lette = 0;
  /** how well the words of a picture are read, per cent */
  fiducia: (png: Buffer) => Promise<number> = () => Promise.resolve(90);
  parole: Parola[] = [parola('Oggetto:', 20, 40, 0), parola('richiesta', 140, 40, 0), parola('sottopasso', 20, 80, 1)];

  constructor(readonly here: InProcesso) {}

  get deps(): DepsScansione {
    return {
      ...this.here.deps,
      immagini: this.immagini,
      parole: {
        leggi: async (png) => {
          this.lette += 1;
          return { parole: this.parole, fiducia: await this.fiducia(png) };
        },
      },
    };
  }

  /** What the worker does, until there is nothing left to do. */
  async lavora(id: string): Promise<void> {
    for (let turno = 0; turno < 10; turno += 1) {
      const { daLeggere, nuove } = await avanzaScansione(this.deps, id);
      for (const nuova of nuove) await this.lavora(nuova);
      if (!daLeggere) return;
      while ((await leggiProssima(this.deps, id)) === 'letta') continue;
    }
    assert.fail('the scan does not come to an end');
  }

  /** A registration on paper, which waits for its scan. */
  async attesa(oggetto: string): Promise<Numero> {
    const test = this.here
      .post('/registrazioni', 'protocollo')
      .field('registrazione', JSON.stringify(buildRichiesta({ oggetto, mezzo: 'sportello' })));
    const { anno, numero } = (await test.expect(201)).body as Numero;
    return { anno, numero };
  }
  async registrazione({ anno, numero }: Numero): Promise<Registrata> {
    return (await this.here.get(`/registrazioni/${anno}/${numero}`, 'protocollo').expect(200)).body as Registrata;
  }

  invia(immagini: readonly Buffer[], richiesta: object = {}, chiave?: string): Test {
    const test = this.here.post('/scansioni', 'protocollo').field('scansione', JSON.stringify(richiesta));
    if (chiave !== undefined) void test.set('Idempotency-Key', chiave);
    immagini.forEach((bytes, i) => {
      void test.attach('immagine', bytes, { filename: `foglio-${i + 1}.png`, contentType: 'image/png' });
    });
    return test;
  }

  /** A scan taken in and read to its end. */
  async scansionata(immagini: readonly Buffer[], richiesta: object = {}): Promise<Scansione> {
    const { id } = (await this.invia(immagini, richiesta).expect(202)).body as Scansione;
    await this.lavora(id);
    return this.letta(id);
  }
  async letta(id: string): Promise<Scansione> {
    return (await this.here.get(`/scansioni/${id}`, 'protocollo').expect(200)).body as Scansione;
  }
}

/** To be called in a `describe`. */
export function useBancoScansione(nome: string): BancoScansione {
  const banco = new BancoScansione(useInProcesso(nome));
  before(() =>
    insertVersione({
      aoo: 'AVLD001',
      tipo: 'scansione',
      numero: 1,
      validoDal: '2026-01-01',
      autore: 'rgd',
      quando: new Date(),
      motivo: 'Fogli di prova, piccoli',
      contenuto: { ...SCANSIONE, soglie: { ...SCANSIONE.soglie, dpiMinimi: 72 } },
    }),
  );
  after(() => banco.immagini.close());
  return banco;
}
