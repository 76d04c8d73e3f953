import { useState } from 'react';
import type { Modello } from '../../../schemas/configurazione-documenti.api.js';
import { puo } from '../../api/sessione.js';
import type { Io, Ufficio, Voce } from '../../api/tipi.js';
import { applicaModello, type DaModello, daModelloOf } from './modelli.js';
import type { Valori } from './valori.js';
import { vociScegliibili } from './voci.js';

interface Opzioni {
  leggi: () => Valori;
  cambia: <N extends keyof Valori>(nome: N, valore: Valori[N]) => void;
  io: Io;
  uffici: readonly Ufficio[];
  voci: readonly Voce[];
}

/** Takes a template of the oggettario into the form, and puts back what was there if it was the wrong one. */
export function useModello({ leggi, cambia, io, uffici, voci }: Opzioni): {
  onModello: (modello: Modello) => void;
  onRimetti: (() => void) | undefined;
} {
  const [prima, setPrima] = useState<DaModello | null>(null);
  const set = (valori: DaModello) => {
    cambia('oggetto', valori.oggetto);
    cambia('segnaposti', valori.segnaposti);
    cambia('classifica', valori.classifica);
    cambia('tipologia', valori.tipologia);
    cambia('mezzo', valori.mezzo);
    cambia('assegnazioni', valori.assegnazioni);
  };
  return {
    onModello: (modello) => {
      const valori = leggi();
      setPrima(daModelloOf(valori));
      const scegliibili = vociScegliibili(voci, puo(io, 'classifica-sottoclasse'));
      set(applicaModello(valori, modello, { io, uffici, voci: scegliibili }));
    },
    onRimetti:
      prima === null
        ? undefined
        : () => {
            set(prima);
            setPrima(null);
          },
  };
}
