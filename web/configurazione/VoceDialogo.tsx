import { useState } from 'react';
import { Avviso } from '../components/Avviso.js';
import { Dialogo } from '../components/Dialogo.js';
import { CAMPI, formaOf, inizialeOf, isIntero } from './campi-regole.js';
import type { TipoCampi } from './campo-regole.js';
import { Campi } from './Campi.js';
import { type ErroreContenuto, paroleDi } from './errori-contenuto.js';
import { nomiOf } from './parti.js';
import type { Voce } from './valori.js';

interface VoceDialogoProps {
  tipo: TipoCampi;
  /** all entries, and the place of the one that is written; at the end for a new one */
  voci: readonly Voce[];
  riga: number;
  /** what the server refused */
  errori: readonly ErroreContenuto[];
  onVoce: (voce: Voce) => void;
  onChiudi: () => void;
}

/** One entry of a list: written here, checked by the same shape as on the server, put among the others. */
export function VoceDialogo({ tipo, voci, riga, errori, onVoce, onChiudi }: VoceDialogoProps) {
  const nuova = riga >= voci.length;
  const [voce, setVoce] = useState<Voce>(voci[riga] ?? inizialeOf(tipo));
  const [own, setOwn] = useState<readonly ErroreContenuto[]>([]);
  const shown = own.length > 0 ? own : errori;
  const nome = nomiOf(tipo).voce;

  const put = () => {
    const parsed = formaOf(tipo).safeParse([...voci.slice(0, riga), voce, ...voci.slice(riga + 1)]);
    const found = (parsed.error?.issues ?? []).flatMap(({ path: [place, ...rest], message }) =>
      place === riga ? [{ riga, campo: pathOf(rest), messaggio: message }] : [],
    );
    setOwn(found);
    if (found.length === 0)
      onVoce(parsed.data === undefined ? voce : ((parsed.data as unknown as Voce[])[riga] ?? voce));
  };

  return (
    <Dialogo
      titolo={nuova ? `Aggiungi ${nome}` : `Cambia ${nome}`}
      premessa="Vale quando la versione è salvata, dal giorno che si indica."
      azione={nuova ? 'Aggiungi all’elenco' : 'Metti nell’elenco'}
      largo
      onAzione={put}
      onChiudi={onChiudi}
    >
      {own.length > 0 && (
        <Avviso tono="bad" annuncio="alert" titolo="Qualcosa è da correggere.">
          {own.length === 1 ? 'Un dato non va bene.' : `${own.length} dati non vanno bene.`}
        </Avviso>
      )}
      <Campi
        campi={CAMPI[tipo]}
        voce={voce}
        onVoce={setVoce}
        erroreDi={(campo) => paroleDi(shown, riga, campo)}
        interi={isIntero(tipo)}
      />
    </Dialogo>
  );
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.map((one, i) => (typeof one === 'number' ? `[${one}]` : `${i > 0 ? '.' : ''}${String(one)}`)).join('');
