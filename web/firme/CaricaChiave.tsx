import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { inviaParti } from '../api/client.js';
import * as percorsi from '../api/firme.js';
import { puo, useIo } from '../api/sessione.js';
import { Campo } from '../components/Campo.js';
import { Chip } from '../components/Chip.js';
import { annuncia } from '../components/Esiti.js';
import { Icona } from '../components/Icona.js';
import { SceltaFile } from '../components/ZonaFile.js';
import { giorno } from '../lib/formati.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { erroreDi } from '../protocollo/atti/use-atto.js';
import { usePersone } from '../sostituzioni/interrogazioni.js';

/** Loads a PKCS#12: the password opens it once and is not kept, the key is kept encrypted. */
export function CaricaChiave({ onChiudi }: { onChiudi: () => void }) {
  const io = useIo();
  const cura = puo(io, 'cura-chiavi');
  const cache = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [password, setPassword] = useState('');
  const [diChi, setDiChi] = useState(io.utente);
  const { data: persone = [] } = usePersone(undefined, cura);
  const invio = useMutation({
    mutationFn: async () => {
      const parti = new FormData();
      parti.append('password', password);
      parti.append('specie', diChi === 'sigillo' ? 'sigillo' : 'funzionario');
      if (diChi !== 'sigillo' && diChi !== io.utente) parti.append('utente', diChi);
      if (file !== null) parti.append('chiave', file, file.name);
      return (await inviaParti(percorsi.caricaChiave, { parti })).corpo;
    },
    onSuccess: async ({ nome, certificato }) => {
      annuncia(
        `Chiave di ${nome} caricata.`,
        `Firma fino al ${giorno(certificato.al)}; la scadenza si vede qui prima.`,
      );
      onChiudi();
      await cache.invalidateQueries({ queryKey: ['sostituzioni', 'chiavi'] });
    },
  });
  const errore = (campo: string) => erroreDi(invio.error, campo);
  return (
    <DialogoAtto
      titolo="Carica una chiave di firma"
      premessa="Un file .p12 o .pfx con certificato e chiave. La password lo apre adesso e non si conserva; la chiave si conserva cifrata."
      azione="Carica la chiave"
      rinuncia="Non caricare"
      inCorso="Caricamento in corso…"
      alLavoro={invio.isPending}
      errore={invio.error}
      onAzione={() => invio.mutate()}
      onChiudi={onChiudi}
    >
      <div className="campo">
        <span className="etichetta">File della chiave</span>
        {file !== null && (
          <div className="in-riga">
            <Chip testo={file.name} onTogli={() => setFile(null)} />
          </div>
        )}
        <div>
          <SceltaFile
            id="chiave-file"
            etichetta="File della chiave: scegli il file"
            className="btn btn-terzo"
            onFile={([one]) => setFile(one ?? null)}
            errato={errore('chiave') !== undefined}
            descrittoDa={errore('chiave') === undefined ? undefined : 'chiave-file-errore'}
          >
            <Icona nome="upload" /> Scegli il file
          </SceltaFile>
        </div>
        {errore('chiave') !== undefined && (
          <p id="chiave-file-errore" className="errore-campo">
            <Icona nome="error" misura="s" />
            <span>{errore('chiave')}</span>
          </p>
        )}
      </div>
      <Campo
        etichetta="Password del file"
        type="password"
        autoComplete="off"
        value={password}
        errore={errore('password')}
        onChange={(event) => setPassword(event.target.value)}
      />
      {cura && (
        <Campo
          tipo="select"
          etichetta="Di chi"
          value={diChi}
          errore={errore('utente') ?? errore('specie')}
          onChange={(event) => setDiChi(event.target.value)}
        >
          <option value="sigillo">Sigillo della AOO</option>
          <option value={io.utente}>Mia</option>
          {persone
            .filter(({ utente }) => utente !== io.utente)
            .map(({ utente, denominazione }) => (
              <option key={utente} value={utente}>
                {denominazione}
              </option>
            ))}
        </Campo>
      )}
    </DialogoAtto>
  );
}
