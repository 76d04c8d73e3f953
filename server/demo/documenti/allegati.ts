import { type Caso, createCaso } from '../caso.js';
import { ENTE } from '../ente.js';
import { dataEstesa } from '../giorni.js';
import { sigla } from './disegni.js';
import { elenco, prospetto, relazione, type Scheda } from './fogli.js';
import { Foglio, GIUSTEZZA, MARGINE, type Punto } from './foglio.js';
import type { Allegato, TipoAllegato } from './lettera.js';

const documentoIdentita: Scheda = (foglio, { mittente }, caso) => {
  foglio.scrivi('Copia del documento di identità', { carattere: 'bastoni-grassetto', corpo: 13, dopo: 20 });
  const top = foglio.y;
  const width = 300;
  foglio.campisci([[MARGINE, top], [MARGINE + width, top], [MARGINE + width, top + 190], [MARGINE, top + 190]], '#e9eef2'); // prettier-ignore
  foglio.riquadro(MARGINE, top, width, 190, 1.2);
  foglio.campisci([[MARGINE + 16, top + 46], [MARGINE + 92, top + 46], [MARGINE + 92, top + 142], [MARGINE + 16, top + 142]], '#c3ccd4'); // prettier-ignore
  foglio.accanto(top + 80, (one) =>
    one.scrivi('FAC-SIMILE', { x: MARGINE + 16, larghezza: 76, allinea: 'centro', corpo: 8, carattere: 'bastoni' }),
  );
  const stile = { x: MARGINE + 106, larghezza: width - 118, corpo: 9, carattere: 'macchina' as const };
  foglio.accanto(top + 10, (one) =>
    one
      .scrivi('CARTA DI IDENTITÀ - ESEMPIO', {
        ...stile,
        carattere: 'bastoni-grassetto',
        x: MARGINE + 16,
        larghezza: width - 32,
      })
      .salta(12)
      .righe([mittente.nome.toUpperCase(), ...mittente.righe.slice(0, 2)], stile)
      .scrivi(`N. ES${caso.integer(10_000, 99_999)}XX`, stile)
      .scrivi(`Rilasciata da: ${ENTE.denominazione}`, stile),
  );
  foglio.y = top + 210;
  foglio
    .scrivi('La copia è prodotta ai sensi dell’art. 38 del DPR 445/2000 insieme alla dichiarazione sottoscritta.')
    .salta(40);
  sigla(foglio, caso, MARGINE, foglio.y);
};

/** Walls of an invented flat: rooms side by side on two rows. */
function disegnaPianta(foglio: Foglio, caso: Caso, x: number, y: number): void {
  const stanze = ['soggiorno', 'cucina', 'camera', 'camera', 'bagno', 'ingresso'];
  const rows = [stanze.slice(0, 3), stanze.slice(3)];
  let top = y;
  for (const row of rows) {
    const height = caso.integer(120, 160);
    const cuts = row.map(() => 1 + caso.next());
    const sum = cuts.reduce((a, b) => a + b, 0);
    let left = x;
    row.forEach((nome, i) => {
      const width = ((cuts[i] ?? 1) / sum) * (GIUSTEZZA - 40);
      foglio.riquadro(left, top, width, height, 2.2);
      const door: Punto[] = [[left + width / 2 - 12, top + height], [left + width / 2 - 12, top + height - 24], [left + width / 2 + 12, top + height]]; // prettier-ignore
      foglio.traccia(door, 0.6);
      foglio.accanto(top + height / 2 - 14, (one) =>
        one
          .scrivi(nome, { x: left, larghezza: width, allinea: 'centro', corpo: 9, carattere: 'bastoni' })
          .scrivi(`m² ${(caso.integer(60, 240) / 10).toFixed(1).replace('.', ',')}`, {
            x: left,
            larghezza: width,
            allinea: 'centro',
            corpo: 8,
            carattere: 'bastoni',
          }),
      );
      left += width;
    });
    top += height;
  }
  foglio.y = top + 20;
}

const planimetria: Scheda = (foglio, lettera, caso) => {
  foglio.scrivi('Planimetria - scala 1:100', { carattere: 'bastoni-grassetto', corpo: 13 });
  foglio.scrivi(lettera.oggetto, { carattere: 'bastoni', corpo: 9, dopo: 30 });
  disegnaPianta(foglio, caso, MARGINE + 20, foglio.y);
  foglio.tabella(
    [
      ['Tavola', 'Piano', 'Altezza utile', 'Data'],
      [String(caso.integer(1, 9)), caso.pick(['terra', 'primo', 'secondo']), 'm 2,70', dataEstesa(lettera.giorno)],
    ],
    [1, 2, 2, 3],
  );
  foglio.scrivi(
    'Le misure sono espresse in metri e vanno verificate sul posto. Le superfici sono nette. Non sono rappresentati arredi e impianti; i muri perimetrali hanno spessore di 40 cm, i tramezzi di 10 cm.',
    { corpo: 9, dopo: 6 },
  );
  foglio.scrivi(`${lettera.mittente.nome} - elaborato unito al documento del ${dataEstesa(lettera.giorno)}`, {
    carattere: 'grazie-corsivo',
    corpo: 9,
  });
};

const ricevuta: Scheda = (foglio, lettera, caso) => {
  foglio.scrivi('Ricevuta di versamento', { carattere: 'bastoni-grassetto', corpo: 13, dopo: 14 });
  foglio.tabella(
    [
      ['Dato', 'Valore'],
      ['Identificativo', `ES${caso.integer(100_000_000, 999_999_999)}`],
      ['Ente creditore', `${ENTE.denominazione} (C.F. ${ENTE.codiceFiscale})`],
      ['Versante', lettera.mittente.nome],
      ['Causale', `Diritti di segreteria - ${lettera.oggetto}`],
      ['Importo', `euro ${caso.integer(16, 180)},00`],
      ['Data', dataEstesa(lettera.giorno)],
      ['Esito', 'pagamento eseguito'],
    ],
    [2, 5],
  );
  foglio.scrivi(
    'La presente ricevuta libera il versante nei confronti dell’ente creditore per l’importo indicato e va conservata per eventuali controlli. Non è valida ai fini fiscali.',
    { corpo: 9 },
  );
};

const SCHEDE: Readonly<Record<TipoAllegato, Scheda>> = {
  'documento-identita': documentoIdentita,
  planimetria,
  ricevuta,
  relazione,
  prospetto,
  elenco,
};

/** The one page of an attachment. */
export function composeAllegato({ tipo, lettera, seme }: Allegato): Foglio {
  const foglio = new Foglio();
  SCHEDE[tipo](foglio, lettera, createCaso(`allegato/${seme}`));
  return foglio;
}
