import { Link } from 'react-router';
import type { Linea, Riepilogo } from '../../schemas/conservazione.api.js';
import * as percorsi from '../api/conservazione.js';
import { wordsOf } from '../api/errori.js';
import { Bottone } from '../components/Bottone.js';
import { annuncia } from '../components/Esiti.js';
import { Stato } from '../components/Stato.js';
import { Tendina } from '../components/Tendina.js';
import { giornoBreve, giornoIso, giornoOra, ora } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { isFerma } from './FermaLinea.js';
import { STATI, STATI_DI_LINEA } from './parole-conservazione.js';
import { useScarica } from './use-scarica.js';

const MESE = new Intl.DateTimeFormat('it-IT', { timeZone: 'Europe/Rome', month: 'long', year: 'numeric' });
const QUANTI_MESI = 13;

/** `2026-11` and the twelve before it, newest first, with their words. */
export function mesiDaRaccontare(oggi: Date): { mese: string; parole: string }[] {
  const [year = 0, month = 0] = giornoIso(oggi).split('-').map(Number);
  return Array.from({ length: QUANTI_MESI }, (_, i) => {
    const day = new Date(Date.UTC(year, month - 1 - i, 15));
    return { mese: day.toISOString().slice(0, 7), parole: MESE.format(day) };
  });
}

/** `ParER, attiva · ultima risposta alle 10:49`; the day too, unless it is today's. */
function inParole({ denominazione, stato, ultimaRisposta }: Linea): string {
  const last =
    ultimaRisposta === undefined
      ? ''
      : giornoIso(ultimaRisposta) === giornoIso(adesso())
        ? ` · ultima risposta alle ${ora(ultimaRisposta)}`
        : ` · ultima risposta il ${giornoOra(ultimaRisposta)}`;
  return `${denominazione}, ${STATI_DI_LINEA[stato].parola.toLowerCase()}${last}`;
}

interface TestaConservazioneProps {
  riepilogo: Riepilogo | undefined;
  errore: Error | null;
  versa: boolean;
  aperto: boolean;
  onFerma: (linea: Linea) => void;
  onRiquadro: () => void;
}

/** How the lines stand, the last daily register, pause, the monthly report. */
export function TestaConservazione({ riepilogo, errore, versa, aperto, onFerma, onRiquadro }: TestaConservazioneProps) {
  const { scarica, inCorso, errore: nonScaricato, finestra } = useScarica();
  const linee = riepilogo?.linee ?? [];
  const ultimo = riepilogo?.ultimoGiornaliero;
  const [only] = linee;
  const nomeBottone = (linea: Linea): string => (isFerma(linea) ? 'Riprendi' : 'Metti in pausa');
  return (
    <div className="testa">
      <h1>Conservazione</h1>
      <span className="sub ell">
        {errore !== null && riepilogo === undefined
          ? wordsOf(errore)
          : linee.length === 0
            ? riepilogo === undefined
              ? ''
              : 'nessun conservatore nelle regole'
            : linee.map(inParole).join(' – ')}
      </span>
      <span className="cresce" />
      {ultimo !== undefined && (
        <Link className="conservazione-ultimo" to={percorsi.paginaVersamento(ultimo.id)}>
          <Stato
            {...STATI[ultimo.stato]}
            parola={`Registro del ${giornoBreve(ultimo.data)} ${STATI[ultimo.stato].parola.toLowerCase()}${ultimo.stato.startsWith('accettato') ? ` alle ${ora(ultimo.quando)}` : ''}`}
          />
        </Link>
      )}
      {versa && linee.length === 1 && only !== undefined && (
        <Bottone icona={isFerma(only) ? 'refresh' : 'minus-circle'} onClick={() => onFerma(only)}>
          {nomeBottone(only)}
        </Bottone>
      )}
      {versa && linee.length > 1 && (
        <Tendina parole="Pausa e ripresa ▾" classe="btn btn-terzo" lato="destra">
          {(chiudi) => (
            <ul>
              {linee.map((linea) => (
                <li key={linea.conservatore}>
                  <button
                    type="button"
                    className="tendina-voce"
                    onClick={() => {
                      chiudi();
                      onFerma(linea);
                    }}
                  >
                    {nomeBottone(linea)}: {linea.denominazione}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Tendina>
      )}
      <Tendina
        parole={inCorso === null ? 'Rapporto mensile ▾' : 'Preparo il rapporto…'}
        classe="btn btn-terzo"
        lato="destra"
      >
        {(chiudi) => (
          <ul>
            {mesiDaRaccontare(adesso()).map(({ mese, parole }) => (
              <li key={mese}>
                <button
                  type="button"
                  className="tendina-voce"
                  onClick={() => {
                    chiudi();
                    annuncia('Rapporto in preparazione.', `È il PDF di ${parole}.`, 'inf');
                    scarica(percorsi.rapportoMensile(mese), `conservazione-${mese}.pdf`);
                  }}
                >
                  Rapporto di {parole}
                </button>
              </li>
            ))}
          </ul>
        )}
      </Tendina>
      <Link className="btn btn-testo" to={percorsi.PAGINA_LINEE}>
        Linee e integrità
      </Link>
      <Bottone className="conservazione-apri-lato" aria-expanded={aperto} tasto="D" onClick={onRiquadro}>
        Riquadro
      </Bottone>
      {nonScaricato !== null && (
        <span className="errore-campo" role="alert">
          {wordsOf(nonScaricato)}
        </span>
      )}
      {finestra}
    </div>
  );
}
