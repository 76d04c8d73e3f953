import type { Conf } from '../../../server/metadati/conf.js';
import type { Intorno, RegistrazioneMetadati } from '../../../server/metadati/dai.js';
import type { FascicoloMetadati } from '../../../server/metadati/agg.js';
import type { Registrazione } from '../../../schemas/registrazione.model.js';
import type { Contenuto } from '../../../schemas/registrazione.model.js';
import type { Soggetto } from '../../../schemas/soggetto.api.js';
import { sha256Hex } from '../../../server/protocollo/canonico.js';
import { buildRegistrazione } from '../../support/factories.js';

export const PA: Soggetto = {
  tipo: 'PAI',
  denominazione: 'Regione - Protezione civile',
  codiceIPA: 'r_x000',
  codiceAOO: 'AREG001',
  denominazioneAOO: 'Giunta regionale',
  domicilioDigitale: 'regione@pec.regione.example',
};

export const CONF: Conf = {
  ente: {
    denominazione: 'Comune di Valdoria',
    codiceIPA: 'c_x000',
    codiceFiscale: '99999999990',
    domicilioDigitale: 'protocollo@pec.comune.valdoria.example',
  },
  aoo: { codice: 'AVLD001', denominazione: 'Comune di Valdoria' },
  uffici: new Map([
    ['U410', { denominazione: 'Edilizia privata', codiceUnivoco: 'VLD410' }],
    ['U110', { denominazione: 'Protocollo', codiceUnivoco: 'VLD110' }],
    ['U999', { denominazione: 'Ufficio senza codice' }],
  ]),
  persone: new Map([
    ['rgd', { denominazione: 'Responsabile Settore 1', cognome: 'Esempio', nome: 'Cinque' }],
    ['istruttore', { denominazione: 'Istruttore', cognome: 'Esempio', nome: 'Due', codiceFiscale: 'SMPDUE80A01H501X' }],
    ['senza.nome', { denominazione: 'Operatore' }],
  ]),
  tipologiaPredefinita: 'Comunicazione',
  sistema: 'Protocollo',
};

export const intorno = (over: Partial<Intorno> = {}): Intorno => ({
  conf: CONF,
  anni: 10,
  piano: (versione) => `https://comune.example/titolario?versione=${versione}`,
  ...over,
});

const COMPLETA: Partial<Contenuto> = {
  tipologia: 'Istanza',
  classifica: { codice: 'VI.3.1', voce: 'Permessi di costruire', versione: 2 },
  fascicolo: 'f0000000000000000000000a',
  assegnazioni: [{ uo: 'U410', tipo: 'competenza' }],
};

/** A registration with all that its metadata need, but for what `over` says. */
export function registrazione(
  over: { [K in keyof Contenuto]?: Contenuto[K] | undefined } = {},
  identita: Parameters<typeof buildRegistrazione>[1] = {},
): Registrazione {
  return buildRegistrazione({ ...COMPLETA, ...over }, identita);
}

export const metadatiDi = (r: Registrazione): RegistrazioneMetadati => ({ ...r, id: String(r._id) });

/** A fascicolo with all that its metadata need, but for what `over` says. */
export const fascicolo = (over: Partial<FascicoloMetadati> = {}): FascicoloMetadati => ({
  id: 'f0000000000000000000000a',
  tipo: 'affare',
  oggetto: 'Riqualificazione della piazza',
  progressivo: 17,
  classifica: { codice: 'VI.3.1', voce: 'Permessi di costruire', versione: 2 },
  dataApertura: '2026-03-02',
  partecipanti: [],
  assegnazioni: [{ tipo: 'competenza', uo: 'U410', utente: 'istruttore', dal: '2026-03-02' }],
  documenti: [
    {
      genere: 'amministrativo',
      identita: {
        sha256: sha256Hex('uno'),
        identificativo: 'doc-1',
        segnatura: 'c_x000/AVLD001/PROT-GEN/2026-03-02/0000001',
      },
      detto: '0000001/2026',
    },
    { genere: 'informatico', identita: { sha256: sha256Hex('due'), identificativo: 'doc-2' }, detto: 'Bozza' },
  ],
  ...over,
});

/** The text of the first element of that name. */
export const testoDi = (xml: string, nome: string): string | undefined =>
  new RegExp(`<${nome}>([^<]*)</${nome}>`).exec(xml)?.[1];
