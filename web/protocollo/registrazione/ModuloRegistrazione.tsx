import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTitolario, useUffici } from '../../api/elenchi.js';
import { ProblemaError, wordsOf } from '../../api/errori.js';
import { CHIAVE_IO, puo, useIo } from '../../api/sessione.js';
import type { Voce } from '../../api/tipi.js';
import { Avviso } from '../../components/Avviso.js';
import { Bottone } from '../../components/Bottone.js';
import { PAROLE_FLUSSO } from '../../components/Flusso.js';
import { Icona } from '../../components/Icona.js';
import { useFileNellaFinestra } from '../../components/ZonaFile.js';
import { conMaiuscola, giornoIso } from '../../lib/formati.js';
import { nomeRegistro } from '../../lib/nomi.js';
import { adesso } from '../../lib/orologio.js';
import { useTasti } from '../../lib/tasti.js';
import type { RegistrazioneRichiesta } from '../../../schemas/registrazione.api.js';
import { newChiave } from '../../lib/chiave.js';
import { annotaEsito } from '../suggerimenti/esito.js';
import { richiestaDi } from '../suggerimenti/richiesta-di.js';
import { useSuggerimenti } from '../suggerimenti/use-suggerimenti.js';
import { AltriDati } from './AltriDati.js';
import { CampoAssegnazioni } from './CampoAssegnazioni.js';
import { CampoClassifica } from './CampoClassifica.js';
import { CampoOggetto } from './CampoOggetto.js';
import { CampoSoggetti } from './CampoSoggetti.js';
import { CartaODigitale, mancaMotivoCarta, senzaAvvisiCarta } from './CartaODigitale.js';
import { idOf, messaggiOf } from './errori-campi.js';
import { FascicoloDi } from './FascicoloDi.js';
import { Gemello } from './Gemello.js';
import { type Esito, invioOf } from './invio.js';
import { isDocumentoObbligatorio } from './mancanze.js';
import { NonRisponde } from './NonRisponde.js';
import { PannelloDocumento } from './PannelloDocumento.js';
import { PiedeModulo } from './PiedeModulo.js';
import { cartaceiOf, conFlusso, flussiOf, isProposta } from './preferenze.js';
import { ProtocolloEArrivo } from './ProtocolloEArrivo.js';
import type { Quaderno } from './quaderno.js';
import { RiepilogoErrori } from './RiepilogoErrori.js';
import { useAnnotato } from './use-annotato.js';
import { useControllo } from './use-controllo.js';
import { useFile } from './use-file.js';
import { useFuoco } from './use-fuoco.js';
import { useInvio } from './use-invio.js';
import { useModello } from './use-modello.js';
import { useModulo } from './use-modulo.js';
import { useRegola } from './use-regola.js';
import { UfficioProposto } from './UfficioProposto.js';
import { vaiAlCampo } from './vai-al-campo.js';
import type { Lista, Valori } from './valori.js';

const NESSUNA_VOCE: readonly Voce[] = [];

interface ModuloRegistrazioneProps {
  quaderno: Quaderno;
  iniziali: Valori;
  onRegistrata: (esito: Esito, valori: Valori, prossimo: boolean) => void;
  /** The draft was kept on purpose. */
  onTenuta: () => void;
  /** Whether the label is printed as soon as the number is given. */
  etichetta: boolean;
  onEtichetta: (subito: boolean) => void;
}

/** One registration in one screen: the document at the left, its data at the right, the deeds below. */
export function ModuloRegistrazione(props: ModuloRegistrazioneProps) {
  const { quaderno, iniziali, onRegistrata, onTenuta, etichetta, onEtichetta } = props;
  const io = useIo();
  const cache = useQueryClient();
  const { data: uffici = [] } = useUffici();
  const { data: titolario } = useTitolario();
  const { impostazioni } = io;
  const opzioni = useMemo(
    () => ({
      classificaObbligatoria: impostazioni.classificaObbligatoria,
      cartacei: cartaceiOf(io),
    }),
    [io, impostazioni],
  );
  const { form, valori, errori, mancanze, cambia, leggi, rifiuta } = useModulo(iniziali, opzioni);
  const { register, handleSubmit, formState, reset } = form;
  const { fase, invia, riprova, ferma } = useInvio(quaderno);
  const [rifiuto, setRifiuto] = useState<string>();
  const [motivoChiesto, setMotivoChiesto] = useState(false);
  const riepilogo = useRef<HTMLDivElement>(null);
  const { flusso } = valori;
  const modello = useModello({ leggi, cambia, io, uffici, voci: titolario?.voci ?? NESSUNA_VOCE });

  const cambiaFile = useCallback(
    ({ documento, allegati }: Pick<Valori, 'documento' | 'allegati'>) => {
      cambia('documento', documento);
      cambia('allegati', allegati);
    },
    [cambia],
  );
  const file = useFile(quaderno, leggi, cambiaFile);
  useFuoco(mancanze[0]?.campo ?? 'oggetto', valori.documento !== null);
  const trascina = useFileNellaFinestra(file.onFile);
  const avvisi = useControllo(valori);
  const suggeriti = useSuggerimenti(richiestaDi(valori));
  const daRegola = useRegola(valori);
  const [esitoSuggeriti] = useState(newChiave);

  useAnnotato(quaderno, valori, ferma);

  const inviato = async (richiesta: RegistrazioneRichiesta, prossimo: boolean) => {
    const mandati = leggi();
    setRifiuto(undefined);
    await invia({
      invio: invioOf(richiesta, mandati),
      valori: mandati,
      riuscito: (esito) => {
        annotaEsito(esitoSuggeriti, suggeriti.risposta, mandati.classifica);
        onRegistrata(esito, mandati, prossimo);
      },
      rifiutato: (error) => {
        setRifiuto(wordsOf(error));
        if (!(error instanceof ProblemaError)) return;
        rifiuta(error.status === 413 && error.errori.length === 0 ? troppoGrande(error) : error);
        if (error.status === 401) void cache.invalidateQueries({ queryKey: CHIAVE_IO });
      },
    });
  };
  const registra = (prossimo: boolean) => {
    if (fase.fase === 'in-corso') return;
    setRifiuto(undefined);
    if (mancaMotivoCarta(avvisi, leggi().note)) {
      setMotivoChiesto(true);
      vaiAlCampo('motivoCarta');
      return;
    }
    void handleSubmit((richiesta) => inviato(richiesta, prossimo))();
  };
  const bozza = () => void quaderno.salva().then(onTenuta);

  useTasti([
    { tasti: 'Alt+c', azione: () => vaiAlCampo('classifica') },
    { tasti: 'Alt+u', azione: () => vaiAlCampo('assegnazioni') },
    { tasti: 'Ctrl+Enter', azione: () => registra(false) },
    { tasti: 'Ctrl+Shift+Enter', azione: () => registra(true) },
    { tasti: 'Ctrl+s', azione: bozza },
    { tasti: 'Alt+e', azione: () => onEtichetta(!etichetta) },
    { tasti: '+', azione: () => vaiAlCampo(flusso === 'E' ? 'mittenti' : 'destinatari') },
  ]);

  const daCorreggere = errori.length > 0 || rifiuto !== undefined;
  const { submitCount } = formState;
  useEffect(() => {
    if (submitCount > 0) riepilogo.current?.focus();
  }, [submitCount, rifiuto]);

  const cambiaFlusso = (nuovo: Valori['flusso']) =>
    reset(conFlusso(leggi(), nuovo, io), { keepIsSubmitted: true, keepSubmitCount: true });
  const scrivi = (campo: keyof Valori['scrittura']) => (testo: string) =>
    cambia('scrittura', { ...leggi().scrittura, [campo]: testo });
  const soggetti = (lista: Lista) => ({
    lista,
    uffici,
    soggetti: valori[lista],
    testo: valori.scrittura[lista],
    aperto: valori.soggettoAperto,
    errori,
    onSoggetti: (nuovi: Valori[Lista]) => cambia(lista, nuovi),
    onTesto: scrivi(lista),
    onAperto: (aperto: Valori['soggettoAperto']) => cambia('soggettoAperto', aperto),
  });

  return (
    <>
      <div className="due-ante">
        <PannelloDocumento
          {...file}
          documento={valori.documento}
          allegati={valori.allegati}
          obbligatorio={isDocumentoObbligatorio(valori, opzioni.cartacei)}
          trascina={trascina}
          contenutoOf={(id) => quaderno.contenutoOf(id)}
          errori={errori}
        >
          <Gemello avvisi={senzaAvvisiCarta(avvisi)} />
        </PannelloDocumento>
        <form
          className="dati-registrazione"
          aria-label="Dati della registrazione"
          noValidate
          onSubmit={(event) => event.preventDefault()}
        >
          {daCorreggere && submitCount > 0 && (
            <RiepilogoErrori
              ref={riepilogo}
              errori={errori}
              detail={errori.length === 0 ? rifiuto : undefined}
              onVai={vaiAlCampo}
            />
          )}
          {fase.fase === 'incerto' && (
            <NonRisponde fase={fase} onRiprova={() => registra(false)} onScaduto={() => void riprova()} />
          )}
          {file.rifiutati.length > 0 && (
            <Avviso
              tono="warn"
              annuncio="alert"
              titolo="File non aggiunto."
              azioni={
                <Bottone aspetto="testo" misura="piccolo" onClick={file.onVisti}>
                  Ho letto
                </Bottone>
              }
            >
              {file.rifiutati.join(' ')}
            </Avviso>
          )}
          <div className="riga">
            <div className="segmenti" role="group" aria-label="Flusso" id={idOf('flusso')} tabIndex={-1}>
              {flussiOf(io).map((uno) => (
                <button key={uno} type="button" aria-pressed={uno === flusso} onClick={() => cambiaFlusso(uno)}>
                  {PAROLE_FLUSSO[uno]}
                </button>
              ))}
            </div>
            <span className="sm mut nw">{conMaiuscola(nomeRegistro(io.registro))}</span>
            <span className="cresce" />
            <QuantiFile valori={valori} />
          </div>
          {flusso !== 'E' && <CampoSoggetti {...soggetti('mittenti')} etichetta="Mittente" da="uffici" />}
          {flusso === 'E' && (
            <CampoSoggetti
              {...soggetti('mittenti')}
              etichetta="Mittente"
              da="corrispondenti"
              onAvanti={() => vaiAlCampo('oggetto')}
            />
          )}
          {flusso !== 'E' && (
            <CampoSoggetti
              {...soggetti('destinatari')}
              etichetta="Destinatario"
              da={flusso === 'U' ? 'corrispondenti' : 'uffici'}
              onAvanti={() => vaiAlCampo('oggetto')}
            />
          )}
          <CampoOggetto
            valori={valori}
            breveSotto={impostazioni.oggettoBreve}
            errore={messaggiOf(errori, 'oggetto')[0]}
            onOggetto={(oggetto) => cambia('oggetto', oggetto)}
            {...modello}
          />
          <ProtocolloEArrivo
            flusso={flusso}
            prot={valori.protocolloMittente}
            arrivo={valori.dataArrivo}
            mezzi={io.mezzi}
            oggi={giornoIso(adesso())}
            register={register}
            errori={errori}
            onArrivo={(arrivo) => cambia('dataArrivo', arrivo)}
          />
          <CartaODigitale
            avvisi={avvisi}
            note={valori.note}
            chiesto={motivoChiesto}
            onNote={(note) => cambia('note', note)}
          />
          <CampoClassifica
            voci={titolario?.voci ?? []}
            sottoclassi={puo(io, 'classifica-sottoclasse')}
            obbligatoria={io.impostazioni.classificaObbligatoria}
            classifica={valori.classifica}
            motivo={valori.motivoClassifica}
            testo={valori.scrittura.classifica}
            suggeriti={suggeriti}
            errori={errori}
            onClassifica={(codice) => cambia('classifica', codice)}
            onMotivo={(motivo) => cambia('motivoClassifica', motivo)}
            onTesto={scrivi('classifica')}
          />
          {puo(io, 'gestisci-fascicolo') && (
            <FascicoloDi
              valori={valori}
              suggeriti={suggeriti.risposta?.fascicoli ?? []}
              errori={errori}
              onFascicolo={(fascicolo) => cambia('fascicolo', fascicolo)}
            />
          )}
          <CampoAssegnazioni
            uffici={uffici}
            aiuto={
              isProposta(valori, io)
                ? 'come l’ultima volta: controllare'
                : daRegola?.automatica === true
                  ? `se resta vuoto, va a ${daRegola.codice} per la ${daRegola.motivo}`
                  : flusso === 'I'
                    ? 'se resta vuoto, va agli uffici destinatari'
                    : 'ufficio, per competenza o per conoscenza'
            }
            assegnazioni={valori.assegnazioni}
            testo={valori.scrittura.assegnazioni}
            errori={errori}
            onAssegnazioni={(assegnazioni) => cambia('assegnazioni', assegnazioni)}
            onTesto={scrivi('assegnazioni')}
          />
          <UfficioProposto
            proposto={daRegola ?? suggeriti.risposta?.uo}
            uffici={uffici}
            assegnazioni={valori.assegnazioni}
            onAssegnazioni={(assegnazioni) => cambia('assegnazioni', assegnazioni)}
          />
          <AltriDati
            valori={valori}
            uffici={uffici}
            tipologie={io.tipologie}
            register={register}
            errori={errori}
            onRiservatezza={(riservatezza) => cambia('riservatezza', riservatezza)}
          >
            {flusso === 'E' && (
              <CampoSoggetti {...soggetti('destinatari')} etichetta="Ufficio destinatario" da="uffici" facoltativo />
            )}
          </AltriDati>
        </form>
      </div>
      <PiedeModulo
        fase={fase}
        mancanze={mancanze}
        errati={submitCount > 0 ? errori.length : 0}
        onRegistra={() => registra(false)}
        onProssimo={() => registra(true)}
        onBozza={bozza}
        etichetta={etichetta}
        onEtichetta={onEtichetta}
      />
    </>
  );
}

/** A request that is too large is so for its files: the words stand beside them. */
const troppoGrande = ({ detail }: ProblemaError): Pick<ProblemaError, 'errori'> => ({
  errori: [{ campo: 'documento', messaggio: detail }],
});

/** How many files go, at the end of the first line of the form. */
function QuantiFile({ valori: { documento, allegati } }: { valori: Valori }) {
  const quanti = allegati.length + (documento === null ? 0 : 1);
  if (quanti === 0) return null;
  return (
    <span className="sm nw">
      <Icona nome="files" misura="s" /> {quanti === 1 ? '1 file' : `${quanti} file`}
    </span>
  );
}
