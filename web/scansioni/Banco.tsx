import '../protocollo/scheda/scheda.css';
import './banco.css';
import { useCallback } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { ProblemaError, wordsOf } from '../api/errori.js';
import { paginaScheda } from '../api/percorsi.js';
import type { Scansione } from '../api/scansioni.js';
import { PAGINA } from '../api/scansioni.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { Vuoto } from '../components/Vuoto.js';
import { numero7, plural } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { Attesta } from './Attesta.js';
import { Controlla } from './Controlla.js';
import { useScansione } from './interrogazioni-scansioni.js';
import { Passi } from './Passi.js';
import { isPasso, type Passo, passoDi, percheNonRaffronta } from './passi.js';
import { Raffronto } from './Raffronto.js';

const TITOLI: Readonly<Record<Passo, string>> = {
  acquisisci: 'Banco di scansione',
  controlla: 'Banco di scansione',
  raffronta: 'Raffronto con l’originale',
  firma: 'Attestazione di conformità',
};

/** One scan, `/scansioni/{id}`: at its desk, beside its original, or under its attestation (`passo`). */
export function Banco() {
  const io = useIo();
  const { id = '' } = useParams();
  useTitolo('Banco di scansione', io.ente.denominazione);
  const { data, error, refetch } = useScansione(id);
  if (data !== undefined && puo(io, 'legge-scansioni')) return <Aperta key={id} scansione={data} />;
  return (
    <div className="pagina-larga">
      <h1 className="vh">Scansione</h1>
      {error !== null && (
        <Vuoto
          icona="file-image"
          titolo={
            error instanceof ProblemaError && error.status === 404
              ? 'Questa scansione non c’è, oppure non è tra le sue'
              : 'La scansione non si apre'
          }
          azioni={
            <>
              <Bottone onClick={() => void refetch()}>Riprova ora</Bottone>
              <Link className="btn btn-testo" to={PAGINA}>
                Torna alle scansioni
              </Link>
            </>
          }
        >
          {wordsOf(error)}
        </Vuoto>
      )}
    </div>
  );
}

function Aperta({ scansione }: { scansione: Scansione }) {
  const [cerca, setCerca] = useSearchParams();
  const asked = cerca.get('passo');
  const perche = percheNonRaffronta(scansione);
  const attestata = scansione.stato === 'attestata';
  const possibili: Passo[] = ['controlla'];
  if (attestata || perche === undefined) possibili.push('raffronta');
  if (scansione.attestazione !== undefined || cerca.has('attestazione')) possibili.push('firma');
  const own = passoDi(scansione);
  const passo = isPasso(asked) && possibili.includes(asked) ? asked : own;
  const scegli = useCallback(
    (pagina: string) =>
      setCerca(
        (before) => {
          const next = new URLSearchParams(before);
          next.set('pagina', pagina);
          return next;
        },
        { replace: true },
      ),
    [setCerca],
  );
  const { registrazione, originale, pagine } = scansione;
  return (
    <>
      <div className="testa">
        <h1>{TITOLI[passo]}</h1>
        <span className="sub">
          {registrazione !== undefined && (
            <>
              n.{' '}
              <Link className="mono" to={paginaScheda(registrazione)}>
                {numero7(registrazione.numero)}
              </Link>{' '}
              del {registrazione.anno} ·{' '}
            </>
          )}
          {plural(pagine.length, 'pagina', 'pagine')}
          {originale !== undefined && `, originale ${originale.unico ? 'unico' : 'non unico'}`}
        </span>
        <span className="cresce" />
        <Passi aperto={passo} id={scansione.id} possibili={possibili} />
      </div>
      {passo === 'raffronta' && <Raffronto scansione={scansione} scelta={cerca.get('pagina')} onScegli={scegli} />}
      {passo === 'firma' && <Attesta scansione={scansione} />}
      {(passo === 'controlla' || passo === 'acquisisci') && (
        <Controlla scansione={scansione} scelta={cerca.get('pagina')} onScegli={scegli} />
      )}
    </>
  );
}
