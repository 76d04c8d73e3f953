import { useState } from 'react';
import * as percorsi from '../api/percorsi.js';
import { useIo } from '../api/sessione.js';
import { Campo } from '../components/Campo.js';
import { giornoInLettere, giornoIso } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';

type Nome = 'numero' | 'data' | 'autore' | 'causa' | 'descrizione' | 'finoAl' | 'giorni' | 'dal' | 'al';
type Valori = Record<Nome, string>;

/** The act that defers: which documents, why, until when. */
export function NuovoDifferimento({ onChiudi }: { onChiudi: () => void }) {
  const io = useIo();
  const [valori, setValori] = useState<Valori>({
    numero: '',
    data: giornoIso(adesso()),
    autore: io.denominazione,
    causa: '',
    descrizione: '',
    finoAl: '',
    giorni: '',
    dal: '',
    al: '',
  });
  const atto = useAtto(percorsi.apreDifferimento, ['Differimento aperto.', 'Chi registra lo può citare.'], onChiudi);
  const { numero, data, autore, causa, descrizione, finoAl, giorni, dal, al } = valori;
  const field = (nome: Nome, campo: string = nome) => ({
    value: valori[nome],
    errore: atto.erroreDi(campo),
    onChange: (event: { target: { value: string } }) => setValori({ ...valori, [nome]: event.target.value }),
  });
  const giornoDi = (value: string) => (value === '' ? {} : { aiuto: giornoInLettere(value) });
  return (
    <DialogoAtto
      titolo="Apri un differimento dei termini"
      premessa="Solo per ciò che arriva su carta o di persona, quando registrare in giornata non è possibile. Non vale per la PEC."
      azione="Apri il differimento"
      rinuncia="Non aprire"
      inCorso="Apertura in corso…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() =>
        atto.invia({
          provvedimento: { numero: numero.trim(), data, autore: autore.trim() },
          causa: causa.trim(),
          descrizione: descrizione.trim(),
          ...(finoAl !== '' && { finoAl }),
          ...(giorni !== '' && { giorniLavorativi: Number(giorni) }),
          ...(dal !== '' && { dal }),
          ...(al !== '' && { al }),
        })
      }
      onChiudi={onChiudi}
    >
      <div className="griglia-due">
        <Campo etichetta="Provvedimento n." {...field('numero', 'provvedimento.numero')} />
        <Campo etichetta="del" type="date" {...field('data', 'provvedimento.data')} {...giornoDi(data)} />
      </div>
      <Campo etichetta="Autore" {...field('autore', 'provvedimento.autore')} />
      <Campo etichetta="Causa" aiuto="per esempio: interruzione della rete" {...field('causa')} />
      <Campo tipo="textarea" rows={2} etichetta="Quali documenti" {...field('descrizione')} />
      <div className="griglia-due">
        <Campo etichetta="Fino al" type="date" {...field('finoAl')} {...giornoDi(finoAl)} />
        <Campo
          etichetta="oppure per giorni lavorativi"
          facoltativo
          type="number"
          min={1}
          max={30}
          {...field('giorni', 'giorniLavorativi')}
        />
        <Campo etichetta="Arrivati dal" facoltativo type="date" {...field('dal')} {...giornoDi(dal)} />
        <Campo etichetta="al" facoltativo type="date" {...field('al')} {...giornoDi(al)} />
      </div>
    </DialogoAtto>
  );
}
