import assert from 'node:assert/strict';
import type { Controllo, EsitoVerifica, FirmaVerificata } from '../../../schemas/firma.api.js';
import { difettoDelCiclo } from '../../../server/attestazioni/ciclo.js';
import { motivoDiniego, permette, statoDelega } from '../../../server/attestazioni/delega-rules.js';
import { motiviContro } from '../../../server/attestazioni/distruzione.js';
import { type FirmaAttesa, giudicaFirma } from '../../../server/attestazioni/firma-rules.js';
import { newId } from '../../../server/attestazioni/identita.js';
import { type Segno, statoRaffronto } from '../../../server/attestazioni/raffronto-rules.js';
import { riempiTesto } from '../../../server/attestazioni/testo.js';
import { SCANSIONE } from '../../../server/configurazione/dati/scansione.js';

const atto = { numero: '12/2026', data: '2026-01-02', autore: 'Il segretario' };
const delega = { dal: '2026-01-02', al: '2026-03-01', ambito: { modi: ['raffronto' as const] }, atto };
/** The last instant of 1 March in Rome, and the one after. */
const ULTIMO = new Date('2026-03-01T22:59:59.999Z');
const DOPO = new Date('2026-03-01T23:00:00Z');

describe('the delegation of an official', () => {
  it('holds to the end of its last legal day, and not a moment longer', () => {
    assert.equal(permette(delega, 'raffronto', ULTIMO), true);
    assert.equal(permette(delega, 'raffronto', DOPO), false);
    assert.equal(statoDelega(delega, DOPO), 'finita');
    assert.match(motivoDiniego([delega], 'raffronto', DOPO), /finita il 01\/03\/2026/);
  });
  it('begins with its first day', () => {
    assert.equal(statoDelega(delega, new Date('2026-01-01T22:59:59Z')), 'futura');
    assert.equal(statoDelega(delega, new Date('2026-01-01T23:00:00Z')), 'in-corso');
  });
  it('ends at the instant at which it is revoked', () => {
    const revoca = { utente: 'rgd', data: new Date('2026-02-01T10:00:00Z'), motivo: 'trasferito' };
    assert.equal(statoDelega({ ...delega, revoca }, new Date('2026-02-01T09:59:59Z')), 'in-corso');
    assert.equal(statoDelega({ ...delega, revoca }, new Date('2026-02-01T10:00:00Z')), 'revocata');
  });
  it('reaches as far as its ambito: ways and offices', () => {
    assert.equal(permette(delega, 'processo', ULTIMO), false);
    assert.match(motivoDiniego([delega], 'processo', ULTIMO), /certificazione di processo/);
    const scoped = { ...delega, ambito: { modi: ['raffronto' as const], uo: ['U110'] } };
    assert.equal(permette(scoped, 'raffronto', ULTIMO, [['U410', 'U110']]), true);
    assert.equal(permette(scoped, 'raffronto', ULTIMO, [['U110'], ['U410']]), false);
    assert.match(motivoDiniego([scoped], 'raffronto', ULTIMO), /uffici/);
    assert.match(motivoDiniego([], 'raffronto', ULTIMO), /Non risulta una delega/);
  });
});

describe('the comparison page by page', () => {
  const pagine = ['1', '2'].map((id, i) => ({ id, numero: i + 1, impronta: `f/${i}/0` }));
  const segno = (pagina: string, esito: Segno['esito'], over: Partial<Segno> = {}): Segno => ({
    pagina,
    impronta: `f/${Number(pagina) - 1}/0`,
    utente: 'protocollo',
    esito,
    quando: DOPO,
    ...over,
  });
  const counts = (segni: Segno[], utente = 'protocollo') => {
    const { uguali, diverse, mancano } = statoRaffronto(pagine, segni, utente);
    return [uguali, diverse, mancano];
  };
  it('counts the last mark of who asks', () => {
    assert.deepEqual(counts([]), [0, 0, 2]);
    assert.deepEqual(counts([segno('1', 'uguale')]), [1, 0, 1]);
    assert.deepEqual(counts([segno('1', 'diversa'), segno('1', 'uguale')]), [1, 0, 1]);
  });
  it('is not delegated: what another has seen is not seen', () =>
    assert.deepEqual(counts([segno('1', 'uguale')], 'responsabile'), [0, 0, 2]));
  it('a page that somebody found different is different for all, until he takes it back', () => {
    const trovata = segno('1', 'diversa', { utente: 'responsabile' });
    assert.deepEqual(counts([trovata, segno('1', 'uguale')]), [0, 1, 1]);
    assert.deepEqual(
      counts([trovata, segno('1', 'uguale', { utente: 'responsabile' }), segno('1', 'uguale')]),
      [1, 0, 1],
    );
  });
  it('a page that was turned or scanned again is to be looked at again', () =>
    assert.deepEqual(
      counts([segno('1', 'uguale', { impronta: 'f/0/90' }), segno('1', 'diversa', { impronta: 'altra' })]),
      [0, 0, 2],
    ));
});

describe('the words of an attestation', () => {
  const copia = { nome: 'delibera.pdf', pagine: 3, sha256: 'ab'.repeat(32) };
  const dati = {
    funzionario: 'Operatore di protocollo',
    atto,
    luogo: 'Valdoria',
    quando: new Date('2026-03-02T08:14:05Z'),
  };
  it('fills every mark of the text that each AOO begins with', () => {
    for (const modello of [SCANSIONE.testoRaffronto, SCANSIONE.testoProcesso]) {
      const text = riempiTesto(modello, { ...dati, copie: [copia] }).join(' ');
      for (const part of [
        copia.nome,
        copia.sha256,
        '3 pagine',
        dati.funzionario,
        '12/2026 del 02/01/2026',
        'Valdoria',
        '02/03/2026 alle ore 09:14:05',
      ])
        assert.ok(text.includes(part), part);
      assert.doesNotMatch(text, /[{}]/);
    }
  });
  it('of a copy of one page says so', () =>
    assert.match(
      riempiTesto(SCANSIONE.testoRaffronto, { ...dati, copie: [{ ...copia, pagine: 1 }] }).join(' '),
      /di 1 pagina,/,
    ));
  it('of several copies names their list', () => {
    const text = riempiTesto(SCANSIONE.testoRaffronto, { ...dati, copie: [copia, copia] }).join(' ');
    assert.match(text, /ciascuna delle 2/);
    assert.match(text, /complessive 6 pagine/);
    assert.doesNotMatch(text, /delibera/);
  });
  it('takes nothing of a value for a mark, and leaves unknown marks', () =>
    assert.deepEqual(riempiTesto('{copia} {ignoto}\n\n {luogo} ', { ...dati, luogo: '{data}', copie: [copia] }), [
      '«delibera.pdf» {ignoto}',
      '{data}',
    ]));
});

describe('the certificates of the cycle', () => {
  const uno = { ente: 'Ente', numero: '1', dal: '2025-01-01', al: '2026-12-31' };
  const ciclo = {
    iso9001: uno,
    iso27001: uno,
    committente: 'c',
    finalita: 'f',
    documentazione: 'd',
    luogo: 'l',
    aql: 1 as const,
  };
  it('are both due, and both valid today', () => {
    assert.equal(difettoDelCiclo(ciclo, '2026-12-31'), undefined);
    assert.match(difettoDelCiclo(undefined, '2026-03-02') ?? '', /non ha registrato i certificati/);
    assert.match(difettoDelCiclo(ciclo, '2027-01-01') ?? '', /ISO 9001 del ciclo è scaduto il 31\/12\/2026/);
    assert.match(
      difettoDelCiclo({ ...ciclo, iso27001: { ...uno, dal: '2026-05-01' } }, '2026-03-02') ?? '',
      /ISO 27001.*vale dal/,
    );
  });
});

describe('the signature that an attestation waits for', () => {
  const certificato = {
    soggetto: 's',
    emittente: 'e',
    seriale: '1',
    dal: '',
    al: '',
    sha256: 'c1',
    codiceFiscale: 'TINIT-RSSMRA80A01H501U',
  };
  const buono: Controllo[] = [{ codice: 'integrita', esito: 'si', messaggio: 'ok' }];
  const firma = (over: Partial<FirmaVerificata> = {}): FirmaVerificata => ({
    tipo: 'CAdES',
    firmatario: 'Mario Rossi',
    esito: 'valida',
    certificato,
    controlli: buono,
    marche: [],
    ...over,
  });
  const esito = (firme: FirmaVerificata[], sha256 = 'doc'): EsitoVerifica => ({
    firme,
    marche: [],
    avvisi: [],
    quando: '',
    contenuto: { mime: 'application/pdf', dimensione: 1, sha256 },
  });
  const attesa: FirmaAttesa = {
    sha256: 'doc',
    forma: 'busta',
    funzionario: { denominazione: 'Mario Rossi', codiceFiscale: 'RSSMRA80A01H501U', certificati: [] },
  };
  const motivo = (found: EsitoVerifica, over: Partial<FirmaAttesa> = {}): string => {
    const judged = giudicaFirma(found, { ...attesa, ...over });
    return 'motivo' in judged ? judged.motivo : '';
  };
  const registrata = { ...attesa.funzionario, certificati: ['c1'] };
  const incerta = (codice: Controllo['codice']) =>
    firma({
      esito: 'non-verificabile',
      motivo: 'non si sa',
      controlli: [...buono, { codice, esito: 'ignoto', messaggio: 'non si sa' }],
    });

  it('is accepted when it is valid, over those bytes, and his', () => {
    assert.equal(motivo(esito([firma()])), '');
    assert.equal(
      motivo(esito([firma({ certificato: { ...certificato, codiceFiscale: 'altro' } })]), { funzionario: registrata }),
      '',
    );
  });
  it('is refused over other bytes, without a signature, invalid, or of somebody else', () => {
    assert.match(motivo(esito([firma()], 'altro')), /altro documento/);
    assert.match(motivo(esito([])), /non c’è una firma/);
    assert.match(motivo(esito([firma({ esito: 'non-valida', motivo: 'è scaduto.' })])), /non è valida: è scaduto/);
    assert.match(
      motivo(esito([firma({ certificato: { ...certificato, codiceFiscale: 'TINIT-BNCGNN80A01H501U' } })])),
      /deve firmare Mario Rossi/,
    );
    assert.match(motivo(esito([firma({ controfirmaDi: 'altri' })])), /deve firmare/);
    assert.match(motivo(esito([firma(), firma({ esito: 'non-valida' })])), /non è valida/);
    assert.match(
      motivo(esito([firma({ revisione: { n: 1, di: 2, dopo: ['una pagina'] } })]), { forma: 'pdf' }),
      /cambiato/,
    );
  });
  it('that cannot be verified is accepted only for an authority that is not known, and a registered certificate', () => {
    assert.match(motivo(esito([incerta('catena')])), /non si può verificare: non si sa/);
    assert.equal(motivo(esito([incerta('catena')]), { funzionario: registrata }), '');
    assert.equal(motivo(esito([incerta('revoca')]), { funzionario: registrata }), '');
    assert.match(motivo(esito([incerta('validita')]), { funzionario: registrata }), /non si può verificare/);
    assert.match(motivo(esito([incerta('modifiche')]), { funzionario: registrata }), /non si può verificare/);
  });
});

describe('what may be destroyed', () => {
  const tutto = {
    annullata: false,
    attestata: true,
    originale: { unico: false },
    copiaConservata: true,
    attestazioneConservata: true,
    praticaAperta: false,
    autorizzazione: { numero: '1', data: '2026-01-01' },
  };
  const codici = (over: object) => motiviContro({ ...tutto, ...over }).map(({ codice }) => codice);
  it('only when nothing stands against it', () => assert.deepEqual(codici({}), []));
  it('says every reason why not', () => {
    assert.deepEqual(codici({ annullata: true }), ['annullata']);
    assert.deepEqual(codici({ attestata: false }), ['attestazione']);
    assert.deepEqual(codici({ originale: undefined }), ['originale-ignoto']);
    assert.deepEqual(codici({ originale: { unico: true } }), ['originale-unico']);
    assert.deepEqual(codici({ copiaConservata: false, attestazioneConservata: false }), [
      'conservazione-copia',
      'conservazione-attestazione',
    ]);
    assert.deepEqual(codici({ praticaAperta: true, autorizzazione: undefined }), ['pratica-aperta', 'autorizzazione']);
  });
});

describe('identifiers', () => {
  it('go by time, and are not guessed', () => {
    const before = newId(new Date('2026-03-02T08:00:00Z'));
    const after = newId(new Date('2026-03-02T08:00:01Z'));
    assert.match(before, /^[0-9a-f]{24}$/);
    assert.ok(before < after);
    assert.notEqual(newId(DOPO).slice(8), newId(DOPO).slice(8));
  });
});
