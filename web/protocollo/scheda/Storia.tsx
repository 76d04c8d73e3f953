import type { Evento, Io, Registrazione, Ufficio } from '../../api/tipi.js';
import { giornoOra } from '../../lib/formati.js';
import { conAccount, utentiIn } from '../../lib/utenti.js';
import { nomeMezzo } from '../../api/elenchi.js';
import { useNomi } from '../../api/nomi.js';
import { detto } from '../parole.js';
import { isLegale, ParoleEvento } from './ParoleEvento.js';

interface StoriaProps {
  registrazione: Registrazione;
  eventi: readonly Evento[] | undefined;
  io: Io;
  uffici: readonly Ufficio[] | undefined;
}

/** Who, what, when: newest first, legal acts with a filled dot, the registration itself at the foot. */
export function Storia({ registrazione, eventi, io, uffici }: StoriaProps) {
  const newest = (eventi ?? []).toReversed(); // the register keeps them from the first
  const count = newest.length + 1;
  const nomeOf = conAccount(useNomi(utentiIn([registrazione, newest])));
  return (
    <section className="riquadro" aria-labelledby="storia-titolo">
      <header>
        <h2 id="storia-titolo">Chi, che cosa, quando</h2>
        <span className="cresce" />
        <span className="xs mut">
          {eventi === undefined ? 'leggo gli eventi…' : count === 1 ? '1 evento' : `${count} eventi`}
        </span>
      </header>
      <div className="corpo">
        <ol className="linea">
          {newest.map((evento) => (
            <li key={evento.hash} className={isLegale(evento.tipo) ? 'legale' : undefined}>
              <div className="quando">
                {giornoOra(evento.data)} · {nomeOf(evento.utente)}
                {evento.perContoDi !== undefined && `, per conto di ${nomeOf(evento.perContoDi)}`}
              </div>
              <ParoleEvento evento={evento} dizionari={{ io, uffici, nomeOf }} />
            </li>
          ))}
          <li className="legale">
            <div className="quando">
              {giornoOra(registrazione.dataRegistrazione)} · {nomeOf(registrazione.operatore)}
              {registrazione.perContoDi !== undefined && `, per conto di ${nomeOf(registrazione.perContoDi)}`}
            </div>
            <b>Registrat{detto(registrazione).fine}</b>, {nomeMezzo(io, registrazione.mezzo)}
          </li>
        </ol>
      </div>
    </section>
  );
}
