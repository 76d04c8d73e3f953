import { type Registrazione, RegistrazioneModel } from '../../schemas/registrazione.model.js';
import { isVisible } from '../accesso/visibilita.js';
import type { ControlloChiusura } from '../fascicoli/mancanze.js';
import { formatNumero } from '../protocollo/rules.js';
import { mancanzeDelFascicolo } from './fascicolo.js';
import { LACUNE, lacuneOf } from './incompleti.js';

const CODICE = 'metadati-mancanti';
/** Of the documents so many are named; the rest waits for the next try. */
const NOMINATI = 20;

/** What the metadata of a document want, and no later step would bring: its scan and its fascicolo are asked for elsewhere. */
const CHIESTE = ['classifica', 'soggetti'] as const;
const PAROLE: Readonly<Record<(typeof CHIESTE)[number], string>> = {
  classifica: 'non è classificato',
  soggetti: 'ha un’amministrazione senza i codici o il domicilio digitale che i metadati vogliono',
};

const CAMPI = {
  aoo: 1,
  anno: 1,
  numero: 1,
  classifica: 1,
  mittenti: 1,
  destinatari: 1,
  riservatezza: 1,
  uffici: 1,
  operatore: 1,
  assegnazioni: 1,
} as const;

/** A fascicolo is closed with its metadata complete: what the office can say of it, and of the documents in it (Allegato 5). */
export const controlloMetadati: ControlloChiusura = async (caller, fascicolo, session) => {
  const { aoo, _id } = fascicolo;
  const within = { $or: [{ fascicolo: _id }, { altriFascicoli: _id }] };
  const lacking = { $or: CHIESTE.map((lacuna) => LACUNE[lacuna]) };
  const found = await RegistrazioneModel.find({ aoo, stato: { $ne: 'annullata' }, $and: [within, lacking] }, CAMPI, {
    session,
  })
    .sort({ dataRegistrazione: 1 })
    .limit(NOMINATI)
    .lean<Registrazione[]>();
  const seen = found.filter((one) => isVisible(caller, one));
  return [
    ...(await mancanzeDelFascicolo(fascicolo)).map(({ messaggio }) => ({ codice: CODICE, messaggio })),
    ...seen.flatMap((one) => {
      const lacune = lacuneOf(one);
      const detto = CHIESTE.filter((lacuna) => lacune.includes(lacuna)).map((lacuna) => PAROLE[lacuna]);
      const nome = `n. ${formatNumero(one.numero)}/${one.anno}`;
      return detto.map((cosa) => ({ codice: CODICE, messaggio: `Il documento ${nome} ${cosa}: completarlo prima.` }));
    }),
    ...(seen.length < found.length
      ? [
          {
            codice: CODICE,
            messaggio: 'Contiene documenti con metadati incompleti presso altri: chiedere al protocollo.',
          },
        ]
      : []),
  ];
};
