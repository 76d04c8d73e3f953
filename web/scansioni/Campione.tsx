import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { CampioneLetto } from '../../schemas/campione.api.js';
import * as percorsi from '../api/attestazioni.js';
import { chiedi } from '../api/client.js';
import type { Chiesta } from '../api/attestazioni.js';
import { paginaScansione } from '../api/scansioni.js';
import { puo, useIo } from '../api/sessione.js';
import { wordsOf } from '../api/errori.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Stato, type StatoProps } from '../components/Stato.js';
import { plural } from '../lib/formati.js';
import { CHIAVE } from './interrogazioni-scansioni.js';
import { SceltiDelCampione } from './SceltiDelCampione.js';
import { useAttoScansione } from './use-atto-scansione.js';
import { Spunta } from '../components/Spunta.js';

const STATI: Readonly<Record<CampioneLetto['stato'], Pick<StatoProps, 'tono' | 'icona' | 'parola'>>> = {
  aperto: { tono: 'inf', icona: 'clock', parola: 'Da confrontare' },
  accettato: { tono: 'ok', icona: 'check-circle', parola: 'Accettato' },
  rifiutato: { tono: 'bad', icona: 'error', parola: 'Rifiutato: il lotto torna al controllo' },
};

/** A lot certified as a process: a sample is drawn and compared, then one attestation covers the lot (Allegato 3 §2.4). */
export function Campione({ lotto }: { lotto: string }) {
  const io = useIo();
  const attesta = puo(io, 'attesta');
  const { data: poteri } = useQuery({
    queryKey: [CHIAVE, 'poteri'],
    enabled: attesta,
    queryFn: async ({ signal }) => (await chiedi(percorsi.poteri, { segnale: signal })).corpo,
  });
  const { data: campioni } = useQuery({
    queryKey: [CHIAVE, 'campioni', lotto],
    queryFn: async ({ signal }) => (await chiedi(percorsi.campioniDi(lotto), { segnale: signal })).corpo.elementi,
  });
  const estrae = useAttoScansione<CampioneLetto>({
    fatto: ['Campione estratto.', 'Con il suo seme chiunque lo estrae uguale.'],
  });
  const campione = campioni?.find(({ stato }) => stato !== 'rifiutato') ?? campioni?.[0];
  const ammesso = poteri?.processo.ammesso === true;
  if (campione === undefined && !attesta) return null;
  return (
    <section className="riquadro scansioni-lotti" aria-labelledby="lotto-campione">
      <header>
        <h2 id="lotto-campione">Certificazione del lotto come processo</h2>
        <span className="cresce" />
        {campione !== undefined && <Stato {...STATI[campione.stato]} />}
      </header>
      <div className="corpo pila">
        {estrae.errore !== null && (
          <Avviso tono="bad" annuncio="alert" titolo="Campione non estratto.">
            {wordsOf(estrae.errore)}
          </Avviso>
        )}
        {campione !== undefined && <Piano campione={campione} />}
        {campione !== undefined && <SceltiDelCampione campione={campione} />}
        {poteri?.processo.motivo !== undefined && <p className="sm mut">{poteri.processo.motivo}</p>}
        {ammesso && (campione === undefined || campione.stato === 'rifiutato') && (
          <div className="riga">
            <Bottone
              aspetto="secondo"
              alLavoro={estrae.alLavoro && 'Estrazione…'}
              onClick={() => estrae.invia({ percorso: percorsi.estraeCampione, corpo: { lotto } })}
            >
              Estrai il campione
            </Bottone>
            <span className="xs mut">
              Quante copie lo dice il piano di campionamento, secondo quante ne ha il lotto.
            </span>
          </div>
        )}
        {ammesso && campione?.stato === 'accettato' && <AttestaLotto campione={campione} />}
      </div>
    </section>
  );
}

function Piano({ campione: { piano, seme, difformi, mancano } }: { campione: CampioneLetto }) {
  return (
    <p className="sm">
      {piano.norma}, livello {piano.livello}, lettera {piano.lettera}, AQL {String(piano.aql).replace('.', ',')}:{' '}
      {plural(piano.campione, 'copia', 'copie')} su {piano.copie}; si accetta fino a {piano.accetta} difformi.{' '}
      {mancano > 0 ? `Ne mancano ${mancano}` : 'Tutte confrontate'}, {difformi} difformi.{' '}
      <span className="xs mut">
        Seme <span className="mono">{seme}</span>
      </span>
    </p>
  );
}

/** One attestation for all the copies of the lot, less those that the sample found wrong. */
function AttestaLotto({ campione }: { campione: CampioneLetto }) {
  const naviga = useNavigate();
  const [dichiarata, setDichiarata] = useState(false);
  const [prima] = campione.scelti.filter(({ esito }) => esito === 'conforme').map(({ scansione }) => scansione);
  const atto = useAttoScansione<Chiesta>({
    onFatto: (corpo) => {
      const fatta = 'attestazione' in corpo ? corpo.attestazione.id : corpo.id;
      void naviga(`${paginaScansione(prima ?? '')}?passo=firma&attestazione=${fatta}`);
    },
  });
  if (prima === undefined) return null;
  const send = (firma: 'server' | 'esterna') => () =>
    atto.invia({ percorso: percorsi.attesta(prima), corpo: { modo: 'processo', dichiarazione: true, firma } });
  const nonOra = dichiarata ? undefined : 'Serve la dichiarazione';
  return (
    <>
      {atto.errore !== null && (
        <Avviso tono="bad" annuncio="alert" titolo="Lotto non attestato.">
          {wordsOf(atto.errore)}
        </Avviso>
      )}
      <Spunta id="dichiaro-lotto" spuntata={dichiarata} onSpunta={setDichiarata}>
        Ho confrontato il campione e dichiaro che il processo assicura la conformità del lotto
      </Spunta>
      <div className="riga">
        <Bottone
          aspetto="secondo"
          nonOra={nonOra}
          alLavoro={atto.alLavoro && 'Firma in corso…'}
          onClick={send('server')}
        >
          Firma l’attestazione del lotto
        </Bottone>
        <Bottone nonOra={nonOra} onClick={send('esterna')}>
          Firma con il mio dispositivo
        </Bottone>
      </div>
    </>
  );
}
