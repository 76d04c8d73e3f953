import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { chiedi, inviaParti, type Percorso } from '../api/client.js';
import { ProblemaError } from '../api/errori.js';
import { annuncia } from '../components/Esiti.js';
import { Campo } from '../components/Campo.js';
import { Icona } from '../components/Icona.js';
import { SceltaFile } from '../components/ZonaFile.js';
import { newChiave } from '../lib/chiave.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { erroreDi } from '../protocollo/atti/use-atto.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { FirmaQui } from './FirmaQui.js';
import * as percorsi from './percorsi-bozze.js';
import type { Lettera } from './percorsi-bozze.js';
import { useRinfrescaLettere } from './use-atto-lettera.js';
import { Spunta } from '../components/Spunta.js';

/** The deeds that ask for something more than a key. */
export type AttoConDialogo = 'rinvia' | 'ritira' | 'scarta' | 'firma' | 'firma-qui';

interface AttoLetteraProps {
  atto: AttoConDialogo;
  lettera: Lettera;
  onChiudi: () => void;
}

interface ParoleAtto {
  percorso: (id: string) => Percorso<Lettera>;
  titolo: string;
  premessa: string;
  azione: string;
  rinuncia: string;
  etichetta: string;
  facoltativo: boolean;
  fatto: string;
  pericolo?: boolean;
  corpo: (parole: string) => object;
}

const ATTI: Readonly<Record<Exclude<AttoConDialogo, 'firma' | 'firma-qui'>, ParoleAtto>> = {
  rinvia: {
    percorso: percorsi.approva,
    titolo: 'Rinvia la lettera con osservazioni',
    premessa: 'Torna a chi l’ha scritta, che la corregge e la rimanda. Le osservazioni restano tra i passaggi.',
    azione: 'Rinvia',
    rinuncia: 'Non rinviare',
    etichetta: 'Osservazioni',
    facoltativo: false,
    fatto: 'Rinviata a chi l’ha scritta.',
    corpo: (parole) => ({ esito: 'rinviata', osservazioni: parole }),
  },
  ritira: {
    percorso: percorsi.ritira,
    titolo: 'Riprendi la lettera in lavorazione',
    premessa: 'Si può di nuovo cambiare. Un’approvazione o una firma che c’era non vale più.',
    azione: 'Riprendi in lavorazione',
    rinuncia: 'Lascia com’è',
    etichetta: 'Motivo',
    facoltativo: true,
    fatto: 'Di nuovo in lavorazione.',
    corpo: (parole) => (parole === '' ? {} : { motivo: parole }),
  },
  scarta: {
    percorso: percorsi.scarta,
    titolo: 'Metti da parte la lettera',
    premessa: 'Non serve più e non parte. Resta leggibile, con il motivo, tra quelle messe da parte.',
    azione: 'Metti da parte',
    rinuncia: 'Tieni la lettera',
    etichetta: 'Motivo',
    facoltativo: false,
    fatto: 'Messa da parte.',
    pericolo: true,
    corpo: (parole) => ({ motivo: parole }),
  },
};

/** The dialog of an act on a letter. */
export function AttoLettera({ atto, ...props }: AttoLetteraProps) {
  if (atto === 'firma-qui') return <FirmaQui {...props} />;
  return atto === 'firma' ? <Firma {...props} /> : <ConParole atto={ATTI[atto]} {...props} />;
}

type Resto = Omit<AttoLetteraProps, 'atto'>;

function ConParole({ atto, lettera, onChiudi }: Resto & { atto: ParoleAtto }) {
  const rinfresca = useRinfrescaLettere();
  const motivoAccesso = useMotivoAccesso();
  const [parole, setParole] = useState('');
  const [chiave] = useState(newChiave);
  const { titolo, premessa, azione, rinuncia, pericolo = false } = atto;
  const mutation = useMutation({
    mutationFn: () =>
      chiedi(atto.percorso(lettera.id), {
        corpo: atto.corpo(parole.trim()),
        versione: lettera.versione,
        chiave,
        motivoAccesso,
      }),
    onSuccess: async () => {
      annuncia(atto.fatto);
      onChiudi();
      await rinfresca();
    },
  });
  return (
    <DialogoAtto
      {...{ titolo, premessa, azione, rinuncia, pericolo, onChiudi }}
      inCorso="Un momento…"
      alLavoro={mutation.isPending}
      errore={mutation.error}
      onAzione={() => mutation.mutate()}
    >
      <Campo
        tipo="textarea"
        rows={5}
        etichetta={atto.etichetta}
        facoltativo={atto.facoltativo}
        value={parole}
        errore={erroreDi(mutation.error, 'osservazioni') ?? erroreDi(mutation.error, 'motivo')}
        onChange={(event) => setParole(event.target.value)}
      />
    </DialogoAtto>
  );
}

/** The approved file, signed elsewhere: what can be told from its bytes must be the approved one; else a head confirms. */
function Firma({ lettera, onChiudi }: Resto) {
  const rinfresca = useRinfrescaLettere();
  const motivoAccesso = useMotivoAccesso();
  const [file, setFile] = useState<File>();
  const [daConfermare, setDaConfermare] = useState<{ messaggio: string; sha256?: string }>();
  const [confermato, setConfermato] = useState<string>(); // hash of the bytes that were refused: no others are confirmed
  const [motivo, setMotivo] = useState('');
  const mutation = useMutation({
    mutationFn: () => {
      const parti = new FormData();
      if (file !== undefined) parti.append('documento', file, file.name);
      if (confermato !== undefined) {
        parti.append('conferma', 'si');
        parti.append('sha256', confermato);
        if (motivo.trim() !== '') parti.append('motivo', motivo.trim());
      }
      return inviaParti(percorsi.firma(lettera.id), { parti, versione: lettera.versione, motivoAccesso });
    },
    onSuccess: async () => {
      annuncia('File firmato caricato.', 'La lettera si può registrare.');
      onChiudi();
      await rinfresca();
    },
    onError: (error) => {
      const chiesta = error instanceof ProblemaError && error.errori.find(({ campo }) => campo === 'conferma');
      if (!chiesta) return; // what was asked before still holds
      setDaConfermare(chiesta);
      setConfermato(undefined);
    },
  });
  const errore = erroreDi(mutation.error, 'documento');
  return (
    <DialogoAtto
      titolo="Carica il file firmato"
      premessa="Il .p7m o il PDF firmato del file approvato: il contenuto è confrontato con quello approvato."
      azione="Carica"
      rinuncia="Non ancora"
      inCorso="Confronto in corso…"
      alLavoro={mutation.isPending}
      errore={mutation.error}
      onAzione={() => mutation.mutate()}
      onChiudi={onChiudi}
    >
      <div className="riga">
        <SceltaFile
          id="lettera-firmato"
          etichetta="File firmato"
          className="btn btn-secondo"
          descrittoDa="lettera-firmato-nome"
          errato={errore !== undefined}
          onFile={([first]) => {
            setFile(first);
            setDaConfermare(undefined); // it was asked of the other file
            setConfermato(undefined);
            mutation.reset();
          }}
        >
          <Icona nome="file" /> Scegli il file firmato
        </SceltaFile>
        <span id="lettera-firmato-nome" className="ell" role="status">
          {file === undefined ? 'nessun file scelto' : file.name}
        </span>
      </div>
      {errore !== undefined && (
        <p className="errore-campo">
          <Icona nome="error" misura="s" /> <span>{errore}</span>
        </p>
      )}
      {daConfermare !== undefined && (
        <div className="pila stretta">
          <p className="aiuto warn va-a-capo">{daConfermare.messaggio}</p>
          {lettera.atti.includes('rinvia') && daConfermare.sha256 !== undefined && (
            <>
              <Spunta
                id="lettera-conferma"
                spuntata={confermato !== undefined}
                onSpunta={(si) => setConfermato(si ? daConfermare.sha256 : undefined)}
              >
                L’ho controllato: è la versione approvata, con la firma di chi deve firmarla
              </Spunta>
              <Campo
                etichetta="Motivo della conferma"
                facoltativo
                value={motivo}
                errore={erroreDi(mutation.error, 'motivo')}
                onChange={(event) => setMotivo(event.target.value)}
              />
            </>
          )}
        </div>
      )}
    </DialogoAtto>
  );
}
