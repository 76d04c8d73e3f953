import './scarto.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConservazioneFascicolo } from '../../schemas/scarto.api.js';
import { chiedi } from '../api/client.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import { Stato } from '../components/Stato.js';
import { giorno } from '../lib/formati.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { durata, fino } from './parole-scarto.js';
import * as percorsi from './percorsi-scarto.js';
import { usePasso } from './use-passo.js';

/** For how long the fascicolo is kept, by which rule and from which source; who may, says what the rule does not know. */
export function ConservazioneDi({ id, modificabile }: { id: string; modificabile: boolean }) {
  const motivoAccesso = useMotivoAccesso();
  const [aperto, setAperto] = useState(false);
  const { data } = useQuery({
    queryKey: ['fascicoli', 'conservazione', id, motivoAccesso ?? ''],
    queryFn: async ({ signal }) => (await chiedi(percorsi.conservazione(id), { segnale: signal, motivoAccesso })).corpo,
  });
  if (data === undefined) return null;
  const { conservazione, archivio } = data;
  const { regola, evento, inizio, fine } = conservazione;
  const facts: readonly (readonly [string, string])[] = [
    ['Regola', regola === undefined ? 'manca nel massimario' : `${regola.tipologia}: ${durata(regola.tempo)}`],
    ...(regola === undefined ? [] : ([['Fonte', regola.fonte]] as const)),
    ...(evento === undefined ? [] : ([['Decorre da', evento]] as const)),
    ['Inizio', inizio === undefined ? 'non si sa ancora' : giorno(inizio)],
    ['Fine', fino(fine)],
    ...(archivio.deposito === undefined ? [] : ([['Nel deposito dal', giorno(archivio.deposito.data)]] as const)),
    ...(archivio.scarto === undefined ? [] : ([['Scartato il', giorno(archivio.scarto.data)]] as const)),
  ];
  return (
    <section className="riquadro" aria-label="Conservazione">
      <header>
        <h2>Conservazione</h2>
        {modificabile && archivio.scarto === undefined && (
          <Bottone misura="piccolo" onClick={() => setAperto(true)}>
            Indica…
          </Bottone>
        )}
      </header>
      <div className="corpo sm">
        <dl className="conservazione-fatti">
          {facts.map(([nome, valore]) => (
            <div key={nome} className="contents">
              <dt>{nome}</dt>
              <dd>{valore}</dd>
            </div>
          ))}
        </dl>
        {regola?.univoca === false && (
          <Stato
            tono="warn"
            icona="warning-circle"
            parola="La voce ha regole diverse: vale la più lunga finché non si indica quale"
          />
        )}
        {[...archivio.blocchi].map(({ id: blocco, motivo, dal }) => (
          <p key={blocco}>
            <Stato tono="warn" icona="locked" parola={`Scarto sospeso dal ${giorno(dal)}: ${motivo}`} />
          </p>
        ))}
      </div>
      {aperto && <IndicaConservazione letta={data} onChiudi={() => setAperto(false)} />}
    </section>
  );
}

interface IndicaConservazioneProps {
  letta: ConservazioneFascicolo;
  onChiudi: () => void;
}

/** The day of the event, a hold, and for the archive the rule that counts and the historical value. */
function IndicaConservazione({ letta, onChiudi }: IndicaConservazioneProps) {
  const io = useIo();
  const { fascicolo, codice, archivio, conservazione, regole, versione } = letta;
  const [decorrenza, setDecorrenza] = useState(archivio.decorrenza ?? '');
  const [regola, setRegola] = useState(archivio.regola ?? '');
  const [storico, setStorico] = useState(archivio.storico ?? '');
  const [blocca, setBlocca] = useState('');
  const [sblocca, setSblocca] = useState('');
  const [motivo, setMotivo] = useState('');
  const archivia = puo(io, 'propone-scarto') || puo(io, 'approva-scarto');
  const atto = usePasso(
    percorsi.modificaConservazione(fascicolo),
    ['Annotato.', 'Resta nella storia del fascicolo.'],
    onChiudi,
  );
  const changed = (nome: string, now: string, before: string | undefined) =>
    now.trim() === (before ?? '') ? {} : { [nome]: now.trim() === '' ? null : now.trim() };
  const send = () =>
    atto.invia(
      {
        ...changed('decorrenza', decorrenza, archivio.decorrenza),
        ...(archivia && {
          ...changed('regola', regola, archivio.regola),
          ...changed('storico', storico, archivio.storico),
        }),
        ...(blocca.trim() !== '' && { blocca: blocca.trim() }),
        ...(sblocca !== '' && { sblocca }),
        ...(motivo.trim() !== '' && { motivo: motivo.trim() }),
      },
      versione,
    );
  return (
    <DialogoAtto
      titolo={`Conservazione di ${codice}`}
      premessa={letta.avvertenza}
      azione="Annota"
      inCorso="Un momento…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={send}
      onChiudi={onChiudi}
    >
      {conservazione.evento !== undefined && (
        <Campo
          type="date"
          etichetta={`Giorno da cui decorrono gli anni: ${conservazione.evento}`}
          value={decorrenza}
          errore={atto.erroreDi('decorrenza')}
          onChange={(event) => setDecorrenza(event.target.value)}
        />
      )}
      {archivia && regole.length > 1 && (
        <Campo
          tipo="select"
          etichetta="Regola che vale"
          value={regola}
          errore={atto.erroreDi('regola')}
          onChange={(event) => setRegola(event.target.value)}
        >
          <option value="">la più lunga della voce</option>
          {regole.map(({ tipologia, tempo }) => (
            <option key={tipologia} value={tipologia}>
              {tipologia} ({durata(tempo)})
            </option>
          ))}
        </Campo>
      )}
      {archivia && (
        <Campo
          etichetta="Valore storico o di campione"
          facoltativo
          aiuto="perché si conserva per sempre"
          value={storico}
          errore={atto.erroreDi('storico')}
          onChange={(event) => setStorico(event.target.value)}
        />
      )}
      <Campo
        etichetta="Sospendi lo scarto"
        facoltativo
        aiuto="causa, verifica, richiesta di accesso"
        value={blocca}
        errore={atto.erroreDi('blocca')}
        onChange={(event) => setBlocca(event.target.value)}
      />
      {archivio.blocchi.length > 0 && (
        <Campo
          tipo="select"
          etichetta="Togli una sospensione"
          value={sblocca}
          errore={atto.erroreDi('sblocca')}
          onChange={(event) => setSblocca(event.target.value)}
        >
          <option value="">nessuna</option>
          {archivio.blocchi.map(({ id, motivo: perche, dal }) => (
            <option key={id} value={id}>
              {giorno(dal)}: {perche}
            </option>
          ))}
        </Campo>
      )}
      <Campo
        etichetta="Motivo"
        facoltativo={sblocca === ''}
        value={motivo}
        errore={atto.erroreDi('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </DialogoAtto>
  );
}
