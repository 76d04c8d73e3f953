import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/firme.js';
import { puo, useIo } from '../api/sessione.js';
import type { Registrazione } from '../api/tipi.js';
import { Bottone } from '../components/Bottone.js';
import { Stato } from '../components/Stato.js';
import { giorno, giornoOra } from '../lib/formati.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { MODI } from './parole-attestazioni.js';
import { RegistraDistruzione } from './RegistraDistruzione.js';

/** Nothing is against it but the act that allows it, which is given when it is recorded. */
const soloAutorizzazione = ({ distruzione: { motivi } }: percorsi.AttestazioniDi['elementi'][number]): boolean =>
  motivi.every(({ codice }) => codice === 'autorizzazione');

/** In the page of a registration: copy, attestation, place of the original, and what may be done with the paper. */
export function AttestazioniRegistrate({ registrazione }: { registrazione: Registrazione }) {
  const { anno, numero, versione } = registrazione;
  const motivoAccesso = useMotivoAccesso();
  const io = useIo();
  const [distrugge, setDistrugge] = useState<string | null>(null);
  const { data } = useQuery({
    queryKey: ['scheda', 'attestazioni', anno, numero, versione],
    queryFn: async ({ signal }) =>
      (await chiedi(percorsi.attestazioniDi({ anno, numero }), { segnale: signal, motivoAccesso })).corpo.elementi,
  });
  if (data === undefined || data.length === 0) return null;
  return (
    <section className="riquadro" aria-labelledby="attestazioni-titolo">
      <header>
        <h2 id="attestazioni-titolo">Copia per immagine</h2>
        <span className="cresce" />
        {data.every(({ stato }) => stato === 'firmata') ? (
          <Stato tono="ok" icona="check-circle" parola="Attestata" />
        ) : (
          <Stato tono="warn" icona="clock" parola="Attestazione da firmare" />
        )}
      </header>
      <div className="corpo pila">
        {data.map((one) => (
          <div key={one.id} className="pila">
            <p className="sm">
              <b>{one.copia.nome}</b>, {one.copia.pagine === 1 ? 'una pagina' : `${one.copia.pagine} pagine`}: conforme{' '}
              {MODI[one.modo]}, {one.funzionario.denominazione}, {giornoOra(one.riferimentoTemporale)}.
            </p>
            <p className="sm">
              Originale {one.copia.originale?.unico === true ? 'unico' : 'di carta'}:{' '}
              {one.copia.originale?.collocazione ?? 'collocazione non indicata'}.
            </p>
            {one.distruzione.fatta !== undefined ? (
              <p className="sm">
                <b>Originale distrutto</b> il {giorno(one.distruzione.fatta.giorno)} ({one.distruzione.fatta.modalita}),
                autorizzazione {one.distruzione.fatta.autorizzazione.numero} del{' '}
                {giorno(one.distruzione.fatta.autorizzazione.data)}; presenti:{' '}
                {one.distruzione.fatta.presenti.join(', ')}.
              </p>
            ) : soloAutorizzazione(one) ? (
              <p className="sm mut">
                La carta si può distruggere con l’autorizzazione della Soprintendenza e due persone.{' '}
                {puo(io, 'distrugge-originali') && (
                  <Bottone misura="piccolo" onClick={() => setDistrugge(one.id)}>
                    Registra la distruzione…
                  </Bottone>
                )}
              </p>
            ) : (
              <details className="altri">
                <summary>
                  La carta non si distrugge:{' '}
                  {one.distruzione.motivi.length === 1 ? 'un motivo' : `${one.distruzione.motivi.length} motivi`}
                </summary>
                <ul className="pila xs mut">
                  {one.distruzione.motivi.map(({ codice, messaggio }) => (
                    <li key={codice}>{messaggio}</li>
                  ))}
                </ul>
              </details>
            )}
            <p className="in-riga sm">
              <a href={one.documento.url} target="_blank" rel="noreferrer">
                Attestazione
              </a>
              {one.firma !== undefined && <a href={one.firma.url}>Firma</a>}
              <a href={one.verifica} target="_blank" rel="noreferrer">
                Pagina pubblica
              </a>
              <Link to={`/scansioni/${one.copia.scansione}`}>Scansione</Link>
            </p>
          </div>
        ))}
      </div>
      {distrugge !== null && (
        <RegistraDistruzione
          registrazione={{ anno, numero }}
          attestazione={distrugge}
          onChiudi={() => setDistrugge(null)}
        />
      )}
    </section>
  );
}
