import './raffronto.css';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { RaffrontoLetto } from '../../schemas/attestazione.api.js';
import * as attestazioni from '../api/attestazioni.js';
import type { Scansione } from '../api/scansioni.js';
import { PAGINA, paginaNuovaPer, paginaScansione } from '../api/scansioni.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { Persona } from '../components/Persona.js';
import { Stato } from '../components/Stato.js';
import { useTasti } from '../lib/tasti.js';
import { CartaAttestazione } from './CartaAttestazione.js';
import { DuePagine } from './DuePagine.js';
import { chiaveRaffronto, useRaffronto } from './interrogazioni-attestazioni.js';
import { NonUguale } from './NonUguale.js';
import { CartaOriginale } from './CartaOriginale.js';
import { PagineViste } from './PagineViste.js';
import { dopoDi, restaInParole } from './raffronto.js';
import { useAttesta } from './use-attesta.js';
import { useAttoScansione } from './use-atto-scansione.js';

interface RaffrontoProps {
  scansione: Scansione;
  scelta: string | null;
  onScegli: (pagina: string) => void;
}

/** The comparison: every page beside its copy, with the paper in front of who compares; then he may attest. */
export function Raffronto({ scansione, scelta, onScegli }: RaffrontoProps) {
  const io = useIo();
  const naviga = useNavigate();
  const cache = useQueryClient();
  const { id, versione } = scansione;
  const { data: raffronto } = useRaffronto(id, versione);
  const compara = puo(io, 'attesta') && scansione.stato !== 'attestata';
  const [diversa, setDiversa] = useState(false);
  const uguale = useRef<HTMLButtonElement>(null);
  const [inviata, setInviata] = useState<string>();
  // the address follows a moment later: until then a key must not find the page that was left
  const [verso, setVerso] = useState<{ da: string | null; a: string }>();
  const qui = verso !== undefined && verso.da === scelta ? verso.a : scelta;
  const scegli = (to: string) => {
    setVerso({ da: scelta, a: to });
    onScegli(to);
  };

  const nextOpen = raffronto?.pagine.find(({ esito }) => esito === undefined)?.id;
  const pagina =
    scansione.pagine.find((one) => one.id === (qui ?? nextOpen)) ??
    scansione.pagine.find((one) => one.id === nextOpen) ??
    scansione.pagine[0];
  const posto = pagina === undefined ? -1 : scansione.pagine.indexOf(pagina);
  const vai = (to: number) => {
    const there = scansione.pagine[Math.max(0, Math.min(scansione.pagine.length - 1, to))];
    if (there !== undefined) scegli(there.id);
  };
  const segnata = (corpo: RaffrontoLetto) => {
    cache.setQueryData([...chiaveRaffronto(id), versione], corpo);
    const next = dopoDi(corpo.pagine, pagina?.id);
    if (next !== undefined) scegli(next);
  };
  const segna = useAttoScansione<RaffrontoLetto>({ racconta: true, onFatto: segnata });
  const attesta = useAttesta(scansione, raffronto, compara);
  /** Why the pages cannot be marked today: told before, not after the last of them. */
  const senzaDelega =
    attesta.anteprima === undefined || attesta.anteprima.delega !== undefined
      ? undefined
      : (attesta.anteprima.motivoNo ?? 'Senza una delega in corso non si raffronta');
  /** Of this page: the next one may be marked while the answer of the last is still being told. */
  const inViaggio = segna.alLavoro && inviata === pagina?.id;
  const isUguale = () => {
    if (!compara || senzaDelega !== undefined || pagina === undefined) return;
    if (inViaggio) return;
    setInviata(pagina.id);
    segna.invia({ percorso: attestazioni.segnaRaffronto(id), corpo: { pagina: pagina.id, esito: 'uguale' } });
  };
  useTasti([
    { tasti: 'Space', azione: isUguale },
    { tasti: 'r', azione: () => compara && senzaDelega === undefined && setDiversa(true) },
    { tasti: 'j', azione: () => vai(posto + 1) },
    { tasti: 'k', azione: () => vai(posto - 1) },
    { tasti: 'ArrowRight', azione: () => vai(posto + 1) },
    { tasti: 'ArrowLeft', azione: () => vai(posto - 1) },
    { tasti: 'c', azione: () => attesta.pronta && attesta.onDichiarata(!attesta.dichiarata) },
    { tasti: 'Ctrl+Enter', azione: attesta.firma },
    { tasti: 'Escape', azione: () => void naviga(`${paginaScansione(id)}?passo=controlla`, { replace: true }) },
  ]);
  const pronto = raffronto !== undefined;
  useEffect(() => {
    if (pronto) uguale.current?.focus();
  }, [pronto]);
  useEffect(() => {
    if (attesta.pronta) document.getElementById('dichiaro')?.scrollIntoView({ block: 'nearest' });
  }, [attesta.pronta]);

  if (pagina === undefined || raffronto === undefined) return <div className="raffronto" aria-busy="true" />;
  const resta = restaInParole(raffronto);
  return (
    <>
      <div className="raffronto">
        <DuePagine scansione={scansione} pagina={pagina} />
        <aside className="banco-lato" tabIndex={0} aria-label="Pagine viste e attestazione">
          <div className="pila">
            <div className="riga-sparsa">
              <h2>
                Pagine viste: {raffronto.uguali + raffronto.diverse} di {raffronto.pagine.length}
              </h2>
              {compara && <span className="xs mut">il foglio di carta è davanti a lei?</span>}
            </div>
            <PagineViste raffronto={raffronto} scelta={pagina.id} onScegli={scegli} />
            {resta !== undefined && (
              <span role="status">
                <Stato tono="warn" icona={raffronto.diverse > 0 ? 'warning-circle' : 'refresh'} parola={resta} />
              </span>
            )}
            {compara && (
              <div className="riga raffronto-esiti">
                <Bottone
                  ref={uguale}
                  aspetto={attesta.pronta ? 'secondo' : 'primo'}
                  tasto="␣"
                  nonOra={senzaDelega}
                  alLavoro={inViaggio && 'Uguale, avanti'}
                  onClick={isUguale}
                >
                  Uguale, avanti
                </Bottone>
                <Bottone tasto="R" nonOra={senzaDelega} onClick={() => setDiversa(true)}>
                  Non uguale…
                </Bottone>
                <Bottone aspetto="testo" tasto="←" onClick={() => vai(posto - 1)}>
                  Torna
                </Bottone>
              </div>
            )}
            <DiversaDi raffronto={raffronto} pagina={pagina.id} scansione={scansione} />
          </div>
          <CartaOriginale originale={scansione.originale} />
          <CartaAttestazione scansione={scansione} raffronto={raffronto} attesta={attesta} />
        </aside>
      </div>
      <div className="piede">
        {compara && (
          <Bottone
            aspetto="primo"
            {...(attesta.perche === undefined && { tasto: 'Ctrl+↵' })}
            nonOra={attesta.perche}
            alLavoro={attesta.alLavoro && 'Firma in corso…'}
            onClick={attesta.firma}
          >
            {attesta.modo === 'server' ? 'Firma l’attestazione' : 'Prepara l’attestazione da firmare'}
          </Bottone>
        )}
        {compara && attesta.perche !== undefined && <span className="sm mut">{attesta.perche}</span>}
        <span className="cresce" />
        <span className="xs mut solo-tastiera raffronto-tasti">
          <kbd>+</kbd> <kbd>-</kbd> zoom insieme
        </span>
        <span className="xs mut solo-tastiera raffronto-tasti">
          <kbd>J</kbd> <kbd>K</kbd> scorri
        </span>
        <span className="xs mut solo-tastiera raffronto-tasti">
          <kbd>Alt</kbd> sovrapponi
        </span>
        <Link className="btn btn-testo" to={PAGINA}>
          Sospendi
        </Link>
      </div>
      {diversa && <NonUguale scansione={id} pagina={pagina} onFatto={segnata} onChiudi={() => setDiversa(false)} />}
    </>
  );
}

/** What somebody found wrong with the page that is open, and the way out. */
function DiversaDi({
  raffronto,
  pagina,
  scansione: { id: scansione, bloccata, registrazione },
}: {
  raffronto: RaffrontoLetto;
  pagina: string;
  scansione: Scansione;
}) {
  const found = raffronto.pagine.find(({ id, esito }) => id === pagina && esito === 'diversa');
  if (found === undefined) return null;
  if (bloccata && registrazione !== undefined)
    return (
      <p className="sm">
        Non uguale
        {found.utente !== undefined && (
          <>
            {' '}
            (<Persona utente={found.utente} />)
          </>
        )}
        : {found.motivo}. La copia è già nella registrazione:{' '}
        <Link to={paginaNuovaPer(registrazione)}>fare una nuova scansione</Link>.
      </p>
    );
  return (
    <p className="sm">
      Non uguale
      {found.utente !== undefined && (
        <>
          {' '}
          (<Persona utente={found.utente} />)
        </>
      )}
      : {found.motivo}.{' '}
      <Link to={`${paginaScansione(scansione)}?passo=controlla&pagina=${pagina}`}>Riscansionare la pagina</Link>
      {raffronto.uguali > 0 && ': le altre restano viste'}.
    </p>
  );
}
