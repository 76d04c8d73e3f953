import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { chiedi } from '../../api/client.js';
import { ProblemaError, wordsOf } from '../../api/errori.js';
import { Avviso } from '../../components/Avviso.js';
import { Campo } from '../../components/Campo.js';
import { Dialogo } from '../../components/Dialogo.js';
import { giorno, plural } from '../../lib/formati.js';
import { refreshTitolario } from '../interrogazioni.js';
import { approva, type Bozza } from '../percorsi-titolario.js';

interface ApprovaProps {
  bozza: Bozza;
  oggi: string;
  onChiudi: () => void;
}

/** The approval of the draft that was read, by the act of the body; a draft that has changed meanwhile is refused. */
export function Approva({ bozza, oggi, onChiudi }: ApprovaProps) {
  const cache = useQueryClient();
  const [atto, setAtto] = useState({ tipo: 'Deliberazione di Giunta', numero: '', data: oggi });
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => chiedi(approva, { corpo: { revisione: bozza.revisione, atto } }),
    onSuccess: async () => {
      await refreshTitolario(cache);
      onChiudi();
    },
  });
  const faultOf = (campo: string) =>
    error instanceof ProblemaError ? error.errori.find((one) => one.campo === campo)?.messaggio : undefined;
  const set = (nome: keyof typeof atto) => (event: { target: { value: string } }) =>
    setAtto({ ...atto, [nome]: event.target.value });
  return (
    <Dialogo
      titolo={`Approvare la versione ${bozza.numero}`}
      premessa={`${plural(bozza.differenze.length, 'differenza', 'differenze')} dalla versione di prima. Sarà in vigore dal ${giorno(bozza.dal)}; da adesso non si cambia più, salvo chiudere una voce.`}
      azione="Approva la versione"
      rinuncia="Non approvare"
      alLavoro={isPending && 'Approvazione in corso…'}
      onAzione={() => mutate()}
      onChiudi={onChiudi}
    >
      <Campo
        etichetta="Atto di adozione"
        maxLength={100}
        value={atto.tipo}
        errore={faultOf('atto.tipo')}
        onChange={set('tipo')}
      />
      <Campo
        etichetta="Numero dell’atto"
        maxLength={100}
        value={atto.numero}
        errore={faultOf('atto.numero')}
        onChange={set('numero')}
      />
      <Campo
        etichetta="Data dell’atto"
        type="date"
        max={oggi}
        value={atto.data}
        errore={faultOf('atto.data')}
        onChange={set('data')}
      />
      {error !== null && (
        <Avviso tono="bad" annuncio="alert" titolo="La versione non è stata approvata.">
          {wordsOf(error)}
        </Avviso>
      )}
    </Dialogo>
  );
}
