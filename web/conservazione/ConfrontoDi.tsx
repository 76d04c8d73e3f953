import type { VersamentoRisposta } from '../../schemas/versamento.api.js';
import * as percorsi from '../api/conservazione.js';
import { Avviso } from '../components/Avviso.js';
import { Stato } from '../components/Stato.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { plural } from '../lib/formati.js';
import { leggiXml, rapportoDentro } from './albero-xml.js';
import { confronta, type RigaConfronto } from './confronto.js';
import { nomePacchetto } from './PacchettoScelto.js';
import { TestoDi } from './TestoDi.js';

const ESITO = (riga: RigaConfronto) =>
  riga.uguale === undefined
    ? ({ tono: 'neu', icona: 'info-circle', parola: 'Non si confronta' } as const)
    : riga.uguale
      ? ({ tono: 'ok', icona: 'check', parola: 'Uguale' } as const)
      : ({ tono: 'bad', icona: 'error', parola: 'Diverso' } as const);

const COLONNE: readonly ColonnaOrdinata<RigaConfronto>[] = [
  { campo: 'voce', titolo: 'Dato', classe: 'c-voce', valore: ({ voce }) => voce },
  { campo: 'nostro', titolo: 'Inviato', classe: 'c-confronto', valore: ({ nostro }) => nostro },
  { campo: 'loro', titolo: 'Nel rapporto del conservatore', classe: 'c-confronto c-loro', valore: ({ loro }) => loro },
  {
    campo: 'esito',
    titolo: 'Confronto',
    classe: 'c-stato',
    valore: (riga) => ESITO(riga).parola,
    mostra: (riga) => <Stato {...ESITO(riga)} />,
  },
];

interface ConfrontoDiProps {
  versamento: VersamentoRisposta;
  onMotivo: (motivo: string) => void;
}

/** What was sent beside what the receiver says it keeps: the receipt, or the one that came within its refusal. */
export function ConfrontoDi({ versamento, onMotivo }: ConfrontoDiProps) {
  const { id, rapporto, tentativi } = versamento;
  const risposta =
    tentativi.findLast(({ esito, risposta: kept }) => kept !== undefined && esito === 'conflitto') ??
    tentativi.findLast(({ risposta: kept }) => kept !== undefined);
  const theirs =
    rapporto !== undefined
      ? percorsi.rapportoXml(id)
      : risposta === undefined
        ? undefined
        : percorsi.risposta(id, risposta.n);
  if (theirs === undefined) return null;
  return (
    <TestoDi percorso={theirs} onMotivo={onMotivo}>
      {(testo) => (
        <TestoDi percorso={percorsi.indiceXml(id)} onMotivo={onMotivo}>
          {(indice) => <Righe versamento={versamento} indice={indice} risposta={testo} />}
        </TestoDi>
      )}
    </TestoDi>
  );
}

function Righe({ versamento, indice, risposta }: { versamento: VersamentoRisposta; indice: string; risposta: string }) {
  const letta = leggiXml(risposta);
  const rapporto = letta === null ? null : rapportoDentro(letta);
  if (rapporto === null)
    return (
      <Avviso tono="warn">
        Nella risposta del conservatore non c’è un rapporto di versamento da confrontare: leggere la risposta com’è, o
        chiedere al conservatore il rapporto di allora.
      </Avviso>
    );
  const righe = confronta(versamento, leggiXml(indice), rapporto);
  const diverse = righe.filter(({ uguale }) => uguale === false).length;
  return (
    <>
      <Avviso tono={diverse === 0 ? 'ok' : 'bad'}>
        {diverse === 0
          ? 'Tutto ciò che il rapporto dice corrisponde a ciò che è stato inviato.'
          : `${plural(diverse, 'dato non corrisponde', 'dati non corrispondono')}: il conservatore conserva altro sotto questa chiave. Decide una persona.`}
      </Avviso>
      <TabellaOrdinata
        etichetta="Inviato e conservato, a confronto"
        prefisso="c-"
        nomeFile={`${nomePacchetto(versamento)}-confronto`}
        colonne={COLONNE}
        righe={righe}
        chiaveOf={({ voce, nostro, loro }) => `${voce} ${nostro} ${loro}`}
        classeOf={({ uguale }) => (uguale === false ? 'diversa' : undefined)}
        vuoto={{ filtrato: 'Nessuna riga con queste parole.', nulla: 'Nulla da confrontare.' }}
      />
    </>
  );
}
