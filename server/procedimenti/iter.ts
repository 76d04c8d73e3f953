import type { Procedimento } from '../../schemas/configurazione-procedimenti.api.js';
import type { CalendarioAoo, FermataMotivata, Iter, Passo } from '../../schemas/procedimento.types.js';
import { scadenzaOf } from './termini.js';

export type { Iter, Passo };

const present = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;

/** The last day told again from the rest. */
const conScadenza = ({ scadenza: _scadenza, ...iter }: Iter): Iter => {
  const scadenza = scadenzaOf(iter, iter.regola, iter.calendario);
  return scadenza === undefined ? iter : { ...iter, scadenza };
};

/** The phases with the open one ended on that day. */
const chiuse = (fasi: Iter['fasi'], al: string): Iter['fasi'] =>
  fasi.map((one) => (one.al === undefined ? { ...one, al } : one));

/** The stop that still holds; one with a last day ends by itself. */
export const fermataAperta = ({ fermate }: Pick<Iter, 'fermate'>, giorno: string): FermataMotivata | undefined =>
  fermate.find(({ al, entro }) => al === undefined && (entro === undefined || giorno < entro));

/** How one act changes the procedimento. Pure: the writing of an act and its verification years later are this same function. */
export function applyPasso(iter: Iter | undefined, passo: Passo): Iter | undefined {
  if (passo.passo === 'avvio') {
    const { inizio } = passo.iter;
    return conScadenza({
      ...passo.iter,
      fasi: passo.fase === undefined ? [] : [{ fase: passo.fase, dal: inizio }],
      fermate: [],
    });
  }
  if (iter === undefined) return undefined;
  switch (passo.passo) {
    case 'fase':
      return { ...iter, fasi: [...chiuse(iter.fasi, passo.dal), { fase: passo.fase, dal: passo.dal }] };
    case 'fermata': {
      const { tipo, dal, entro, motivo } = passo;
      return conScadenza({
        ...iter,
        fermate: [...iter.fermate, present({ tipo, dal, entro, motivo }) as FermataMotivata],
      });
    }
    case 'ripresa':
      return conScadenza({
        ...iter,
        fermate: iter.fermate.map((one) =>
          one.al === undefined && (one.entro === undefined || passo.al <= one.entro) ? { ...one, al: passo.al } : one,
        ),
      });
    case 'conclusione': {
      const { fine, motivo } = passo;
      return { ...iter, fasi: chiuse(iter.fasi, fine), fine, ...(motivo !== undefined && { motivoFine: motivo }) };
    }
  }
}

/** How a procedimento of the catalogue begins: with its first phase, if it names any. */
export function avvioOf(
  { codice, denominazione, materia, norma, esito, termine, computo, agosto = false, fasi = [] }: Procedimento,
  inizio: string,
  calendario: CalendarioAoo,
): Extract<Passo, { passo: 'avvio' }> {
  const [fase] = fasi;
  return {
    passo: 'avvio',
    iter: present({
      codice,
      denominazione,
      materia,
      norma,
      esito,
      inizio,
      regola: { giorni: termine, computo, ...(agosto && { agosto }) },
      calendario,
    }) as Extract<Passo, { passo: 'avvio' }>['iter'],
    ...(fase !== undefined && { fase }),
  };
}

export interface Rifiuto {
  /** the field of the request that is wrong; absent where the state forbids it whatever is written */
  campo?: string;
  messaggio: string;
}

/** Why an act may not follow; null if it may. Days neither go back nor lie in the future. Pure. */
export function rifiutoDi(iter: Iter | undefined, passo: Passo, oggi: string): Rifiuto | null {
  const futuro = (campo: string, giorno: string): Rifiuto | null =>
    giorno > oggi ? { campo, messaggio: 'La data è nel futuro: indicare oggi o un giorno passato.' } : null;
  if (passo.passo === 'avvio') {
    const moved = iter !== undefined && (iter.fermate.length > 0 || iter.fasi.length > 1 || iter.fine !== undefined);
    if (moved) return { messaggio: 'Il procedimento è già andato avanti: l’avvio non si cambia più.' };
    return futuro('inizio', passo.iter.inizio);
  }
  if (iter === undefined) return { messaggio: 'Il procedimento non è avviato: avviarlo, poi ripetere.' };
  if (iter.fine !== undefined)
    return { messaggio: `Il procedimento è concluso dal ${iter.fine}: per continuare se ne apre un altro.` };
  switch (passo.passo) {
    case 'fase': {
      const last = iter.fasi.at(-1);
      const dopo = last?.dal ?? iter.inizio;
      if (passo.dal < dopo)
        return { campo: 'dal', messaggio: `La fase non può cominciare prima di quella che la precede, il ${dopo}.` };
      if (last?.fase === passo.fase && last.al === undefined)
        return { campo: 'fase', messaggio: 'Il procedimento è già in questa fase.' };
      return futuro('dal', passo.dal);
    }
    case 'fermata': {
      if (passo.dal < iter.inizio)
        return { campo: 'dal', messaggio: `Il termine decorre dal ${iter.inizio}: prima non si sospende.` };
      const last = iter.fermate.at(-1);
      const end = last === undefined ? undefined : (last.al ?? last.entro);
      if (last !== undefined && (end === undefined || passo.dal < end))
        return { campo: 'dal', messaggio: 'Quel giorno il termine è già fermo: farlo riprendere, poi ripetere.' };
      if (iter.scadenza !== undefined && passo.dal > iter.scadenza)
        return { campo: 'dal', messaggio: `Il termine è scaduto il ${iter.scadenza}: non si ferma più.` };
      if (passo.entro !== undefined && passo.entro <= passo.dal)
        return { campo: 'entro', messaggio: 'La ripresa viene dopo: indicare un giorno successivo.' };
      return futuro('dal', passo.dal);
    }
    case 'ripresa': {
      const open = fermataAperta(iter, passo.al) ?? iter.fermate.find(({ al }) => al === undefined);
      if (open === undefined) return { messaggio: 'Il termine non è fermo: non c’è nulla da far riprendere.' };
      if (open.entro !== undefined && passo.al > open.entro)
        return { campo: 'al', messaggio: `Il termine ha ripreso da solo il ${open.entro}.` };
      if (passo.al < open.dal)
        return { campo: 'al', messaggio: `Il termine è fermo dal ${open.dal}: la ripresa non può venire prima.` };
      return futuro('al', passo.al);
    }
    case 'conclusione': {
      const dopo = [iter.inizio, ...iter.fasi.map(({ dal }) => dal), ...iter.fermate.map(({ dal }) => dal)]
        .sort()
        .at(-1);
      if (dopo !== undefined && passo.fine < dopo)
        return { campo: 'fine', messaggio: `La conclusione non può venire prima del ${dopo}.` };
      return futuro('fine', passo.fine);
    }
  }
}
