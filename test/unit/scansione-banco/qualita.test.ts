import assert from 'node:assert/strict';
import type { EsitoPagina } from '../../../schemas/pagina-scansione.model.js';
import type { AccettazioneTenuta, PostoPagina } from '../../../schemas/scansione.model.js';
import { difettiOf, erroreDi, giudica, passoDa } from '../../../server/scansione/qualita.js';

const posto = (id: string, over: Partial<PostoPagina> = {}): PostoPagina => ({
  id,
  file: 0,
  indice: 0,
  rotazione: 0,
  ...over,
});
const esito = (impronta: string, over: Partial<EsitoPagina> = {}): EsitoPagina => ({
  rotazione: 0,
  qualita: [],
  codici: [],
  codiceIllegibile: false,
  misure: {
    larghezza: 1_700,
    altezza: 2_300,
    dpi: 200,
    colore: 'mono',
    storta: 0,
    inchiostro: 0.05,
    carta: 250,
    contrasto: 200,
    bordi: { sopra: 0, destra: 0, sotto: 0, sinistra: 0 },
    impronta,
  },
  ...over,
});
const A = '0123456789abcdef';
const B = 'fedcba9876543210';
const accettata = (pagina: string, codice: AccettazioneTenuta['codice']): AccettazioneTenuta => ({
  pagina,
  codice,
  utente: 'protocollo',
  quando: new Date('2026-03-02T08:00:00Z'),
  motivo: 'È così',
});
const giudicate = (
  pagine: PostoPagina[],
  esiti: Record<string, EsitoPagina>,
  over: {
    accettazioni?: AccettazioneTenuta[];
    pagineAttese?: number;
    registrazione?: { anno: number; numero: number; da: 'operatore' };
  } = {},
) => giudica({ pagine, accettazioni: [], ...over }, new Map(Object.entries(esiti)), { bitDoppia: 4 });
const codici = (found: ReturnType<typeof giudica>) => found.map(({ qualita }) => qualita.map(({ codice }) => codice));

describe('what the pages of a scan lack, one beside the other', () => {
  it('the same sheet twice in a row is told, blank ones are not', () => {
    const pagine = [posto('1'), posto('2'), posto('3')];
    assert.deepEqual(codici(giudicate(pagine, { 1: esito(A), 2: esito(A), 3: esito(B) })), [[], ['doppia'], []]);
    const bianca = esito(A, { qualita: [{ codice: 'bianca', messaggio: 'Bianca.' }] });
    assert.deepEqual(codici(giudicate(pagine.slice(0, 2), { 1: bianca, 2: bianca })), [['bianca'], ['bianca']]);
  });

  it('the number of pages that the operator stated is told on the last one', () => {
    const [page] = giudicate([posto('1')], { 1: esito(A) }, { pagineAttese: 2 });
    assert.match(page?.qualita[0]?.messaggio ?? '', /sono 1; l’originale ne ha 2/);
  });

  it('an unreadable code matters only while nobody has said where the scan goes', () => {
    const pagine = [posto('1')];
    const esiti = { 1: esito(A, { codiceIllegibile: true }) };
    assert.deepEqual(codici(giudicate(pagine, esiti)), [['codice-illeggibile']]);
    assert.deepEqual(codici(giudicate(pagine, esiti, { registrazione: { anno: 2026, numero: 1, da: 'operatore' } })), [
      [],
    ]);
  });

  it('what is accepted is no longer a flaw, on that page and for that reason alone', () => {
    const pagine = [posto('1'), posto('2')];
    const esiti = { 1: esito(A), 2: esito(A) };
    assert.equal(passoDa(giudicate(pagine, esiti)), 'giudica-da-vedere');
    assert.equal(passoDa(giudicate(pagine, esiti, { accettazioni: [accettata('2', 'doppia')] })), 'giudica-buona');
    assert.equal(passoDa(giudicate(pagine, esiti, { accettazioni: [accettata('1', 'doppia')] })), 'giudica-da-vedere');
    assert.equal(passoDa(giudicate(pagine, esiti, { accettazioni: [accettata('2', 'storta')] })), 'giudica-da-vedere');
  });

  it('a page without its picture cannot be accepted; where none has one the scan is in error', () => {
    const pagine = [posto('1', { rifiutata: 'Il file è cifrato.' }), posto('2')];
    const some = giudicate(pagine, { 2: esito(A) }, { accettazioni: [accettata('1', 'illeggibile')] });
    assert.deepEqual(difettiOf(some), [{ pagina: '1', codice: 'illeggibile' }]);
    assert.equal(passoDa(some), 'giudica-da-vedere');
    const none = giudicate(pagine.slice(0, 1), {});
    assert.equal(passoDa(none), 'giudica-illeggibile');
    assert.equal(erroreDi(none), 'Il file è cifrato.');
    assert.equal(passoDa([]), 'giudica-illeggibile');
  });
});
