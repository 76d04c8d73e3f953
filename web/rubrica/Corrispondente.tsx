import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { CorrispondenteScheda, Recapito } from '../../schemas/corrispondente.api.js';
import { chiedi } from '../api/client.js';
import { ProblemaError } from '../api/errori.js';
import { puo, useIo } from '../api/sessione.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { NonTrovata } from '../components/NonTrovata.js';
import { Persona } from '../components/Persona.js';
import { Stato } from '../components/Stato.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { giorno, giornoOra, intero } from '../lib/formati.js';
import { useTasti } from '../lib/tasti.js';
import { useTitolo } from '../lib/titolo.js';
import { SenzaRegistro } from '../protocollo/SenzaRegistro.js';
import { ETICHETTE_SOGGETTO } from '../protocollo/registrazione/soggetti.js';
import { Dividi } from './Dividi.js';
import { ModificaCorrispondente } from './ModificaCorrispondente.js';
import {
  nomeIntero,
  PAROLE_FONTE,
  PAROLE_ORIGINE,
  PAROLE_RECAPITO,
  PAROLE_TIPO,
  paroleEvento,
  statoOf,
} from './parole.js';
import * as percorsi from './percorsi-rubrica.js';
import './rubrica.css';
import { Simili } from './Simili.js';
import { Unisci } from './Unisci.js';

/** One correspondent at its address. */
export function Corrispondente() {
  const { id = '' } = useParams();
  const io = useIo();
  if (!/^[0-9a-f]{24}$/.test(id)) return <NonTrovata />;
  return puo(io, 'consulta') ? <CorrispondenteDi key={id} id={id} /> : <SenzaRegistro titolo="Rubrica" />;
}

function CorrispondenteDi({ id }: { id: string }) {
  const io = useIo();
  const naviga = useNavigate();
  const { data, error, refetch } = useQuery({
    queryKey: ['rubrica', 'scheda', id],
    queryFn: async ({ signal }) => (await chiedi(percorsi.corrispondente(id), { segnale: signal })).corpo,
  });
  useTasti([{ tasti: 'Escape', azione: () => void naviga('/rubrica') }]);
  useTitolo(data === undefined ? 'Rubrica' : nomeIntero(data.soggetto), io.ente.denominazione);
  if (data !== undefined) return <Aperta scheda={data} />;
  if (error === null) return null;
  if (error instanceof ProblemaError && error.status === 404) return <NonTrovata />;
  return <NonSiApre titolo="La scheda non si apre" errore={error} onRiprova={refetch} />;
}

type Atto = 'modifica' | 'unisci' | 'dividi';

function Aperta({ scheda }: { scheda: CorrispondenteScheda }) {
  const io = useIo();
  const [atto, setAtto] = useState<Atto | null>(null);
  const cura = puo(io, 'cura-rubrica');
  const unito = scheda.stato === 'unito';
  const nome = nomeIntero(scheda.soggetto);
  const chiudi = () => setAtto(null);
  useTasti([
    { tasti: 'm', azione: () => setAtto(cura && scheda.modificabile ? 'modifica' : atto) },
    { tasti: 'u', azione: () => setAtto(cura && !unito && scheda.origine !== 'ipa' ? 'unisci' : atto) },
  ]);
  const registrazioni = `/registro?${new URLSearchParams({ corrispondente: cercatoDi(scheda) }).toString()}`;
  return (
    <div className="pagina-larga">
      <div className="testa">
        <h1 className="ell">{nome}</h1>
        <span className="sub nw">
          {PAROLE_TIPO[scheda.soggetto.tipo]} · {PAROLE_ORIGINE[scheda.origine]}
        </span>
        <Stato {...statoOf(scheda)} pieno />
        <span className="cresce" />
        <Link className="btn btn-testo" to={registrazioni}>
          {scheda.usi === 1 ? '1 registrazione' : `${intero(scheda.usi)} registrazioni`}
        </Link>
        {cura && scheda.modificabile && (
          <Bottone aspetto="secondo" tasto="M" onClick={() => setAtto('modifica')}>
            Correggi
          </Bottone>
        )}
        {cura && !unito && scheda.origine !== 'ipa' && (
          <Bottone tasto="U" onClick={() => setAtto('unisci')}>
            Unisci a un altro
          </Bottone>
        )}
        {cura && unito && <Bottone onClick={() => setAtto('dividi')}>Dividi</Bottone>}
      </div>
      <div className="rubrica-scheda">
        {scheda.unitoA !== undefined && (
          <Avviso tono="inf" titolo="Unito a un altro corrispondente.">
            Al suo posto c’è{' '}
            <Link to={percorsi.paginaCorrispondente(scheda.unitoA.id)}>{scheda.unitoA.denominazione}</Link>. Le
            registrazioni restano come sono.
          </Avviso>
        )}
        {scheda.stato === 'cessato' && (
          <Avviso tono="warn" titolo="Non è più nell’IPA.">
            {scheda.cessatoIl !== undefined && `Cessato dal ${giorno(scheda.cessatoIl)}. `}Prima di scrivergli cercare
            chi ne ha preso il posto.
          </Avviso>
        )}
        <Riquadro titolo="Dati">
          <dl className="rubrica-dati">
            {Object.entries(scheda.soggetto)
              .filter(([nomeCampo]) => nomeCampo !== 'tipo' && nomeCampo !== 'domicilioDigitale')
              .map(([campo, valore]) => (
                <div key={campo}>
                  <dt>{ETICHETTE_SOGGETTO[campo] ?? campo}</dt>
                  <dd>{valore}</dd>
                </div>
              ))}
            <div>
              <dt>Domicilio digitale</dt>
              <dd>
                {scheda.domicilio === undefined ? (
                  <span className="mut">manca</span>
                ) : (
                  <>
                    {scheda.domicilio.indirizzo} <span className="mut">{PAROLE_FONTE[scheda.domicilio.fonte]}</span>
                  </>
                )}
              </dd>
            </div>
            {scheda.note !== undefined && (
              <div>
                <dt>Note</dt>
                <dd>{scheda.note}</dd>
              </div>
            )}
          </dl>
          {scheda.origine === 'ipa' && (
            <p className="xs mut">
              I dati vengono dall’IPA e lì si correggono: arrivano con il prossimo aggiornamento.
            </p>
          )}
        </Riquadro>
        <Riquadro titolo="Recapiti">
          <Recapiti recapiti={scheda.recapiti} />
        </Riquadro>
        {scheda.simili.length > 0 && (
          <Riquadro titolo="Forse è lo stesso">
            <Simili di={scheda} cura={cura} />
          </Riquadro>
        )}
        {scheda.uniti.length > 0 && (
          <Riquadro titolo="Ha preso il posto di">
            <ul className="rubrica-lista">
              {scheda.uniti.map(({ id, denominazione }) => (
                <li key={id}>
                  <Link to={percorsi.paginaCorrispondente(id)}>{denominazione}</Link>
                </li>
              ))}
            </ul>
          </Riquadro>
        )}
        <Riquadro titolo="Storia">
          {scheda.storia.length === 0 && (
            <p className="sm mut">Noto soltanto dalle registrazioni: nessuno l’ha ancora corretto.</p>
          )}
          <ul className="rubrica-lista">
            {scheda.storia.map(({ tipo, data, utente, dettagli }, posto) => (
              <li key={`${data}-${posto}`}>
                <b>{paroleEvento(tipo)}</b>
                {typeof dettagli['denominazione'] === 'string' && `: ${dettagli['denominazione']}`}
                <span className="mut">
                  {' '}
                  · {giornoOra(data)}
                  {utente !== undefined && (
                    <>
                      , <Persona utente={utente} />
                    </>
                  )}
                  {typeof dettagli['motivo'] === 'string' && ` · ${dettagli['motivo']}`}
                </span>
              </li>
            ))}
          </ul>
        </Riquadro>
      </div>
      {atto === 'modifica' && <ModificaCorrispondente di={scheda} onFatto={chiudi} onChiudi={chiudi} />}
      {atto === 'unisci' && <Unisci di={scheda} onChiudi={chiudi} />}
      {atto === 'dividi' && <Dividi di={scheda} onChiudi={chiudi} />}
    </div>
  );
}

/** What the register is searched with: a code where there is one, else the name. */
const cercatoDi = ({ soggetto }: CorrispondenteScheda): string =>
  soggetto.codiceIPA ?? soggetto.codiceFiscale ?? soggetto.partitaIva ?? nomeIntero(soggetto);

function Riquadro({ titolo, children }: { titolo: string; children: ReactNode }) {
  return (
    <section className="riquadro" aria-label={titolo}>
      <header>
        <h2>{titolo}</h2>
      </header>
      <div className="corpo">{children}</div>
    </section>
  );
}

const COLONNE_RECAPITI: readonly ColonnaOrdinata<Recapito>[] = [
  { campo: 'recapito', titolo: 'Recapito', valore: ({ valore }) => valore },
  { campo: 'tipo', titolo: 'Che cos’è', valore: ({ tipo }) => PAROLE_RECAPITO[tipo] },
  { campo: 'fonte', titolo: 'Fonte', valore: ({ fonte }) => PAROLE_FONTE[fonte] },
  {
    campo: 'dal',
    titolo: 'Dal',
    valore: ({ dal }) => (dal === undefined ? '' : giorno(dal)),
    chiave: ({ dal }) => dal ?? '',
  },
  {
    campo: 'al',
    titolo: 'Al',
    valore: ({ al }) => (al === undefined ? 'in uso' : giorno(al)),
    chiave: ({ al }) => al ?? '',
    mostra: ({ al }) => (al === undefined ? <span className="mut">in uso</span> : giorno(al)),
  },
];

/** Every address with its source and its days; those that have ended are struck. */
function Recapiti({ recapiti }: { recapiti: readonly Recapito[] }) {
  return (
    <div className="rubrica-recapiti">
      <TabellaOrdinata
        etichetta="Recapiti con fonte e date"
        prefisso="recapiti-"
        nomeFile="recapiti"
        colonne={COLONNE_RECAPITI}
        righe={recapiti}
        chiaveOf={({ tipo, valore, dal }) => `${tipo} ${valore} ${dal ?? ''}`}
        classeOf={({ al }) => (al === undefined ? undefined : 'finito')}
        vuoto={{ filtrato: 'Nessun recapito con queste parole.', nulla: 'Nessun recapito.' }}
      />
    </div>
  );
}
