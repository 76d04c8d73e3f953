import { useState } from 'react';
import { MODI_ATTESTAZIONE, type ModoAttestazione } from '../../schemas/attestazione.api.js';
import * as percorsi from '../api/firme.js';
import { Campo } from '../components/Campo.js';
import { giornoInLettere, giornoIso } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import { usePersone } from '../sostituzioni/interrogazioni.js';
import { MODI } from './parole-attestazioni.js';

/** Records the act by which the body lets an official attest, with its scope and its two days. */
export function NuovoFunzionario({ onChiudi }: { onChiudi: () => void }) {
  const { data: persone = [] } = usePersone();
  const oggi = giornoIso(adesso());
  const [utente, setUtente] = useState('');
  const [estremi, setEstremi] = useState({ numero: '', data: oggi, autore: '' });
  const [modi, setModi] = useState<readonly ModoAttestazione[]>(['raffronto']);
  const [uo, setUo] = useState('');
  const [dal, setDal] = useState(oggi);
  const [al, setAl] = useState('');
  const atto = useAtto(
    percorsi.delegaFunzionario,
    ['Delega registrata.', 'Ogni attestazione la cita, con il suo atto.'],
    onChiudi,
  );
  const uffici = uo.split(/[\s,;]+/).filter(Boolean);
  const inLettere = (value: string) => (value === '' ? undefined : giornoInLettere(value));
  const campoAtto = (nome: keyof typeof estremi, etichetta: string) => (
    <Campo
      etichetta={etichetta}
      {...(nome === 'data' && { type: 'date', aiuto: inLettere(estremi.data) })}
      value={estremi[nome]}
      errore={atto.erroreDi(`atto.${nome}`)}
      onChange={(event) => setEstremi({ ...estremi, [nome]: event.target.value })}
    />
  );
  return (
    <DialogoAtto
      titolo="Registra una delega ad attestare"
      premessa="L’atto con cui l’ente delega il funzionario (CAD art. 23-ter c. 3). Si può revocare in ogni momento; ciò che ha firmato resta."
      azione="Registra la delega"
      rinuncia="Non registrare"
      inCorso="Registrazione in corso…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() =>
        atto.invia({
          utente,
          atto: estremi,
          ambito: { modi, ...(uffici.length > 0 && { uo: uffici }) },
          dal,
          al,
        })
      }
      onChiudi={onChiudi}
    >
      <Campo
        tipo="select"
        etichetta="Funzionario"
        value={utente}
        errore={atto.erroreDi('utente')}
        onChange={(event) => setUtente(event.target.value)}
      >
        <option value="">scegliere</option>
        {persone.map(({ utente: one, denominazione, uo: ufficio }) => (
          <option key={one} value={one}>
            {denominazione} ({ufficio})
          </option>
        ))}
      </Campo>
      <div className="griglia-due">
        {campoAtto('numero', 'Numero dell’atto')}
        {campoAtto('data', 'Data dell’atto')}
      </div>
      {campoAtto('autore', 'Chi lo ha adottato')}
      <fieldset className="pila">
        <legend className="sm">Che cosa attesta</legend>
        {MODI_ATTESTAZIONE.map((one) => (
          <div className="spunta" key={one}>
            <input
              type="checkbox"
              id={`modo-${one}`}
              checked={modi.includes(one)}
              onChange={(event) =>
                setModi(event.target.checked ? [...modi, one] : modi.filter((other) => other !== one))
              }
            />
            <label htmlFor={`modo-${one}`}>copie {MODI[one]}</label>
          </div>
        ))}
        {atto.erroreDi('ambito.modi') !== undefined && <p className="errore-campo">{atto.erroreDi('ambito.modi')}</p>}
      </fieldset>
      <Campo
        etichetta="Per gli uffici"
        facoltativo
        aiuto="codici, separati da virgole; niente: per tutti"
        value={uo}
        errore={atto.erroreDi('ambito.uo')}
        onChange={(event) => setUo(event.target.value)}
      />
      <div className="griglia-due">
        <Campo
          etichetta="Dal"
          type="date"
          value={dal}
          aiuto={inLettere(dal)}
          errore={atto.erroreDi('dal')}
          onChange={(event) => setDal(event.target.value)}
        />
        <Campo
          etichetta="Al"
          type="date"
          value={al}
          aiuto={inLettere(al)}
          errore={atto.erroreDi('al')}
          onChange={(event) => setAl(event.target.value)}
        />
      </div>
    </DialogoAtto>
  );
}
