import type { EsitoVerifica, FirmaVerificata } from '../../schemas/firma.api.js';
import { nomeFormato } from '../../schemas/nomi-formati.api.js';
import { Stato } from '../components/Stato.js';
import { dimensione, giorno, giornoOra } from '../lib/formati.js';
import { CONTROLLI, genere, STATO_CONTROLLO, STATO_FIRMA } from './parole-firme.js';
import './firme.css';

/** One signature: who, when, what holds and what could not be looked at, in words. */
function Firma({ firma }: { firma: FirmaVerificata }) {
  const { firmatario, esito, motivo, certificato, dichiarato, provato, controlli, marche, revisione } = firma;
  return (
    <article className="firma-verificata" aria-label={`Firma di ${firmatario}`}>
      <p className="riga">
        <b className="cresce">{firmatario}</b>
        <Stato {...STATO_FIRMA[esito]} pieno />
      </p>
      {motivo !== undefined && <p className="sm">{motivo}</p>}
      <dl className="firma-dati">
        <dt>Firma</dt>
        <dd>{genere(firma)}</dd>
        {certificato?.organizzazione !== undefined && (
          <>
            <dt>Organizzazione</dt>
            <dd>{certificato.organizzazione}</dd>
          </>
        )}
        {certificato?.codiceFiscale !== undefined && (
          <>
            <dt>Codice fiscale</dt>
            <dd className="num">{certificato.codiceFiscale}</dd>
          </>
        )}
        {provato !== undefined && (
          <>
            <dt>Quando, provato</dt>
            <dd>{giornoOra(provato)}, da una marca temporale</dd>
          </>
        )}
        {dichiarato !== undefined && (
          <>
            <dt>Quando, dichiarato</dt>
            <dd>{giornoOra(dichiarato)}, dice chi ha firmato</dd>
          </>
        )}
        {certificato !== undefined && (
          <>
            <dt>Certificato</dt>
            <dd>
              di {certificato.emittente}, dal {giorno(certificato.dal)} al {giorno(certificato.al)}
              {certificato.qualificato === true && ', si dice qualificato'}
            </dd>
          </>
        )}
        {revisione !== undefined && (
          <>
            <dt>Revisione</dt>
            <dd>
              {revisione.n} di {revisione.di}
              {revisione.dopo.length > 0 && `; dopo: ${revisione.dopo.join('; ')}`}
            </dd>
          </>
        )}
      </dl>
      <table className="t firma-controlli" aria-label={`Controlli della firma di ${firmatario}`}>
        <tbody>
          {controlli.map(({ codice, esito: uno, messaggio }) => (
            <tr key={codice}>
              <th scope="row">{CONTROLLI[codice]}</th>
              <td>
                <Stato {...STATO_CONTROLLO[uno]} />
              </td>
              <td>{messaggio}</td>
            </tr>
          ))}
          {marche.map((marca) => (
            <tr key={marca.quando}>
              <th scope="row">Marca del {giornoOra(marca.quando)}</th>
              <td>
                <Stato {...STATO_FIRMA[marca.esito]} />
              </td>
              <td>
                {marca.autorita}
                {marca.motivo !== undefined && `: ${marca.motivo}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}

/** All that is known of the signatures of one file, and when it was judged. */
export function EsitoDi({ esito, nome }: { esito: EsitoVerifica; nome: string }) {
  const { firme, marche, contenuto, avvisi, quando } = esito;
  return (
    <section className="pila" aria-label={`Firme di ${nome}`}>
      {firme.length + marche.length > 0 && (
        <p className="sm mut">Giudicate il {giornoOra(quando)}: ciò che non si può provare non si dà per valido.</p>
      )}
      {avvisi.map((one) => (
        <p key={one} className="sm">
          {one}
        </p>
      ))}
      {firme.length === 0 && marche.length === 0 && avvisi.length === 0 && (
        <Stato tono="neu" icona="minus-circle" parola="Nel file non ci sono firme" />
      )}
      {firme.map((firma, i) => (
        <Firma key={i} firma={firma} />
      ))}
      {marche.map((marca) => (
        <p key={marca.quando} className="riga sm">
          <span className="cresce">
            Marca temporale del {giornoOra(marca.quando)}, {marca.autorita}
            {marca.motivo !== undefined && `: ${marca.motivo}`}
          </span>
          <Stato {...STATO_FIRMA[marca.esito]} />
        </p>
      ))}
      {contenuto !== undefined && (
        <p className="sm">
          Dentro la busta: <b>{contenuto.nome ?? 'documento senza nome'}</b>, {nomeFormato(contenuto.mime)},{' '}
          {dimensione(contenuto.dimensione)}
        </p>
      )}
    </section>
  );
}
