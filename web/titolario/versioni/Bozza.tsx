import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { chiedi } from '../../api/client.js';
import { wordsOf } from '../../api/errori.js';
import { Avviso } from '../../components/Avviso.js';
import { Bottone } from '../../components/Bottone.js';
import { Dialogo } from '../../components/Dialogo.js';
import { Persona } from '../../components/Persona.js';
import { Stato } from '../../components/Stato.js';
import { giorno, giornoOra, plural } from '../../lib/formati.js';
import { refreshTitolario } from '../interrogazioni.js';
import { PAROLE_PASSAGGIO, STATI } from '../parole.js';
import * as percorsi from '../percorsi-titolario.js';
import { ScaricaCsv } from '../ScaricaCsv.js';
import { Approva } from './Approva.js';
import { DifferenzeTitolario } from './DifferenzeTitolario.js';
import { Importa } from './Importa.js';

interface BozzaProps {
  bozza: percorsi.Bozza;
  approva: boolean;
  oggi: string;
}

/** The draft of the next version: its differences, its mapping, and what may be done with it. */
export function Bozza({ bozza, approva, oggi }: BozzaProps) {
  const cache = useQueryClient();
  const [aperto, setAperto] = useState<'approva' | 'rinuncia'>();
  const rinuncia = useMutation({
    mutationFn: () => chiedi(percorsi.rinuncia(bozza.revisione)),
    onSuccess: async () => {
      await refreshTitolario(cache);
      setAperto(undefined);
    },
  });
  const last = bozza.storia.at(-1);
  return (
    <section className="riquadro" aria-labelledby="bozza-titolo">
      <header>
        <h2 id="bozza-titolo">
          Versione {bozza.numero}, {bozza.denominazione}
        </h2>
        <Stato {...STATI.bozza} pieno />
        <span className="cresce" />
        <ScaricaCsv percorso={percorsi.esportaBozza} nome="titolario-bozza.csv" parole="Esporta le voci" piccolo />
        <Bottone misura="piccolo" onClick={() => setAperto('rinuncia')}>
          Rinuncia…
        </Bottone>
        {approva && (
          <Bottone misura="piccolo" aspetto="primo" onClick={() => setAperto('approva')}>
            Approva…
          </Bottone>
        )}
      </header>
      <div className="corpo pila">
        <p className="sm">
          Dal {giorno(bozza.dal)}, {plural(bozza.voci, 'voce', 'voci')}.
          {last !== undefined && (
            <>
              {' '}
              Cambiata da <Persona utente={last.utente} />, {giornoOra(last.data)}.
            </>
          )}{' '}
          {!approva && 'La approva il responsabile della gestione documentale, con l’atto che l’ha adottata.'}
        </p>
        <DifferenzeTitolario righe={bozza.differenze} nome="bozza" />
        <Raccordo bozza={bozza} />
      </div>
      {aperto === 'approva' && <Approva bozza={bozza} oggi={oggi} onChiudi={() => setAperto(undefined)} />}
      {aperto === 'rinuncia' && (
        <Dialogo
          titolo="Rinunciare alla bozza"
          premessa="La bozza non ci sarà più; le versioni approvate restano come sono. Prima se ne può esportare il CSV."
          azione="Rinuncia alla bozza"
          pericolo
          rinuncia="Tieni la bozza"
          alLavoro={rinuncia.isPending && 'Un momento…'}
          onAzione={() => rinuncia.mutate()}
          onChiudi={() => setAperto(undefined)}
        >
          {rinuncia.error !== null && (
            <Avviso tono="bad" annuncio="alert" titolo="La bozza è ancora qui.">
              {wordsOf(rinuncia.error)}
            </Avviso>
          )}
        </Dialogo>
      )}
    </section>
  );
}

/** The mapping of the draft: counted by type; where voci are divided or united a person gives it. */
function Raccordo({ bozza }: { bozza: percorsi.Bozza }) {
  const cache = useQueryClient();
  const tipi = new Map<string, number>();
  for (const { tipo } of bozza.raccordo) tipi.set(tipo, (tipi.get(tipo) ?? 0) + 1);
  const counted = [...tipi].map(([tipo, quante]) => `${PAROLE_PASSAGGIO[tipo] ?? tipo} ${quante}`).join(', ');
  const invia = async (file: File, prova: boolean) => {
    const { corpo } = await chiedi(percorsi.importaRaccordo(prova), { file: { tipo: 'text/csv', contenuto: file } });
    if (!prova) await refreshTitolario(cache);
    return corpo;
  };
  return (
    <>
      <h3>Raccordo con la versione di prima</h3>
      <p className="sm">
        {counted}. {bozza.raccordoDato ? 'Caricato a mano.' : 'Ricavato dalle due versioni.'} Se una voce è divisa in
        più voci, o più voci sono unite, il raccordo va completato a mano: si esporta, si corregge, si carica.{' '}
        <ScaricaCsv percorso={percorsi.raccordoBozza} nome="raccordo-bozza.csv" parole="Esporta il raccordo" piccolo />
      </p>
      <Importa
        nome="Raccordo corretto"
        aiuto="da, a, tipo"
        chiave={String(bozza.revisione)}
        invia={invia}
        azione="Carica il raccordo"
        fatto="Il raccordo è caricato."
        mostra={({ righe, tipi: found }) => (
          <Avviso tono="inf" annuncio="status" titolo={`Prova: ${plural(righe, 'riga', 'righe')}, nessun errore.`}>
            {Object.entries(found)
              .map(([tipo, quante]) => `${PAROLE_PASSAGGIO[tipo] ?? tipo} ${quante}`)
              .join(', ')}
          </Avviso>
        )}
      />
    </>
  );
}
