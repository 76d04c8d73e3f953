import { useState } from 'react';
import * as percorsi from '../api/percorsi.js';
import type { UfficioLetto } from '../api/tipi.js';
import { Campo } from '../components/Campo.js';
import { nomeUfficio, settoreDi } from '../lib/nomi.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useUtenti } from './interrogazioni.js';
import { useSalva } from './use-salva.js';

interface UfficioDialogoProps {
  uffici: readonly UfficioLetto[];
  /** none: a new one */
  ufficio: UfficioLetto | undefined;
  /** the office under which a new one is proposed */
  sotto?: string | undefined;
  onChiudi: () => void;
}

/** An office to be opened, or changed: its name, where it stands, who leads it. */
export function UfficioDialogo({ uffici, ufficio, sotto, onChiudi }: UfficioDialogoProps) {
  const { data: utenti = [] } = useUtenti();
  const nuovo = ufficio === undefined;
  const [codice, setCodice] = useState('');
  const [denominazione, setDenominazione] = useState(ufficio?.denominazione ?? '');
  const [univoco, setUnivoco] = useState(ufficio?.codiceUnivoco ?? '');
  const [padre, setPadre] = useState(ufficio?.padre ?? (nuovo ? (sotto ?? '') : ''));
  const [responsabile, setResponsabile] = useState(ufficio?.responsabile ?? '');
  const { salva, alLavoro, errore, erroreDi } = useSalva(
    nuovo ? percorsi.creaUfficio : percorsi.cambiaUfficio(ufficio.codice),
    nuovo ? [`Ufficio ${codice} aperto.`] : [`Ufficio ${ufficio.codice} cambiato.`],
    onChiudi,
  );
  const below = nuovo ? new Set<string>() : settoreDi(uffici, ufficio.codice);
  const above = uffici.filter((one) => one.attivo && !below.has(one.codice));
  const invia = () => {
    if (nuovo)
      salva({
        corpo: {
          codice: codice.trim(),
          denominazione,
          ...(univoco.trim() !== '' && { codiceUnivoco: univoco.trim() }),
          ...(padre !== '' && { padre }),
          ...(responsabile !== '' && { responsabile }),
        },
      });
    else
      salva({
        corpo: {
          denominazione,
          codiceUnivoco: univoco.trim() === '' ? null : univoco.trim(),
          padre: padre === '' ? null : padre,
          responsabile: responsabile === '' ? null : responsabile,
        },
        versione: ufficio.versione,
      });
  };
  return (
    <DialogoAtto
      titolo={nuovo ? 'Apri un ufficio' : `Cambia l’ufficio ${ufficio.codice}`}
      premessa={
        nuovo ? 'Il codice non si cambia più: lo portano le registrazioni.' : 'Le registrazioni già fatte non cambiano.'
      }
      azione={nuovo ? 'Apri l’ufficio' : 'Salva'}
      inCorso="Salvataggio…"
      alLavoro={alLavoro}
      errore={errore}
      onAzione={invia}
      onChiudi={onChiudi}
    >
      {nuovo && (
        <Campo
          etichetta="Codice"
          aiuto="lettere, cifre, trattini"
          value={codice}
          onChange={(event) => setCodice(event.target.value)}
          errore={erroreDi('codice')}
        />
      )}
      <Campo
        etichetta="Denominazione"
        value={denominazione}
        onChange={(event) => setDenominazione(event.target.value)}
        errore={erroreDi('denominazione')}
      />
      <Campo
        etichetta="Codice univoco IPA"
        facoltativo
        aiuto="lo portano i metadati dei documenti"
        value={univoco}
        onChange={(event) => setUnivoco(event.target.value)}
        errore={erroreDi('codiceUnivoco')}
      />
      <Campo
        tipo="select"
        etichetta="Sotto l’ufficio"
        facoltativo
        value={padre}
        onChange={(event) => setPadre(event.target.value)}
        errore={erroreDi('padre')}
      >
        <option value="">nessuno: in cima</option>
        {above.map((one) => (
          <option key={one.codice} value={one.codice}>
            {nomeUfficio(uffici, one.codice)}
          </option>
        ))}
      </Campo>
      <Campo
        tipo="select"
        etichetta="Responsabile"
        facoltativo
        value={responsabile}
        onChange={(event) => setResponsabile(event.target.value)}
        errore={erroreDi('responsabile')}
      >
        <option value="">nessuno</option>
        {responsabile !== '' && utenti.every(({ utente }) => utente !== responsabile) && (
          <option value={responsabile}>{responsabile}</option>
        )}
        {utenti
          .filter(({ attivo }) => attivo)
          .map(({ utente, denominazione: nome }) => (
            <option key={utente} value={utente}>
              {nome} ({utente})
            </option>
          ))}
      </Campo>
    </DialogoAtto>
  );
}
