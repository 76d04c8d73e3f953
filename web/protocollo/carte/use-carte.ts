import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormatoEtichetta } from '../../../schemas/carte.api.js';
import * as percorsi from '../../api/percorsi.js';
import { leggiCarta, scaricaBlob } from '../../api/scarica.js';
import type { Registrazione } from '../../api/tipi.js';
import { numero7 } from '../../lib/formati.js';
import { detto } from '../parole.js';
import { useTasti } from '../../lib/tasti.js';
import { useMotivoAccesso } from '../motivo-accesso.js';
import { printEtichetta, readFormato, rememberFormato } from './etichetta.js';
import { stampa } from './stampa.js';

export type Carta = 'etichetta' | 'ricevuta' | 'copia';

export const NOMI_FORMATI: Readonly<Record<FormatoEtichetta, string>> = {
  '62x29': '62 × 29 mm',
  '100x50': '100 × 50 mm',
  a4: 'foglio A4',
};

/** The papers that this registration has: the receipt is of what comes in, the copy wants a document. */
export const carteDi = ({ flusso, documento }: Registrazione): readonly Carta[] => [
  'etichetta',
  ...(flusso === 'E' ? (['ricevuta'] as const) : []),
  ...(documento === undefined ? [] : (['copia'] as const)),
];

/** The papers of a registration and their keys: E label, Shift+E receipt, D stamped copy. The format of the label is remembered. */
export function useCarte(registrazione: Registrazione) {
  const motivo = useMotivoAccesso();
  const [formato, setFormato] = useState(readFormato);
  const possibili = carteDi(registrazione);
  const numero = numero7(registrazione.numero);

  const chiede = useMutation({
    mutationFn: async ([carta, quale]: readonly [Carta, FormatoEtichetta]) => {
      switch (carta) {
        case 'etichetta':
          await printEtichetta(registrazione, quale, motivo);
          break;
        case 'ricevuta':
          stampa(await leggiCarta(percorsi.ricevuta(registrazione), motivo), `Ricevuta ${detto(registrazione).nome}`);
          break;
        case 'copia': {
          const copia = await leggiCarta(percorsi.copiaConSegnatura(registrazione), motivo);
          scaricaBlob(copia, `copia-${registrazione.anno}-${numero}.pdf`);
        }
      }
    },
  });
  const scegli = (quale: FormatoEtichetta) => {
    setFormato(quale);
    rememberFormato(quale);
  };
  const chiedi = (carta: Carta, quale = formato) => {
    if (possibili.includes(carta) && !chiede.isPending) chiede.mutate([carta, quale]);
  };
  useTasti([
    { tasti: 'e', azione: () => chiedi('etichetta') },
    { tasti: 'Shift+e', azione: () => chiedi('ricevuta') },
    { tasti: 'd', azione: () => chiedi('copia') },
  ]);
  return {
    possibili,
    formato,
    scegli,
    chiedi,
    inCorso: chiede.isPending ? chiede.variables[0] : undefined,
    errore: chiede.error,
  };
}
