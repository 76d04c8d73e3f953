import type { Atto, Io, RigaPiena, Ufficio } from '../../api/tipi.js';
import { isDiRepertorio } from '../../api/percorsi.js';
import { settoreDi } from '../../lib/nomi.js';
import { competenti } from '../parole.js';

/** What the pages offer to do on one registration. */
export type AttoScheda =
  | 'prendi'
  | 'rifiuta'
  | 'assegna'
  | 'classifica'
  | 'fascicola'
  | 'rinnova'
  | 'rettifica'
  | 'modifica'
  | 'integra'
  | 'annulla'
  | 'chiedi-annullamento'
  | 'nega-annullamento';

/** What is done on an act of a repertorio: nothing is asked of the RGD for it but its annulment, and nothing added to its files. */
const NEI_REPERTORI: readonly AttoScheda[] = [
  'prendi',
  'rifiuta',
  'assegna',
  'classifica',
  'fascicola',
  'rinnova',
  'modifica',
  'annulla',
  'chiedi-annullamento',
  'nega-annullamento',
];

/** Offices that a registration belongs to: those it is assigned to, and the own side of what goes out or stays inside. */
function ufficiOf({ flusso, assegnazioni, mittenti, destinatari }: RigaPiena): string[] {
  const own = [...(flusso === 'E' ? [] : mittenti), ...(flusso === 'I' ? destinatari : [])];
  return [
    ...assegnazioni.map(({ uo }) => uo),
    ...own.flatMap(({ tipo, uo }) => (tipo === 'UO' && uo !== undefined ? [uo] : [])),
  ];
}

/**
 * What to offer: the rights that `GET /io` gives, as far as they reach, on a registration in this state. It only spares
 * the user a button that would be refused: the server decides.
 */
export function attiPossibili(io: Io, registrazione: RigaPiena, uffici: readonly Ufficio[]): Set<AttoScheda> {
  const reaches = (atto: Atto, of: readonly string[]): boolean => {
    const portata = io.diritti[atto];
    if (portata === undefined) return false;
    if (portata === 'aoo') return true;
    const own = portata === 'settore' ? settoreDi(uffici, io.uo.codice) : new Set([io.uo.codice]);
    return of.some((uo) => own.has(uo));
  };
  const { stato, presaInCarico } = registrazione;
  if (stato === 'annullata') return new Set();
  const own = ufficiOf(registrazione);
  const competent = competenti(registrazione);
  const rinnova = reaches('rinnova', own);
  const annulla = reaches('annulla', own);
  const offered: Record<AttoScheda, boolean> = {
    prendi: presaInCarico === undefined && competent.length > 0 && reaches('prendi-in-carico', competent),
    rifiuta: competent.length > 0 && reaches('rifiuta', competent),
    assegna: reaches('assegna', own),
    classifica: reaches('classifica', own),
    fascicola: reaches('gestisci-fascicolo', own),
    rinnova,
    rettifica: !rinnova && reaches('chiedi-rettifica', own),
    modifica: reaches('modifica', own),
    integra: reaches('integra', own),
    annulla,
    'chiedi-annullamento': !annulla && stato === 'valida' && reaches('chiedi-annullamento', own),
    'nega-annullamento': stato === 'annullamento-richiesto' && reaches('nega-annullamento', own),
  };
  const of = isDiRepertorio(registrazione) ? NEI_REPERTORI : (Object.keys(offered) as AttoScheda[]);
  return new Set(of.filter((atto) => offered[atto]));
}
