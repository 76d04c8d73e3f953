import { useState } from 'react';
import { Campo } from '../components/Campo.js';
import { giornoInLettere, giornoIso } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import { FASI, passo as percorsoPasso } from './percorsi-procedimenti.js';

export type PassoAperto = 'avvio' | 'fasi' | 'sospensione' | 'ripresa' | 'conclusione';

const PAROLE: Record<PassoAperto, { titolo: string; premessa: string; azione: string; fatto: string; giorno: string }> =
  {
    avvio: {
      titolo: 'Avviare il procedimento',
      premessa: 'Il termine decorre dal giorno in cui l’istanza è arrivata all’ufficio competente.',
      azione: 'Avvia',
      fatto: 'Procedimento avviato.',
      giorno: 'Decorre dal',
    },
    fasi: {
      titolo: 'Passare a una fase',
      premessa: 'La fase in corso finisce quel giorno.',
      azione: 'Passa alla fase',
      fatto: 'Fase cambiata.',
      giorno: 'Dal',
    },
    sospensione: {
      titolo: 'Fermare il termine',
      premessa: 'Sospeso, riprende da dove era; interrotto, ricomincia da capo.',
      azione: 'Ferma il termine',
      fatto: 'Termine fermato.',
      giorno: 'Dal',
    },
    ripresa: {
      titolo: 'Far riprendere il termine',
      premessa: 'Di regola il giorno in cui sono arrivati i documenti chiesti.',
      azione: 'Fai riprendere',
      fatto: 'Il termine decorre di nuovo.',
      giorno: 'Il',
    },
    conclusione: {
      titolo: 'Concludere il procedimento',
      premessa: 'Dopo la conclusione il termine non corre più; il fascicolo resta aperto finché non lo si chiude.',
      azione: 'Concludi',
      fatto: 'Procedimento concluso.',
      giorno: 'Concluso il',
    },
  };
/** How the day is called in the request of each step. */
const CAMPO: Record<PassoAperto, string> = {
  avvio: 'inizio',
  fasi: 'dal',
  sospensione: 'dal',
  ripresa: 'al',
  conclusione: 'fine',
};

interface PassoProps {
  id: string;
  passo: PassoAperto;
  versione: number;
  onChiudi: () => void;
}

/** The dialog of one act on the procedimento. */
export function PassoProcedimento({ id, passo, versione, onChiudi }: PassoProps) {
  const parole = PAROLE[passo];
  const [giorno, setGiorno] = useState(giornoIso(adesso()));
  const [fase, setFase] = useState<string>(FASI[1]);
  const [tipo, setTipo] = useState('sospensione');
  const [entro, setEntro] = useState('');
  const [motivo, setMotivo] = useState('');
  const atto = useAtto(
    percorsoPasso(id, passo),
    [parole.fatto, 'La storia del fascicolo dice chi, quando e perché.'],
    onChiudi,
  );
  const scritto = motivo.trim();
  const send = () =>
    atto.invia(
      {
        [CAMPO[passo]]: giorno,
        ...(passo === 'fasi' && { fase }),
        ...(passo === 'sospensione' && { tipo, ...(entro !== '' && { entro }) }),
        ...(scritto !== '' && { motivo: scritto }),
      },
      versione,
    );
  return (
    <DialogoAtto
      titolo={parole.titolo}
      premessa={parole.premessa}
      azione={parole.azione}
      rinuncia="Non ora"
      inCorso="Un momento…"
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={send}
      onChiudi={onChiudi}
    >
      {passo === 'fasi' && (
        <Campo
          tipo="select"
          etichetta="Fase"
          value={fase}
          errore={atto.erroreDi('fase')}
          onChange={(event) => setFase(event.target.value)}
        >
          {FASI.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </Campo>
      )}
      {passo === 'sospensione' && (
        <Campo
          tipo="select"
          etichetta="Che cosa"
          value={tipo}
          errore={atto.erroreDi('tipo')}
          onChange={(event) => setTipo(event.target.value)}
        >
          <option value="sospensione">sospensione: poi riprende</option>
          <option value="interruzione">interruzione: poi ricomincia</option>
        </Campo>
      )}
      <Campo
        etichetta={parole.giorno}
        type="date"
        value={giorno}
        aiuto={giorno === '' ? undefined : giornoInLettere(giorno)}
        errore={atto.erroreDi(CAMPO[passo])}
        onChange={(event) => setGiorno(event.target.value)}
      />
      {passo === 'sospensione' && (
        <Campo
          etichetta="Al più tardi fino al"
          facoltativo
          type="date"
          value={entro}
          aiuto={entro === '' ? 'poi riprende da solo' : giornoInLettere(entro)}
          errore={atto.erroreDi('entro')}
          onChange={(event) => setEntro(event.target.value)}
        />
      )}
      <Campo
        etichetta="Motivo"
        facoltativo={passo !== 'sospensione'}
        value={motivo}
        errore={atto.erroreDi('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </DialogoAtto>
  );
}
