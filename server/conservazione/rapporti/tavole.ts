import type { TipoVersamento } from '../../../schemas/versamento.api.js';
import { MESI } from '../../lib/calendario.js';
import { paroleDelCodice } from '../conservatori/codici.js';
import { CHIUSURA_IN_PAROLE, guastoInParole, nominanteInParole } from '../fissita/parole.js';
import { giorno, giornoEOra, nomeDi, STATI_IN_PAROLE } from '../parole.js';
import { percentoOf } from '../regole/copertura.js';
import type { Giornaliero, RapportoMensile } from './leggi.js';

/* The figures of a report as tables, the same on paper and as CSV. Pure. */

export interface Tavola {
  titolo: string;
  /** a sentence where there are no rows */
  vuota: string;
  /** title and share of the width of each column */
  colonne: readonly (readonly [titolo: string, parte: number, destra?: true])[];
  righe: readonly (readonly string[])[];
}

const TIPI: Readonly<Record<TipoVersamento, string>> = {
  'registro-giornaliero': 'Registri giornalieri',
  'unita-documentaria': 'Unità documentarie',
  fascicolo: 'Fascicoli',
};
const ESITI: Readonly<Record<string, string>> = {
  accettato: 'accettato',
  'accettato-con-avvisi': 'accettato con avvisi',
  'in-carico': 'preso in carico',
  rifiutato: 'rifiutato',
  conflitto: 'in conflitto',
  tecnico: 'guasto tecnico, riprovato da sé',
  incerto: 'esito incerto',
  assente: 'non ricevuto dal conservatore',
  sospeso: 'credenziali o struttura rifiutate',
  anomalia: 'da verificare',
  annullato: 'annullato',
  conforme: 'conforme',
  difforme: 'difforme',
  'non-ottenuto': 'non ottenuto',
};
const ATTI_LINEA: Readonly<Record<string, string>> = {
  pausa: 'messa in pausa',
  ripresa: 'ripresa',
  sospensione: 'sospesa: credenziali o struttura rifiutate',
};

export const nomeMese = (mese: string): string => `${MESI[Number(mese.slice(5, 7)) - 1] ?? ''} ${mese.slice(0, 4)}`;
const numero = (n: number): string => String(n).replace('.', ',');
const megabyte = (byte: number): string => numero(Math.round((byte / 1024 ** 2) * 10) / 10);

function situazione({ chiuso, stato, accettato }: Giornaliero): string {
  if (!chiuso) return 'giornata non chiusa';
  if (accettato !== undefined) return `accettato il ${giorno(accettato)}`;
  return stato === undefined ? 'da inviare' : STATI_IN_PAROLE[stato].toLowerCase();
}

/** All tables of a report, in their order. */
export function tavoleOf(r: RapportoMensile): Tavola[] {
  const { cifre, copertura } = r;
  return [
    {
      titolo: 'Versamenti del mese',
      vuota: 'Nessun versamento.',
      colonne: [['Tipo', 10], ['Preparati', 5, true], ['Accettati', 5, true], ['Con avvisi', 5, true], ['In ritardo', 5, true], ['MB accettati', 5, true], ['Giorni, mediana', 5, true], ['Giorni, massimo', 5, true]], // prettier-ignore
      righe: cifre.tipi.map((one) => [
        TIPI[one.tipo],
        String(one.preparati),
        String(one.accettati),
        String(one.conAvvisi),
        String(one.inRitardo),
        megabyte(one.byte),
        one.giorniMediana === undefined ? '' : numero(one.giorniMediana),
        one.giorniMassimo === undefined ? '' : String(one.giorniMassimo),
      ]),
    },
    {
      titolo: 'Copertura delle registrazioni del mese',
      vuota: 'Nessuna registrazione.',
      colonne: [['Registrate', 5, true], ['Conservate', 5, true], ['In corso', 5, true], ['Rifiutate', 5, true], ['Da inviare', 5, true], ['Conservate, %', 5, true], ['Non inviabili adesso', 6, true]], // prettier-ignore
      righe: [
        [
          ...[copertura.totale, copertura.accettate, copertura.inCorso, copertura.rifiutate, copertura.daInviare].map(
            String,
          ),
          numero(percentoOf(copertura)),
          String(r.nonInviabili),
        ],
      ],
    },
    {
      titolo: 'Rifiuti per causa',
      vuota: 'Nessun rifiuto.',
      colonne: [['Codice', 6], ['Che cosa significa', 20], ['Quanti', 3, true]], // prettier-ignore
      righe: cifre.rifiuti.map(({ codice, quanti }) => [codice, paroleDelCodice(codice), String(quanti)]),
    },
    {
      titolo: 'Chiamate al conservatore',
      vuota: 'Nessuna chiamata.',
      colonne: [['Esito', 20], ['Quante', 4, true]], // prettier-ignore
      righe: cifre.chiamate.map(({ esito, quante }) => [ESITI[esito] ?? esito, String(quante)]),
    },
    {
      titolo: 'Registri giornalieri, giorno per giorno',
      vuota: 'Nessuna giornata.',
      colonne: [['Giornata', 5], ['Termine', 5], ['Situazione', 12], ['Nel termine', 4]], // prettier-ignore
      righe: r.giornalieri.map((one) => [
        giorno(one.giorno),
        giorno(one.termine),
        situazione(one),
        one.inRitardo ? 'NO' : one.accettato === undefined ? 'in corso' : 'sì',
      ]),
    },
    {
      titolo: 'Riletture dei file e delle catene concluse nel mese',
      vuota: 'Nessuna rilettura si è conclusa nel mese.',
      colonne: [['Inizio', 6], ['Fine', 6], ['File', 4, true], ['MB', 4, true], ['Catene', 4, true], ['Guasti', 4, true]], // prettier-ignore
      righe: r.giri.map(({ inizio, fine, fatti, guasti = 0 }) => [
        giornoEOra(inizio),
        fine === undefined ? '' : giornoEOra(fine),
        String(fatti.file),
        megabyte(fatti.byte),
        String(fatti.catene),
        String(guasti),
      ]),
    },
    {
      titolo: 'Guasti trovati nel mese',
      vuota: 'Nessun guasto.',
      colonne: [['Trovato', 8], ['Che cosa', 14], ['Chi lo nomina', 10], ['Come è finito', 9]], // prettier-ignore
      righe: r.guasti.map((one) => [
        giornoEOra(one.trovato),
        `${guastoInParole(one).parole}${one.genere === 'catena' ? '' : ` SHA-256 ${one.chiave}`}`,
        one.nominatoDa.map((who) => nominanteInParole(who).parole).join('; '),
        one.chiuso !== undefined
          ? `${giorno(one.chiuso.quando)}: ${CHIUSURA_IN_PAROLE[one.chiuso.come]}`
          : one.preso !== undefined
            ? `aperto; ${one.preso.motivo}`
            : 'aperto',
      ]),
    },
    {
      titolo: 'Avvisi e incidenti',
      vuota: 'Nessun avviso.',
      colonne: [['Dal', 8], ['Al', 8], ['Avviso', 18], ['Grave', 3]], // prettier-ignore
      righe: r.avvisi.map(({ dal, finito, titolo, grave }) => [
        giornoEOra(dal),
        finito === undefined ? 'dura ancora' : giornoEOra(finito),
        titolo,
        grave ? 'sì' : 'no',
      ]),
    },
    {
      titolo: 'Linee fermate e riprese',
      vuota: 'Nessuna linea è stata fermata.',
      colonne: [['Quando', 8], ['Conservatore', 6], ['Che cosa', 9], ['Motivo', 12], ['Chi', 5]], // prettier-ignore
      righe: r.linee.map(({ quando, conservatore, atto, motivo, utente }) => [
        giornoEOra(new Date(quando)),
        conservatore,
        ATTI_LINEA[atto] ?? atto,
        motivo,
        utente ?? 'il programma',
      ]),
    },
    {
      titolo: 'Esibizioni',
      vuota: 'Nessuna esibizione.',
      colonne: [['Quando', 6], ['Di che cosa', 10], ['Esito', 6], ['Chi', 6]], // prettier-ignore
      righe: r.esibizioni.map(({ quando, riferimento, esito, utente }) => [
        giornoEOra(new Date(quando)),
        inParole(riferimento),
        ESITI[esito] ?? esito,
        utente,
      ]),
    },
  ];
}

/** What a riferimento names, whatever its tipo. */
function inParole(riferimento: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(riferimento)) return nomeDi('registro-giornaliero', riferimento);
  return riferimento.includes('/') ? nomeDi('unita-documentaria', riferimento) : `Fascicolo ${riferimento}`;
}

/** Rows of the CSV: section, what the row is of, column, value; one figure a row, so that sheets of months can be put together. */
export const righeCsv = (r: RapportoMensile): string[][] =>
  tavoleOf(r).flatMap(({ titolo, colonne, righe }) =>
    righe.flatMap((riga, i) =>
      colonne.map(([colonna], k) => [r.mese.mese, titolo, String(i + 1), colonna, riga[k] ?? '']),
    ),
  );
