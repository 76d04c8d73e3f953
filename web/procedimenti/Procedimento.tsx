import './procedimenti.css';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { ProblemaError } from '../api/errori.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { NonTrovata } from '../components/NonTrovata.js';
import { Stato } from '../components/Stato.js';
import { giorno, giornoInLettere } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { Barra } from './ElencoTermini.js';
import { useProcedimento } from './interrogazioni.js';
import { PAROLE_ESITO, statoTermine } from './parole-termini.js';
import { type PassoAperto, PassoProcedimento } from './PassoProcedimento.js';
import type { Iter } from './percorsi-procedimenti.js';

/** The procedimento of a fascicolo: its term, its phases, what stopped it, and the acts that move it on. */
export function Procedimento() {
  const { id = '' } = useParams();
  const io = useIo();
  const { data: iter, error, refetch } = useProcedimento(id);
  const [passo, setPasso] = useState<PassoAperto | null>(null);
  useTitolo('Procedimento', io.ente.denominazione);
  if (error instanceof ProblemaError && error.status === 404) return <NonTrovata />;
  return (
    <>
      <div className="testa">
        <h1>{iter?.procedimento?.denominazione ?? 'Procedimento'}</h1>
        {iter !== undefined && (
          <Stato {...statoTermine({ ...iter, restano: iter.restano ?? 0, ritardo: iter.ritardo ?? 0 })} />
        )}
        <span className="cresce" />
        <Link className="sm" to={`/fascicoli/${encodeURIComponent(id)}`}>
          Apri il fascicolo
        </Link>
      </div>
      <div className="procedimento-corpo" tabIndex={0} role="region" aria-label="Il procedimento">
        {iter === undefined && error !== null && (
          <NonSiApre titolo="Il procedimento non si legge" errore={error} onRiprova={refetch} />
        )}
        {iter !== undefined && (
          <>
            <TermineRiquadro iter={iter} />
            <FasiRiquadro iter={iter} />
            {puo(io, 'gestisci-fascicolo') && <Azioni iter={iter} onPasso={setPasso} />}
          </>
        )}
      </div>
      {passo !== null && iter !== undefined && (
        <PassoProcedimento id={id} passo={passo} versione={iter.versione} onChiudi={() => setPasso(null)} />
      )}
    </>
  );
}

function TermineRiquadro({ iter }: { iter: Iter }) {
  const { termine, usati = 0, restano = 0, inizio, scadenza, silenzioDal, fine, esito, procedimento } = iter;
  return (
    <section className="riquadro" aria-labelledby="termine-titolo">
      <header>
        <h2 id="termine-titolo">Termine</h2>
      </header>
      <div className="corpo sm">
        {termine === undefined || inizio === undefined ? (
          <p>Il procedimento non è avviato: con l’avvio il termine comincia a decorrere.</p>
        ) : (
          <>
            <p>
              <b>
                {termine.giorni} giorni{termine.computo === 'lavorativi' ? ' lavorativi' : ''}
              </b>{' '}
              dal {giornoInLettere(inizio)}
              {termine.agosto && ', agosto non conta'}
              {procedimento?.norma !== undefined && <span className="mut">: {procedimento.norma}</span>}
            </p>
            <Barra termine={{ usati, giorni: termine.giorni, stato: iter.stato }} />
            <p>
              Usati <b>{usati}</b>, restano <b>{restano}</b>.{' '}
              {scadenza === undefined
                ? 'Il termine è fermo: la scadenza si saprà alla ripresa.'
                : `Scade ${giornoInLettere(scadenza)}.`}
            </p>
            {esito !== undefined && <p>Si conclude {PAROLE_ESITO[esito]}.</p>}
            {silenzioDal !== undefined && <p>Senza provvedimento, il silenzio vale dal {giorno(silenzioDal)}.</p>}
            {fine !== undefined && <p>Concluso il {giorno(fine)}.</p>}
          </>
        )}
      </div>
    </section>
  );
}

function FasiRiquadro({ iter: { fasi, fermate } }: { iter: Iter }) {
  return (
    <section className="riquadro" aria-labelledby="fasi-titolo">
      <header>
        <h2 id="fasi-titolo">Fasi e sospensioni</h2>
      </header>
      <div className="corpo sm">
        {fasi.length === 0 && <p className="mut">Nessuna fase avviata.</p>}
        <ol>
          {fasi.map(({ fase, dal, al }) => (
            <li key={`${fase}-${dal}`}>
              <b>{fase}</b> dal {giorno(dal)}
              {al === undefined ? ', in corso' : ` al ${giorno(al)}`}
            </li>
          ))}
        </ol>
        {fermate.map(({ tipo, dal, al, entro, motivo }) => (
          <p key={`${tipo}-${dal}`}>
            {tipo === 'sospensione' ? 'Sospeso' : 'Interrotto'} dal {giorno(dal)}
            {al !== undefined
              ? ` al ${giorno(al)}`
              : entro !== undefined
                ? `, al più tardi fino al ${giorno(entro)}`
                : ''}
            <span className="mut">: «{motivo}»</span>
          </p>
        ))}
      </div>
    </section>
  );
}

function Azioni({ iter: { stato, fasi, fermate }, onPasso }: { iter: Iter; onPasso: (passo: PassoAperto) => void }) {
  const avviabile = stato === 'da-avviare' || (fermate.length === 0 && fasi.length <= 1 && stato !== 'concluso');
  const inCorso = stato === 'in-corso' || stato === 'scaduto' || stato === 'sospeso';
  return (
    <section className="riquadro" aria-labelledby="azioni-titolo">
      <header>
        <h2 id="azioni-titolo">Prossimo passo</h2>
      </header>
      <div className="corpo procedimento-azioni">
        {avviabile && (
          <Bottone aspetto={stato === 'da-avviare' ? 'primo' : 'secondo'} onClick={() => onPasso('avvio')}>
            {stato === 'da-avviare' ? 'Avvia…' : 'Correggi l’avvio…'}
          </Bottone>
        )}
        {inCorso && <Bottone onClick={() => onPasso('fasi')}>Passa a una fase…</Bottone>}
        {stato === 'in-corso' && <Bottone onClick={() => onPasso('sospensione')}>Sospendi…</Bottone>}
        {stato === 'sospeso' && (
          <Bottone aspetto="primo" onClick={() => onPasso('ripresa')}>
            Fai riprendere…
          </Bottone>
        )}
        {inCorso && <Bottone onClick={() => onPasso('conclusione')}>Concludi…</Bottone>}
        {stato === 'concluso' && <p className="sm mut">Il procedimento è concluso: il fascicolo si può chiudere.</p>}
      </div>
    </section>
  );
}
