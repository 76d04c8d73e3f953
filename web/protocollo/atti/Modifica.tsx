import { useState } from 'react';
import { useUffici } from '../../api/elenchi.js';
import { useIo } from '../../api/sessione.js';
import type { Riservatezza } from '../../api/tipi.js';
import { Campo } from '../../components/Campo.js';
import { detto } from '../parole.js';
import { CartaODigitale, mancaMotivoCarta } from '../registrazione/CartaODigitale.js';
import { useControllo } from '../registrazione/use-controllo.js';
import { vaiAlCampo } from '../registrazione/vai-al-campo.js';
import type { AttoProps } from './atto-props.js';
import { Cambiata } from './Cambiata.js';
import { CampoUfficio } from './CampoUfficio.js';
import { DialogoAtto } from './DialogoAtto.js';
import { usePatch } from './use-patch.js';

/** A change of means is looked at as a registration is; nothing else is. */
const SOLO_MEZZO = { documento: null, mittenti: [], protocolloMittente: { numero: '', data: '' } } as const;

interface Bozza {
  note: string;
  mezzo: string;
  tipologia: string;
  livello: Riservatezza['livello'];
  uo: string[];
}

const bozzaDi = ({ note, mezzo, tipologia, riservatezza }: AttoProps['registrazione']): Bozza => ({
  note: note ?? '',
  mezzo,
  tipologia: tipologia ?? '',
  livello: riservatezza.livello,
  uo: riservatezza.uo ?? [],
});

/** Only what differs from what stands is sent; persons named in a reserved one stay named. */
function cambiDi(prima: Bozza, dopo: Bozza, riservatezza: Riservatezza): Record<string, unknown> {
  const riservata = dopo.livello !== prima.livello || dopo.uo.join() !== prima.uo.join();
  const utenti = riservatezza.utenti ?? [];
  return {
    ...(dopo.note !== prima.note && { note: dopo.note.trim() }),
    ...(dopo.mezzo !== prima.mezzo && { mezzo: dopo.mezzo }),
    ...(dopo.tipologia !== prima.tipologia && { tipologia: dopo.tipologia }),
    ...(riservata && {
      riservatezza:
        dopo.livello === 'ordinaria' ? { livello: 'ordinaria' } : { livello: 'riservata', uo: dopo.uo, utenti },
    }),
  };
}

/** Data that change freely, with trace: note, mezzo, tipologia, riservatezza. */
export function Modifica({ registrazione, onChiudi }: AttoProps) {
  const io = useIo();
  const { data: uffici = [] } = useUffici();
  const { nome, fine } = detto(registrazione);
  const [prima] = useState(() => bozzaDi(registrazione));
  const [bozza, setBozza] = useState(prima);
  const [motivo, setMotivo] = useState('');
  const [ferma, setFerma] = useState(false);
  const [chiesto, setChiesto] = useState(false);
  const patch = usePatch(registrazione, [`${nome} modificat${fine}.`, 'Il cambiamento è nella storia.'], onChiudi);
  const cambi = cambiDi(prima, bozza, registrazione.riservatezza);
  const tipologie =
    io.tipologie.includes(bozza.tipologia) || bozza.tipologia === ''
      ? io.tipologie
      : [bozza.tipologia, ...io.tipologie];

  const avvisi = useControllo({
    ...SOLO_MEZZO,
    flusso: registrazione.flusso,
    destinatari: bozza.mezzo === prima.mezzo ? [] : registrazione.destinatari,
    mezzo: bozza.mezzo,
  });
  const send = () => {
    if (mancaMotivoCarta(avvisi, bozza.note)) {
      setChiesto(true);
      vaiAlCampo('motivoCarta');
      return;
    }
    const nothing = Object.keys(cambi).length === 0;
    setFerma(nothing);
    if (!nothing) patch.salva({ motivo: motivo.trim(), ...cambi });
  };

  return (
    <DialogoAtto
      titolo={`Modifica ${nome}`}
      premessa="Note, mezzo, tipologia e riservatezza si correggono qui; gli altri dati si rinnovano."
      azione="Salva le modifiche"
      rinuncia="Non modificare"
      inCorso="Salvataggio in corso…"
      largo
      alLavoro={patch.alLavoro}
      errore={patch.errore}
      onAzione={send}
      onChiudi={onChiudi}
      avviso={
        <>
          {patch.conflitto && <Cambiata prima={patch.vista} dopo={registrazione} />}
          {ferma && (
            <p className="aiuto warn" role="status">
              Nessun dato è diverso da prima: non c’è nulla da salvare.
            </p>
          )}
        </>
      }
    >
      <Campo
        tipo="textarea"
        etichetta="Note"
        facoltativo
        rows={3}
        value={bozza.note}
        errore={patch.erroreDi('note')}
        onChange={(event) => setBozza({ ...bozza, note: event.target.value })}
      />
      <div className="griglia-due">
        <Campo
          tipo="select"
          etichetta="Mezzo"
          value={bozza.mezzo}
          errore={patch.erroreDi('mezzo')}
          onChange={(event) => setBozza({ ...bozza, mezzo: event.target.value })}
        >
          {io.mezzi.map(({ codice, denominazione }) => (
            <option key={codice} value={codice}>
              {denominazione}
            </option>
          ))}
        </Campo>
        <Campo
          tipo="select"
          etichetta="Tipologia"
          value={bozza.tipologia}
          errore={patch.erroreDi('tipologia')}
          onChange={(event) => setBozza({ ...bozza, tipologia: event.target.value })}
        >
          <option value="">Nessuna</option>
          {tipologie.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </Campo>
        <Campo
          tipo="select"
          etichetta="Riservatezza"
          value={bozza.livello}
          errore={bozza.livello === 'ordinaria' ? patch.erroreDi('riservatezza') : undefined}
          onChange={(event) => setBozza({ ...bozza, livello: event.target.value as Riservatezza['livello'] })}
        >
          <option value="ordinaria">Ordinaria</option>
          <option value="riservata">Riservata</option>
        </Campo>
      </div>
      <CartaODigitale
        avvisi={avvisi}
        note={bozza.note}
        chiesto={chiesto}
        onNote={(note) => setBozza({ ...bozza, note })}
      />
      {bozza.livello === 'riservata' && (
        <CampoUfficio
          id="modifica-riservata"
          etichetta="Visibile a"
          aiuto="gli uffici che possono vederla"
          uffici={uffici}
          scelti={bozza.uo}
          errore={patch.erroreDi('riservatezza')}
          onScelti={(uo) => setBozza({ ...bozza, uo })}
        />
      )}
      <Campo
        etichetta="Motivo"
        value={motivo}
        errore={patch.erroreDi('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </DialogoAtto>
  );
}
