import { useState } from 'react';
import type { PaginaScansione, Scansione } from '../api/scansioni.js';
import * as percorsi from '../api/scansioni.js';
import { Campo } from '../components/Campo.js';
import { Progresso } from '../components/Progresso.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { difettoDi, partiDi, type Raccolto } from './raccolta.js';
import { RaccogliPagine } from './RaccogliPagine.js';
import { useAttoScansione } from './use-atto-scansione.js';

interface DialogoPagineProps {
  scansione: Scansione;
  /** The page that is scanned again; none: pages are added. */
  pagina?: PaginaScansione | undefined;
  onFatto: (scansione: Scansione) => void;
  onChiudi: () => void;
}

/** Pages that come later: one scanned again in its place, or some added at the end. What was there stays in the history. */
export function DialogoPagine({ scansione, pagina, onFatto, onChiudi }: DialogoPagineProps) {
  const [raccolti, setRaccolti] = useState<readonly Raccolto[]>([]);
  const [motivo, setMotivo] = useState('');
  const [manca, setManca] = useState<string>();
  const atto = useAttoScansione<Scansione>({
    fatto:
      pagina === undefined
        ? ['Pagine aggiunte.', 'La copia si compone di nuovo.']
        : [`Pagina ${pagina.numero} riscansionata.`, 'La precedente resta nella storia; la copia si compone di nuovo.'],
    onFatto: (corpo) => {
      onFatto(corpo);
      onChiudi();
    },
  });
  const send = () => {
    const file = raccolti.map((one) => one.file);
    const difetto = difettoDi(file);
    setManca(difetto);
    if (difetto !== undefined) return;
    if (pagina === undefined) {
      atto.invia({ percorso: percorsi.aggiungiPagine(scansione.id), corpo: partiDi(file) });
      return;
    }
    const parti = new FormData();
    for (const one of file) parti.append('immagine', one, one.name);
    if (motivo.trim() !== '') parti.append('motivo', motivo.trim());
    atto.invia({ percorso: percorsi.sostituisci(scansione.id, pagina.id), corpo: parti });
  };
  return (
    <DialogoAtto
      largo
      titolo={pagina === undefined ? 'Aggiungere pagine' : `Riscansionare la pagina ${pagina.numero}`}
      premessa={
        pagina === undefined
          ? 'Vanno in fondo; poi si spostano dove servono.'
          : 'La nuova immagine prende il suo posto; quella di prima resta nella storia.'
      }
      azione={pagina === undefined ? 'Aggiungi le pagine' : 'Riscansiona'}
      inCorso="Invio in corso…"
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={send}
      onChiudi={onChiudi}
    >
      <RaccogliPagine
        id="pagine-nuove"
        unaSola={pagina !== undefined}
        raccolti={raccolti}
        onRaccolti={(muta) => {
          setManca(undefined);
          setRaccolti(muta);
        }}
        errore={manca ?? atto.erroreDi('immagine') ?? atto.erroreDi('documento')}
      >
        <b>{pagina === undefined ? 'Le pagine che mancano' : 'La pagina di nuovo'}</b>
        <span>Trascinare, incollare, scegliere o fotografare.</span>
      </RaccogliPagine>
      {pagina !== undefined && (
        <Campo
          etichetta="Motivo"
          facoltativo
          value={motivo}
          errore={atto.erroreDi('motivo')}
          onChange={(event) => setMotivo(event.target.value)}
        />
      )}
      {atto.avanzamento !== undefined && <Progresso etichetta="Invio delle pagine" valore={atto.avanzamento} />}
    </DialogoAtto>
  );
}
