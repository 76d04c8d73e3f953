import type { DatiAccesso } from '../api/tipi.js';
import { Bottone } from '../components/Bottone.js';

interface AccountDiProvaProps {
  account: NonNullable<DatiAccesso['account']>;
  onScelto: (utente: string) => void;
}

/** The accounts of a demonstration, and only there. */
export function AccountDiProva({ account, onScelto }: AccountDiProvaProps) {
  return (
    <section className="accesso-account" aria-labelledby="account-titolo">
      <h2 id="account-titolo">Ente di prova: scegliere con chi entrare</h2>
      <p className="mut">Una sola password per tutti, scritta all’avvio della dimostrazione.</p>
      <table className="t">
        <thead>
          <tr>
            <th scope="col" className="col-utente">
              Utente
            </th>
            <th scope="col">Chi è</th>
            <th scope="col" className="col-usa">
              <span className="vh">Scegli</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {account.map(({ utente, descrizione }) => (
            <tr key={utente}>
              <th scope="row">{utente}</th>
              <td title={descrizione}>{descrizione}</td>
              <td>
                <Bottone aspetto="testo" misura="piccolo" aria-label={`Usa ${utente}`} onClick={() => onScelto(utente)}>
                  Usa
                </Bottone>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
