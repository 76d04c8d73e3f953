import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RigaVersamento } from '../../schemas/versamento.api.js';
import { inviaParti } from '../api/client.js';
import * as percorsi from '../api/conservazione.js';
import { ProblemaError } from '../api/errori.js';
import { annuncia } from '../components/Esiti.js';
import { SceltaFile } from '../components/ZonaFile.js';
import { newChiave } from '../lib/chiave.js';
import { dimensione } from '../lib/formati.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { erroreDi } from '../protocollo/atti/use-atto.js';
import { CHIAVE } from './interrogazioni-conservazione.js';
import { nomeIntero } from './parole-conservazione.js';

interface CaricaRapportoProps {
  riga: Pick<RigaVersamento, 'id' | 'tipo' | 'riferimento' | 'chiave'>;
  onFatto: () => void;
  onChiudi: () => void;
}

/** The receipt of a receiver that gives it by other ways (panel, PEC); it is checked against what was sent. */
export function CaricaRapporto({ riga, onFatto, onChiudi }: CaricaRapportoProps) {
  const cache = useQueryClient();
  const [file, setFile] = useState<File>();
  const [manca, setManca] = useState(false);
  const [chiave, setChiave] = useState(newChiave);
  const carica = useMutation({
    mutationFn: (scelto: File) => {
      const parti = new FormData();
      parti.append('rapporto', scelto, scelto.name);
      return inviaParti(percorsi.caricaRapporto(riga.id), { parti, chiave });
    },
    onSuccess: async () => {
      annuncia('Rapporto caricato.', 'Impronte confrontate con ciò che è stato inviato.');
      onFatto();
      await cache.invalidateQueries({ queryKey: [CHIAVE] });
    },
    onError: (error) => {
      if (error instanceof ProblemaError) setChiave(newChiave());
    },
  });
  const wrong = erroreDi(carica.error, 'rapporto') ?? (manca ? 'Scegliere il file del rapporto.' : undefined);
  return (
    <DialogoAtto
      titolo={`Carica il rapporto: ${nomeIntero(riga)}`}
      premessa="Il rapporto di versamento come lo ha dato il conservatore, senza aprirlo né risalvarlo. Le impronte si confrontano con quelle inviate."
      azione="Carica il rapporto"
      inCorso="Confronto in corso…"
      alLavoro={carica.isPending}
      errore={carica.error}
      onAzione={() => {
        setManca(file === undefined);
        if (file !== undefined) carica.mutate(file);
      }}
      onChiudi={onChiudi}
    >
      <div className="campo">
        <SceltaFile
          id="file-rapporto"
          etichetta="File del rapporto"
          descrittoDa="file-rapporto-scelto"
          errato={wrong !== undefined}
          onFile={([first]) => {
            setFile(first);
            setManca(false);
          }}
        >
          <span className="btn btn-secondo">Scegli il file…</span>
        </SceltaFile>
        <p id="file-rapporto-scelto" className={wrong === undefined ? 'aiuto' : 'errore-campo'} role="status">
          {wrong ?? (file === undefined ? 'Nessun file scelto.' : `${file.name}, ${dimensione(file.size)}`)}
        </p>
      </div>
    </DialogoAtto>
  );
}
