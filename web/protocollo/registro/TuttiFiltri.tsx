import { useState } from 'react';
import type { Io, Ufficio } from '../../api/tipi.js';
import { Bottone } from '../../components/Bottone.js';
import { Campo } from '../../components/Campo.js';
import { Dialogo } from '../../components/Dialogo.js';
import { ETICHETTE, type Filtri, type Filtro, PAROLE_STATO } from './filtri.js';

interface TuttiFiltriProps {
  filtri: Filtri;
  io: Io;
  uffici: readonly Ufficio[] | undefined;
  onFiltri: (filtri: Filtri) => void;
  onChiudi: () => void;
}

/** Every filter in one form; on narrow screens it is where most of them are. */
export function TuttiFiltri({ filtri, io, uffici, onFiltri, onChiudi }: TuttiFiltriProps) {
  const [bozza, setBozza] = useState(filtri);
  const campo = (nome: Filtro) => ({
    etichetta: ETICHETTE[nome],
    name: nome,
    value: bozza[nome] ?? '',
    onChange: (event: { target: { value: string } }) => setBozza({ ...bozza, [nome]: event.target.value }),
  });
  const scelta = (nome: Filtro, voci: readonly (readonly [string, string])[]) => (
    <Campo tipo="select" {...campo(nome)}>
      <option value="">Tutti</option>
      {voci.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </Campo>
  );
  return (
    <Dialogo
      titolo="Filtri del registro"
      azione="Mostra le registrazioni"
      rinuncia="Lascia i filtri com’erano"
      largo
      onAzione={() => onFiltri(bozza)}
      onChiudi={onChiudi}
    >
      <div className="griglia-due">
        <Campo
          {...campo('q')}
          etichetta="Parole"
          aiuto="oggetto, corrispondenti, note, documenti; tra virgolette una frase"
        />
        <Campo {...campo('oggetto')} />
        <Campo {...campo('corrispondente')} />
        <Campo {...campo('protocolloMittente')} />
        <Campo {...campo('dal')} type="date" />
        <Campo {...campo('al')} type="date" />
        <Campo {...campo('anno')} inputMode="numeric" aiuto="quattro cifre" />
        <Campo {...campo('classifica')} aiuto="VI.3 prende anche ciò che sta sotto" />
        {scelta('flusso', [
          ['E', 'Entrata'],
          ['U', 'Uscita'],
          ['I', 'Interna'],
        ])}
        {scelta('stato', Object.entries(PAROLE_STATO))}
        {scelta(
          'uo',
          (uffici ?? []).map(({ codice, denominazione }) => [codice, `${codice} ${denominazione}`] as const),
        )}
        {scelta(
          'mezzo',
          io.mezzi.map(({ codice, denominazione }) => [codice, denominazione] as const),
        )}
        <Campo {...campo('assegnatario')} aiuto="nome utente" />
        <Campo {...campo('operatore')} aiuto="nome utente" />
        <Campo {...campo('tipologia')} />
        <Campo {...campo('dataMittente')} type="date" aiuto="data del documento ricevuto" />
        <Campo {...campo('dataArrivo')} type="date" />
      </div>
      <div>
        <Bottone aspetto="testo" misura="piccolo" onClick={() => setBozza({})}>
          Svuota tutti
        </Bottone>
      </div>
    </Dialogo>
  );
}
