import '../scrivania/scrivania.css';
import '../protocollo/scheda/scheda.css';
import './conservazione.css';
import { useEffect, useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import type { Linea } from '../../schemas/conservazione.api.js';
import type { CodaConservazione, RigaVersamento } from '../../schemas/versamento.api.js';
import { puo, useIo } from '../api/sessione.js';
import { SuggerimentiTasti } from '../components/SuggerimentiTasti.js';
import { IN_COLONNA, useMedia } from '../lib/soglia.js';
import { useTasti } from '../lib/tasti.js';
import { useTitolo } from '../lib/titolo.js';
import { AllarmiConservazione } from './AllarmiConservazione.js';
import { CodeConservazione, paginaCoda, perGruppo } from './CodeConservazione.js';
import { Copertura } from './Copertura.js';
import { FermaLinea } from './FermaLinea.js';
import { useRiepilogo } from './interrogazioni-conservazione.js';
import { PacchettoScelto } from './PacchettoScelto.js';
import { CODE, isCoda } from './parole-conservazione.js';
import { Pila } from './Pila.js';
import { rememberBanco } from './posto.js';
import { SenzaConservazione } from './SenzaConservazione.js';
import { TestaConservazione } from './TestaConservazione.js';
import { useRimedi } from './use-rimedi.js';

/** The desk of who answers for conservation: what failed, why, what to do; what goes by itself; how much of each year is conserved. */
export function Conservazione() {
  const io = useIo();
  useTitolo('Conservazione', io.ente.denominazione);
  return puo(io, 'legge-conservazione') ? <Banco /> : <SenzaConservazione titolo="Conservazione" />;
}

const TASTI = [
  [['J', 'K'], 'scorri'],
  [['↵'], 'rimedia'],
  [['Spazio'], 'seleziona'],
  [['O'], 'apri il pacchetto'],
  [['D'], 'riquadro'],
  [['Alt+↓', 'Alt+↑'], 'altra coda'],
] as const;

function Banco() {
  const io = useIo();
  const naviga = useNavigate();
  const { pathname, search } = useLocation();
  const [parametri, setParametri] = useSearchParams();
  const anno = /^\d{4}$/.exec(parametri.get('anno') ?? '')?.[0];
  const asked = parametri.get('coda');
  const coda: CodaConservazione = isCoda(asked) ? asked : 'rifiutati';
  const cursore = parametri.get('cursore') ?? undefined;
  const inColonna = useMedia(IN_COLONNA);
  const { data, error } = useRiepilogo(anno === undefined ? {} : { anno });
  const [scelta, setScelta] = useState<RigaVersamento>();
  const [aperto, setAperto] = useState(false);
  const [ferma, setFerma] = useState<Linea | null>(null);
  const { rimedia, finestra } = useRimedi();
  const versa = puo(io, 'versa');
  const code = data?.code ?? [];

  useEffect(() => rememberBanco(pathname + search), [pathname, search]);

  const goTo = (next: CodaConservazione) => void naviga(paginaCoda(next, anno));
  const step = (by: number) => {
    const all = perGruppo(code).flatMap(([, found]) => found.map(({ codice }) => codice));
    const next = all[all.indexOf(coda) + by];
    if (next !== undefined) goTo(next);
  };
  const set = (nome: string, value: string | undefined) =>
    setParametri((before) => {
      const next = new URLSearchParams(before);
      next.delete('scelto');
      if (value === undefined) next.delete(nome);
      else next.set(nome, value);
      return next;
    });
  useTasti([
    { tasti: 'd', azione: () => setAperto(!aperto) },
    { tasti: 'Alt+ArrowDown', azione: () => step(1) },
    { tasti: 'Alt+ArrowUp', azione: () => step(-1) },
  ]);
  const domanda = {
    ...(cursore !== undefined && { cursore }),
    ...(coda === 'accettati' && { anno: anno ?? io.adesso.slice(0, 4) }),
  };

  return (
    <>
      <TestaConservazione
        riepilogo={data}
        errore={error}
        versa={versa}
        aperto={aperto}
        onFerma={setFerma}
        onRiquadro={() => setAperto(!aperto)}
      />
      <div className="scrivania-corpo conservazione-corpo">
        <CodeConservazione code={code} scelta={coda} anno={anno} inColonna={inColonna} onScegli={goTo} />
        <div className="scrivania-elenco conservazione-centro" role="region" aria-label={CODE[coda].titolo}>
          <AllarmiConservazione linee={data?.linee ?? []} versa={versa} onFerma={setFerma} />
          <Pila
            key={coda}
            coda={coda}
            domanda={domanda}
            code={code}
            versa={versa}
            rimedia={rimedia}
            onScelta={setScelta}
            onTocca={() => setAperto(true)}
            onAltra={(next) => set('cursore', next)}
          />
        </div>
        <aside
          className={aperto ? 'scrivania-lato conservazione-lato aperto' : 'scrivania-lato conservazione-lato'}
          tabIndex={0}
          aria-label="Copertura e pacchetto"
        >
          {data !== undefined && (
            <Copertura copertura={data.copertura} anno={anno} paginaAnno={(other) => paginaCoda(coda, String(other))} />
          )}
          {scelta !== undefined && <PacchettoScelto key={scelta.id} riga={scelta} versa={versa} rimedia={rimedia} />}
        </aside>
      </div>
      <SuggerimentiTasti tasti={TASTI} />
      {finestra}
      {ferma !== null && <FermaLinea linea={ferma} onChiudi={() => setFerma(null)} />}
    </>
  );
}
