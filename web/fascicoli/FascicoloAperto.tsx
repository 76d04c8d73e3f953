import { type ReactNode, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { FascicoloRisposta } from '../../schemas/fascicolo.api.js';
import { nomeUfficio, useUffici } from '../api/elenchi.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { Persona } from '../components/Persona.js';
import { Stato } from '../components/Stato.js';
import { giorno } from '../lib/formati.js';
import { settoreDi } from '../lib/nomi.js';
import { useTasti } from '../lib/tasti.js';
import { Interessati } from '../interessato/Interessati.js';
import { versamentiDelFascicolo } from '../api/conservazione.js';
import { useVersamentiDi, VersamentiDi } from '../conservazione/VersamentiDi.js';
import { ConservazioneDi } from '../scarto/ConservazioneDi.js';
import { CarteFascicolo } from '../metadati/CarteFascicolo.js';
import { MetadatiDi } from '../metadati/MetadatiDi.js';
import { AggiungiDocumento } from './AggiungiDocumento.js';
import { AlberoDocumenti } from './AlberoDocumenti.js';
import { ChiudiFascicolo, ModificaFascicolo, NuovaParte, RiapriOAnnulla } from './AttiFascicolo.js';
import { CollegatiDi } from './CollegatiDi.js';
import { EventiDi } from './EventiDi.js';
import { Impedimenti } from './Impedimenti.js';
import { nomeIntestatario, PAROLE_TIPO_FASCICOLO, reaches, statoOf } from './parole-fascicoli.js';
import { paginaFascicolo } from './percorsi-fascicoli.js';
import { PersoneDi } from './PersoneDi.js';
import { TermineDi } from './TermineDi.js';

const SCHEDE = [
  ['documenti', 'Documenti'],
  ['persone', 'Persone'],
  ['collegati', 'Collegati'],
  ['interessati', 'Interessati'],
  ['eventi', 'Eventi'],
  ['metadati', 'Metadati'],
] as const;
type Scheda = (typeof SCHEDE)[number][0];
type Atto = 'aggiungi' | 'chiudi' | 'riapri' | 'annulla' | 'modifica' | 'parte';

interface FascicoloApertoProps {
  fascicolo: FascicoloRisposta;
  /** the whole fascicolo with its parts, in their order */
  albero: readonly FascicoloRisposta[];
}

/** Can it be closed: head with its facts, the tree of documents, people, links, events; at the right what is missing. */
export function FascicoloAperto({ fascicolo, albero }: FascicoloApertoProps) {
  const io = useIo();
  const naviga = useNavigate();
  const { data: uffici = [] } = useUffici();
  const [parametri, setParametri] = useSearchParams();
  const [atto, setAtto] = useState<Atto | null>(null);
  /** the part in which something is put or opened: the one that is chosen in the tree */
  const [parte, setParte] = useState(fascicolo);
  const settore = settoreDi(uffici, io.uo.codice);
  const aperto = fascicolo.stato === 'aperto' && fascicolo.annullato === undefined;
  const { data: versamenti } = useVersamentiDi(versamentiDelFascicolo(fascicolo.radice), fascicolo.versione, !aperto);
  const conservato = versamenti?.elementi.some(
    ({ operazione, stato }) => operazione === 'versamento' && stato.startsWith('accettato'),
  );
  const gestisce = reaches(io, 'gestisci-fascicolo', fascicolo, settore);
  const chiude = reaches(io, 'chiudi-fascicolo', fascicolo, settore) || fascicolo.rup === io.utente;
  const apreInteressati = reaches(io, 'apre-interessato', fascicolo, settore) && fascicolo.livello === 1;
  const schede = SCHEDE.filter(([nome]) => nome !== 'interessati' || apreInteressati);
  const scheda = schede.find(([nome]) => nome === parametri.get('scheda'))?.[0] ?? 'documenti';
  const parti = albero.filter(({ codice }) => codice === fascicolo.codice || codice.startsWith(`${fascicolo.codice}.`));
  const show = (nome: Scheda) => {
    const next = new URLSearchParams(parametri);
    if (nome === 'documenti') next.delete('scheda');
    else next.set('scheda', nome);
    setParametri(next, { replace: true });
  };
  const start = (what: Atto, may: boolean) => () => {
    if (may) setAtto(what);
  };
  useTasti([
    { tasti: 'f', azione: start('aggiungi', aperto && gestisce) },
    { tasti: 'Shift+n', azione: start('parte', aperto && gestisce && parte.livello < 3) },
    { tasti: 'v', azione: start('modifica', aperto && gestisce) },
    { tasti: 'z', azione: start(aperto ? 'chiudi' : 'riapri', chiude && (aperto || conservato !== true)) },
  ]);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      'Stato',
      <>
        <Stato {...statoOf(fascicolo)} /> dal {giorno(fascicolo.dataChiusura ?? fascicolo.dataApertura)}
      </>,
    ],
    ['Classifica', `${fascicolo.classifica.codice} ${fascicolo.classifica.voce}`],
    [
      'Ufficio e responsabile',
      <>
        {nomeUfficio(uffici, fascicolo.uo)}
        {fascicolo.responsabile !== undefined && (
          <>
            , <Persona utente={fascicolo.responsabile} />
          </>
        )}
      </>,
    ],
    ['Intestatario', nomeIntestatario(fascicolo) === '' ? '–' : nomeIntestatario(fascicolo)],
    ['Tipo', PAROLE_TIPO_FASCICOLO[fascicolo.tipo]],
  ];
  return (
    <>
      <div className={fascicolo.annullato === undefined ? 'testa' : 'testa annullata'}>
        <h1 className="ell">
          <span className="mono">{fascicolo.codice}</span> {fascicolo.oggetto}
        </h1>
        {fascicolo.riservatezza.livello === 'riservata' && <Stato tono="neu" icona="locked" parola="Riservato" pieno />}
        <span className="cresce" />
        {fascicolo.padre !== undefined && (
          <Bottone aspetto="testo" onClick={() => void naviga(paginaFascicolo(fascicolo.radice))}>
            Fascicolo intero
          </Bottone>
        )}
        {aperto && gestisce && (
          <Bottone aspetto="secondo" icona="plus" tasto="F" onClick={() => setAtto('aggiungi')}>
            Aggiungi
          </Bottone>
        )}
        {aperto && gestisce && (
          <Bottone tasto="V" onClick={() => setAtto('modifica')}>
            Modifica
          </Bottone>
        )}
        {aperto && chiude && (
          <Bottone aspetto="secondo" tasto="Z" onClick={() => setAtto('chiudi')}>
            Chiudi…
          </Bottone>
        )}
        {!aperto && chiude && fascicolo.annullato === undefined && (
          <Bottone
            aspetto="secondo"
            tasto="Z"
            nonOra={
              conservato === true ? 'È conservato com’era alla chiusura: aprirne uno nuovo e collegarlo.' : undefined
            }
            onClick={() => setAtto('riapri')}
          >
            Riapri…
          </Bottone>
        )}
        {aperto && chiude && fascicolo.documenti === 0 && parti.length === 1 && (
          <Bottone aspetto="pericolo" icona="ban" onClick={() => setAtto('annulla')}>
            Annulla…
          </Bottone>
        )}
      </div>
      <dl className="fascicolo-fatti">
        {facts.map(([nome, valore]) => (
          <div key={nome}>
            <dt>{nome}</dt>
            <dd>{valore}</dd>
          </div>
        ))}
      </dl>
      <div className="fascicolo-corpo">
        <div className="fascicolo-centro">
          <div className="fascicolo-schede" role="tablist" aria-label="Parti della scheda">
            {schede.map(([nome, parola]) => (
              <button
                key={nome}
                type="button"
                role="tab"
                id={`scheda-${nome}`}
                aria-selected={scheda === nome}
                aria-controls="scheda-aperta"
                tabIndex={scheda === nome ? 0 : -1}
                onClick={() => show(nome)}
                onKeyDown={(event) => {
                  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
                  const at = schede.findIndex(([one]) => one === nome);
                  const next = schede[(at + step + schede.length) % schede.length];
                  if (step === 0 || next === undefined) return;
                  show(next[0]);
                  document.getElementById(`scheda-${next[0]}`)?.focus();
                }}
              >
                {parola}
                {nome === 'documenti' && <b> {parti.reduce((sum, one) => sum + one.documenti, 0)}</b>}
                {nome === 'collegati' && fascicolo.collegati !== undefined && <b> {fascicolo.collegati.length}</b>}
              </button>
            ))}
          </div>
          <div className="fascicolo-scheda" id="scheda-aperta" role="tabpanel" aria-labelledby={`scheda-${scheda}`}>
            {scheda === 'documenti' && (
              <AlberoDocumenti
                fascicolo={fascicolo}
                parti={parti}
                modificabile={aperto && gestisce}
                onParte={setParte}
              />
            )}
            {scheda === 'persone' && <PersoneDi fascicolo={fascicolo} uffici={uffici} />}
            {scheda === 'collegati' && <CollegatiDi fascicolo={fascicolo} modificabile={gestisce} />}
            {scheda === 'interessati' && <Interessati id={fascicolo.id} />}
            {scheda === 'eventi' && <EventiDi fascicolo={fascicolo} />}
            {scheda === 'metadati' && (
              <MetadatiDi
                di={{ fascicolo: fascicolo.id }}
                versione={fascicolo.versione}
                nome={`metadati-${fascicolo.codice.replaceAll('/', '_')}`}
              />
            )}
          </div>
        </div>
        <aside className="fascicolo-lato" tabIndex={0} aria-label="Termini, chiusura e note">
          {fascicolo.tipo === 'procedimento' && <TermineDi id={fascicolo.id} />}
          {aperto && chiude && <Impedimenti id={fascicolo.id} />}
          <CarteFascicolo id={fascicolo.id} codice={fascicolo.codice} />
          {fascicolo.livello === 1 && fascicolo.annullato === undefined && (
            <ConservazioneDi
              id={fascicolo.id}
              modificabile={chiude || puo(io, 'propone-scarto') || puo(io, 'approva-scarto')}
            />
          )}
          {fascicolo.livello === 1 && fascicolo.annullato === undefined && (
            <VersamentiDi
              percorso={versamentiDelFascicolo(fascicolo.id)}
              che={{ tipo: 'fascicolo', riferimento: fascicolo.id }}
              titolo="Sistema di conservazione"
              versione={fascicolo.versione}
            />
          )}
          {fascicolo.note !== undefined && fascicolo.note !== '' && (
            <section className="riquadro" aria-label="Note">
              <header>
                <h2>Note</h2>
              </header>
              <p className="corpo sm righe">{fascicolo.note}</p>
            </section>
          )}
          {fascicolo.indice !== undefined && (
            <section className="riquadro" aria-label="Indice alla chiusura">
              <header>
                <h2>Indice alla chiusura</h2>
              </header>
              <div className="corpo sm">
                <p>{fascicolo.indice.documenti} documenti</p>
                <p className="mono xs fascicolo-impronta">{fascicolo.indice.sha256}</p>
              </div>
            </section>
          )}
        </aside>
      </div>
      {atto === 'aggiungi' && (
        <AggiungiDocumento fascicolo={parte.stato === 'aperto' ? parte : fascicolo} onChiudi={() => setAtto(null)} />
      )}
      {atto === 'chiudi' && <ChiudiFascicolo fascicolo={fascicolo} onChiudi={() => setAtto(null)} />}
      {(atto === 'riapri' || atto === 'annulla') && (
        <RiapriOAnnulla fascicolo={fascicolo} atto={atto} onChiudi={() => setAtto(null)} />
      )}
      {atto === 'modifica' && <ModificaFascicolo fascicolo={fascicolo} onChiudi={() => setAtto(null)} />}
      {atto === 'parte' && <NuovaParte fascicolo={parte} onChiudi={() => setAtto(null)} />}
    </>
  );
}
