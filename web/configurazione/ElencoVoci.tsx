import { useMemo, useState } from 'react';
import { Bottone } from '../components/Bottone.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { useTasti } from '../lib/tasti.js';
import { CAMPI } from './campi-regole.js';
import type { TipoCampi } from './campo-regole.js';
import type { ErroreContenuto } from './errori-contenuto.js';
import { nomiOf } from './parti.js';
import { paroleCampo, readCampo, type Voce } from './valori.js';
import { VoceDialogo } from './VoceDialogo.js';

interface Riga {
  voce: Voce;
  posto: number;
}

interface ElencoVociProps {
  tipo: TipoCampi;
  voci: readonly Voce[];
  errori: readonly ErroreContenuto[];
  /** absent: only to be read */
  onVoci?: ((voci: Voce[]) => void) | undefined;
}

/** The entries of a part as a table; while it is changed they are added, written, moved, taken out. */
export function ElencoVoci({ tipo, voci, errori, onVoci }: ElencoVociProps) {
  const [scelta, setScelta] = useState<string | null>(null);
  const [aperta, setAperta] = useState<number | null>(null);
  const righe = useMemo(() => voci.map((voce, posto): Riga => ({ voce, posto })), [voci]);
  const colonne = useMemo(
    () =>
      CAMPI[tipo]
        .map((campo, i) => ({
          obbligatorio: i === 0 || campo.obbligatorio === true,
          campo: campo.campo,
          titolo: campo.titolo,
          classe: `regole-${tipo}-${campo.campo}`.replaceAll('.', '-'),
          valore: ({ voce }: Riga) => paroleCampo(campo, readCampo(voce, campo.campo)),
        }))
        // what no entry says takes no room from what is said
        .filter(({ obbligatorio, valore }) => obbligatorio || righe.some((riga) => valore(riga) !== ''))
        .map(({ obbligatorio: _obbligatorio, ...colonna }): ColonnaOrdinata<Riga> => colonna),
    [tipo, righe],
  );
  const posto = righe.find((riga) => String(riga.posto) === scelta)?.posto;
  const errate = new Set(errori.map(({ riga }) => riga));
  const scrive = onVoci !== undefined;

  const sposta = (passo: -1 | 1) => {
    const [one, other] = posto === undefined ? [] : [voci[posto], voci[posto + passo]];
    if (posto === undefined || one === undefined || other === undefined) return;
    const next = [...voci];
    next[posto] = other;
    next[posto + passo] = one;
    onVoci?.(next);
    setScelta(String(posto + passo));
  };
  const togli = () => {
    if (posto === undefined) return;
    onVoci?.(voci.filter((_, i) => i !== posto));
    setScelta(voci.length < 2 ? null : String(Math.min(posto, voci.length - 2))); // the row that takes its place
  };
  useTasti(
    scrive
      ? [
          { tasti: '+', azione: () => setAperta(voci.length) },
          { tasti: 'Delete', azione: togli },
          { tasti: 'Alt+ArrowUp', azione: () => sposta(-1) },
          { tasti: 'Alt+ArrowDown', azione: () => sposta(1) },
        ]
      : [],
  );
  const nonOra = posto === undefined ? 'Scegliere prima una riga' : undefined;

  return (
    <>
      <TabellaOrdinata
        etichetta={nomiOf(tipo).nome}
        nomeFile={scrive ? undefined : tipo}
        colonne={colonne}
        righe={righe}
        chiaveOf={(riga) => String(riga.posto)}
        classeOf={(riga) => (errate.has(riga.posto) ? 'riga-errata' : undefined)}
        scelta={scelta}
        onScegli={(riga) => setScelta(String(riga.posto))}
        onApri={(riga) => {
          if (scrive) setAperta(riga.posto);
        }}
        vuoto={{
          filtrato: 'Nessuna riga con queste parole: cambiare il filtro.',
          nulla: scrive ? 'L’elenco è vuoto: aggiungere la prima riga.' : 'L’elenco è vuoto.',
        }}
        azioni={
          scrive && (
            <>
              <Bottone misura="piccolo" icona="plus" tasto="+" onClick={() => setAperta(voci.length)}>
                Aggiungi
              </Bottone>
              <Bottone misura="piccolo" icona="pencil" nonOra={nonOra} onClick={() => setAperta(posto ?? null)}>
                Cambia
              </Bottone>
              <Bottone misura="piccolo" nonOra={nonOra} onClick={() => sposta(-1)}>
                Sposta su
              </Bottone>
              <Bottone misura="piccolo" nonOra={nonOra} onClick={() => sposta(1)}>
                Sposta giù
              </Bottone>
              <Bottone misura="piccolo" icona="delete" nonOra={nonOra} onClick={togli}>
                Togli
              </Bottone>
            </>
          )
        }
      />
      {aperta !== null && (
        <VoceDialogo
          tipo={tipo}
          voci={voci}
          riga={aperta}
          errori={errori}
          onVoce={(voce) => {
            onVoci?.([...voci.slice(0, aperta), voce, ...voci.slice(aperta + 1)]);
            setScelta(String(aperta));
            setAperta(null);
          }}
          onChiudi={() => setAperta(null)}
        />
      )}
    </>
  );
}
