import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/percorsi.js';
import { puo, useIo } from '../api/sessione.js';
import type { RigaScrivania } from '../api/tipi.js';
import { Avviso } from '../components/Avviso.js';
import { Campo } from '../components/Campo.js';
import { giorno, giornoOra, numero7 } from '../lib/formati.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';

/** The deferrals that may be cited now. */
export const useDifferimenti = (tutti: boolean) =>
  useQuery({
    queryKey: ['differimenti', tutti],
    queryFn: async ({ signal }) => (await chiedi(percorsi.differimenti(tutti), { segnale: signal })).corpo.elementi,
  });

/** Answers for a late registration: the deferral that covers it, or, by the RGD, the reason of which he takes note. */
export function Ritardo({ registrazione, onChiudi }: { registrazione: RigaScrivania; onChiudi: () => void }) {
  const io = useIo();
  const { data: differimenti = [] } = useDifferimenti(false);
  const prendeAtto = puo(io, 'apri-differimento');
  const numero = numero7(registrazione.numero);
  const isPec = registrazione.mezzo === 'pec';
  const [scelto, setScelto] = useState('');
  const [motivo, setMotivo] = useState('');
  const atto = useAtto(
    percorsi.rispondeRitardo(registrazione),
    [`Del ritardo di n. ${numero} si è risposto.`, 'Non è più tra gli arrivi tardivi.'],
    onChiudi,
  );
  const arrivo = registrazione.dataArrivo === undefined ? '' : `Arrivata il ${giornoOra(registrazione.dataArrivo)}, `;
  return (
    <DialogoAtto
      titolo={`Arrivo tardivo: n. ${numero}`}
      premessa={`${arrivo}registrata il ${giornoOra(registrazione.dataRegistrazione)}.`}
      azione={scelto === '' ? 'Prendi atto del ritardo' : 'Cita il differimento'}
      rinuncia="Non ora"
      inCorso="Un momento…"
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() =>
        atto.invia({
          ...(scelto !== '' && { differimento: { id: scelto } }),
          ...(motivo.trim() !== '' && { motivo: motivo.trim() }),
        })
      }
      onChiudi={onChiudi}
      avviso={
        isPec ? (
          <Avviso tono="inf">
            La PEC prova già l’arrivo e non si differisce: del ritardo si prende soltanto atto.
          </Avviso>
        ) : (
          differimenti.length === 0 && (
            <Avviso tono="inf" titolo="Nessun differimento aperto.">
              {prendeAtto ? (
                <Link to="/differimenti">Aprirne uno</Link>
              ) : (
                'Lo apre il responsabile della gestione documentale.'
              )}
            </Avviso>
          )
        )
      }
    >
      {!isPec && differimenti.length > 0 && (
        <Campo
          tipo="select"
          etichetta="Differimento"
          value={scelto}
          errore={atto.erroreDi('differimento')}
          onChange={(event) => setScelto(event.target.value)}
        >
          <option value="">nessuno</option>
          {differimenti.map(({ id, provvedimento, causa, scadenza }) => (
            <option key={id} value={id}>
              n. {provvedimento.numero} del {giorno(provvedimento.data)}: {causa}, fino al {giorno(scadenza)}
            </option>
          ))}
        </Campo>
      )}
      {prendeAtto && (
        <Campo
          etichetta="Motivo del ritardo"
          facoltativo={scelto !== ''}
          value={motivo}
          errore={atto.erroreDi('motivo')}
          onChange={(event) => setMotivo(event.target.value)}
        />
      )}
    </DialogoAtto>
  );
}
