import { useState } from 'react';
import * as percorsi from '../api/percorsi.js';
import type { AooLetta } from '../api/tipi.js';
import { ProblemaError, wordsOf } from '../api/errori.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import { Caricamento } from './Caricamento.js';
import { useAoo } from './interrogazioni.js';
import { useSalva } from './use-salva.js';

/** What the AOO and its administration are called; codes are shown and never change. */
export function DatiAoo() {
  const { data, error, refetch } = useAoo();
  if (data === undefined) return <Caricamento error={error} onRiprova={() => void refetch()} />;
  return <Modulo key={data.versione} aoo={data} />;
}

function Modulo({ aoo }: { aoo: AooLetta }) {
  const [denominazione, setDenominazione] = useState(aoo.denominazione);
  const [ente, setEnte] = useState(aoo.ente.denominazione);
  const [domicilio, setDomicilio] = useState(aoo.ente.domicilioDigitale ?? '');
  const { salva, alLavoro, errore, erroreDi } = useSalva(
    percorsi.cambiaAoo,
    ['Dati della AOO salvati.'],
    () => undefined,
  );
  const superata = errore instanceof ProblemaError && errore.status === 412;
  const invia = () =>
    salva({
      corpo: { denominazione, ente, ...(domicilio.trim() !== '' && { domicilioDigitale: domicilio.trim() }) },
      versione: aoo.versione,
    });
  return (
    <form
      className="am-aoo"
      aria-label="Dati della AOO"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        invia();
      }}
    >
      {errore !== null && (
        <Avviso tono="bad" annuncio="alert" titolo={superata ? 'Nel frattempo i dati sono cambiati.' : 'Non salvato.'}>
          {superata ? 'Qui ci sono quelli di ora: correggerli di nuovo.' : wordsOf(errore)}
        </Avviso>
      )}
      <div className="griglia-due">
        <Campo
          etichetta="Denominazione dell’amministrazione"
          value={ente}
          onChange={(event) => setEnte(event.target.value)}
          errore={erroreDi('ente')}
        />
        <Campo
          etichetta="Denominazione della AOO"
          value={denominazione}
          onChange={(event) => setDenominazione(event.target.value)}
          errore={erroreDi('denominazione')}
        />
        <Campo
          etichetta="Domicilio digitale"
          facoltativo
          type="email"
          value={domicilio}
          onChange={(event) => setDomicilio(event.target.value)}
          errore={erroreDi('domicilioDigitale')}
        />
      </div>
      <dl className="dati">
        <dt>Codice IPA</dt>
        <dd className="mono">{aoo.ente.codiceIPA}</dd>
        <dt>Codice AOO</dt>
        <dd className="mono">{aoo.codice}</dd>
        <dt>Codice fiscale</dt>
        <dd className="mono">{aoo.ente.codiceFiscale}</dd>
        <dt>Registro</dt>
        <dd className="mono">{aoo.registro}</dd>
      </dl>
      <p className="sm mut">
        I codici sono nella segnatura di ogni registrazione e non cambiano. Ciò che è già registrato resta come fu
        scritto.
      </p>
      <div className="riga">
        <Bottone type="submit" aspetto="primo" alLavoro={alLavoro && 'Salvataggio…'}>
          Salva i dati della AOO
        </Bottone>
      </div>
    </form>
  );
}
