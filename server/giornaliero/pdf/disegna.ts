import { REGISTRO_GENERALE } from '../../protocollo/rules.js';
import { attributeIn, childOf, type Nodo, textIn } from '../leggi.js';
import { formatGiorno, formatOra, giornoEsteso } from './date.js';
import { FoglioRegistro, GRIGIO } from './foglio.js';
import {
  COLONNE_GIORNATE,
  COLONNE_REGISTRAZIONI,
  COLONNE_VARIAZIONI,
  rigaGiornata,
  rigaRegistrazione,
  rigaVariazione,
} from './righe.js';
import { type Colonna, type Riga, Tabella } from './tabella.js';

/** What is read of a register before it is drawn. */
export interface Capi {
  radice: Nodo;
  intestazione: Nodo;
  riepilogo: Nodo;
}

/** Head and totals, which stand at the two ends of the file. @throws Error where one is missing */
export async function readCapi(nodi: AsyncIterable<Nodo>): Promise<Capi> {
  const found = new Map<string, Nodo>();
  let radice: Nodo | undefined;
  for await (const nodo of nodi) {
    radice ??= nodo;
    if (nodo.nome === 'Intestazione' || nodo.nome === 'Riepilogo') found.set(nodo.nome, nodo);
  }
  const [intestazione, riepilogo] = [found.get('Intestazione'), found.get('Riepilogo')];
  if (radice === undefined || intestazione === undefined || riepilogo === undefined)
    throw new Error('the register has no head or no totals');
  return { radice, intestazione, riepilogo };
}

const SEZIONI: Readonly<Record<string, { colonne: readonly Colonna[]; riga: (nodo: Nodo) => Riga; titolo: string }>> = {
  Registrazione: { colonne: COLONNE_REGISTRAZIONI, riga: rigaRegistrazione, titolo: 'Registrazioni' },
  Variazione: {
    colonne: COLONNE_VARIAZIONI,
    riga: rigaVariazione,
    titolo: 'Variazioni della giornata, anche su registrazioni di giorni precedenti',
  },
  Giornata: { colonne: COLONNE_GIORNATE, riga: rigaGiornata, titolo: 'Registri giornalieri dell’anno' },
};

interface Titoli {
  titolo: string;
  sottotitolo: string;
  breve: string;
}

const isRepertorio = (intestazione: Nodo): boolean =>
  attributeIn(intestazione, 'Registro', 'codice') !== REGISTRO_GENERALE;

function titoliOf({ radice, intestazione }: Capi): Titoli {
  if (radice.nome === 'RegistroAnnuale') {
    const anno = textIn(intestazione, 'Anno');
    if (isRepertorio(intestazione)) {
      const titolo = `Repertorio: ${textIn(intestazione, 'Registro')}`;
      return { titolo, sottotitolo: `Anno ${anno}`, breve: `${titolo}, ${anno}` };
    }
    return {
      titolo: 'Registro annuale di protocollo',
      sottotitolo: `Anno ${anno}`,
      breve: `Registro annuale di protocollo ${anno}`,
    };
  }
  const numero = `${textIn(intestazione, 'Numero')}/${attributeIn(intestazione, 'Numero', 'anno')}`;
  const giorno = textIn(intestazione, 'Giorno');
  return {
    titolo: 'Registro giornaliero di protocollo',
    sottotitolo: `Giornata di ${giornoEsteso(giorno)} - registro n. ${numero}`,
    breve: `Registro giornaliero di protocollo n. ${numero}, giornata del ${formatGiorno(giorno)}`,
  };
}

const enteOf = (intestazione: Nodo): string =>
  `${textIn(intestazione, 'Amministrazione')} (${attributeIn(intestazione, 'Amministrazione', 'codiceIPA')}) - ` +
  `AOO ${textIn(intestazione, 'AOO')} (${attributeIn(intestazione, 'AOO', 'codice')})`;

function fattiOf({ radice, intestazione, riepilogo }: Capi, impronta: string): (readonly [string, string])[] {
  const chiusura = textIn(intestazione, 'Chiusura');
  const late = attributeIn(intestazione, 'Chiusura', 'tardiva') === 'true' ? ' - CHIUSURA TARDIVA' : '';
  const [primo, ultimo] = [textIn(riepilogo, 'PrimoNumero'), textIn(riepilogo, 'UltimoNumero')];
  const numeri = primo === '' ? '' : `, dal n. ${primo} al n. ${ultimo}`;
  const precedente = attributeIn(intestazione, 'Precedente', 'giorno');
  return [
    ['Registro', `${textIn(intestazione, 'Registro')} (${attributeIn(intestazione, 'Registro', 'codice')})`],
    ['Registrazioni', `${textIn(riepilogo, 'Registrazioni')}${numeri}; annullate ${textIn(riepilogo, 'Annullate')}`],
    ['Variazioni', textIn(riepilogo, 'Variazioni')],
    ['Responsabile della gestione documentale', textIn(intestazione, 'Responsabile') || 'nessuno in carica'],
    ['Formato il', `${formatGiorno(chiusura)} alle ${formatOra(chiusura)} (${chiusura.slice(-6)})${late}`],
    ['Formato con', `${textIn(intestazione, 'Software')} ${attributeIn(intestazione, 'Software', 'versione')}`],
    ...(radice.nome === 'RegistroAnnuale'
      ? []
      : ([
          [
            'Impronta del registro precedente',
            precedente === ''
              ? 'nessuna: è il primo registro giornaliero'
              : `${textIn(intestazione, 'Precedente')} (giornata del ${formatGiorno(precedente)})`,
          ],
        ] as const)),
    ['Impronta di questo registro', `${impronta} (SHA-256 del file XML)`],
  ];
}

async function drawCapo(foglio: FoglioRegistro, capi: Capi, titoli: Titoli, impronta: string): Promise<void> {
  foglio.y -= 14;
  await foglio.write({ testo: enteOf(capi.intestazione), corpo: 9 }, 2);
  await foglio.write({ testo: titoli.titolo, carattere: 'stretto-grassetto', corpo: 15 }, 1);
  await foglio.write({ testo: titoli.sottotitolo, carattere: 'stretto-grassetto', corpo: 10 }, 4);
  const LABEL = 150;
  for (const [nome, valore] of fattiOf(capi, impronta)) {
    const [label] = foglio.wrap({ testo: nome, corpo: 7.4, colore: GRIGIO }, LABEL);
    const isHash = /^[0-9a-f]{64} /.test(valore);
    const y = foglio.y;
    if (label !== undefined) foglio.drawLine(label, foglio.sinistra, y);
    for (const line of foglio.wrap(
      { testo: valore, corpo: isHash ? 6.4 : 7.4, carattere: isHash ? 'macchina' : 'stretto' },
      foglio.larghezza - LABEL,
    )) {
      foglio.drawLine(line, foglio.sinistra + LABEL, foglio.y + (isHash ? 0.8 : 0));
      foglio.y += 9.2;
    }
  }
  foglio.y += 6;
}

/** Title of a part, and what stands there when it is empty. */
async function drawSezione(foglio: FoglioRegistro, titolo: string, vuota: boolean): Promise<void> {
  if (foglio.y + 60 > foglio.fondo) await foglio.addPage();
  foglio.y += 4;
  await foglio.write({ testo: titolo, carattere: 'stretto-grassetto', corpo: 9 }, 2);
  if (vuota) await foglio.write({ testo: 'Nessuna.', corpo: 7.4 }, 4);
}

export function createFoglio(capi: Capi, impronta: string): FoglioRegistro {
  const { intestazione, radice } = capi;
  const { breve } = titoliOf(capi);
  const ente = enteOf(intestazione);
  return new FoglioRegistro({
    titolo: breve,
    ente: textIn(intestazione, 'Amministrazione'),
    istante: new Date(textIn(intestazione, 'Chiusura')),
    esempio: radice.attributi['esempio'] === 'true',
    testata: `${ente} - ${breve}`,
    piede: `${ente} - ${breve}`,
    impronta,
  });
}

/** Draws a register from its XML, a row at a time, and ends the document. */
export async function drawRegistro(
  foglio: FoglioRegistro,
  capi: Capi,
  impronta: string,
  nodi: AsyncIterable<Nodo>,
): Promise<void> {
  const { radice, riepilogo } = capi;
  const annuale = radice.nome === 'RegistroAnnuale';
  await foglio.addPage();
  await drawCapo(foglio, capi, titoliOf(capi), impronta);
  const empty = (nome: string): boolean => childOf(riepilogo, nome)?.testo === '0';
  let open: { nome: string; tabella: Tabella } | undefined;
  const begin = async (nome: 'Registrazione' | 'Variazione' | 'Giornata', vuota: boolean): Promise<void> => {
    const sezione = SEZIONI[nome];
    if (sezione === undefined) return;
    await drawSezione(foglio, sezione.titolo, vuota);
    const tabella = new Tabella(foglio, sezione.colonne);
    if (!vuota) await tabella.begin();
    open = { nome, tabella };
  };
  await begin('Registrazione', empty('Registrazioni'));
  const second = annuale ? 'Giornata' : 'Variazione';
  let begun = false;
  for await (const nodo of nodi) {
    const sezione = SEZIONI[nodo.nome];
    if (sezione === undefined) continue;
    if (nodo.nome === second && !begun) {
      begun = true;
      await begin(second, false);
    }
    await open?.tabella.draw(sezione.riga(nodo));
  }
  if (!begun && !isRepertorio(capi.intestazione)) await begin(second, true);
  foglio.end();
}
