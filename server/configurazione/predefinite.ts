import type { Contenuti, TipoConfigurazione } from '../../schemas/configurazione.api.js';
import type { ImpostazioniAoo } from '../../schemas/aoo.model.js';
import { CONSERVAZIONE } from './dati/conservazione.js';
import { ESCLUSIONI } from './dati/esclusioni.js';
import { FORMATI } from './dati/formati.js';
import { LETTERE } from './dati/lettere.js';
import { OGGETTARIO } from './dati/oggettario.js';
import { REPERTORI } from './dati/repertori.js';
import { SCANSIONE } from './dati/scansione.js';

/** Means with which paper arrives: its scan may come later (contract §4). */
const CARTA: readonly string[] = ['sportello', 'posta', 'raccomandata', 'corriere'];

/** Settings that came after the first: their value where a version says nothing of them. */
export const IMPOSTAZIONI_SUCCESSIVE = {
  oggettoBreve: 10,
  duplicatoGiorni: 30,
  terzoLivelloGiorni: 3,
  sollecitoCapoGiorni: 3,
  sollecitoRgdGiorni: 6,
  registrazioneGiorni: 1,
  scadenzaGiorni: 7,
  sabatoFestivo: false,
  sogliaSuggerimenti: 45,
  tipologiaPredefinita: 'Comunicazione',
} as const;
/** Reports of wrongdoing: who sends one is protected, by law and so from the beginning (D.Lgs. 24/2023 art. 12). */
const ILLECITI: Contenuti['tipologie'][number] = {
  codice: 'Segnalazione di illeciti',
  descrizione: 'Chi segnala è Anonimo: la sua identità sta fuori dal registro',
  riservata: true,
  protetta: true,
};
const PARAMETRI: Contenuti['parametri'] = { bozzeGiorni: 30 };

/** Version 0 of every content: what the AOO was given when it was made, and for the rest what every AOO begins with. */
export function inizialeOf<K extends TipoConfigurazione>(iniziali: ImpostazioniAoo, tipo: K): Contenuti[K] {
  const known = made.get(iniziali) ?? iniziale(iniziali);
  made.set(iniziali, known);
  return known[tipo];
}

/** Every registration asks: made once for each reading of the AOO. */
const made = new WeakMap<ImpostazioniAoo, Contenuti>();

const iniziale = ({ mezzi, tipologie, ...impostazioni }: ImpostazioniAoo): Contenuti => ({
  tipologie: [...tipologie.map((codice) => ({ codice })), ILLECITI],
  mezzi: mezzi.map(({ codice, denominazione }) => ({
    codice,
    denominazione,
    ...(CARTA.includes(codice) && { cartaceo: true }),
  })),
  esclusioni: ESCLUSIONI,
  oggettario: OGGETTARIO,
  lettere: LETTERE,
  formati: FORMATI,
  impostazioni: { ...IMPOSTAZIONI_SUCCESSIVE, ...impostazioni },
  manuale: {},
  parametri: PARAMETRI,
  procedimenti: [],
  smistamento: [],
  repertori: REPERTORI,
  conservazione: CONSERVAZIONE,
  scansione: SCANSIONE,
});
