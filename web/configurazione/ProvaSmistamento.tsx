import { useMutation } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { chiedi } from '../api/client.js';
import { useUffici } from '../api/elenchi.js';
import { wordsOf } from '../api/errori.js';
import { useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import { nomeUfficio } from '../lib/nomi.js';
import * as percorsi from '../procedimenti/percorsi-procedimenti.js';

/** Tries the rules as they stand on the page, before they are saved: where a document would go, and why. */
export function ProvaSmistamento({ regole }: { regole: readonly unknown[] }) {
  const io = useIo();
  const { data: uffici = [] } = useUffici();
  const [classifica, setClassifica] = useState('');
  const [tipologia, setTipologia] = useState('');
  const [mezzo, setMezzo] = useState('');
  const [mittente, setMittente] = useState('');
  const prova = useMutation({
    mutationFn: async () => {
      const caso = {
        flusso: 'E',
        ...(classifica.trim() !== '' && { classifica: classifica.trim() }),
        ...(tipologia !== '' && { tipologia }),
        ...(mezzo !== '' && { mezzo }),
        ...(mittente.trim() !== '' && { mittenti: [{ tipo: 'PG', denominazione: mittente.trim() }] }),
      };
      return (await chiedi(percorsi.provaSmistamento, { corpo: { caso, regole } })).corpo;
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    prova.mutate();
  };
  return (
    <section className="riquadro" aria-labelledby="prova-titolo">
      <header>
        <h2 id="prova-titolo">Prova le regole</h2>
      </header>
      <form className="corpo pila" noValidate onSubmit={submit}>
        <Campo
          etichetta="Voce"
          facoltativo
          value={classifica}
          aiuto="VI.3"
          onChange={(event) => setClassifica(event.target.value)}
        />
        <Campo
          tipo="select"
          etichetta="Tipologia"
          facoltativo
          value={tipologia}
          onChange={(event) => setTipologia(event.target.value)}
        >
          <option value="">qualunque</option>
          {io.tipologie.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </Campo>
        <Campo
          tipo="select"
          etichetta="Mezzo"
          facoltativo
          value={mezzo}
          onChange={(event) => setMezzo(event.target.value)}
        >
          <option value="">qualunque</option>
          {io.mezzi.map(({ codice, denominazione }) => (
            <option key={codice} value={codice}>
              {denominazione}
            </option>
          ))}
        </Campo>
        <Campo
          etichetta="Mittente"
          facoltativo
          value={mittente}
          aiuto="nome intero"
          onChange={(event) => setMittente(event.target.value)}
        />
        <Bottone type="submit" misura="piccolo">
          Prova
        </Bottone>
      </form>
      <div className="corpo sm" role="status">
        {prova.error !== null && <p className="errore-campo">{wordsOf(prova.error)}</p>}
        {prova.data?.proposte.length === 0 && <p>Nessuna regola si adatta: lo assegna il protocollo.</p>}
        {prova.data?.proposte.map(({ uo, tipo, regola, motivo, modo }) => (
          <p key={uo}>
            <b>{nomeUfficio(uffici, uo)}</b> per {tipo}: regola «{regola}», {modo}
            <span className="mut"> ({motivo})</span>
          </p>
        ))}
      </div>
    </section>
  );
}
