import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import type { Dati, Notizia } from './conoscenza.js';
import type { Sinonimo } from './sinonimi.js';

type Riga = Record<string, string>;

const leggi = (file: string): Riga[] =>
  parse(readFileSync(new URL(`../dati/${file}.csv`, import.meta.url)), { bom: true, columns: true });

const notizie = (file: string, campo: Notizia['campo'], testo: string, codice = 'codice'): Notizia[] =>
  leggi(file).flatMap((riga) => {
    const code = riga[codice] ?? '';
    return code === '' ? [] : [{ codice: code, campo, testo: riga[testo] ?? '' }];
  });

/** What the procedimenti say of single sottoclassi, with the text of the voce for which it holds. */
function sottoclassi(): Dati['sottoclassi'] {
  const voci = new Map(leggi('titolario-sottoclassi-demo').map(({ codice = '', voce = '' }) => [codice, voce]));
  return notizie('procedimenti-borgaro', 'procedimenti', 'procedimento', 'sottoclasse_demo').map(
    ({ codice, campo, testo }) => ({ codice, voce: voci.get(codice) ?? '', brano: { campo, testo } }),
  );
}

/** The examples that come with the product: an oggetto, the kind of who writes, and where it goes. */
export interface Esempio {
  oggetto: string;
  codice: string;
  corrispondente: string;
}

export const leggiEsempi = (): Esempio[] =>
  leggi('classificazione-suggerita').map((riga) => ({
    oggetto: riga['oggetto'] ?? '',
    codice: riga['codice'] ?? '',
    corrispondente: riga['corrispondente'] ?? '',
  }));

export const notiziaOf = ({ oggetto, codice, corrispondente }: Esempio): Notizia => ({
  codice,
  campo: 'esempi',
  testo: oggetto,
  corrispondente,
});

/** All that comes with the product but for the examples. */
export function leggiConoscenza(): Dati {
  const voci = leggi('titolario-comuni');
  const frasi = leggi('frasi-usuali').flatMap(({ codice = '', frasi: tutte = '' }) =>
    tutte.split('|').map((testo): Notizia => ({ codice, campo: 'frasi', testo: testo.trim() })),
  );
  return {
    notizie: [
      ...notizie('titolario-sottoclassi-demo', 'sottoclassi', 'voce'),
      ...notizie('prontuario-voci-indice', 'prontuario', 'voce_indice'),
      ...notizie('massimario-comuni', 'massimario', 'tipologia'),
      ...notizie('procedimenti-borgaro', 'procedimenti', 'procedimento', 'codice_proposto'),
      ...frasi,
    ],
    sinonimi: leggi('sinonimi').map(({ forma = '', espansione = '', voce = '' }): Sinonimo => ({
      forma,
      espansione,
      voce,
    })),
    sottoclassi: sottoclassi(),
    voci: new Map(voci.map(({ codice = '', voce = '' }) => [codice, voce])),
  };
}

/** All that comes with the product. */
export function leggiDati(): Dati {
  const conoscenza = leggiConoscenza();
  return { ...conoscenza, notizie: [...conoscenza.notizie, ...leggiEsempi().map(notiziaOf)] };
}
