import assert from 'node:assert/strict';
import { confronta } from '../../../server/conservazione/esibizione/confronto.js';
import {
  conclusioneOf,
  type Esibito,
  esitoPagina,
  esitoTesto,
} from '../../../server/conservazione/esibizione/testi.js';

const H = (letter: string): string => letter.repeat(64);
const PACCHETTO = {
  indice: { nome: 'indice.xml', mime: 'application/xml', sha256: H('a'), dimensione: 10 },
  improntaIndice: H('b'),
  file: [
    { id: 'f0', nome: 'lettera.pdf', mime: 'application/pdf', formato: 'PDF', dimensione: 5, sha256: H('c'), ruolo: 'principale' as const }, // prettier-ignore
    { id: 'f1', nome: 'piano.pdf', mime: 'application/pdf', formato: 'PDF', dimensione: 6, sha256: H('d'), ruolo: 'allegato' as const }, // prettier-ignore
  ],
};
const resa = (nome: string, sha256: string) => ({ nome, sha256, dimensione: 1 });
const TUTTO = [resa('UD_f0.pdf', H('c')), resa('UD_f1.pdf', H('d')), resa('SIP.xml', H('a')), resa('RdV.xml', H('e'))];
const BENE = { rese: TUTTO, ricevuta: [], rapporto: H('e'), nostri: [] };

describe('the comparison of an exhibition', () => {
  it('conforms when every file that was sent came back, whatever it is called', () => {
    const { righe, differenze, note } = confronta(PACCHETTO, BENE);
    assert.deepEqual([differenze, note], [[], []]);
    assert.deepEqual(
      righe.map(({ cosa, trovato }) => [cosa, trovato]),
      [
        ['lettera.pdf', 'UD_f0.pdf'],
        ['piano.pdf', 'UD_f1.pdf'],
      ],
    );
  });

  it('tells a file that is missing or altered, a receipt that says otherwise, an own copy that is broken, no archive', () => {
    const altered = confronta(PACCHETTO, { ...BENE, rese: [...TUTTO.slice(1), resa('UD_f0.pdf', H('9'))] });
    assert.equal(altered.differenze.length, 1);
    assert.match(altered.differenze[0] ?? '', /lettera\.pdf/);
    assert.match(altered.note.join(), /UD_f0\.pdf/, 'what came instead is told');
    assert.match(confronta(PACCHETTO, { ...BENE, ricevuta: ['Chiave diversa.'] }).differenze.join(), /Rapporto di versamento: Chiave diversa/); // prettier-ignore
    assert.match(confronta(PACCHETTO, { ...BENE, nostri: ['indice inviato'] }).differenze.join(), /Nostra copia/);
    assert.match(confronta(PACCHETTO, { ...BENE, rese: null }).differenze.join(), /non è un archivio/);
  });

  it('what cannot be compared is a note, not a difference', () => {
    const { differenze, note } = confronta(PACCHETTO, { ...BENE, rese: TUTTO.slice(0, 2), rapporto: undefined });
    assert.deepEqual(differenze, []);
    assert.equal(note.length, 2);
    assert.match(confronta({ ...PACCHETTO, file: [] }, BENE).note.join(), /non fu inviato alcun file/);
  });

  it('the statement says it first, and nothing that was written runs in the page', () => {
    const esibito: Esibito = {
      ente: 'Comune <b>',
      aoo: 'AVLD001 Prova',
      conservatore: 'ParER',
      cosa: 'n. 0000012/2026',
      chiave: 'PG 2026 0000012',
      quando: '26/11/2026 alle 10:05',
      chi: 'Lucia Verdi',
      motivo: '<script>alert(1)</script>',
      stato: 'Accettato',
      pacchetto: { sha256: H('f'), dimensione: 99 },
      confronto: confronta(PACCHETTO, { ...BENE, rese: [] }),
      dimostrazione: true,
    };
    assert.match(conclusioneOf(esibito.confronto), /NON corrisponde.*2 differenze/);
    const testo = esitoTesto(esibito);
    assert.match(testo, /ESEMPIO[\s\S]*NON corrisponde[\s\S]*\[NO\] c{64} {2}lettera\.pdf/);
    const pagina = esitoPagina(esibito, [{ percorso: 'esito.txt', detto: 'esito' }]);
    assert.doesNotMatch(pagina, /<script|<b>/);
    assert.match(pagina, /Content-Security-Policy[\s\S]*&lt;script&gt;/);
  });
});
