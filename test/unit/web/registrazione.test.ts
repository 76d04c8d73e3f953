import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { RegistrazioneRichiesta } from '../../../schemas/registrazione.api.js';
import { Sha256 } from '../../../web/lib/sha256.js';
import { dataArrivoOf, istanteItaliano } from '../../../web/protocollo/registrazione/arrivo.js';
import { campoOf, erroriOf, idOf, nomeOf, pathOf } from '../../../web/protocollo/registrazione/errori-campi.js';
import {
  isDocumentoObbligatorio,
  mancanzeInParole,
  mancanzeOf,
} from '../../../web/protocollo/registrazione/mancanze.js';
import {
  avvertenzaCodice,
  conTipo,
  indovinaSoggetto,
  scambiaNomi,
  soggettoScritto,
} from '../../../web/protocollo/registrazione/soggetti.js';
import {
  isVuoto,
  ModuloRegistrazione,
  richiestaOf,
  VALORI_VUOTI,
  type Valori,
  valoriOf,
} from '../../../web/protocollo/registrazione/valori.js';
import { cercaVoci, codiceOf, vociScegliibili } from '../../../web/protocollo/registrazione/voci.js';

const PIENA: Valori = {
  ...VALORI_VUOTI,
  documento: { id: 'f1', nome: 'lettera.pdf', dimensione: 10 },
  mittenti: [{ tipo: 'PG', denominazione: 'Linea Verde' }],
  oggetto: 'Richiesta di accesso agli atti',
  mezzo: 'pec',
  classifica: 'VI.3',
};
const OBBLIGATORIA = { classificaObbligatoria: true };

describe('the request that the form makes', () => {
  it('leaves out what is empty and what has no place in the flow', () => {
    assert.deepEqual(richiestaOf(PIENA), {
      flusso: 'E',
      oggetto: PIENA.oggetto,
      mittenti: PIENA.mittenti,
      destinatari: [],
      mezzo: 'pec',
      classifica: 'VI.3',
    });
    const uscita = { ...PIENA, flusso: 'U' as const, protocolloMittente: { numero: '12', data: '' } };
    assert.equal('protocolloMittente' in richiestaOf(uscita), false);
    assert.equal('dataArrivo' in richiestaOf({ ...uscita, dataArrivo: { giorno: '2026-03-02', ora: '' } }), false);
  });

  it('is what the schema of the API takes', () => {
    const tutto: Valori = {
      ...PIENA,
      protocolloMittente: { numero: '214/2026', data: '2026-11-24' },
      dataArrivo: { giorno: '2026-11-24', ora: '17:31' },
      assegnazioni: [{ uo: 'U410', tipo: 'competenza' }],
      riservatezza: { livello: 'riservata', uo: ['U310'], utenti: [] },
      tipologia: 'SCIA',
      risponde: { anno: '2026', numero: '12' },
      note: 'a mano',
    };
    const esito = ModuloRegistrazione.parse(tutto);
    assert.deepEqual(esito, RegistrazioneRichiesta.parse(richiestaOf(tutto)));
    assert.equal(esito.dataArrivo, '2026-11-24T17:31:00+01:00');
    assert.deepEqual(esito.risponde, { anno: 2026, numero: 12 });
  });

  it('gives the issues the path of their control', () => {
    const esito = ModuloRegistrazione.safeParse({
      ...PIENA,
      mittenti: [{ tipo: 'PF', cognome: 'Rossi', nome: 'Mario', codiceFiscale: 'RSSMRA80A01H501X' }],
    });
    assert.deepEqual(
      esito.error?.issues.map(({ path }) => path.join('.')),
      ['mittenti.0.codiceFiscale'],
    );
  });
});

describe('a draft read back', () => {
  it('is what was kept', () => {
    assert.deepEqual(valoriOf(JSON.parse(JSON.stringify(PIENA))), PIENA);
  });
  it('has every value of the form, whatever an earlier version wrote', () => {
    fc.assert(
      fc.property(fc.anything(), (letto) => {
        const valori = valoriOf(letto);
        assert.deepEqual(Object.keys(valori), Object.keys(VALORI_VUOTI));
        assert.equal(typeof valori.oggetto, 'string');
        assert.ok(Array.isArray(valori.mittenti));
        assert.equal(typeof valori.protocolloMittente.numero, 'string');
      }),
    );
  });
  it('is worth keeping as soon as something was written', () => {
    assert.equal(isVuoto({ ...VALORI_VUOTI, mezzo: 'pec', assegnazioni: [{ uo: 'U410', tipo: 'competenza' }] }), true);
    assert.equal(isVuoto({ ...VALORI_VUOTI, scrittura: { ...VALORI_VUOTI.scrittura, mittenti: 'ros' } }), false);
    assert.equal(isVuoto({ ...VALORI_VUOTI, documento: { id: 'f', nome: 'a.pdf', dimensione: 1 } }), false);
  });
});

describe('what the form still lacks', () => {
  it('is nothing when all is there', () => {
    assert.deepEqual(mancanzeOf(PIENA, OBBLIGATORIA), []);
    assert.equal(mancanzeInParole([]), 'Pronta da registrare');
  });
  it('is told in words', () => {
    const parole = (valori: Partial<Valori>) => mancanzeInParole(mancanzeOf({ ...PIENA, ...valori }, OBBLIGATORIA));
    assert.equal(parole({ mittenti: [] }), 'Manca il mittente');
    assert.equal(parole({ mittenti: [], oggetto: ' ' }), 'Mancano il mittente e l’oggetto');
    assert.equal(
      parole({ documento: null, mittenti: [], oggetto: '', classifica: '' }),
      'Mancano il documento, il mittente e altri 2 dati',
    );
    assert.equal(
      parole({ mittenti: [], scrittura: { ...VALORI_VUOTI.scrittura, mittenti: 'lin' } }),
      'Manca la scelta di «lin»',
    );
  });
  it('leaves the classifica to the settings of the AOO', () => {
    assert.deepEqual(mancanzeOf({ ...PIENA, classifica: '' }, { classificaObbligatoria: false }), []);
  });
  it('asks for the document as the contract does (§4)', () => {
    for (const mezzo of ['pec', 'email', 'portale', 'interoperabilita', 'sdi'])
      assert.equal(isDocumentoObbligatorio({ flusso: 'E', mezzo }), true, mezzo);
    for (const mezzo of ['sportello', 'posta', 'raccomandata', 'corriere'])
      assert.equal(isDocumentoObbligatorio({ flusso: 'E', mezzo }), false, mezzo);
    assert.equal(isDocumentoObbligatorio({ flusso: 'U', mezzo: 'posta' }), true);
  });
});

describe('the day and hour of arrival', () => {
  it('is Italian legal time, whatever the zone of the computer', () => {
    assert.equal(istanteItaliano('2026-07-01', '09:00'), '2026-07-01T09:00:00+02:00');
    assert.equal(istanteItaliano('2026-01-01', '09:00'), '2026-01-01T09:00:00+01:00');
  });
  it('takes the first of the hour that comes twice, and an instant that exists for the one that is skipped', () => {
    assert.equal(istanteItaliano('2026-10-25', '02:30'), '2026-10-25T02:30:00+02:00');
    assert.equal(istanteItaliano('2026-03-29', '02:30'), '2026-03-29T02:30:00+01:00');
  });
  it('is the day alone without an hour, nothing without a day', () => {
    assert.equal(dataArrivoOf({ giorno: '2026-03-02', ora: '' }), '2026-03-02');
    assert.equal(dataArrivoOf({ giorno: '', ora: '10:00' }), undefined);
  });
});

describe('the search in the titolario', () => {
  const VOCI = [
    { codice: 'VI', voce: 'Pianificazione e gestione del territorio', livello: 1, attiva: true },
    { codice: 'VI.1', voce: 'Urbanistica: piano regolatore', livello: 2, attiva: true },
    { codice: 'VI.3', voce: 'Edilizia privata', livello: 2, attiva: true },
    { codice: 'VI.3.1', voce: 'Permessi di costruire', livello: 3, attiva: true },
    { codice: 'VI.4', voce: 'Edilizia pubblica', livello: 2, attiva: false },
    { codice: 'XIV', voce: 'Oggetti diversi', livello: 1, attiva: true },
  ];
  const codici = (testo: string, sottoclassi = false) =>
    cercaVoci(vociScegliibili(VOCI, sottoclassi), testo, 8).map(({ codice }) => codice);

  it('reads codes in every usual form', () => {
    for (const testo of ['VI.3', 'vi/3', '6.3', '06-03', ' VI 3 ']) assert.equal(codiceOf(testo), 'VI.3', testo);
    for (const testo of ['edilizia', '6.3.1.4', '99', 'VI.x']) assert.equal(codiceOf(testo), undefined, testo);
  });
  it('offers only what may be taken', () => {
    assert.deepEqual(codici(''), ['VI.1', 'VI.3', 'XIV']);
    assert.deepEqual(codici('', true), ['VI.1', 'VI.3', 'VI.3.1', 'XIV']);
    assert.deepEqual(codici('pubblica'), []);
  });
  it('finds by code what is below it, or the classe of a sottoclasse that one may not give', () => {
    assert.deepEqual(codici('6.3', true), ['VI.3', 'VI.3.1']);
    assert.deepEqual(codici('6.3.1'), ['VI.3']);
  });
  it('finds by words of the voce, of those above and of those below', () => {
    assert.deepEqual(codici('edil priv'), ['VI.3']);
    assert.deepEqual(codici('territorio urb'), ['VI.1']);
    assert.deepEqual(codici('permessi'), ['VI.3']);
  });
});

describe('a subject written by hand', () => {
  it('is guessed from what one was searching with', () => {
    assert.deepEqual(indovinaSoggetto('Bianchi Anna'), { tipo: 'PF', cognome: 'Bianchi', nome: 'Anna' });
    assert.deepEqual(indovinaSoggetto('Linea Verde S.r.l.'), { tipo: 'PG', denominazione: 'Linea Verde S.r.l.' });
    assert.deepEqual(indovinaSoggetto('Firma illeggibile'), { tipo: 'PG', denominazione: 'Firma illeggibile' });
    assert.deepEqual(indovinaSoggetto('Comune di Lindor'), { tipo: 'PAI', denominazione: 'Comune di Lindor' });
    assert.deepEqual(indovinaSoggetto('rssmra80a01h501u'), { tipo: 'PF', codiceFiscale: 'RSSMRA80A01H501U' });
    assert.deepEqual(indovinaSoggetto('IT12345678903'), { tipo: 'PG', partitaIva: '12345678903' });
    assert.deepEqual(indovinaSoggetto('Uno@pec.example'), { tipo: 'PG', domicilioDigitale: 'uno@pec.example' });
  });
  it('keeps its names when its kind changes', () => {
    const ente = conTipo({ tipo: 'PF', cognome: 'Studio', nome: 'Verde' }, 'PG');
    assert.deepEqual(ente, { tipo: 'PG', denominazione: 'Studio Verde' });
    assert.deepEqual(conTipo(ente, 'PF'), { tipo: 'PF', cognome: 'Studio', nome: 'Verde' });
  });
  it('gives the schema only what its kind has', () => {
    assert.deepEqual(
      soggettoScritto({ tipo: 'PF', cognome: ' Rossi ', nome: 'Anna', codiceIPA: 'c_x', indirizzo: ' ' }),
      {
        tipo: 'PF',
        cognome: 'Rossi',
        nome: 'Anna',
      },
    );
  });
});

describe('the errors of the form', () => {
  it('go from the names of the API to those of the form and back', () => {
    for (const campo of ['documento', 'allegati[2]', 'mittenti[0].codiceFiscale', 'protocolloMittente.data'])
      assert.equal(campoOf(pathOf(campo)), campo);
  });
  it('come in reading order, wherever they are nested', () => {
    const errors = {
      note: { type: 'x', message: 'n' },
      mittenti: [{ codiceFiscale: { type: 'x', message: 'm' } }],
      documento: { type: 'x', message: 'd' },
    };
    assert.deepEqual(
      erroriOf(errors as never).map(({ campo }) => campo),
      ['documento', 'mittenti[0].codiceFiscale', 'note'],
    );
  });
  it('have a name and an element each', () => {
    assert.equal(nomeOf('mittenti[0].codiceFiscale'), 'Mittente, codice fiscale');
    assert.equal(nomeOf('mittenti[1]'), 'Mittente 2');
    assert.equal(nomeOf('allegati[2]'), 'Allegato 3');
    assert.equal(nomeOf('protocolloMittente.data'), 'Data del mittente');
    assert.equal(idOf('allegati[2]'), 'reg-allegato-2');
    assert.equal(idOf('mittenti[0].codiceFiscale'), 'reg-mittenti');
    assert.equal(idOf('protocolloMittente.data'), 'reg-protocolloMittente-data');
  });
});

describe('SHA-256 a piece at a time', () => {
  it('is the same digest, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 130 }), (bytes, passo) => {
        const hash = new Sha256();
        for (let da = 0; da < bytes.length; da += passo) hash.update(bytes.subarray(da, da + passo));
        assert.equal(hash.digest(), createHash('sha256').update(bytes).digest('hex'));
      }),
    );
  });
});

describe('the names of a person', () => {
  const scritta = { tipo: 'PF', cognome: 'Maria', nome: 'Rossi', codiceFiscale: 'RSSMRA80A41H501W' };

  it('change places, and back', () => {
    const giusta = scambiaNomi(scritta);
    assert.deepEqual([giusta['cognome'], giusta['nome']], ['Rossi', 'Maria']);
    assert.deepEqual(scambiaNomi(giusta), scritta);
    assert.deepEqual(scambiaNomi({ tipo: 'PF', cognome: 'Rossi' }), { tipo: 'PF', cognome: '', nome: 'Rossi' });
  });

  it('are told apart by the codice fiscale', () => {
    assert.match(avvertenzaCodice(scritta) ?? '', /scambiati/);
    assert.equal(avvertenzaCodice(scambiaNomi(scritta)), undefined);
    assert.match(avvertenzaCodice({ ...scritta, nome: 'Bianchi' }) ?? '', /prime sei lettere/);
  });
});
