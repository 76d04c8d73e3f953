import { legalDay } from '../../server/lib/clock.js';
import { TIPI } from './guasti.js';
import type { Ambiente } from './servizi.js';
import { statoOra } from './stati.js';
import { chiaveScritta } from './unita.js';

/** The page at `/`, for who looks on: what came in today, the last outcomes, the faults that wait and a form to add one. */

const html = (testo: string): string => testo.replace(/[&<>"']/g, (segno) => `&#${segno.charCodeAt(0)};`);

const riga = (celle: readonly string[]): string =>
  `<tr>${celle.map((cella) => `<td>${html(cella)}</td>`).join('')}</tr>`;
const tabella = (titolo: string, testa: readonly string[], righe: readonly string[]): string =>
  `<h2>${html(titolo)}</h2>${
    righe.length === 0
      ? '<p>Nessuno.</p>'
      : `<table><thead><tr>${testa.map((una) => `<th scope="col">${html(una)}</th>`).join('')}</tr></thead><tbody>${righe.join('')}</tbody></table>`
  }`;

const STILE =
  'body{font:15px/1.45 sans-serif;margin:2rem;max-width:75rem;color:#1c2024}table{border-collapse:collapse;width:100%}' +
  'th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #ccd2d8;vertical-align:top}form{display:flex;gap:1rem;flex-wrap:wrap;align-items:end}' +
  'label{display:grid;gap:.2rem}.nota{background:#fff4d6;padding:.6rem 1rem;border-left:4px solid #b7791f}';

const TITOLO = 'Simulatore del conservatore: nessuna conservazione reale';
const ULTIME = 50;

export function pagina(ambiente: Ambiente): string {
  const { archivio, chiamate, guasti, orologio, config } = ambiente;
  const oggi = legalDay(orologio.adesso());
  const unita = archivio
    .tutte()
    .filter(({ quando }) => quando.startsWith(oggi))
    .slice(-ULTIME)
    .reverse()
    .map((una) =>
      riga([
        una.quando.slice(11, 19),
        chiaveScritta(una.chiave),
        una.tipologia,
        una.oggetto,
        String(una.documenti.length),
        [una.esito, ...una.avvisi].join(' '),
        statoOra(ambiente, una),
      ]),
    );
  const ultime = chiamate
    .elenco()
    .slice(-ULTIME)
    .reverse()
    .map(({ quando, servizio, chiave, esito, codice, ms, byte, guasto = '' }) =>
      riga([
        quando.slice(11, 19),
        servizio,
        [chiave.registro, chiave.anno, chiave.numero].filter((parte) => parte !== undefined).join('-'),
        `${esito} ${codice}`,
        `${ms} ms`,
        `${byte} byte`,
        guasto,
      ]),
    );
  const regole = guasti
    .elenco()
    .map(({ id, tipo, quante = 1, scattati, quando, parametri }) =>
      riga([
        id,
        tipo,
        quante === 0 ? 'sempre' : `${scattati} di ${quante}`,
        JSON.stringify({ ...quando, ...parametri }),
      ]),
    );
  return `<!doctype html>
<html lang="it"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${TITOLO}</title><style>${STILE}</style></head>
<body><h1>${TITOLO}</h1>
<p class="nota">Risponde come un conservatore perché se ne possano provare gli esiti. Ciò che riceve non è conservato a norma; le firme non sono verificate.</p>
<p>Oggi ${oggi}. Unità in tutto: ${archivio.tutte().length}. Utenti: ${html(config.utenti.map(({ userid }) => userid).join(', '))}. Accessi falliti: ${chiamate.accessiFalliti}.</p>
${tabella('Unità ricevute oggi', ['Ora', 'Chiave', 'Tipologia', 'Oggetto', 'Documenti', 'Esito', 'Stato'], unita)}
${tabella('Ultime chiamate', ['Ora', 'Servizio', 'Chiave', 'Esito', 'Durata', 'Dimensione', 'Guasto'], ultime)}
${tabella('Guasti richiesti', ['Regola', 'Guasto', 'Scattato', 'Condizioni'], regole)}
<h2>Chiedere un guasto</h2>
<form method="post" action="/_simulatore/guasti-dalla-pagina">
<label>Guasto<select name="tipo">${TIPI.map((tipo) => `<option>${tipo}</option>`).join('')}</select></label>
<label>Quante volte (0: sempre)<input name="quante" type="number" min="0" value="1"></label>
<label>Codice (per «esito»)<input name="codice" placeholder="UD-003-001"></label>
<button>Aggiungi</button>
</form>
<form method="post" action="/_simulatore/guasti-dalla-pagina?togli=si"><button>Togli tutti i guasti</button></form>
</body></html>`;
}
