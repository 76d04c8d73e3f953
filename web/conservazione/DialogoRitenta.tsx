import type { ReactNode } from 'react';
import type { RigaVersamento } from '../../schemas/versamento.api.js';
import { plural } from '../lib/formati.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { Avviso } from '../components/Avviso.js';
import { nomeBreve, nomeIntero } from './parole-conservazione.js';
import type { useRitenta } from './use-ritenta.js';

interface DialogoRitentaProps {
  /** The deed: `Correggi e reinvia`. */
  azione: string;
  righe: readonly RigaVersamento[];
  premessa?: ReactNode;
  ritenta: ReturnType<typeof useRitenta>;
  onAzione: () => void;
  onChiudi: () => void;
  children?: ReactNode;
}

/** `n. 0000338/2026`, or how many. */
export const diCheParla = (righe: readonly RigaVersamento[]): string => {
  const [first] = righe;
  return righe.length === 1 && first !== undefined ? nomeIntero(first) : plural(righe.length, 'pacchetto', 'pacchetti');
};

/** A window that mends packages and sends them again; those that were not sent are told one by one. */
export function DialogoRitenta({
  azione,
  righe,
  premessa,
  ritenta,
  onAzione,
  onChiudi,
  children,
}: DialogoRitentaProps) {
  return (
    <DialogoAtto
      titolo={`${azione}: ${diCheParla(righe)}`}
      premessa={premessa}
      azione={azione}
      inCorso="Reinvio in corso…"
      rinuncia={ritenta.nonFatti.length > 0 ? 'Chiudi' : 'Lascia tutto com’era'}
      largo
      alLavoro={ritenta.alLavoro}
      errore={ritenta.errore}
      avviso={
        ritenta.nonFatti.length > 0 && (
          <Avviso
            tono="warn"
            annuncio="alert"
            titolo={`${plural(ritenta.nonFatti.length, 'pacchetto', 'pacchetti')} non reinviati.`}
          >
            <ul className="conservazione-non-fatti">
              {ritenta.nonFatti.map(({ id, messaggio }) => {
                const riga = righe.find((one) => one.id === id);
                return (
                  <li key={id}>
                    <b>{riga === undefined ? id : nomeBreve(riga)}</b>: {messaggio}
                  </li>
                );
              })}
            </ul>
          </Avviso>
        )
      }
      onAzione={onAzione}
      onChiudi={onChiudi}
    >
      {children}
    </DialogoAtto>
  );
}
