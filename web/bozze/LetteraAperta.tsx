import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useUffici } from '../api/elenchi.js';
import * as percorsiApi from '../api/percorsi.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { annuncia } from '../components/Esiti.js';
import { Stato } from '../components/Stato.js';
import { useMiaChiave } from '../firme/use-mia-chiave.js';
import { giornoOra, numero7 } from '../lib/formati.js';
import { useTasti } from '../lib/tasti.js';
import { AttoLettera, type AttoConDialogo } from './AttoLettera.js';
import { DatiLettera } from './DatiLettera.js';
import { FoglioLettera } from './FoglioLettera.js';
import { FoglioPdf } from './FoglioPdf.js';
import { ModuloLettera } from './ModuloLettera.js';
import { statoLettera } from './parole-bozze.js';
import type { Lettera } from './percorsi-bozze.js';
import * as percorsi from './percorsi-bozze.js';
import { StoriaLettera } from './StoriaLettera.js';
import { useAttoLettera } from './use-atto-lettera.js';
import { type CartaDiLettera, useCartaLettera } from './use-carta-lettera.js';
import { useModuloLettera } from './use-modulo-lettera.js';

/** A letter: its paper at the left; at the right what one writes, or what there is to decide on. Its acts are at the foot. */
export function LetteraAperta({ lettera }: { lettera: Lettera }) {
  const { data: uffici } = useUffici();
  const ufficio = uffici?.find(({ codice }) => codice === lettera.uo)?.denominazione ?? lettera.uo;
  const modulo = useModuloLettera(lettera);
  const [pdf, setPdf] = useState(false);
  const [dialogo, setDialogo] = useState<AttoConDialogo | null>(null);
  const writes = lettera.atti.includes('modifica');
  const carta = useCartaLettera(modulo.valori, writes);
  const frozen = lettera.approvata !== undefined || lettera.documento !== undefined;
  return (
    <>
      <div className="testa testa-lettera">
        <h1 className="ell" title={lettera.oggetto}>
          <span className="vh">Lettera: </span>
          {lettera.oggetto === '' ? 'Lettera in uscita' : lettera.oggetto}
        </h1>
        <Stato {...statoLettera(lettera)} pieno />
        <span className="sub nw">
          {ufficio} · {lettera.autore.denominazione} · versione {lettera.n}
        </span>
        {lettera.riservatezza.livello === 'riservata' && <Stato tono="neu" icona="locked" parola="Riservata" pieno />}
        <span className="cresce" />
        {lettera.risponde !== undefined && (
          <Link className="btn btn-testo btn-piccolo" to={percorsiApi.paginaScheda(lettera.risponde)}>
            Risponde al n. {numero7(lettera.risponde.numero)}/{lettera.risponde.anno}
          </Link>
        )}
        {lettera.registrazione !== undefined && (
          <Link className="btn btn-secondo btn-piccolo" to={percorsiApi.paginaScheda(lettera.registrazione)}>
            Apri il n. {numero7(lettera.registrazione.numero)}
          </Link>
        )}
        {!frozen && (
          <Bottone misura="piccolo" aria-pressed={pdf} tasto="Alt+P" onClick={() => setPdf(!pdf)}>
            {pdf ? 'Torna all’anteprima' : 'Vedi il PDF salvato'}
          </Bottone>
        )}
      </div>
      <div className="due-ante lettera">
        <div className="lettera-foglio" role="region" aria-label="La lettera" tabIndex={0}>
          {frozen || pdf ? (
            <FoglioPdf lettera={lettera} />
          ) : (
            <FoglioLettera
              ufficio={ufficio}
              oggetto={modulo.valori.oggetto}
              destinatari={modulo.valori.destinatari}
              testo={modulo.valori.testo}
              allegati={lettera.allegati.map(({ nome }) => nome)}
            />
          )}
        </div>
        <div className="dati-registrazione lettera-dati" role="region" aria-label="Dati della lettera" tabIndex={0}>
          <Notizie lettera={lettera} />
          {writes ? (
            <ModuloLettera lettera={lettera} modulo={modulo} carta={carta} />
          ) : (
            <DatiLettera lettera={lettera} />
          )}
          <StoriaLettera lettera={lettera} />
        </div>
      </div>
      <Piede lettera={lettera} modulo={modulo} carta={carta} onPdf={() => setPdf(!pdf)} onDialogo={setDialogo} />
      {dialogo !== null && <AttoLettera atto={dialogo} lettera={lettera} onChiudi={() => setDialogo(null)} />}
    </>
  );
}

/** Who leads the office that writes may sign with a key of the system: whoever may send it back leads it. */
const signsHere = ({ atti }: Lettera): boolean => atti.includes('firma') && atti.includes('rinvia');

/** What there is to know before anything else: remarks, a registration cut short, the number. */
function Notizie({ lettera }: { lettera: Lettera }) {
  const { rinvio, inRegistrazione, registrazione, stato, approvata } = lettera;
  const { perche } = useMiaChiave(signsHere(lettera));
  return (
    <>
      {rinvio !== undefined && (
        <Avviso tono="warn" titolo={`${rinvio.denominazione}, ${giornoOra(rinvio.quando)}:`}>
          <span className="osservazioni-lettera">{rinvio.osservazioni}</span>
        </Avviso>
      )}
      {inRegistrazione !== undefined && registrazione === undefined && (
        <Avviso tono="warn" titolo="La registrazione è cominciata e non se ne conosce l’esito.">
          Nulla è perso: ripeterla. Se il numero c’è già, è quello.
        </Avviso>
      )}
      {stato === 'da-firmare' && approvata !== undefined && (
        <Avviso tono="inf" titolo={`Approvata da ${approvata.denominazione}, ${giornoOra(approvata.quando)}.`}>
          {signsHere(lettera) && perche === undefined
            ? 'Si firma qui, con la chiave che il sistema conserva, oppure si carica il file firmato fuori (tasto F).'
            : 'Scaricare il file, firmarlo, caricarlo qui firmato (tasto F).'}{' '}
          Senza firma digitale si può registrare com’è.
          {signsHere(lettera) && perche !== undefined && (
            <span className="blocco">
              {perche} Per firmare qui: <Link to="/firme/chiavi">Chiavi e certificati</Link>.
            </span>
          )}
        </Avviso>
      )}
      {registrazione !== undefined && (
        <Avviso tono="ok" titolo={`Registrata con il n. ${numero7(registrazione.numero)}.`}>
          {giornoOra(registrazione.dataRegistrazione)}. Numero e data sono nella segnatura e sulla copia che parte.
        </Avviso>
      )}
    </>
  );
}

interface PiedeProps {
  lettera: Lettera;
  modulo: ReturnType<typeof useModuloLettera>;
  carta: CartaDiLettera;
  onPdf: () => void;
  onDialogo: (atto: AttoConDialogo) => void;
}

/** What may be done now: the next step filled, the rest beside; the last word on rights and states is the server's. */
function Piede({ lettera, modulo, carta, onPdf, onDialogo }: PiedeProps) {
  const naviga = useNavigate();
  const { atti, stato } = lettera;
  const may = (atto: (typeof atti)[number]) => atti.includes(atto);
  const atto = useAttoLettera(lettera);
  /** The deed after what was typed is at the server; what is refused there stays in the form. */
  const send = () =>
    carta.seMotivata(() =>
      modulo.salva(({ versione }) =>
        atto.esegui(percorsi.invia(lettera.id), {}, versione, 'Mandata in approvazione.', modulo.onRifiuto),
      ),
    );
  const approve = () =>
    carta.seMotivata(() =>
      modulo.salva(({ versione }) =>
        atto.esegui(percorsi.approva(lettera.id), { esito: 'approvata' }, versione, 'Approvata.', modulo.onRifiuto),
      ),
    );
  const register = () =>
    atto.registra((registrazione) => {
      annuncia(`Registrata: n. ${numero7(registrazione.numero)} del ${giornoOra(registrazione.dataRegistrazione)}.`);
      void naviga(percorsiApi.paginaScheda(registrazione));
    });
  const signs = may('firma') && stato === 'da-firmare';
  const here = signsHere(lettera);
  const { chiave, perche } = useMiaChiave(here);
  const leads = stato === 'in-approvazione' && may('approva');
  const sends = may('invia');
  const next = leads
    ? approve
    : sends
      ? send
      : signs
        ? () => onDialogo(chiave === undefined ? 'firma' : 'firma-qui')
        : may('registra')
          ? register
          : undefined;
  useTasti([
    { tasti: 'Ctrl+Enter', azione: () => next?.() },
    { tasti: 'Ctrl+s', azione: () => (may('modifica') ? modulo.salva() : undefined) },
    { tasti: 'Alt+p', azione: onPdf },
    { tasti: 'r', azione: () => (may('rinvia') ? onDialogo('rinvia') : undefined) },
    { tasti: 'f', azione: () => (may('firma') ? onDialogo('firma') : undefined) },
    { tasti: 'w', azione: () => (may('ritira') ? onDialogo('ritira') : undefined) },
    { tasti: 'z', azione: () => (may('scarta') ? onDialogo('scarta') : undefined) },
  ]);
  const lavoro = atto.alLavoro || modulo.alLavoro ? 'Un momento…' : false;
  const parole = leads
    ? 'Approva'
    : sends
      ? 'Manda in approvazione'
      : signs
        ? chiave === undefined
          ? 'Carica il file firmato'
          : 'Firma qui'
        : 'Registra in uscita';
  return (
    <div className="piede piede-registrazione">
      {next !== undefined && (
        <Bottone aspetto="primo" tasto="Ctrl+↵" alLavoro={lavoro} onClick={next}>
          {parole}
        </Bottone>
      )}
      {may('modifica') && (
        <Bottone tasto="Ctrl+S" aspetto="secondo" onClick={() => modulo.salva()}>
          Salva
        </Bottone>
      )}
      {!leads && may('approva') && (
        <Bottone aspetto="secondo" onClick={approve}>
          Approva
        </Bottone>
      )}
      {may('rinvia') && (
        <Bottone tasto="R" onClick={() => onDialogo('rinvia')}>
          Rinvia con osservazioni
        </Bottone>
      )}
      {may('firma') && (!signs || chiave !== undefined) && (
        <Bottone tasto="F" onClick={() => onDialogo('firma')}>
          {signs ? 'Carica il file firmato' : 'Sostituisci il file firmato'}
        </Bottone>
      )}
      {here && (!signs || perche !== undefined) && (
        <Bottone nonOra={perche} onClick={() => onDialogo('firma-qui')}>
          Firma qui
        </Bottone>
      )}
      {may('registra') && signs && <Bottone onClick={register}>Registra senza firma digitale</Bottone>}
      {may('ritira') && (
        <Bottone tasto="W" onClick={() => onDialogo('ritira')}>
          Riprendi in lavorazione
        </Bottone>
      )}
      <span className="cresce" />
      <span role="status" className="manca">
        {atto.errore ?? modulo.notizia}
      </span>
      {may('scarta') && (
        <Bottone aspetto="pericolo" tasto="Z" onClick={() => onDialogo('scarta')}>
          Metti da parte
        </Bottone>
      )}
    </div>
  );
}
