import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { RaffrontoLetto } from '../../schemas/attestazione.api.js';
import { type Anteprima, attesta as percorso, type Chiesta } from '../api/attestazioni.js';
import type { Scansione } from '../api/scansioni.js';
import { paginaScansione } from '../api/scansioni.js';
import { useAnteprima } from './interrogazioni-attestazioni.js';
import { useAttoScansione } from './use-atto-scansione.js';

export type ModoFirma = 'server' | 'esterna';

/** The attestation that one is about to sign. */
export interface AttestaAperta {
  anteprima: Anteprima | undefined;
  errore: Error | null;
  /** every page was found the same */
  pronta: boolean;
  dichiarata: boolean;
  onDichiarata: (dichiarata: boolean) => void;
  /** other copies under the same attestation */
  copie: readonly string[];
  onCopie: (copie: readonly string[]) => void;
  modo: ModoFirma;
  onModo: (modo: ModoFirma) => void;
  /** why it cannot be signed now; undefined: it can */
  perche: string | undefined;
  alLavoro: boolean;
  firma: () => void;
}

const perchePagine = ({ diverse }: RaffrontoLetto): string =>
  diverse > 0
    ? 'Si attiva quando nessuna pagina è diversa dall’originale'
    : 'Si attiva quando tutte le pagine sono viste';

/** Signing the attestation of one scan: off, with its reason beside, until every page was seen and the declaration made. */
export function useAttesta(
  scansione: Scansione,
  raffronto: RaffrontoLetto | undefined,
  attiva: boolean,
): AttestaAperta {
  const naviga = useNavigate();
  const { id, versione } = scansione;
  const { data: anteprima } = useAnteprima(id, versione, attiva);
  const [dichiarata, setDichiarata] = useState(false);
  const [scelto, setScelto] = useState<ModoFirma>();
  const [copie, setCopie] = useState<readonly string[]>([]);
  const atto = useAttoScansione<Chiesta>({
    onFatto: (corpo) => {
      const fatta = 'attestazione' in corpo ? corpo.attestazione.id : corpo.id;
      void naviga(`${paginaScansione(id)}?passo=firma&attestazione=${fatta}`, { replace: true });
    },
  });
  const modo = scelto ?? (anteprima?.chiaveServer === false ? 'esterna' : 'server');
  const pronta = raffronto !== undefined && raffronto.diverse === 0 && raffronto.mancano === 0;
  const perche =
    raffronto === undefined || !pronta
      ? raffronto === undefined
        ? 'Un momento'
        : perchePagine(raffronto)
      : (anteprima?.motivoNo ?? (dichiarata ? undefined : 'Si attiva con la dichiarazione di conformità'));
  return {
    anteprima,
    errore: atto.errore,
    pronta,
    dichiarata,
    onDichiarata: setDichiarata,
    copie,
    onCopie: setCopie,
    modo,
    onModo: setScelto,
    perche,
    alLavoro: atto.alLavoro,
    firma: () => {
      if (!attiva || perche !== undefined || atto.alLavoro) return;
      atto.invia({
        percorso: percorso(id),
        corpo: { modo: 'raffronto', dichiarazione: true, firma: modo, ...(copie.length > 0 && { copie }) },
      });
    },
  };
}
