import { useState } from 'react';
import { useTitolario, useUffici } from '../api/elenchi.js';
import { useIo } from '../api/sessione.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import { SceltaFile } from '../components/ZonaFile.js';
import { CampoClassifica } from '../protocollo/registrazione/CampoClassifica.js';
import { CampoSoggetti } from '../protocollo/registrazione/CampoSoggetti.js';
import { CartaODigitale, senzaAvvisiCarta } from '../protocollo/registrazione/CartaODigitale.js';
import { messaggiOf } from '../protocollo/registrazione/errori-campi.js';
import { vaiAlCampo } from '../protocollo/registrazione/vai-al-campo.js';
import type { SoggettoAperto } from '../protocollo/registrazione/valori.js';
import { richiestaDi } from '../protocollo/suggerimenti/richiesta-di.js';
import { useSuggerimenti } from '../protocollo/suggerimenti/use-suggerimenti.js';
import { AllegatiLettera } from './AllegatiLettera.js';
import { CampoFascicolo } from './CampoFascicolo.js';
import { CampoTesto } from './CampoTesto.js';
import { useModelli } from './interrogazioni-bozze.js';
import type { Lettera } from './percorsi-bozze.js';
import type { CartaDiLettera } from './use-carta-lettera.js';
import type { ModuloDiLettera } from './use-modulo-lettera.js';

/** What one writes of a letter: to whom, about what, its words or a file in their place, class and fascicolo, attachments. */
export function ModuloLettera({
  lettera,
  modulo,
  carta,
}: {
  lettera: Lettera;
  modulo: ModuloDiLettera;
  carta: CartaDiLettera;
}) {
  const io = useIo();
  const { data: uffici = [] } = useUffici();
  const { data: titolario } = useTitolario();
  const { valori, errori, cambia } = modulo;
  const [cercato, setCercato] = useState('');
  const [voce, setVoce] = useState('');
  const [aperto, setAperto] = useState<SoggettoAperto | null>(null);
  const suggeriti = useSuggerimenti(richiestaDi({ ...valori, flusso: 'U', mittenti: [] }));
  const of = (campo: string): string | undefined => messaggiOf(errori, campo)[0];
  return (
    <>
      <Notizie modulo={modulo} />
      {senzaAvvisiCarta(carta.avvisi).map(({ codice, messaggio }) => (
        <Avviso key={codice} tono="warn" annuncio="status" titolo={messaggio} />
      ))}
      <CampoSoggetti
        lista="destinatari"
        etichetta="Destinatario"
        da="corrispondenti"
        uffici={uffici}
        soggetti={valori.destinatari}
        testo={cercato}
        aperto={aperto}
        errori={errori}
        onSoggetti={(soggetti) => cambia('destinatari', soggetti)}
        onTesto={setCercato}
        onAperto={setAperto}
        onAvanti={() => vaiAlCampo('oggetto')}
      />
      <Campo
        tipo="textarea"
        id="reg-oggetto"
        rows={2}
        etichetta="Oggetto"
        maxLength={4000}
        errore={of('oggetto')}
        value={valori.oggetto}
        onChange={(event) => cambia('oggetto', event.target.value)}
      />
      <div className="due-colonne">
        <Campo
          tipo="select"
          id="reg-mezzo"
          etichetta="Mezzo"
          errore={of('mezzo')}
          value={valori.mezzo}
          onChange={(event) => cambia('mezzo', event.target.value)}
        >
          {valori.mezzo === '' && <option value="">da scegliere</option>}
          {io.mezzi.map(({ codice, denominazione }) => (
            <option key={codice} value={codice}>
              {denominazione}
            </option>
          ))}
        </Campo>
        <SceltaModello lettera={lettera} modulo={modulo} />
      </div>
      <CartaODigitale
        avvisi={carta.avvisi}
        note={valori.note}
        chiesto={carta.chiesto}
        onNote={(note) => cambia('note', note)}
      />
      <Parole lettera={lettera} modulo={modulo} errore={of('testo') ?? of('documento')} />
      <CampoClassifica
        voci={titolario?.voci ?? []}
        sottoclassi
        obbligatoria={io.impostazioni.classificaObbligatoria}
        classifica={valori.classifica}
        motivo={valori.motivoClassifica}
        testo={voce}
        suggeriti={suggeriti}
        errori={errori}
        onClassifica={(codice) => cambia('classifica', codice)}
        onMotivo={(motivo) => cambia('motivoClassifica', motivo)}
        onTesto={setVoce}
      />
      <CampoFascicolo
        fascicolo={valori.fascicolo}
        errore={of('fascicolo')}
        onFascicolo={(id) => cambia('fascicolo', id)}
      />
      <AllegatiLettera
        lettera={lettera}
        fascicolo={valori.fascicolo}
        errore={of('allegati')}
        onAggiungi={(file) => modulo.invia('allegati', file)}
        onElenco={(allegati) => modulo.salva(undefined, { allegati })}
      />
      <Campo
        tipo="textarea"
        id="reg-note"
        rows={2}
        etichetta="Note"
        aiuto="vanno nella registrazione, non nella lettera"
        facoltativo
        maxLength={10_000}
        errore={of('note')}
        value={valori.note}
        onChange={(event) => cambia('note', event.target.value)}
      />
    </>
  );
}

/** What was kept in this browser, and what a colleague did meanwhile. */
function Notizie({ modulo }: { modulo: ModuloDiLettera }) {
  const { ripresa, conflitto, tieni, lascia, rifiuto, errori } = modulo;
  if (conflitto !== undefined)
    return (
      <Avviso
        tono="inf"
        annuncio="status"
        titolo="Nel frattempo un’altra persona ha cambiato questa lettera."
        azioni={
          <>
            <Bottone aspetto="secondo" misura="piccolo" onClick={tieni}>
              Tieni ciò che ho scritto
            </Bottone>
            <Bottone misura="piccolo" onClick={lascia}>
              Mostra la sua versione
            </Bottone>
          </>
        }
      >
        Ciò che ha scritto lei è ancora qui; le due versioni restano tra i passaggi.
      </Avviso>
    );
  return (
    <>
      {rifiuto !== undefined && errori.length === 0 && <Avviso tono="bad" annuncio="alert" titolo={rifiuto} />}
      {ripresa && (
        <Avviso
          tono="inf"
          annuncio="status"
          titolo="Ripresa da questo computer."
          azioni={
            <Bottone aspetto="testo" misura="piccolo" onClick={lascia}>
              Lascia stare
            </Bottone>
          }
        >
          C’è ciò che aveva scritto e non ancora salvato.
        </Avviso>
      )}
    </>
  );
}

/** A template's words take the place of those that are there: at once if nobody has written any, else when one says so again. */
function SceltaModello({ lettera, modulo }: { lettera: Lettera; modulo: ModuloDiLettera }) {
  const { data: modelli = [] } = useModelli();
  const [scelto, setScelto] = useState('');
  const { valori } = modulo;
  const written =
    valori.testo !== '' && valori.testo !== modelli.find(({ codice }) => codice === lettera.modello)?.testo;
  const take = (codice: string) => {
    if (codice !== '') modulo.prendiModello(codice);
    setScelto('');
  };
  return (
    <div className="pila stretta">
      <Campo
        tipo="select"
        id="lettera-modello"
        etichetta="Modello"
        facoltativo
        value={scelto === '' ? (lettera.modello ?? '') : scelto}
        onChange={(event) => (written ? setScelto(event.target.value) : take(event.target.value))}
      >
        <option value="">nessuno</option>
        {modelli.map(({ codice, denominazione }) => (
          <option key={codice} value={codice}>
            {denominazione ?? codice}
          </option>
        ))}
      </Campo>
      {scelto !== '' && (
        <p className="riga">
          <Bottone aspetto="secondo" misura="piccolo" onClick={() => take(scelto)}>
            Sostituisci il testo
          </Bottone>
          <Bottone aspetto="testo" misura="piccolo" onClick={() => setScelto('')}>
            Tieni il mio
          </Bottone>
        </p>
      )}
    </div>
  );
}

/** The words of the letter, or the file that is in their place. */
function Parole({
  lettera,
  modulo,
  errore,
}: {
  lettera: Lettera;
  modulo: ModuloDiLettera;
  errore: string | undefined;
}) {
  const { documento } = lettera;
  const choose = (
    <SceltaFile
      id="lettera-documento"
      etichetta={documento === undefined ? 'Usa un file proprio al posto del testo' : 'Sostituisci il file'}
      className="btn btn-testo btn-piccolo"
      errato={errore !== undefined && documento !== undefined}
      onFile={(file) => modulo.invia('documento', file)}
    >
      {documento === undefined ? 'Usa un file proprio' : 'Sostituisci il file'}
    </SceltaFile>
  );
  if (documento === undefined)
    return (
      <div className="pila stretta">
        <CampoTesto testo={modulo.valori.testo} errore={errore} onTesto={(testo) => modulo.cambia('testo', testo)} />
        <div className="riga">{choose}</div>
      </div>
    );
  return (
    <div className="riquadro-file riga">
      <span className="ell">
        La lettera è il file <b>{documento.nome}</b>
      </span>
      <span className="cresce" />
      {choose}
      <Bottone aspetto="testo" misura="piccolo" onClick={() => modulo.salva(undefined, { testo: '' })}>
        Torna al testo
      </Bottone>
      {errore !== undefined && <span className="errore-campo">{errore}</span>}
    </div>
  );
}
