import { useState } from 'react';
import { useUffici } from '../../api/elenchi.js';
import { useNomi } from '../../api/nomi.js';
import * as percorsi from '../../api/percorsi.js';
import { puo, useIo } from '../../api/sessione.js';
import type { Registrazione } from '../../api/tipi.js';
import { Avviso } from '../../components/Avviso.js';
import { Bottone } from '../../components/Bottone.js';
import { Persona } from '../../components/Persona.js';
import { daQuando } from '../../lib/formati.js';
import { detto } from '../parole.js';
import { adesso } from '../../lib/orologio.js';
import { utentiIn } from '../../lib/utenti.js';
import { ConcediRettifica } from '../../scrivania/ConcediRettifica.js';
import { ConMotivo } from '../atti/ConMotivo.js';
import { nomeCampo, paroleValore } from '../valori-in-parole.js';

/** Data that somebody asks to renew, until the RGD decides; who decides does it here too. */
export function RettificheChieste({ registrazione }: { registrazione: Registrazione }) {
  const io = useIo();
  const { data: uffici } = useUffici();
  const [aperta, setAperta] = useState<{ n: number; concede: boolean } | null>(null);
  const { rettifiche = [] } = registrazione;
  const nomeOf = useNomi(utentiIn(rettifiche));
  const scelta = rettifiche.find(({ n }) => n === aperta?.n);
  if (rettifiche.length === 0) return null;
  return (
    <section className="riquadro" aria-labelledby="rettifiche-titolo">
      <header>
        <h2 id="rettifiche-titolo">Rettifiche chieste: {rettifiche.length}</h2>
      </header>
      <div className="corpo pila pila-larga">
        {rettifiche.map(({ n, campo, nuovo, motivo, utente, data }) => (
          <Avviso
            key={n}
            tono="warn"
            icona="pencil"
            titolo={
              <>
                {nomeCampo(campo)}: lo chiede <Persona utente={utente} />
              </>
            }
            azioni={
              puo(io, 'rinnova') && (
                <span className="in-riga">
                  <Bottone misura="piccolo" aspetto="secondo" onClick={() => setAperta({ n, concede: true })}>
                    Concedi…
                  </Bottone>
                  <Bottone misura="piccolo" onClick={() => setAperta({ n, concede: false })}>
                    Nega…
                  </Bottone>
                </span>
              )
            }
          >
            {daQuando(data, adesso())}, {paroleValore(campo, nuovo, { io, uffici, nomeOf })}: «{motivo}»
          </Avviso>
        ))}
      </div>
      {scelta !== undefined && aperta?.concede === true && (
        <ConcediRettifica registrazione={registrazione} rettifica={scelta} onChiudi={() => setAperta(null)} />
      )}
      {scelta !== undefined && aperta?.concede === false && (
        <ConMotivo
          percorso={percorsi.negaRettifica(registrazione, scelta.n)}
          titolo={`Negare la rettifica di ${detto(registrazione).nome}?`}
          premessa={`${nomeCampo(scelta.campo)} resta com’è. Il motivo lo legge chi aveva chiesto e resta nella storia.`}
          azione="Nega la rettifica"
          rinuncia="Decido più tardi"
          inCorso="Diniego in corso…"
          fatto={['Rettifica negata.', 'Il dato resta com’è.']}
          onChiudi={() => setAperta(null)}
        />
      )}
    </section>
  );
}
