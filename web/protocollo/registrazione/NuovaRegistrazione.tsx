import './registrazione.css';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import type { Flusso } from '../../../schemas/registrazione.api.js';
import { useUffici } from '../../api/elenchi.js';
import { wordsOf } from '../../api/errori.js';
import { paginaScansione } from '../../api/scansioni.js';
import { useIo } from '../../api/sessione.js';
import type { Registrazione, Riferimento } from '../../api/tipi.js';
import { Bottone } from '../../components/Bottone.js';
import { Vuoto, type VuotoProps } from '../../components/Vuoto.js';
import { newChiave } from '../../lib/chiave.js';
import { useTitolo } from '../../lib/titolo.js';
import { readPresi } from '../../scansioni/proposte.js';
import { useScheda } from '../scheda/interrogazioni.js';
import { daScansione } from './da-scansione.js';
import { inRisposta, riferimentoOf } from './in-risposta.js';
import type { Esito } from './invio.js';
import { isDocumentoObbligatorio } from './mancanze.js';
import { ModuloRegistrazione } from './ModuloRegistrazione.js';
import { autoreOf, cartaceiOf, flussiOf, memorizzaScelte, valoriIniziali } from './preferenze.js';
import { chiaveRegistrata, Registrata } from './Registrata.js';
import { TestaRegistrazione } from './TestaRegistrazione.js';
import { type CopiaLetta, useCopia, useCopiaNelQuaderno } from './use-copia.js';
import { useEtichettaSubito } from './use-etichetta-subito.js';
import { useBloccoBozza, useQuaderno } from './use-quaderno.js';
import type { Valori } from './valori.js';

const NUOVA = '/protocollo/nuova';

/** What one page of the form tells the next through the history of the tab. */
interface Passaggio {
  appena?: Riferimento & { dataRegistrazione: string };
  diPrima?: boolean;
  /** Day of arrival of the letter before: the post of one day is registered in a row. */
  arrivo?: string;
}

function passaggioOf(state: unknown): Passaggio {
  return typeof state === 'object' && state !== null ? state : {};
}

const indirizzo = (flusso: Flusso, bozza?: string, risponde?: Riferimento, scansione?: string) =>
  `${NUOVA}?${new URLSearchParams({
    flusso,
    ...(scansione !== undefined && { scansione }),
    ...(bozza !== undefined && { bozza }),
    ...(risponde !== undefined && { risponde: `${risponde.anno}-${risponde.numero}` }),
  }).toString()}`;

/**
 * A new registration and its outcome, `/protocollo/nuova`. The address names the draft (`bozza`), so that a reload finds
 * it again, or the number just given (`registrata=2026-353`), so that a reload shows it again.
 */
export function NuovaRegistrazione() {
  const io = useIo();
  const [cerca] = useSearchParams();
  const state: unknown = useLocation().state;
  const navigate = useNavigate();
  const { data: uffici = [] } = useUffici();
  const { appena, diPrima = false } = passaggioOf(state);
  const registrata = riferimentoOf(cerca.get('registrata'));
  const risponde = riferimentoOf(cerca.get('risponde'));
  const flussi = flussiOf(io);
  const flusso = flussi.find((uno) => uno === cerca.get('flusso')) ?? flussi[0];
  const nuova = useCallback(() => void navigate(flusso === undefined ? NUOVA : indirizzo(flusso)), [navigate, flusso]);

  if (flusso === undefined) {
    return (
      <SoloParole icona="locked" titolo="Con questo incarico non si registra">
        Chi registra è il protocollo, o il proprio ufficio per i documenti in uscita e interni.
      </SoloParole>
    );
  }
  if (registrata !== null) {
    return (
      <Registrata
        key={`${registrata.anno}-${registrata.numero}`}
        di={registrata}
        diPrima={diPrima}
        appena={appena?.numero === registrata.numero}
        uffici={uffici}
        onNuova={nuova}
      />
    );
  }
  const modulo = { flusso, bozza: cerca.get('bozza'), appena, onNuova: nuova };
  const scansione = cerca.get('scansione');
  if (scansione !== null) return <ModuloDaScansione key={scansione} {...modulo} id={scansione} />;
  return risponde === null ? <Modulo {...modulo} /> : <ModuloInRisposta {...modulo} a={risponde} />;
}

/** The page without its form: its head, and why. */
function SoloParole(props: VuotoProps) {
  return (
    <>
      <div className="testa testa-registrazione">
        <h1>Nuova registrazione</h1>
      </div>
      <Vuoto {...props} />
    </>
  );
}

interface ModuloProps {
  flusso: Flusso;
  bozza: string | null;
  /** The number given just before, by «Registra e prossimo». */
  appena: Passaggio['appena'];
  onNuova: () => void;
}

/** The form of an answer waits for what it answers; what one may not see is answered without its data. */
function ModuloInRisposta({ a, ...modulo }: ModuloProps & { a: Riferimento }) {
  const { data, error } = useScheda(a, undefined);
  if (data === undefined && error === null) return <div className="testa" aria-busy="true" />;
  return <Modulo {...modulo} {...(data !== undefined && { risposta: data })} />;
}

/** The form of a scanned paper waits for its copy, which is shown beside; one that has a number already says so. */
function ModuloDaScansione({ id, ...modulo }: ModuloProps & { id: string }) {
  const { data, error } = useCopia(id);
  if (data === undefined && error === null) return <div className="testa" aria-busy="true" />;
  if (data === undefined || data.scansione.registrazione !== undefined)
    return (
      <SoloParole
        icona="file-image"
        titolo={data === undefined ? 'La copia della scansione non si apre' : 'Questa scansione ha già un numero'}
        azioni={
          <Link className="btn btn-secondo" to={paginaScansione(id)}>
            Torna alla scansione
          </Link>
        }
      >
        {data === undefined ? wordsOf(error) : 'La copia è già nella sua registrazione.'}
      </SoloParole>
    );
  return <Modulo {...modulo} scansione={data} />;
}

function Modulo({
  flusso,
  bozza,
  appena,
  onNuova,
  risposta,
  scansione: copia,
}: ModuloProps & { risposta?: Registrazione; scansione?: CopiaLetta }) {
  const io = useIo();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const state: unknown = useLocation().state;
  const autore = autoreOf(io);
  const [tenuta, setTenuta] = useState<string>();
  const etichetta = useEtichettaSubito();
  useTitolo('Nuova registrazione', io.ente.denominazione);

  const blocco = useBloccoBozza(bozza);
  const aperto = useQuaderno(blocco === 'nostra' ? bozza : null, autore, () => {
    const valori = valoriIniziali(io, flusso, passaggioOf(state).arrivo);
    if (copia !== undefined)
      return daScansione(valori, copia.scansione, readPresi(copia.scansione.id), newChiave(), io);
    return risposta === undefined ? valori : inRisposta(valori, risposta, io);
  });
  const serveUnNome = bozza === null || aperto === 'altrui';
  useEffect(() => {
    if (serveUnNome)
      void navigate(indirizzo(flusso, newChiave(), risposta, copia?.scansione.id), { replace: true, state });
  }, [serveUnNome, flusso, navigate, state, risposta, copia]);
  const copiaPronta = useCopiaNelQuaderno(aperto, copia);

  const onRegistrata = (esito: Esito, valori: Valori, prossimo: boolean) => {
    const { registrazione, diPrima } = esito;
    const { anno, numero, dataRegistrazione } = registrazione;
    etichetta.printSubito({ anno, numero });
    memorizzaScelte(io, valori);
    cache.setQueryData(chiaveRegistrata(registrazione), registrazione);
    void cache.invalidateQueries({ queryKey: ['registro'] });
    if (copia !== undefined) void cache.invalidateQueries({ queryKey: ['scansioni'] });
    if (registrazione.risponde !== undefined) void cache.invalidateQueries({ queryKey: ['scheda'] });
    const { giorno: arrivo } = valori.dataArrivo;
    const passaggio: Passaggio = {
      appena: { anno, numero, dataRegistrazione },
      diPrima,
      ...(prossimo && !isDocumentoObbligatorio(valori, cartaceiOf(io)) && arrivo !== '' && { arrivo }),
    };
    const poi =
      prossimo && !diPrima
        ? indirizzo(valori.flusso, newChiave())
        : `${indirizzo(valori.flusso)}&registrata=${anno}-${numero}`;
    void navigate(poi, { replace: true, state: passaggio });
  };

  if (blocco === 'altrui') {
    return (
      <SoloParole
        icona="files"
        titolo="Questa bozza è aperta in un’altra scheda"
        azioni={
          <Bottone aspetto="primo" onClick={onNuova}>
            Comincia una nuova registrazione
          </Bottone>
        }
      >
        Continuare lì, oppure chiudere quella scheda e ricaricare questa.
      </SoloParole>
    );
  }
  if (aperto === undefined || aperto === 'altrui' || !copiaPronta) return <div className="testa" aria-busy="true" />;
  const { quaderno, valori, ripresa } = aperto;
  return (
    <div className="registrazione" key={quaderno.id}>
      <TestaRegistrazione {...{ quaderno, autore, ripresa, appena, onNuova }} tenuta={tenuta === quaderno.id} />
      <ModuloRegistrazione
        quaderno={quaderno}
        iniziali={valori}
        onRegistrata={onRegistrata}
        onTenuta={() => setTenuta(quaderno.id)}
        etichetta={etichetta.subito}
        onEtichetta={etichetta.choose}
      />
    </div>
  );
}
