import type { VersamentoRisposta } from '../../schemas/versamento.api.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { dimensione } from '../lib/formati.js';
import { nomePacchetto } from './PacchettoScelto.js';
import { nomeRuolo } from './parole-conservazione.js';

type FileVersato = VersamentoRisposta['file'][number];

const COLONNE: readonly ColonnaOrdinata<FileVersato>[] = [
  { campo: 'nome', titolo: 'File', classe: 'c-file', valore: ({ nome }) => nome },
  { campo: 'ruolo', titolo: 'Parte', classe: 'c-ruolo', valore: ({ ruolo }) => nomeRuolo(ruolo) },
  { campo: 'formato', titolo: 'Formato dichiarato', classe: 'c-formato', valore: ({ formato }) => formato },
  {
    campo: 'dimensione',
    titolo: 'Dimensione',
    classe: 'destra c-dimensione',
    valore: (file) => dimensione(file.dimensione),
    chiave: (file) => String(file.dimensione).padStart(16, '0'),
  },
  {
    campo: 'sha256',
    titolo: 'Impronta SHA-256',
    classe: 'c-impronta',
    valore: ({ sha256 }) => sha256,
    mostra: ({ sha256 }) => <span className="mono">{sha256}</span>,
  },
];

/** The files of the package, each with its hash, and the key under which the receiver keeps it. */
export function ContenutoDi({ versamento }: { versamento: VersamentoRisposta }) {
  const { chiave, file, sha256, dimensione: byte, id } = versamento;
  return (
    <>
      <dl className="dati conservazione-dati">
        <dt>Chiave inviata</dt>
        <dd className="mono">
          {chiave.registro} / {chiave.anno} / {chiave.numero}
        </dd>
        <dt>Identificativo</dt>
        <dd className="mono">{id}</dd>
        <dt>Dimensione</dt>
        <dd>{dimensione(byte)}</dd>
        <dt>Impronta del pacchetto</dt>
        <dd className="mono">{sha256}</dd>
      </dl>
      <TabellaOrdinata
        etichetta="File del pacchetto"
        nomeFile={`${nomePacchetto(versamento)}-file`}
        colonne={COLONNE}
        righe={file}
        chiaveOf={(one) => one.id}
        vuoto={{ filtrato: 'Nessun file con queste parole.', nulla: 'Nessun file: il pacchetto porta soltanto dati.' }}
      />
    </>
  );
}
