import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/percorsi.js';
import { Icona } from '../components/Icona.js';
import { StrisciaServer } from '../components/StrisciaServer.js';
import { useTitolo } from '../lib/titolo.js';
import './accesso.css';
import { AccountDiProva } from './AccountDiProva.js';
import { safeDestination, wordsOfDestination } from './destinazione.js';
import { ModuloAccesso } from './ModuloAccesso.js';

/** Sign in: the same words for an unknown user and a wrong password; afterwards the page that was asked for. */
export function Accesso() {
  const naviga = useNavigate();
  const cache = useQueryClient();
  const [parametri] = useSearchParams();
  const [utente, setUtente] = useState('');
  const { data } = useQuery({
    queryKey: ['accesso'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.accesso, { segnale: signal })).corpo,
  });
  const ente = data?.ente ?? '';
  const poi = safeDestination(parametri.get('poi'));
  useTitolo('Accesso', ente);

  const enter = () => {
    cache.clear();
    void naviga(poi, { replace: true });
  };
  const choose = (scelto: string) => {
    setUtente(scelto);
    document.getElementById('password')?.focus();
  };
  const account = data?.dimostrazione === true ? (data.account ?? []) : [];

  return (
    <div className="accesso">
      <header className="testata">
        <Icona nome="pa" misura="l" />
        <b>{ente}</b>
        <span className="di-che">Protocollo e gestione documentale</span>
        {data?.dimostrazione === true && <span className="esempio">ESEMPIO</span>}
      </header>
      <div className="pila">
        <StrisciaServer />
        <main className={account.length > 0 ? undefined : 'sola'}>
          <ModuloAccesso
            utente={utente}
            onUtente={setUtente}
            destinazione={wordsOfDestination(poi)}
            onEntrato={enter}
          />
          {account.length > 0 && <AccountDiProva account={account} onScelto={choose} />}
        </main>
      </div>
      <footer className="mut">In caso di guasto: registro di emergenza presso l’ufficio protocollo</footer>
    </div>
  );
}
