import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useUffici } from '../../api/elenchi.js';
import { riferimentoDi, versamentiDi } from '../../api/conservazione.js';
import * as percorsi from '../../api/percorsi.js';
import { puo, useIo } from '../../api/sessione.js';
import type { Registrazione } from '../../api/tipi.js';
import { AttestazioniRegistrate } from '../../attestazioni/AttestazioniRegistrate.js';
import { paginaNuovaPer } from '../../api/scansioni.js';
import { useNuovaLettera } from '../../bozze/use-nuova.js';
import { VersamentiDi } from '../../conservazione/VersamentiDi.js';
import { Flusso, PAROLE_FLUSSO } from '../../components/Flusso.js';
import { Bottone } from '../../components/Bottone.js';
import { Stato } from '../../components/Stato.js';
import { giornoOra, numero7 } from '../../lib/formati.js';
import { useTasti } from '../../lib/tasti.js';
import { FirmeRegistrate } from '../../firme/FirmeRegistrate.js';
import { RiquadroMetadati } from '../../metadati/RiquadroMetadati.js';
import { AttoAperto } from '../atti/AttoAperto.js';
import { MenuCarte } from '../carte/MenuCarte.js';
import type { AttoScheda } from '../atti/possibili.js';
import { useAttiPossibili } from '../atti/use-atti-possibili.js';
import { detto, motivoDi, statoLegale } from '../parole.js';
import { indirizzoRisposta } from '../registrazione/in-risposta.js';
import { elencoDi } from '../registro/elenco.js';
import { Azioni } from './Azioni.js';
import { CambiataDaCollega } from './CambiataDaCollega.js';
import { Dati } from './Dati.js';
import { Documento } from './Documento.js';
import { Garanzie } from './Garanzie.js';
import { useEventi, useVerifica } from './interrogazioni.js';
import { AttiDi } from '../../repertori/AttiDi.js';
import { useMotivoAccesso } from '../motivo-accesso.js';
import { RettificheChieste } from './RettificheChieste.js';
import { Risposte } from './Risposte.js';
import { Storia } from './Storia.js';

/** Is it right, who did what: the paper, the data, the guarantees and the history, side by side. */
export function SchedaAperta({ registrazione }: { registrazione: Registrazione }) {
  const io = useIo();
  const naviga = useNavigate();
  const motivoAccesso = useMotivoAccesso();
  const { data: uffici } = useUffici();
  const { data: eventi } = useEventi(registrazione, motivoAccesso);
  const verifica = useVerifica(registrazione, motivoAccesso);
  const possibili = useAttiPossibili(registrazione);
  const [atto, setAtto] = useState<AttoScheda | null>(null);
  const [mostrato, setMostrato] = useState<number>();
  const [storia, setStoria] = useState(false);
  const { rinnovi, stato } = registrazione;

  const start =
    (...acts: AttoScheda[]) =>
    () => {
      const possible = acts.find((one) => possibili.has(one));
      if (possible !== undefined) setAtto(possible);
    };
  const goTo = (to: 'precedente' | 'successiva') => () => {
    const other = verifica.data?.[to];
    if (other !== undefined) void naviga(percorsi.paginaScheda({ ...other, registro: registrazione.registro }));
  };
  const risponde = indirizzoRisposta(io, registrazione);
  const rispondi = () => {
    if (risponde !== undefined) void naviga(risponde);
  };
  const lettera = useNuovaLettera();
  const diRepertorio = percorsi.isDiRepertorio(registrazione);
  const conLettera = !diRepertorio && puo(io, 'scrive-bozze') && registrazione.flusso !== 'I' && stato !== 'annullata';
  const scansionabile =
    registrazione.documento === undefined &&
    registrazione.allegati.length === 0 &&
    !diRepertorio &&
    puo(io, 'scansiona') &&
    possibili.has('integra');
  const scrivi = () => {
    if (conLettera) lettera.comincia({ risponde: { anno: registrazione.anno, numero: registrazione.numero } });
  };
  useTasti([
    { tasti: 'u', azione: rispondi },
    { tasti: 't', azione: scrivi },
    { tasti: 'a', azione: start('assegna') },
    { tasti: 'c', azione: start('classifica') },
    { tasti: 'f', azione: start('fascicola') },
    { tasti: 'p', azione: start('prendi') },
    { tasti: 'r', azione: start('rifiuta') },
    { tasti: 'm', azione: start('rinnova', 'rettifica') },
    { tasti: 'v', azione: start('modifica') },
    { tasti: 'i', azione: start('integra') },
    { tasti: 's', azione: () => scansionabile && void naviga(paginaNuovaPer(registrazione)) },
    { tasti: 'z', azione: start('annulla', 'chiedi-annullamento') },
    { tasti: 'j', azione: goTo('precedente') },
    { tasti: 'k', azione: goTo('successiva') },
    { tasti: 'Space', azione: () => setStoria(!storia) },
    { tasti: 'Escape', azione: () => (storia ? setStoria(false) : void naviga(elencoDi(registrazione))) },
  ]);

  const richiesta =
    stato === 'annullamento-richiesto' ? eventi?.findLast(({ tipo }) => tipo === 'annullamento-richiesto') : undefined;
  const renewed = new Set(rinnovi.map(({ campo }) => campo)).size;
  return (
    <>
      <div className={stato === 'annullata' ? 'testa scheda-testa annullata' : 'testa scheda-testa'}>
        <h1>
          {diRepertorio ? `${registrazione.registro} ` : <span className="vh">Protocollo </span>}
          <span className="numero">{numero7(registrazione.numero)}</span>
          <span className="quando">del {giornoOra(registrazione.dataRegistrazione)}</span>
        </h1>
        <Flusso flusso={registrazione.flusso} />
        <span className="sm">{PAROLE_FLUSSO[registrazione.flusso]}</span>
        <Stato {...statoLegale(registrazione)} pieno />
        {registrazione.riservatezza.livello === 'riservata' && (
          <Stato tono="neu" icona="locked" parola="Riservata" pieno />
        )}
        {renewed > 0 && (
          <Stato
            tono="warn"
            icona="pencil"
            parola={renewed === 1 ? '1 dato rinnovato' : `${renewed} dati rinnovati`}
            pieno
          />
        )}
        <span className="cresce" />
        <Bottone className="apri-storia" aria-expanded={storia} onClick={() => setStoria(!storia)}>
          Storia
        </Bottone>
        <MenuCarte registrazione={registrazione} />
        <Azioni
          nome={detto(registrazione).nome}
          stato={stato}
          possibili={possibili}
          onAtto={setAtto}
          onRispondi={risponde === undefined ? undefined : rispondi}
          onScrivi={conLettera ? scrivi : undefined}
        />
      </div>
      <div className="scheda-corpo">
        <Documento
          registrazione={registrazione}
          mostrato={mostrato}
          onMostra={setMostrato}
          onIntegra={possibili.has('integra') ? start('integra') : undefined}
        />
        <Dati registrazione={registrazione} io={io} uffici={uffici} richiesta={richiesta} onMostra={setMostrato} />
        <div
          className={storia ? 'scheda-storia aperta' : 'scheda-storia'}
          tabIndex={0}
          role="region"
          aria-label="Garanzie e storia"
        >
          <CambiataDaCollega registrazione={registrazione} />
          <RettificheChieste registrazione={registrazione} />
          <Risposte registrazione={registrazione} />
          {!diRepertorio && <AttiDi registrazione={registrazione} />}
          <Garanzie registrazione={registrazione} verifica={verifica} />
          <FirmeRegistrate registrazione={registrazione} />
          {!diRepertorio && <AttestazioniRegistrate registrazione={registrazione} />}
          <RiquadroMetadati registrazione={registrazione} />
          <VersamentiDi
            percorso={versamentiDi(registrazione)}
            che={{ tipo: 'unita-documentaria', riferimento: riferimentoDi(registrazione) }}
            titolo="Conservazione"
            versione={registrazione.versione}
          />
          <Storia registrazione={registrazione} eventi={eventi} io={io} uffici={uffici} />
        </div>
      </div>
      {atto !== null && (
        <AttoAperto
          atto={atto}
          registrazione={registrazione}
          motivoRichiesto={richiesta === undefined ? undefined : motivoDi(richiesta)}
          onChiudi={() => setAtto(null)}
        />
      )}
    </>
  );
}
