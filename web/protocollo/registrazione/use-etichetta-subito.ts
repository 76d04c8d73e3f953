import { useRef, useState } from 'react';
import { useIo } from '../../api/sessione.js';
import type { Riferimento } from '../../api/tipi.js';
import { sendEtichetta } from '../carte/etichetta.js';
import { readEtichettaSubito, rememberEtichettaSubito } from './preferenze.js';

/**
 * Whether the label is printed as soon as the number is given: the choice of this person, kept in the browser. `printSubito` asks
 * what is chosen when the number comes, which may be well after the form was sent.
 */
export function useEtichettaSubito() {
  const io = useIo();
  const [subito, setSubito] = useState(() => readEtichettaSubito(io));
  const latest = useRef(subito);
  const choose = (scelta: boolean) => {
    latest.current = scelta;
    setSubito(scelta);
    rememberEtichettaSubito(io, scelta);
  };
  const printSubito = (di: Riferimento) => {
    if (latest.current) sendEtichetta(di);
  };
  return { subito, choose, printSubito };
}
