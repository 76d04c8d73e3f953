import { useState } from 'react';
import { Link } from 'react-router';
import { puo, useIo } from '../api/sessione.js';
import type { Titolario, Voce } from '../api/tipi.js';
import { Bottone } from '../components/Bottone.js';
import { Stato } from '../components/Stato.js';
import { Vuoto } from '../components/Vuoto.js';
import { giornoIso } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { ChiudiVoce } from './ChiudiVoce.js';
import { DettagliVoce } from './DettagliVoce.js';
import { paginaVoce } from './percorsi-titolario.js';
import { padreDi, sopraDi } from './vista.js';

interface SchedaVoceProps {
  voce: Voce | undefined;
  voci: readonly Voce[];
  /** As the address says it; undefined: the version in force. */
  versione: string | undefined;
  di?: Titolario['versione'];
}

/** One voce: where it stands, what it is for, how it is filed and kept, what is below it, its registrations. */
export function SchedaVoce({ voce, voci, versione, di }: SchedaVoceProps) {
  const io = useIo();
  const [chiude, setChiude] = useState(false);
  if (voce === undefined) {
    return (
      <div className="titolario-voce" tabIndex={0} role="region" aria-label="Voce">
        <Vuoto icona="folder" titolo="Scegliere una voce">
          Nell’albero si scorre con le frecce; le voci si cercano per codice e per parole, anche del prontuario.
        </Vuoto>
      </div>
    );
  }
  const nameOf = (codice: string) => voci.find((one) => one.codice === codice)?.voce ?? '';
  const above = sopraDi(voce.codice).toReversed();
  const below = voci.filter(({ codice }) => padreDi(codice) === voce.codice);
  const oggi = giornoIso(adesso());
  const vigente = di !== undefined && di.dal <= oggi && (di.al === undefined || oggi < di.al);
  return (
    <div className="titolario-voce" tabIndex={0} role="region" aria-label={`Voce ${voce.codice}`}>
      {above.length > 0 && <p className="sm mut">{above.map((codice) => `${codice} ${nameOf(codice)}`).join(' › ')}</p>}
      <div className="riga">
        <h2>
          {voce.codice} {voce.voce}
        </h2>
        {voce.attiva ? (
          <Stato tono="ok" icona="check-circle" parola="Attiva" pieno />
        ) : (
          <Stato tono="neu" icona="minus-circle" parola="Chiusa" pieno />
        )}
        <span className="cresce" />
        {vigente && voce.attiva && puo(io, 'approva-titolario') && (
          <Bottone aspetto="pericolo" misura="piccolo" onClick={() => setChiude(true)}>
            Chiudi la voce…
          </Bottone>
        )}
        {io.diritti.consulta !== undefined && (
          <Link to={`/registro?${new URLSearchParams({ classifica: voce.codice }).toString()}`}>
            Vedi le registrazioni
          </Link>
        )}
      </div>
      {voce.descrizione !== undefined && <p>{voce.descrizione}</p>}
      {voce.riservata === true && (
        <p>
          <Stato tono="neu" icona="locked" parola="Riservata per norma" pieno /> ciò che vi si registra è visibile solo
          all’ufficio competente.
        </p>
      )}
      {voce.codice === 'XIV' && <p className="mut">Per classificare qui serve un motivo.</p>}
      {below.length > 0 && (
        <section className="pila">
          <h3>{voce.livello === 1 ? 'Classi' : 'Sottoclassi'}</h3>
          <ul className={below.length > 8 ? 'titolario-sotto due' : 'titolario-sotto'}>
            {below.map(({ codice, voce: nome }) => (
              <li key={codice}>
                <Link to={paginaVoce(codice, versione)}>{codice}</Link> {nome}
              </li>
            ))}
          </ul>
        </section>
      )}
      <DettagliVoce key={voce.codice} codice={voce.codice} versione={versione} />
      {chiude && <ChiudiVoce codice={voce.codice} voce={voce.voce} oggi={oggi} onChiudi={() => setChiude(false)} />}
    </div>
  );
}
