import { useState } from 'react';
import * as percorsi from '../api/percorsi.js';
import { useIo } from '../api/sessione.js';
import type { UtenteLetto } from '../api/tipi.js';
import { Avviso } from '../components/Avviso.js';
import { Campo } from '../components/Campo.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { CampiIncarichi } from './CampiIncarichi.js';
import { type Incarico, proponiPassword } from './parole.js';
import { useSalva } from './use-salva.js';
import { Spunta } from '../components/Spunta.js';

/** What the metadata of a document say of who changed it, or answers for its procedimento. */
const NOMI = [
  ['cognome', 'Cognome'],
  ['nome', 'Nome'],
  ['codiceFiscale', 'Codice fiscale'],
] as const;

/** A user to be made (none given) or changed: name, whether the account works, charges with their days. */
export function UtenteDialogo({ utente, onChiudi }: { utente: UtenteLetto | undefined; onChiudi: () => void }) {
  const io = useIo();
  const nuovo = utente === undefined;
  const [nome, setNome] = useState('');
  const [denominazione, setDenominazione] = useState(utente?.denominazione ?? '');
  const [nomi, setNomi] = useState({
    cognome: utente?.cognome ?? '',
    nome: utente?.nome ?? '',
    codiceFiscale: utente?.codiceFiscale ?? '',
  });
  const [password, setPassword] = useState(proponiPassword);
  const [attivo, setAttivo] = useState(utente?.attivo ?? true);
  const [incarichi, setIncarichi] = useState<Incarico[]>(
    utente?.incarichi ?? [{ aoo: io.aoo.codice, ruolo: 'istruttore', uo: '' }],
  );
  const suo = utente?.utente === io.utente;
  const { salva, alLavoro, errore, erroreDi } = useSalva(
    nuovo ? percorsi.creaUtente : percorsi.cambiaUtente(utente.utente),
    nuovo ? ['Utente creato.', `Dare a ${nome} la password provvisoria: la cambierà lui.`] : ['Utente cambiato.'],
    onChiudi,
  );
  const invia = () => {
    if (nuovo) salva({ corpo: { utente: nome.trim(), denominazione, ...nomi, password, incarichi } });
    else
      salva({
        corpo: { denominazione, ...nomi, ...(attivo !== utente.attivo && { attivo }), ...(!suo && { incarichi }) },
        versione: utente.versione,
      });
  };
  return (
    <DialogoAtto
      titolo={nuovo ? 'Nuovo utente' : `Cambia ${utente.utente}`}
      premessa="Un incarico è un ruolo in un ufficio; senza date vale sempre."
      azione={nuovo ? 'Crea l’utente' : 'Salva'}
      inCorso="Salvataggio…"
      alLavoro={alLavoro}
      errore={errore}
      largo
      onAzione={invia}
      onChiudi={onChiudi}
    >
      <div className="griglia-due">
        {nuovo && (
          <Campo
            etichetta="Nome utente"
            aiuto="minuscole, cifre, punto, trattino"
            value={nome}
            autoComplete="off"
            onChange={(event) => setNome(event.target.value)}
            errore={erroreDi('utente')}
          />
        )}
        <Campo
          etichetta="Denominazione"
          aiuto="nome o ruolo, come si mostra"
          value={denominazione}
          onChange={(event) => setDenominazione(event.target.value)}
          errore={erroreDi('denominazione')}
        />
        {NOMI.map(([campo, etichetta]) => (
          <Campo
            key={campo}
            etichetta={etichetta}
            facoltativo
            aiuto="lo portano i metadati"
            value={nomi[campo]}
            autoComplete="off"
            onChange={(event) => setNomi({ ...nomi, [campo]: event.target.value })}
            errore={erroreDi(campo)}
          />
        ))}
        {nuovo && (
          <Campo
            etichetta="Password provvisoria"
            aiuto="almeno 12 caratteri"
            className="mono"
            value={password}
            autoComplete="off"
            onChange={(event) => setPassword(event.target.value)}
            errore={erroreDi('password')}
          />
        )}
      </div>
      {!nuovo && (
        <Spunta id="utente-attivo" spuntata={attivo} onSpunta={setAttivo}>
          L’account funziona. Senza spunta le sue sessioni si chiudono subito.
        </Spunta>
      )}
      {suo ? (
        <Avviso tono="inf" titolo="I propri incarichi non si cambiano.">
          Li cambia un altro amministratore.
        </Avviso>
      ) : (
        <CampiIncarichi incarichi={incarichi} onIncarichi={setIncarichi} erroreDi={erroreDi} />
      )}
    </DialogoAtto>
  );
}
