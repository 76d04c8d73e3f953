import { nomeUfficio } from '../../api/elenchi.js';
import type { Ufficio } from '../../api/tipi.js';
import { Chip } from '../../components/Chip.js';
import { Combobox } from '../../components/Combobox.js';
import { type ErroreModulo, idOf, messaggiOf } from './errori-campi.js';
import { Evidenzia } from './Evidenzia.js';
import { cercaUffici } from './uffici.js';
import type { AssegnazioneScelta } from './valori.js';

interface CampoAssegnazioniProps {
  uffici: readonly Ufficio[];
  /** What happens if it stays empty, or what is written in it. */
  aiuto: string;
  assegnazioni: AssegnazioneScelta[];
  testo: string;
  errori: readonly ErroreModulo[];
  onAssegnazioni: (assegnazioni: AssegnazioneScelta[]) => void;
  onTesto: (testo: string) => void;
}

const ALTRO_TIPO = { competenza: 'conoscenza', conoscenza: 'competenza' } as const;

/** Offices that receive the document: the first for competenza, those after for conoscenza; a press changes it. */
export function CampoAssegnazioni({
  uffici,
  aiuto,
  assegnazioni,
  testo,
  errori,
  onAssegnazioni,
  onTesto,
}: CampoAssegnazioniProps) {
  const messaggi = messaggiOf(errori, 'assegnazioni');
  const presi = new Set(assegnazioni.map(({ uo }) => uo));
  const primaCompetenza = assegnazioni.some(({ tipo }) => tipo === 'competenza');
  return (
    <Combobox<Ufficio>
      id={idOf('assegnazioni')}
      etichetta="Assegna a"
      facoltativo
      aiuto={aiuto}
      errore={messaggi.length === 0 ? undefined : messaggi.join(' ')}
      segnaposto={assegnazioni.length === 0 ? 'codice o nome dell’ufficio' : 'aggiungi un altro ufficio'}
      testo={testo}
      onTesto={onTesto}
      elementi={cercaUffici(uffici, testo).filter(({ codice }) => !presi.has(codice))}
      chiaveOf={({ codice }) => codice}
      paroleOf={({ codice, denominazione }) => `${codice} ${denominazione}`}
      mostra={({ codice, denominazione }) => (
        <>
          <span className="mono">{codice}</span> <Evidenzia testo={denominazione} cercato={testo} />
        </>
      )}
      onScelta={({ codice }) => {
        onTesto('');
        onAssegnazioni([...assegnazioni, { uo: codice, tipo: primaCompetenza ? 'conoscenza' : 'competenza' }]);
      }}
      elenco="Uffici trovati"
      vuoto="Nessun ufficio con queste parole."
      piu
      onIndietro={() => onAssegnazioni(assegnazioni.slice(0, -1))}
    >
      {assegnazioni.map(({ uo, tipo }, posto) => (
        <Chip
          key={uo}
          testo={nomeUfficio(uffici, uo)}
          errato={messaggiOf(errori, `assegnazioni[${posto}]`).length > 0}
          onTogli={() => onAssegnazioni(assegnazioni.filter((_, altro) => altro !== posto))}
        >
          <button
            type="button"
            className="gettone-tipo"
            aria-label={`${tipo}: cambia in ${ALTRO_TIPO[tipo]} per ${nomeUfficio(uffici, uo)}`}
            onClick={() =>
              onAssegnazioni(
                assegnazioni.map((altra, altro) =>
                  altro === posto ? { ...altra, tipo: ALTRO_TIPO[altra.tipo] } : altra,
                ),
              )
            }
          >
            {tipo}
          </button>
        </Chip>
      ))}
    </Combobox>
  );
}
