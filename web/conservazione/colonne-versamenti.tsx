import { Link } from 'react-router';
import type { RigaVersamento } from '../../schemas/versamento.api.js';
import { paginaVersamento } from '../api/conservazione.js';
import { Icona } from '../components/Icona.js';
import { Stato } from '../components/Stato.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { dimensione, giorno, giornoOra } from '../lib/formati.js';
import { cosaPorta, nomeBreve, OPERAZIONI, STATI, TIPI } from './parole-conservazione.js';

/** What a package is called by, sorted by its key. */
const NUMERO: ColonnaOrdinata<RigaVersamento> = {
  campo: 'numero',
  titolo: 'Numero',
  classe: 'c-numero num',
  valore: nomeBreve,
  chiave: ({ chiave }) => `${chiave.registro} ${chiave.anno} ${chiave.numero}`,
  mostra: (riga) => (
    <Link to={paginaVersamento(riga.id)} tabIndex={-1}>
      {nomeBreve(riga)}
    </Link>
  ),
};

/** In the lists of all piles but the refusals what is brought tells the kind too; it goes out as CSV. */
export const TIPO: ColonnaOrdinata<RigaVersamento> = {
  campo: 'tipo',
  titolo: 'Tipo',
  classe: 'c-tipo',
  valore: ({ tipo }) => TIPI[tipo][1],
  mostra: ({ tipo }) => <abbr title={TIPI[tipo][1]}>{TIPI[tipo][0]}</abbr>,
};

/** A day and its later seal are under one name: this tells which is which. */
const PORTA: ColonnaOrdinata<RigaVersamento> = {
  campo: 'porta',
  titolo: 'Che cosa',
  classe: 'c-porta',
  valore: cosaPorta,
};

const FACOLTATIVE: readonly ColonnaOrdinata<RigaVersamento>[] = [
  {
    campo: 'operazione',
    titolo: 'Che cosa si chiede',
    valore: ({ operazione }) => OPERAZIONI[operazione],
  },
  { campo: 'conservatore', titolo: 'Conservatore', valore: ({ conservatore }) => conservatore },
  {
    campo: 'dimensione',
    titolo: 'Dimensione',
    valore: (r) => dimensione(r.dimensione),
    chiave: (r) => String(r.dimensione),
  },
  { campo: 'tentativi', titolo: 'Tentativi', valore: ({ tentativi }) => String(tentativi.length) },
  { campo: 'sha256', titolo: 'Impronta SHA-256', valore: ({ sha256 }) => sha256 },
];

/** Of refusals: what the receiver says, in words. */
export const COLONNE_RIFIUTATI: readonly ColonnaOrdinata<RigaVersamento>[] = [
  NUMERO,
  TIPO,
  {
    campo: 'parole',
    titolo: 'Che cosa dice il conservatore, in parole',
    classe: 'c-parole',
    valore: ({ causa, situazione }) => (causa === undefined ? situazione : `${causa.parole} ${causa.consiglio}`),
  },
];

/** What goes out as CSV besides what is seen. */
export const COLONNE_CSV: readonly ColonnaOrdinata<RigaVersamento>[] = [
  { campo: 'causa', titolo: 'Causa', valore: ({ causa }) => causa?.titolo ?? '' },
  { campo: 'codice', titolo: 'Codice', valore: ({ causa }) => causa?.codice ?? '' },
  ...FACOLTATIVE,
];

/** Of every other pile. */
export const COLONNE_PILA: readonly ColonnaOrdinata<RigaVersamento>[] = [
  NUMERO,
  PORTA,
  {
    campo: 'stato',
    titolo: 'Stato',
    classe: 'c-stato',
    valore: ({ stato }) => STATI[stato].parola,
    mostra: ({ stato, priorita }) => (
      <>
        <Stato {...STATI[stato]} />
        {priorita && (
          <>
            {' '}
            <Icona nome="star-full" misura="s" />
            <span className="vh">con priorità</span>
          </>
        )}
      </>
    ),
  },
  { campo: 'situazione', titolo: 'Come sta', classe: 'c-parole', valore: ({ situazione }) => situazione },
  {
    campo: 'termine',
    titolo: 'Termine',
    classe: 'c-termine',
    valore: ({ termine }) => (termine === undefined ? '' : giorno(termine)),
    chiave: ({ termine }) => termine ?? '',
  },
  {
    campo: 'aggiornato',
    titolo: 'Aggiornato',
    classe: 'c-aggiornato',
    valore: ({ aggiornato }) => giornoOra(aggiornato),
    chiave: ({ aggiornato }) => aggiornato,
  },
];
