import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { inviaParti } from '../../api/client.js';
import { ProblemaError } from '../../api/errori.js';
import * as percorsi from '../../api/percorsi.js';
import { Campo } from '../../components/Campo.js';
import { Chip } from '../../components/Chip.js';
import { annuncia } from '../../components/Esiti.js';
import { Progresso } from '../../components/Progresso.js';
import { Icona } from '../../components/Icona.js';
import { SceltaFile } from '../../components/ZonaFile.js';
import { newChiave } from '../../lib/chiave.js';
import { dimensione } from '../../lib/formati.js';
import { useMotivoAccesso } from '../motivo-accesso.js';
import { detto } from '../parole.js';
import type { AttoProps } from './atto-props.js';
import { DialogoAtto } from './DialogoAtto.js';
import { erroreDi } from './use-atto.js';

/** Why a paper gets its file later: said already, to be changed where it is not so. */
const SCANSIONE = 'Scansione del documento arrivato su carta';

/** Adding what was missing: the document once, or further attachments, each with its own date, operator and hash. */
export function Integra({ registrazione, onChiudi }: AttoProps) {
  const { nome, fine } = detto(registrazione);
  const cache = useQueryClient();
  const motivoAccesso = useMotivoAccesso();
  const senzaDocumento = registrazione.documento === undefined;
  const [documento, setDocumento] = useState<File | null>(null);
  const [allegati, setAllegati] = useState<File[]>([]);
  const [motivo, setMotivo] = useState(senzaDocumento ? SCANSIONE : '');
  const [avanzamento, setAvanzamento] = useState<number>();
  const [chiave, setChiave] = useState(newChiave);
  const invio = useMutation({
    mutationFn: () => {
      const parti = new FormData();
      parti.append('motivo', motivo.trim());
      if (documento !== null) parti.append('documento', documento);
      for (const file of allegati) parti.append('allegato', file);
      return inviaParti(percorsi.integra(registrazione), {
        parti,
        chiave,
        motivoAccesso,
        avanzamento: (sent, all) => setAvanzamento(all === 0 ? undefined : sent / all),
      });
    },
    onSuccess: async () => {
      annuncia(`${nome} integrat${fine}.`, 'Ogni file ha la sua impronta e la sua data.');
      onChiudi();
      await Promise.all(
        ['scheda', 'registro', 'scrivania'].map((nome) => cache.invalidateQueries({ queryKey: [nome] })),
      );
    },
    onError: (error) => {
      if (error instanceof ProblemaError) setChiave(newChiave());
    },
    onSettled: () => setAvanzamento(undefined),
  });
  const errore = (campo: string) => erroreDi(invio.error, campo);

  return (
    <DialogoAtto
      titolo={`Integra ${nome}`}
      premessa="Ciò che è registrato non cambia: i file nuovi si aggiungono con la loro data e il loro motivo."
      azione="Aggiungi i file"
      rinuncia="Non aggiungere"
      inCorso="Invio in corso…"
      alLavoro={invio.isPending}
      errore={invio.error}
      onAzione={() => invio.mutate()}
      onChiudi={onChiudi}
    >
      {senzaDocumento && (
        <CampoFile
          id="integra-documento"
          etichetta="Documento che mancava"
          bottone="Scegli il documento"
          errore={errore('documento')}
          scelti={documento === null ? [] : [documento]}
          onFile={([file]) => setDocumento(file ?? null)}
          onTogli={() => setDocumento(null)}
        />
      )}
      <CampoFile
        id="integra-allegati"
        etichetta={senzaDocumento ? 'Allegati (facoltativi)' : 'Allegati'}
        bottone="Scegli gli allegati"
        errore={errore('allegati') ?? errore('allegato')}
        scelti={allegati}
        onFile={(files) => setAllegati([...allegati, ...files])}
        onTogli={(file) => setAllegati(allegati.filter((one) => one !== file))}
      />
      <Campo
        etichetta="Motivo"
        value={motivo}
        errore={errore('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
      {invio.isPending && <Progresso etichetta="Invio dei file" valore={avanzamento} />}
    </DialogoAtto>
  );
}

interface CampoFileProps {
  id: string;
  etichetta: string;
  bottone: string;
  errore: string | undefined;
  scelti: readonly File[];
  onFile: (files: File[]) => void;
  onTogli: (file: File) => void;
}

function CampoFile({ id, etichetta, bottone, errore, scelti, onFile, onTogli }: CampoFileProps) {
  return (
    <div className="campo">
      <span className="etichetta">{etichetta}</span>
      {scelti.length > 0 && (
        <div className="in-riga">
          {scelti.map((file, i) => (
            <Chip
              key={`${i} ${file.name}`}
              testo={`${file.name}, ${dimensione(file.size)}`}
              onTogli={() => onTogli(file)}
            />
          ))}
        </div>
      )}
      <div>
        <SceltaFile
          id={id}
          etichetta={`${etichetta}: ${bottone.toLowerCase()}`}
          className="btn btn-terzo"
          onFile={onFile}
          errato={errore !== undefined}
          descrittoDa={errore === undefined ? undefined : `${id}-errore`}
        >
          <Icona nome="upload" /> {bottone}
        </SceltaFile>
      </div>
      {errore !== undefined && (
        <p id={`${id}-errore`} className="errore-campo">
          <Icona nome="error" misura="s" />
          <span>{errore}</span>
        </p>
      )}
    </div>
  );
}
