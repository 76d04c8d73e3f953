import '../sostituzioni/sostituzioni.css';
import './differimenti.css';
import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/percorsi.js';
import { useCode } from '../api/scrivania.js';
import { puo, useIo } from '../api/sessione.js';
import type { Differimento } from '../api/tipi.js';
import { Bottone } from '../components/Bottone.js';
import { Persona } from '../components/Persona.js';
import { Stato, type StatoProps } from '../components/Stato.js';
import { Vuoto } from '../components/Vuoto.js';
import { giorno, giornoInLettere, giornoOra, numero7, plural } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { ConMotivo } from '../protocollo/atti/ConMotivo.js';
import { corrispondenti } from '../protocollo/parole.js';
import { quante } from '../scrivania/parole-code.js';
import { useDifferimenti } from '../scrivania/Ritardo.js';
import { NuovoDifferimento } from './NuovoDifferimento.js';

const STATI: Record<Differimento['stato'], Pick<StatoProps, 'tono' | 'icona' | 'parola'>> = {
  aperto: { tono: 'inf', icona: 'calendar', parola: 'Aperto' },
  scaduto: { tono: 'neu', icona: 'clock', parola: 'Scaduto' },
  chiuso: { tono: 'neu', icona: 'check', parola: 'Chiuso' },
};

/** Deferrals of the terms of registration: which documents, why, until when, and what was registered under each. */
export function Differimenti() {
  const io = useIo();
  const [tutti, setTutti] = useState(false);
  const [nuovo, setNuovo] = useState(false);
  const [chiude, setChiude] = useState<Differimento | null>(null);
  const { data: differimenti } = useDifferimenti(tutti);
  const { data: code } = useCode(puo(io, 'consulta'));
  const tardive = code?.code.find(({ codice }) => codice === 'tardive');
  useTitolo('Differimenti', io.ente.denominazione);
  if (!puo(io, 'cita-differimento'))
    return (
      <div className="pagina-larga">
        <h1 className="vh">Differimenti</h1>
        <Vuoto icona="locked" titolo="Questa pagina è di chi tiene il registro">
          I termini di registrazione li differisce il responsabile della gestione documentale.
        </Vuoto>
      </div>
    );
  return (
    <>
      <div className="testa">
        <h1>Differimenti dei termini</h1>
        <span className="sub">
          {tardive !== undefined && (
            <Link to="/scrivania/tardive">
              {plural(quante(tardive), 'arrivo tardivo', 'arrivi tardivi')} senza risposta
            </Link>
          )}
        </span>
        <span className="cresce" />
        <Bottone aria-pressed={tutti} onClick={() => setTutti(!tutti)}>
          {tutti ? 'Solo aperti' : 'Anche finiti'}
        </Bottone>
        {puo(io, 'apri-differimento') && (
          <Bottone aspetto="primo" icona="plus" onClick={() => setNuovo(true)}>
            Apri un differimento
          </Bottone>
        )}
      </div>
      <div className="differimenti-corpo" tabIndex={0} role="region" aria-label="Elenco dei differimenti">
        {differimenti?.length === 0 && (
          <Vuoto icona="calendar" titolo="Nessun differimento aperto">
            Si apre quando il carico di lavoro impedisce di registrare in giornata e il ritardo può ledere un diritto;
            mai per la PEC.
          </Vuoto>
        )}
        {differimenti?.map((one) => (
          <section key={one.id} className="riquadro differimento" aria-labelledby={`d-${one.id}`}>
            <header>
              <h2 id={`d-${one.id}`}>
                Provvedimento n. {one.provvedimento.numero} del {giorno(one.provvedimento.data)}
              </h2>
              <Stato {...STATI[one.stato]} pieno />
              <span className="cresce" />
              {one.stato === 'aperto' && puo(io, 'apri-differimento') && (
                <Bottone misura="piccolo" onClick={() => setChiude(one)}>
                  Chiudi…
                </Bottone>
              )}
            </header>
            <div className="corpo differimento-dati">
              <Dati differimento={one} />
              <Differite id={one.id} />
            </div>
          </section>
        ))}
      </div>
      {nuovo && <NuovoDifferimento onChiudi={() => setNuovo(false)} />}
      {chiude !== null && (
        <ConMotivo
          percorso={percorsi.chiudeDifferimento(chiude.id)}
          titolo="Chiudere il differimento?"
          premessa="Da subito non si cita più; ciò che è già registrato sotto di esso resta."
          azione="Chiudi il differimento"
          rinuncia="Lascialo aperto"
          inCorso="Chiusura in corso…"
          fatto={['Differimento chiuso.']}
          onChiudi={() => setChiude(null)}
        />
      )}
    </>
  );
}

function Dati({ differimento: one }: { differimento: Differimento }) {
  const { dal, al, mezzi } = one;
  const rows: [string, ReactNode][] = [
    ['Autore', one.provvedimento.autore],
    ['Causa', one.causa],
    ['Documenti', one.descrizione],
    [
      'Fino a',
      one.finoAl === one.scadenza
        ? giornoInLettere(one.scadenza)
        : `${giornoInLettere(one.scadenza)}, perché il ${giorno(one.finoAl)} è festivo`,
    ],
    ...(dal === undefined && al === undefined
      ? []
      : [
          [
            'Arrivati',
            [dal !== undefined && `dal ${giorno(dal)}`, al !== undefined && `al ${giorno(al)}`]
              .filter(Boolean)
              .join(' '),
          ] satisfies [string, string],
        ]),
    ...(mezzi === undefined ? [] : [['Mezzi', mezzi.join(', ')] satisfies [string, string]]),
    [
      'Aperto',
      <>
        {giornoOra(one.aperto)}, <Persona utente={one.apertoDa} />
      </>,
    ],
    ...(one.chiusura === undefined
      ? []
      : [
          [
            'Chiuso',
            <>
              {giornoOra(one.chiusura.data)}, <Persona utente={one.chiusura.utente} />: {one.chiusura.motivo}
            </>,
          ] satisfies [string, ReactNode],
        ]),
  ];
  return (
    <dl className="dati">
      {rows.map(([nome, valore]) => (
        <Fragment key={nome}>
          <dt>{nome}</dt>
          <dd>{valore}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** What was registered under a deferral, newest first. */
function Differite({ id }: { id: string }) {
  const { data } = useQuery({
    queryKey: ['differimenti', id, 'registrazioni'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.differite(id), { segnale: signal })).corpo,
  });
  if (data === undefined) return null;
  return (
    <div>
      <h3 className="etichetta">Registrate in differimento: {data.totale ?? `oltre ${data.oltre ?? 0}`}</h3>
      <ul className="pila">
        {data.elementi.slice(0, 10).map((riga) => (
          <li key={`${riga.anno}/${riga.numero}`} className="sm ell">
            <Link to={percorsi.paginaScheda(riga)} className="mono">
              {numero7(riga.numero)}
            </Link>{' '}
            {corrispondenti(riga)}: {riga.oggetto}
          </li>
        ))}
      </ul>
    </div>
  );
}
