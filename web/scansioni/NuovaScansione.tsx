import '../protocollo/scheda/scheda.css';
import './banco.css';
import './scansioni.css';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import * as percorsi from '../api/scansioni.js';
import { puo, useIo } from '../api/sessione.js';
import type { Riferimento } from '../api/tipi.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import { Progresso } from '../components/Progresso.js';
import { Vuoto } from '../components/Vuoto.js';
import { wordsOf } from '../api/errori.js';
import { numero7 } from '../lib/formati.js';
import { useTasti } from '../lib/tasti.js';
import { useTitolo } from '../lib/titolo.js';
import { riferimentoOf } from '../protocollo/registrazione/in-risposta.js';
import { Passi } from './Passi.js';
import { difettoDi, partiDi, type Raccolto } from './raccolta.js';
import { RaccogliPagine } from './RaccogliPagine.js';
import { useAttoScansione } from './use-atto-scansione.js';

/** A new scan, `/scansioni/nuova`: of a registration that waits for it, of a paper without a number, or a batch of many. */
export function NuovaScansione() {
  const io = useIo();
  const [cerca] = useSearchParams();
  useTitolo('Nuova scansione', io.ente.denominazione);
  if (!puo(io, 'scansiona'))
    return (
      <div className="pagina-larga">
        <h1 className="vh">Nuova scansione</h1>
        <Vuoto icona="locked" titolo="Con questo incarico non si scansiona">
          Le carte le acquisisce il protocollo.
        </Vuoto>
      </div>
    );
  return <Modulo di={riferimentoOf(cerca.get('registrazione'))} />;
}

function Modulo({ di }: { di: Riferimento | null }) {
  const naviga = useNavigate();
  const [lotto, setLotto] = useState(false);
  useEffect(() => document.getElementById('scansione-file')?.focus(), []);
  const [raccolti, setRaccolti] = useState<readonly Raccolto[]>([]);
  const [manca, setManca] = useState<string>();
  const [attese, setAttese] = useState('');
  const [unico, setUnico] = useState<boolean>();
  const [collocazione, setCollocazione] = useState('');
  const una = useAttoScansione<percorsi.Scansione>({
    onFatto: ({ id }) => void naviga(percorsi.paginaScansione(id), { replace: true }),
  });
  const molte = useAttoScansione<percorsi.Lotto>({
    fatto: ['Lotto acquisito.', 'Ogni documento diventa una scansione, man mano che le pagine si leggono.'],
    onFatto: ({ id }) => void naviga(`${percorsi.PAGINA}?vista=tutte&lotto=${id}`, { replace: true }),
  });
  const atto = lotto ? molte : una;
  const file = raccolti.map((one) => one.file);

  const invia = () => {
    if (atto.alLavoro) return;
    const difetto = difettoDi(file) ?? (lotto ? difettoDelLotto(file) : undefined);
    setManca(difetto);
    if (difetto !== undefined) return;
    const richiesta = {
      ...(!lotto && attese.trim() !== '' && { pagineAttese: Number(attese) }),
      ...(!lotto && di !== null && { registrazione: { anno: di.anno, numero: di.numero } }),
      ...(unico !== undefined && {
        originale: { unico, ...(collocazione.trim() !== '' && { collocazione: collocazione.trim() }) },
      }),
    };
    const parti = partiDi(file, lotto);
    parti.append('scansione', JSON.stringify(richiesta));
    if (lotto) molte.invia({ percorso: percorsi.acquisisciLotto, corpo: parti });
    else una.invia({ percorso: percorsi.acquisisci, corpo: parti });
  };
  useTasti([
    { tasti: 'Ctrl+Enter', azione: invia },
    { tasti: 'Escape', azione: () => void naviga(percorsi.PAGINA) },
  ]);

  return (
    <>
      <div className="testa">
        <h1>{lotto ? 'Nuovo lotto' : 'Nuova scansione'}</h1>
        {di !== null && (
          <span className="sub">
            del n. <span className="mono">{numero7(di.numero)}</span> del {di.anno}
          </span>
        )}
        <span className="cresce" />
        {!lotto && <Passi aperto="acquisisci" />}
      </div>
      <div className="scansione-nuova" tabIndex={0} role="region" aria-label="Che cosa si acquisisce">
        {di === null && (
          <div className="segmenti" role="group" aria-label="Che cosa si acquisisce">
            <button type="button" aria-pressed={!lotto} onClick={() => setLotto(false)}>
              Un documento
            </button>
            <button type="button" aria-pressed={lotto} onClick={() => setLotto(true)}>
              Un lotto di documenti
            </button>
          </div>
        )}
        {atto.errore !== null && (
          <Avviso tono="bad" annuncio="alert" titolo="Non ancora acquisita.">
            {wordsOf(atto.errore)}
          </Avviso>
        )}
        <RaccogliPagine
          id="scansione-file"
          raccolti={raccolti}
          onRaccolti={(muta) => {
            setManca(undefined);
            setRaccolti(muta);
          }}
          errore={manca ?? atto.erroreDi(lotto ? 'documento' : 'immagine') ?? atto.erroreDi('documento')}
        >
          <b>{lotto ? 'Un PDF o un TIFF con più documenti' : 'Le pagine, nell’ordine dell’originale'}</b>
          <span>
            {lotto
              ? 'Si divide dove c’è una copertina o un’etichetta del protocollo; ai fogli bianchi, se la configurazione della scansione lo dice.'
              : 'PDF, TIFF, JPEG o PNG: trascinarle, incollarle, sceglierle o fotografarle.'}
          </span>
        </RaccogliPagine>
        <section className="riquadro" aria-labelledby="scansione-originale">
          <header>
            <h2 id="scansione-originale">L’originale di carta</h2>
          </header>
          <div className="corpo pila pila-larga">
            {!lotto && (
              <Campo
                etichetta="Pagine attese"
                facoltativo
                aiuto="le facciate scritte"
                inputMode="numeric"
                value={attese}
                errore={atto.erroreDi('pagineAttese')}
                onChange={(event) => setAttese(event.target.value.replace(/\D/g, '').slice(0, 4))}
              />
            )}
            <fieldset>
              <legend className="etichetta">È un originale unico?</legend>
              <div className="riga scansione-unico">
                {[
                  [true, 'Unico: il contenuto non si ritrova altrove'],
                  [false, 'Non unico: si ritrova in altre scritture'],
                ].map(([value, words]) => (
                  <span key={String(value)} className="spunta">
                    <input
                      type="radio"
                      name="unico"
                      id={`unico-${String(value)}`}
                      checked={unico === value}
                      onChange={() => setUnico(value === true)}
                    />
                    <label htmlFor={`unico-${String(value)}`}>{words}</label>
                  </span>
                ))}
              </div>
            </fieldset>
            {unico !== undefined && (
              <Campo
                etichetta="Dove resta la carta"
                facoltativo
                aiuto="faldone, scaffale, archivio"
                value={collocazione}
                maxLength={300}
                errore={atto.erroreDi('originale')}
                onChange={(event) => setCollocazione(event.target.value)}
              />
            )}
          </div>
        </section>
        {atto.avanzamento !== undefined && <Progresso etichetta="Invio delle pagine" valore={atto.avanzamento} />}
      </div>
      <div className="piede">
        <Bottone aspetto="primo" tasto="Ctrl+↵" alLavoro={atto.alLavoro && 'Acquisizione in corso…'} onClick={invia}>
          {lotto ? 'Acquisisci il lotto' : 'Acquisisci'}
        </Bottone>
        <Link className="btn btn-testo" to={percorsi.PAGINA}>
          Lascia
        </Link>
        <span className="cresce" />
        <span className="xs mut">Le immagini restano come sono arrivate; la copia si compone a parte.</span>
      </div>
    </>
  );
}

const difettoDelLotto = ([first]: readonly File[]): string | undefined =>
  first === undefined || /^image\/(jpeg|png)$/.test(first.type)
    ? 'Un lotto è un PDF o un TIFF: le fotografie si acquisiscono come un documento.'
    : undefined;
