import { useState } from 'react';
import type { CodiceQualita } from '../../schemas/scansione.api.js';
import type { PaginaScansione, Scansione } from '../api/scansioni.js';
import * as percorsi from '../api/scansioni.js';
import { Campo } from '../components/Campo.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { DialogoMotivo } from '../protocollo/atti/DialogoMotivo.js';
import { DIFETTI } from './qualita.js';
import { useAttoScansione } from './use-atto-scansione.js';

interface AttoPaginaProps {
  scansione: Scansione;
  pagina: PaginaScansione;
  onFatto: (scansione: Scansione) => void;
  onChiudi: () => void;
}

/** A deed of the dialog of a reason, which knows only of its body. */
const conPercorso = <T,>(
  atto: ReturnType<typeof useAttoScansione<T>>,
  percorso: Parameters<typeof atto.invia>[0]['percorso'],
  extra: Record<string, unknown> = {},
) => ({
  alLavoro: atto.alLavoro,
  errore: atto.errore,
  erroreDi: atto.erroreDi,
  invia: (corpo: unknown) => atto.invia({ percorso, corpo: { ...extra, ...(corpo as Record<string, unknown>) } }),
});

/** A page leaves the copy with its reason; its file stays where it was stored. */
export function TogliPagina({ scansione, pagina, onFatto, onChiudi }: AttoPaginaProps) {
  const atto = useAttoScansione<Scansione>({
    fatto: [`Pagina ${pagina.numero} tolta.`, 'La sua immagine e il motivo restano nella storia.'],
    onFatto: (corpo) => {
      onFatto(corpo);
      onChiudi();
    },
  });
  return (
    <DialogoMotivo
      titolo={`Togliere la pagina ${pagina.numero} dalla copia?`}
      premessa="Le altre si rinumerano. L’immagine acquisita non si cancella: resta nella storia, con il motivo."
      azione="Togli la pagina"
      rinuncia="Lasciala dov’è"
      inCorso="Un momento…"
      pericolo
      atto={conPercorso(atto, percorsi.rimuovi(scansione.id, pagina.id))}
      onChiudi={onChiudi}
    />
  );
}

/** A flaw that is no harm: who says so, and why. */
export function AccettaDifetto({
  scansione,
  pagina,
  codice,
  onFatto,
  onChiudi,
}: AttoPaginaProps & { codice: CodiceQualita }) {
  const atto = useAttoScansione<Scansione>({
    fatto: [`Pagina ${pagina.numero} accettata.`, 'Il motivo resta nella storia.'],
    onFatto: (corpo) => {
      onFatto(corpo);
      onChiudi();
    },
  });
  const messaggio = pagina.qualita.find((one) => one.codice === codice)?.messaggio;
  return (
    <DialogoMotivo
      titolo={`Accettare la pagina ${pagina.numero} com’è?`}
      premessa={`${messaggio ?? `${DIFETTI[codice].titolo}.`} Si accetta se il contenuto si legge per intero; il motivo resta.`}
      azione="Accetta la pagina"
      rinuncia="Decido più tardi"
      inCorso="Un momento…"
      atto={conPercorso(atto, percorsi.accetta(scansione.id, pagina.id), { codice })}
      onChiudi={onChiudi}
    />
  );
}

/** From this page on it is another document. */
export function DividiQui({
  scansione,
  pagina,
  onDivisa,
  onChiudi,
}: Omit<AttoPaginaProps, 'onFatto'> & { onDivisa: (prima: Scansione, nuova: Scansione) => void }) {
  const last = scansione.pagine.length;
  const atto = useAttoScansione<{ scansione: Scansione; nuova: Scansione }>({
    fatto: ['Divisa.', 'La nuova scansione è nell’elenco.'],
    onFatto: ({ scansione: prima, nuova }) => {
      onDivisa(prima, nuova);
      onChiudi();
    },
  });
  return (
    <DialogoAtto
      titolo={`Dividere alla pagina ${pagina.numero}?`}
      premessa={`Le pagine da ${pagina.numero} a ${last} diventano un’altra scansione, senza numero; qui restano le prime ${pagina.numero - 1}.`}
      azione="Dividi qui"
      rinuncia="Resta una sola"
      inCorso="Divisione in corso…"
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia({ percorso: percorsi.dividi(scansione.id), corpo: { da: pagina.id } })}
      onChiudi={onChiudi}
    />
  );
}

/** To another place of the order. */
export function SpostaPagina({ scansione, pagina, onFatto, onChiudi }: AttoPaginaProps) {
  const [posto, setPosto] = useState(String(pagina.numero));
  const [errore, setErrore] = useState<string>();
  const last = scansione.pagine.length;
  const atto = useAttoScansione<Scansione>({
    onFatto: (corpo) => {
      onFatto(corpo);
      onChiudi();
    },
  });
  const send = () => {
    const to = Number(posto);
    if (!Number.isInteger(to) || to < 1 || to > last) {
      setErrore(`Il posto va da 1 a ${last}.`);
      return;
    }
    const others = scansione.pagine.map(({ id }) => id).filter((id) => id !== pagina.id);
    atto.invia({ percorso: percorsi.ordina(scansione.id), corpo: { pagine: others.toSpliced(to - 1, 0, pagina.id) } });
  };
  return (
    <DialogoAtto
      titolo={`Spostare la pagina ${pagina.numero}`}
      premessa="Di un posto alla volta si sposta anche con ⇧J e ⇧K."
      azione="Sposta"
      inCorso="Un momento…"
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={send}
      onChiudi={onChiudi}
    >
      <Campo
        etichetta="Al posto numero"
        aiuto={`da 1 a ${last}`}
        inputMode="numeric"
        value={posto}
        errore={errore}
        onChange={(event) => {
          setErrore(undefined);
          setPosto(event.target.value.replace(/\D/g, ''));
        }}
      />
    </DialogoAtto>
  );
}
