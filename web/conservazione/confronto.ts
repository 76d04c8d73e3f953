import type { VersamentoRisposta } from '../../schemas/versamento.api.js';
import { giornoOra } from '../lib/formati.js';
import { discendenti, type NodoXml, testoDi } from './albero-xml.js';

/** What we have sent beside what a receipt says was kept: for a conflict, and to see a receipt checked. */

export interface RigaConfronto {
  voce: string;
  nostro: string;
  loro: string;
  /** undefined: one of the two does not say it */
  uguale?: boolean;
}

interface FileDelRapporto {
  nome: string;
  impronta: string;
}

const isHex = (text: string): boolean => /^[0-9a-f]{64}$/i.test(text);

/** A hash as lower-case hex, whichever way the receipt writes it. */
export function improntaHex(text: string): string {
  const trimmed = text.trim();
  if (isHex(trimmed)) return trimmed.toLowerCase();
  if (!/^[A-Za-z0-9+/]{43}=$/.test(trimmed)) return trimmed.toLowerCase();
  return Array.from(atob(trimmed), (char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

/** The files that a receipt names, with the hash that the receiver computed. */
export function fileDelRapporto(rapporto: NodoXml): FileDelRapporto[] {
  const file: FileDelRapporto[] = [];
  for (const nodo of discendenti(rapporto)) {
    const hash = nodo.figli.find(({ nome }) => nome === 'Hash' || nome === 'Impronta' || nome === 'HashVersato');
    if (hash === undefined) continue;
    const nome = nodo.figli.find((one) => ['NomeComponente', 'Nome', 'Path', 'NomeFile'].includes(one.nome));
    file.push({ nome: nome?.testo ?? '', impronta: improntaHex(hash.testo) });
  }
  return file;
}

function riga(voce: string, nostro: string, loro: string | undefined): RigaConfronto {
  if (loro === undefined || loro === '') return { voce, nostro, loro: 'non lo dice' };
  return { voce, nostro, loro, uguale: nostro === loro };
}

/** The names of files say little: a file is the same if its bytes are. Those left over stand at the end. */
function righeFile(nostri: VersamentoRisposta['file'], loro: readonly FileDelRapporto[]): RigaConfronto[] {
  const left = [...loro];
  const take = (test: (one: FileDelRapporto) => boolean): FileDelRapporto | undefined => {
    const at = left.findIndex(test);
    return at === -1 ? undefined : left.splice(at, 1)[0];
  };
  const paired = nostri.map((one) => ({ one, same: take(({ impronta }) => impronta === one.sha256) }));
  const rows = paired.map(({ one, same }) => {
    const other = same ?? take(({ nome }) => nome === one.nome);
    return {
      voce: `File ${one.nome}`,
      nostro: one.sha256,
      loro: other === undefined ? 'non c’è' : other.impronta,
      uguale: other?.impronta === one.sha256,
    };
  });
  return [
    ...rows,
    ...left.map(({ nome, impronta }) => ({
      voce: `File ${nome === '' ? 'senza nome' : nome}`,
      nostro: 'non c’è',
      loro: impronta === '' ? 'senza impronta' : impronta,
      uguale: false,
    })),
  ];
}

/**
 * Rows to be compared by eye, what differs first.
 * @param indice - our index, for what only it says
 * @param rapporto - the receipt, or the answer that holds it
 */
export function confronta(
  versamento: Pick<VersamentoRisposta, 'chiave' | 'file'>,
  indice: NodoXml | null,
  rapporto: NodoXml,
): RigaConfronto[] {
  const { chiave, file } = versamento;
  const nostro = (nome: string): string => (indice === null ? '' : (testoDi(indice, nome) ?? ''));
  const data = testoDi(rapporto, 'DataRapportoVersamento') ?? testoDi(rapporto, 'DataVersamento');
  const rows = [
    riga('Registro', chiave.registro, testoDi(rapporto, 'TipoRegistro')),
    riga('Anno', String(chiave.anno), testoDi(rapporto, 'Anno')),
    riga('Numero', chiave.numero, testoDi(rapporto, 'Numero')),
    ...(nostro('TipologiaUnitaDocumentaria') === ''
      ? []
      : [riga('Tipologia', nostro('TipologiaUnitaDocumentaria'), testoDi(rapporto, 'TipologiaUnitaDocumentaria'))]),
    ...righeFile(
      file.filter(({ ruolo }) => ruolo !== 'metadati'),
      fileDelRapporto(rapporto),
    ),
    ...(data === undefined ? [] : [{ voce: 'Data del rapporto', nostro: '', loro: giornoOra(data) }]),
  ];
  return [...rows.filter(({ uguale }) => uguale === false), ...rows.filter(({ uguale }) => uguale !== false)];
}
