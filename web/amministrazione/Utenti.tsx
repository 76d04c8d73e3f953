import { useState } from 'react';
import * as percorsi from '../api/percorsi.js';
import { useIo } from '../api/sessione.js';
import type { UtenteLetto } from '../api/tipi.js';
import { Bottone } from '../components/Bottone.js';
import { Stato } from '../components/Stato.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { giornoIso } from '../lib/formati.js';
import { useTasti } from '../lib/tasti.js';
import { Caricamento } from './Caricamento.js';
import { useUtenti } from './interrogazioni.js';
import { NuovaPassword } from './NuovaPassword.js';
import { paroleIncarico, validoIl } from './parole.js';
import { useSalva } from './use-salva.js';
import { UtenteDialogo } from './UtenteDialogo.js';

const statoOf = ({ attivo, incarichi }: UtenteLetto, oggi: string): string =>
  !attivo ? 'disattivato' : incarichi.some((one) => validoIl(one, oggi)) ? 'attivo' : 'senza incarichi validi oggi';

type Aperto = { atto: 'nuovo' } | { atto: 'cambia' | 'password'; utente: UtenteLetto };

/** Users with their charges: made, changed, switched off, let in again. */
export function Utenti() {
  const io = useIo();
  const oggi = giornoIso(io.adesso);
  const { data, error, refetch } = useUtenti();
  const [scelta, setScelta] = useState<string | null>(null);
  const [aperto, setAperto] = useState<Aperto | null>(null);
  useTasti([{ tasti: '+', azione: () => setAperto({ atto: 'nuovo' }) }]);

  const colonne: readonly ColonnaOrdinata<UtenteLetto>[] = [
    { campo: 'utente', titolo: 'Nome utente', classe: 'am-utente', valore: ({ utente }) => utente },
    {
      campo: 'denominazione',
      titolo: 'Denominazione',
      classe: 'am-nome',
      valore: ({ denominazione }) => denominazione,
    },
    {
      campo: 'stato',
      titolo: 'Stato',
      classe: 'am-stato',
      valore: (utente) => statoOf(utente, oggi),
      mostra: (utente) => {
        const stato = statoOf(utente, oggi);
        return (
          <Stato
            tono={stato === 'attivo' ? 'ok' : stato === 'disattivato' ? 'neu' : 'warn'}
            icona={stato === 'attivo' ? 'check-circle' : stato === 'disattivato' ? 'minus-circle' : 'warning-circle'}
            parola={stato}
          />
        );
      },
    },
    {
      campo: 'incarichi',
      titolo: 'Incarichi',
      classe: 'am-incarichi',
      valore: ({ incarichi }) => incarichi.map(paroleIncarico).join('; '),
      mostra: ({ incarichi }) =>
        incarichi.length === 0 ? <span className="mut">nessuno</span> : incarichi.map(paroleIncarico).join('; '),
    },
  ];
  const utente = data?.find((one) => one.utente === scelta);
  if (data === undefined) return <Caricamento error={error} onRiprova={() => void refetch()} />;
  const nonOra = utente === undefined ? 'Scegliere prima un utente' : undefined;
  return (
    <>
      <TabellaOrdinata
        etichetta="Utenti"
        nomeFile="utenti"
        colonne={colonne}
        righe={data}
        chiaveOf={(one) => one.utente}
        scelta={scelta}
        onScegli={(one) => setScelta(one.utente)}
        onApri={(one) => setAperto({ atto: 'cambia', utente: one })}
        vuoto={{
          filtrato: 'Nessun utente con queste parole: cambiare il filtro.',
          nulla: 'Non c’è ancora nessun utente.',
        }}
        azioni={
          <>
            <Bottone
              aspetto="primo"
              misura="piccolo"
              icona="plus"
              tasto="+"
              onClick={() => setAperto({ atto: 'nuovo' })}
            >
              Nuovo utente
            </Bottone>
            <Bottone
              misura="piccolo"
              icona="pencil"
              nonOra={nonOra}
              onClick={() => utente !== undefined && setAperto({ atto: 'cambia', utente })}
            >
              Cambia
            </Bottone>
            <Bottone
              misura="piccolo"
              icona="key"
              nonOra={nonOra}
              onClick={() => utente !== undefined && setAperto({ atto: 'password', utente })}
            >
              Nuova password
            </Bottone>
            <Sblocca utente={utente} nonOra={nonOra} />
          </>
        }
      />
      {aperto?.atto === 'password' && <NuovaPassword utente={aperto.utente} onChiudi={() => setAperto(null)} />}
      {aperto !== null && aperto.atto !== 'password' && (
        <UtenteDialogo utente={aperto.atto === 'cambia' ? aperto.utente : undefined} onChiudi={() => setAperto(null)} />
      )}
    </>
  );
}

function Sblocca({ utente, nonOra }: { utente: UtenteLetto | undefined; nonOra: string | undefined }) {
  const nome = utente?.utente ?? '';
  const { salva, alLavoro } = useSalva(
    percorsi.sbloccaUtente(nome),
    ['Blocco tolto.', `${nome} può di nuovo provare ad accedere.`],
    () => undefined,
  );
  return (
    <Bottone
      misura="piccolo"
      icona="unlocked"
      nonOra={nonOra}
      alLavoro={alLavoro && 'Sblocco…'}
      onClick={() => salva({})}
    >
      Togli il blocco
    </Bottone>
  );
}
