import { useState } from 'react';
import type { Registrazione } from '../api/tipi.js';
import { Bottone } from '../components/Bottone.js';
import { Dialogo } from '../components/Dialogo.js';
import { Stato } from '../components/Stato.js';
import { numero7 } from '../lib/formati.js';
import { useTasti } from '../lib/tasti.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { detto } from '../protocollo/parole.js';
import { useMetadati } from './interrogazioni-metadati.js';
import { Mancanze } from './Mancanze.js';
import './metadati.css';
import { MetadatiDi } from './MetadatiDi.js';

/** In the page of a registration: are its metadata whole, and if not what is missing and who can give it. X opens them all. */
export function RiquadroMetadati({ registrazione }: { registrazione: Registrazione }) {
  const { anno, numero, registro, versione } = registrazione;
  const di = { registrazione: { anno, numero, registro } };
  const { nome } = detto(registrazione);
  const { data } = useMetadati(di, versione, useMotivoAccesso());
  const [aperto, setAperto] = useState(false);
  useTasti([{ tasti: 'x', azione: () => setAperto(true) }]);
  return (
    <section className="riquadro" aria-labelledby="metadati-titolo">
      <header>
        <h2 id="metadati-titolo">Metadati</h2>
        <span className="cresce" />
        {data?.completi === true && <Stato tono="ok" icona="check-circle" parola="Completi" />}
        {data?.completi === false && (
          <Stato
            tono="warn"
            icona="warning-circle"
            parola={data.mancanze.length === 1 ? 'Manca un dato' : `Mancano ${data.mancanze.length} dati`}
          />
        )}
      </header>
      <div className="corpo">
        {data !== undefined && data.mancanze.length > 0 && <Mancanze di={di} mancanze={data.mancanze} />}
        <Bottone aspetto="testo" misura="piccolo" tasto="X" onClick={() => setAperto(true)}>
          Mostra i metadati
        </Bottone>
      </div>
      {aperto && (
        <Dialogo titolo={`Metadati: ${nome}/${anno}`} rinuncia="Chiudi" largo onChiudi={() => setAperto(false)}>
          <MetadatiDi di={di} versione={versione} nome={`metadati-${anno}-${numero7(numero)}`} />
        </Dialogo>
      )}
    </section>
  );
}
