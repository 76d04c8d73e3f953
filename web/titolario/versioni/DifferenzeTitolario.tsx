import { Stato, type StatoProps } from '../../components/Stato.js';
import type { ColonnaOrdinata } from '../../components/CelleOrdinate.js';
import { TabellaOrdinata } from '../../components/TabellaOrdinata.js';
import type { Differenza, ImportazioneDiStrumento } from '../percorsi-titolario.js';

type DifferenzaStrumento = ImportazioneDiStrumento['differenze'][number];

const TIPI: Readonly<Record<Differenza['tipo'] | DifferenzaStrumento['tipo'], StatoProps>> = {
  aggiunta: { tono: 'ok', icona: 'plus-circle', parola: 'Aggiunta' },
  chiusa: { tono: 'bad', icona: 'minus-circle', parola: 'Chiusa' },
  tolta: { tono: 'bad', icona: 'minus-circle', parola: 'Tolta' },
  cambiata: { tono: 'warn', icona: 'pencil', parola: 'Cambiata' },
  spostata: { tono: 'inf', icona: 'arrow-right', parola: 'Spostata' },
};

const PAROLE_CAMPO: Readonly<Record<string, string>> = {
  voce: 'nome',
  descrizione: 'descrizione',
  attivaDal: 'attiva dal',
  chiusaDal: 'chiusa dal',
  motivoChiusura: 'motivo della chiusura',
  riservata: 'riservata',
  tipoAggregazione: 'aggregazione',
  tipologiaFascicolo: 'tipo di fascicolo',
};

function changesOf({ da, campi = [], tipo }: Differenza): string {
  const words = campi.map(
    ({ campo, prima = '—', dopo = '—' }) => `${PAROLE_CAMPO[campo] ?? campo}: «${prima}» → «${dopo}»`,
  );
  if (tipo === 'chiusa' && campi.length === 0) words.push('non c’è più in questa versione');
  return [...(da === undefined ? [] : [`era ${da}`]), ...words].join('; ');
}

const tipo = <T extends { tipo: keyof typeof TIPI }>(): ColonnaOrdinata<T> => ({
  campo: 'tipo',
  titolo: 'Differenza',
  classe: 'c-tipo',
  valore: (one) => TIPI[one.tipo].parola,
  mostra: (one) => <Stato {...TIPI[one.tipo]} />,
});

const COLONNE: readonly ColonnaOrdinata<Differenza>[] = [
  { campo: 'codice', titolo: 'Codice', classe: 'c-codice', valore: ({ codice }) => codice },
  tipo<Differenza>(),
  { campo: 'voce', titolo: 'Voce', valore: ({ voce }) => voce },
  { campo: 'cambia', titolo: 'Che cosa cambia', valore: changesOf },
];

const COLONNE_STRUMENTO: readonly ColonnaOrdinata<DifferenzaStrumento>[] = [
  { campo: 'codice', titolo: 'Codice', classe: 'c-codice', valore: ({ codice }) => codice },
  tipo<DifferenzaStrumento>(),
  { campo: 'testo', titolo: 'Riga', valore: ({ testo }) => testo },
  { campo: 'prima', titolo: 'Prima', valore: ({ prima = '' }) => prima },
  { campo: 'dopo', titolo: 'Dopo', valore: ({ dopo = '' }) => dopo },
];

const VUOTO = {
  filtrato: 'Nessuna differenza con queste parole.',
  nulla: 'Nessuna differenza: il file dice le stesse cose.',
};

/** Every difference from the version before, as who approves reads it; filtered by words, taken away as CSV. */
export function DifferenzeTitolario({ righe, nome }: { righe: readonly Differenza[]; nome: string }) {
  return (
    <div className="versioni-differenze">
      <TabellaOrdinata
        etichetta={`Differenze, ${nome}`}
        nomeFile="differenze-titolario"
        colonne={COLONNE}
        righe={righe}
        chiaveOf={({ tipo: one, codice }) => `${one} ${codice}`}
        prefisso="d"
        vuoto={VUOTO}
      />
    </div>
  );
}

/** The same of a massimario or a prontuario. */
export function DifferenzeStrumento({ righe, nome }: { righe: readonly DifferenzaStrumento[]; nome: string }) {
  return (
    <div className="versioni-differenze">
      <TabellaOrdinata
        etichetta={`Differenze, ${nome}`}
        nomeFile={`differenze-${nome}`}
        colonne={COLONNE_STRUMENTO}
        righe={righe}
        chiaveOf={({ tipo: one, codice, testo }) => `${one} ${codice} ${testo}`}
        prefisso={nome.slice(0, 1)}
        vuoto={VUOTO}
      />
    </div>
  );
}
