import { useState } from 'react';
import type { FascicoloRisposta } from '../../schemas/fascicolo.api.js';
import { Avviso } from '../components/Avviso.js';
import { Campo } from '../components/Campo.js';
import { giorno } from '../lib/formati.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { DialogoMotivo } from '../protocollo/atti/DialogoMotivo.js';
import { useAttoFascicolo, useMancanze } from './interrogazioni-fascicoli.js';
import * as percorsi from './percorsi-fascicoli.js';

interface AttoFascicoloProps {
  fascicolo: FascicoloRisposta;
  onChiudi: () => void;
}

/** Closing: what blocks it is listed first, each with what to do; the day is that of the last document unless it is said. */
export function ChiudiFascicolo({ fascicolo, onChiudi }: AttoFascicoloProps) {
  const { id, codice, versione } = fascicolo;
  const { data } = useMancanze(id, true);
  const [dataChiusura, setData] = useState('');
  const mancanze = data?.mancanze ?? [];
  const atto = useAttoFascicolo(
    percorsi.chiude(id),
    (chiuso) => [
      `Chiuso il fascicolo ${codice}.`,
      chiuso.dataChiusura === undefined ? '' : `Dal ${giorno(chiuso.dataChiusura)}.`,
    ],
    onChiudi,
  );
  return (
    <DialogoAtto
      titolo={`Chiudere ${codice}?`}
      premessa="L’indice dei documenti è fissato con la sua impronta. Per aggiungerne altri lo si riapre con un motivo."
      azione="Chiudi il fascicolo"
      rinuncia="Resta aperto"
      inCorso="Chiusura in corso…"
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia(dataChiusura === '' ? {} : { dataChiusura }, versione)}
      onChiudi={onChiudi}
      avviso={
        mancanze.length > 0 && (
          <Avviso tono="warn" titolo={`Che cosa impedisce la chiusura: ${mancanze.length}`}>
            <ul>
              {mancanze.map(({ codice: quale, messaggio }) => (
                <li key={quale + messaggio}>{messaggio}</li>
              ))}
            </ul>
          </Avviso>
        )
      }
    >
      <Campo
        type="date"
        etichetta="Data di chiusura"
        facoltativo
        aiuto="quella dell’ultimo documento, se non si indica"
        value={dataChiusura}
        errore={atto.erroreDi('dataChiusura')}
        onChange={(event) => setData(event.target.value)}
      />
    </DialogoAtto>
  );
}

interface ConMotivoProps extends AttoFascicoloProps {
  atto: 'riapri' | 'annulla';
}

/** Reopening, and annulling one that was opened by mistake: deeds that need only their reason. */
export function RiapriOAnnulla({ fascicolo, atto: quale, onChiudi }: ConMotivoProps) {
  const { id, codice, versione } = fascicolo;
  const riapre = quale === 'riapri';
  const atto = useAttoFascicolo(
    riapre ? percorsi.riapre(id) : percorsi.annulla(id),
    () => [riapre ? `Riaperto il fascicolo ${codice}.` : `Annullato il fascicolo ${codice}.`],
    onChiudi,
  );
  return (
    <DialogoMotivo
      titolo={riapre ? `Riaprire ${codice}?` : `Annullare ${codice}?`}
      premessa={
        riapre
          ? 'È un’eccezione che resta nella storia. Il numero non cambia; chiudendolo di nuovo la conservazione riparte da allora.'
          : 'Si annulla soltanto un fascicolo vuoto aperto per errore. Il numero resta preso e si legge nel repertorio.'
      }
      azione={riapre ? 'Riapri il fascicolo' : `Annulla ${codice}`}
      rinuncia={riapre ? 'Resta chiuso' : 'Non annullare'}
      inCorso="In corso…"
      pericolo={!riapre}
      atto={atto}
      versione={versione}
      onChiudi={onChiudi}
    />
  );
}

/** A part: sottofascicolo, or inserto of one. */
export function NuovaParte({ fascicolo, onChiudi }: AttoFascicoloProps) {
  const { id, codice, livello } = fascicolo;
  const nome = livello === 1 ? 'sottofascicolo' : 'inserto';
  const [oggetto, setOggetto] = useState('');
  const atto = useAttoFascicolo(percorsi.sottofascicolo(id), (parte) => [`Aperto ${parte.codice}.`, oggetto], onChiudi);
  return (
    <DialogoAtto
      titolo={`Apri un ${nome} di ${codice}`}
      premessa="Ufficio, classifica e riservatezza sono quelli del fascicolo."
      azione={`Apri il ${nome}`}
      rinuncia="Non aprirlo"
      inCorso="Apertura in corso…"
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia({ oggetto: oggetto.trim() })}
      onChiudi={onChiudi}
    >
      <Campo
        etichetta="Oggetto"
        aiuto="per esempio: Istanza, Pareri, Provvedimento"
        value={oggetto}
        errore={atto.erroreDi('oggetto')}
        onChange={(event) => setOggetto(event.target.value)}
      />
    </DialogoAtto>
  );
}

/** Oggetto and notes, with the reason that the history keeps. */
export function ModificaFascicolo({ fascicolo, onChiudi }: AttoFascicoloProps) {
  const { id, codice, versione } = fascicolo;
  const [oggetto, setOggetto] = useState(fascicolo.oggetto);
  const [note, setNote] = useState(fascicolo.note ?? '');
  const [posizione, setPosizione] = useState(fascicolo.posizione ?? '');
  const [motivo, setMotivo] = useState('');
  const atto = useAttoFascicolo(percorsi.modifica(id), () => [`Modificato il fascicolo ${codice}.`], onChiudi);
  const changed = (nome: 'oggetto' | 'note' | 'posizione', ora: string) =>
    ora.trim() === (fascicolo[nome] ?? '') ? {} : { [nome]: ora.trim() };
  return (
    <DialogoAtto
      titolo={`Modifica ${codice}`}
      premessa="Ogni cambiamento resta nella storia, con il valore di prima."
      azione="Salva"
      rinuncia="Lascia com’è"
      inCorso="Salvataggio in corso…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() =>
        atto.invia(
          {
            ...changed('oggetto', oggetto),
            ...changed('note', note),
            ...changed('posizione', posizione),
            ...(motivo.trim() !== '' && { motivo: motivo.trim() }),
          },
          versione,
        )
      }
      onChiudi={onChiudi}
    >
      <Campo
        etichetta="Oggetto"
        value={oggetto}
        errore={atto.erroreDi('oggetto')}
        onChange={(event) => setOggetto(event.target.value)}
      />
      <Campo
        tipo="textarea"
        etichetta="Note"
        facoltativo
        rows={3}
        value={note}
        errore={atto.erroreDi('note')}
        onChange={(event) => setNote(event.target.value)}
      />
      <Campo
        etichetta="Posizione delle carte"
        facoltativo
        aiuto="dove stanno le parti su carta"
        value={posizione}
        errore={atto.erroreDi('posizione')}
        onChange={(event) => setPosizione(event.target.value)}
      />
      <Campo
        etichetta="Motivo"
        aiuto="serve se cambia l’oggetto"
        value={motivo}
        errore={atto.erroreDi('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </DialogoAtto>
  );
}
