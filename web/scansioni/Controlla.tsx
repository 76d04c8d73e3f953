import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Scansione } from '../api/scansioni.js';
import { escludi as percorsoEscludi, PAGINA, paginaNuovaPer, paginaScansione } from '../api/scansioni.js';
import { puo, useIo } from '../api/sessione.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Stato } from '../components/Stato.js';
import { useTasti } from '../lib/tasti.js';
import { Acquisizione } from './Acquisizione.js';
import { AccettaDifetto, DividiQui, SpostaPagina, TogliPagina } from './AttiPagina.js';
import { DialogoPagine } from './DialogoPagine.js';
import { LetteNelTesto } from './LetteNelTesto.js';
import { NonSiRegistra } from './NonSiRegistra.js';
import { isDaUnire, percheNonRaffronta } from './passi.js';
import { type CampoLetto, letteDi, readPresi, writePresi } from './proposte.js';
import { Qualita, type SuDifetto } from './Qualita.js';
import { SeparaDalNumero } from './SeparaDalNumero.js';
import { StrisciaPagine } from './StrisciaPagine.js';
import { Tavolo } from './Tavolo.js';
import { UnisciANumero } from './UnisciANumero.js';
import { useBanco } from './use-banco.js';

interface ControllaProps {
  scansione: Scansione;
  scelta: string | null;
  onScegli: (pagina: string) => void;
}

/** The desk: are the pages good, what do they say, whose are they. */
export function Controlla({ scansione, scelta, onScegli }: ControllaProps) {
  const io = useIo();
  const naviga = useNavigate();
  const { id, registrazione, proposte } = scansione;
  const puoScrivere = puo(io, 'scansiona') && !scansione.bloccata;
  const banco = useBanco(scansione, scelta, onScegli);
  const { pagina, posto, aperto, setAperto, prosegui } = banco;
  const [presi, setPresi] = useState<readonly CampoLetto[]>(() => readPresi(id));
  const [mostrata, setMostrata] = useState<CampoLetto>();
  const lette = letteDi(proposte);
  const siPrendono = puoScrivere && registrazione === undefined;
  const puoUnire = puo(io, 'scansiona') && isDaUnire(scansione);
  const separa =
    puo(io, 'scansiona') && scansione.separabile !== undefined ? () => setAperto({ atto: 'separa' }) : undefined;
  const perche = percheNonRaffronta(scansione);
  const avanti = () => {
    if (perche === undefined) void naviga(`${paginaScansione(id)}?passo=raffronta`);
  };
  const registra =
    siPrendono && puo(io, 'registra-entrata') && scansione.pdf !== undefined
      ? () => void naviga(`/protocollo/nuova?flusso=E&scansione=${id}`)
      : undefined;
  const escludi =
    puo(io, 'registra-entrata') && registrazione === undefined && scansione.esclusa === undefined
      ? () => setAperto({ atto: 'escludi' })
      : undefined;
  const mostraDove = (campo: CampoLetto) => {
    setMostrata(campo);
    const numero = lette.find((one) => one.campo === campo)?.dove?.pagina;
    const there = scansione.pagine.find((one) => one.numero === numero);
    if (there !== undefined) onScegli(there.id);
  };
  const prendi = (campo: CampoLetto | undefined) => {
    if (campo === undefined || !siPrendono) return;
    const next = presi.includes(campo) ? presi.filter((one) => one !== campo) : [...presi, campo];
    setPresi(next);
    writePresi(id, next);
    mostraDove(campo);
  };
  const rimedio: SuDifetto = (quale, di, codice) => {
    onScegli(di.id);
    if (quale === 'raddrizza') banco.raddrizza(di);
    else if (quale === 'aggiungi') setAperto({ atto: 'aggiungi' });
    else if (quale === 'accetta') setAperto({ atto: 'accetta', pagina: di, codice });
    else setAperto({ atto: quale, pagina: di });
  };
  const scrive = (azione: () => void) => () => {
    if (puoScrivere) azione();
  };
  useTasti([
    { tasti: 'j', azione: () => banco.vai(posto + 1) },
    { tasti: 'k', azione: () => banco.vai(posto - 1) },
    { tasti: 'Shift+j', azione: scrive(() => banco.sposta(1)) },
    { tasti: 'Shift+k', azione: scrive(() => banco.sposta(-1)) },
    { tasti: '[', azione: scrive(() => banco.ruota(-90)) },
    { tasti: ']', azione: scrive(() => banco.ruota(90)) },
    { tasti: 'v', azione: scrive(() => banco.raddrizza()) },
    { tasti: 's', azione: scrive(banco.apri('riscansiona')) },
    { tasti: 'd', azione: scrive(banco.apri('dividi')) },
    { tasti: 'Delete', azione: scrive(banco.apri('togli')) },
    { tasti: 'a', azione: scrive(banco.accetta) },
    { tasti: 'i', azione: scrive(() => setAperto({ atto: 'aggiungi' })) },
    { tasti: 'r', azione: () => registra?.() },
    { tasti: 'u', azione: puoUnire ? banco.conferma : scrive(() => siPrendono && setAperto({ atto: 'unisci' })) },
    { tasti: 'x', azione: () => separa?.() },
    { tasti: 'z', azione: () => escludi?.() },
    ...[0, 1, 2, 3].map((n) => ({ tasti: `Alt+${n + 1}`, azione: () => prendi(lette[n]?.campo) })),
    { tasti: 'Ctrl+Enter', azione: avanti },
    { tasti: 'Escape', azione: () => void naviga(PAGINA) },
  ]);
  const chiudi = () => setAperto(null);

  return (
    <>
      <div className="banco">
        <StrisciaPagine scansione={scansione} scelta={pagina?.id} onScegli={onScegli} />
        {pagina === undefined ? (
          <div className="tavolo">
            <div className="tavolo-vuoto" role="status">
              {scansione.stato === 'errore' ? 'Nessuna pagina.' : 'Si contano le pagine…'}
            </div>
          </div>
        ) : (
          <Tavolo
            key={pagina.id}
            scansione={id}
            pagina={pagina}
            puoScrivere={puoScrivere}
            lette={lette.filter(({ dove }) => dove?.pagina === pagina.numero)}
            mostrata={mostrata}
            onRuota={banco.ruota}
            onSposta={banco.apri('sposta')}
            onDividi={banco.apri('dividi')}
            onTogli={banco.apri('togli')}
            onRiscansiona={banco.apri('riscansiona')}
          />
        )}
        <aside className="banco-lato" tabIndex={0} aria-label="Qualità, testo e acquisizione">
          {scansione.errore !== undefined && (
            <Avviso tono={scansione.stato === 'errore' ? 'bad' : 'warn'} titolo="Da vedere.">
              {scansione.errore}
            </Avviso>
          )}
          {scansione.bloccata && scansione.stato !== 'attestata' && (
            <Avviso tono="inf" titolo="La copia è già nella registrazione.">
              Le pagine non cambiano più: si raffronta e si attesta. Se una non va bene si fa{' '}
              {registrazione === undefined ? (
                'una nuova scansione'
              ) : (
                <Link to={paginaNuovaPer(registrazione)}>una nuova scansione</Link>
              )}
              , che si aggiunge accanto.
            </Avviso>
          )}
          <Qualita
            scansione={scansione}
            scelta={pagina?.id}
            puoScrivere={puoScrivere}
            onScegli={onScegli}
            onRimedio={rimedio}
          />
          <LetteNelTesto
            lette={lette}
            presi={presi}
            siPrendono={siPrendono}
            inLettura={scansione.stato !== 'errore' && scansione.avanzamento.fatte < scansione.pagine.length}
            onPrendi={prendi}
            onMostra={({ campo }) => mostraDove(campo)}
          />
          <Acquisizione
            scansione={scansione}
            puoScrivere={puoScrivere}
            puoUnire={puoUnire}
            onRegistra={registra}
            onEscludi={escludi}
            onUnisci={() => setAperto({ atto: 'unisci' })}
            onConferma={banco.conferma}
            onSepara={separa}
          />
        </aside>
      </div>
      <div className="piede">
        <Bottone aspetto="primo" tasto="Ctrl+↵" nonOra={perche} onClick={avanti}>
          Avanti: raffronta con l’originale
        </Bottone>
        {puoScrivere && (
          <Bottone icona="plus" onClick={() => setAperto({ atto: 'aggiungi' })}>
            Aggiungi pagine
          </Bottone>
        )}
        <Link className="btn btn-testo" to={PAGINA}>
          Sospendi
        </Link>
        <span className="cresce" />
        {perche !== undefined && (
          <span role="status">
            <Stato tono="warn" icona="warning-circle" parola={perche} />
          </span>
        )}
      </div>
      {aperto?.atto === 'aggiungi' && <DialogoPagine scansione={scansione} onFatto={banco.mostra} onChiudi={chiudi} />}
      {aperto?.atto === 'riscansiona' && (
        <DialogoPagine scansione={scansione} pagina={aperto.pagina} onFatto={prosegui} onChiudi={chiudi} />
      )}
      {aperto?.atto === 'togli' && <TogliPagina {...{ scansione, ...aperto }} onFatto={prosegui} onChiudi={chiudi} />}
      {aperto?.atto === 'accetta' && (
        <AccettaDifetto {...{ scansione, ...aperto }} onFatto={prosegui} onChiudi={chiudi} />
      )}
      {aperto?.atto === 'sposta' && (
        <SpostaPagina {...{ scansione, ...aperto }} onFatto={banco.mostra} onChiudi={chiudi} />
      )}
      {aperto?.atto === 'dividi' && (
        <DividiQui {...{ scansione, ...aperto }} onDivisa={banco.mostra} onChiudi={chiudi} />
      )}
      {aperto?.atto === 'escludi' && (
        <NonSiRegistra percorso={percorsoEscludi(id)} onFatto={banco.mostra} onChiudi={chiudi} />
      )}
      {aperto?.atto === 'separa' && <SeparaDalNumero scansione={scansione} onFatto={banco.mostra} onChiudi={chiudi} />}
      {aperto?.atto === 'unisci' && <UnisciANumero scansione={scansione} onFatto={banco.mostra} onChiudi={chiudi} />}
    </>
  );
}
