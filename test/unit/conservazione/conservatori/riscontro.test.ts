import assert from 'node:assert/strict';
import { leggiRapporto } from '../../../../server/conservazione/conservatori/rapporto.js';
import { riscontro } from '../../../../server/conservazione/conservatori/riscontro.js';
import type { PacchettoPreparato, Rapporto } from '../../../../server/conservazione/tipi.js';
import { sha256 } from '../pacchetti/costruttori.js';
import { INDICE, pacchetto, rdv } from './costruttori.js';

const rapportoDi = (xml: string): Rapporto => {
  const letto = leggiRapporto(Buffer.from(xml), 'application/xml');
  assert.ok(letto);
  return letto;
};
const cose = (xml: string, di: PacchettoPreparato = pacchetto()): string[] =>
  riscontro(rapportoDi(xml), di).map(({ cosa }) => cosa);
const [UNO, DUE] = [sha256('uno'), sha256('due')];

describe('comparison of a receipt with what was sent', () => {
  const CASI: readonly (readonly [nome: string, xml: string, atteso: string[]])[] = [
    ['the receipt of the package', rdv(), []],
    ['hashes in capitals', rdv({ indice: INDICE.toUpperCase(), impronte: [UNO.toUpperCase(), DUE] }), []],
    ['files in another order', rdv({ impronte: [DUE, UNO] }), []],
    ['another index', rdv({ indice: UNO }), ['indice']],
    ['another file', rdv({ impronte: [UNO, INDICE] }), ['file']],
    ['a file less', rdv({ impronte: [UNO] }), ['file', 'numero']],
    ['a file more', rdv({ impronte: [UNO, DUE, DUE] }), ['numero']],
    ['one file twice for two', rdv({ impronte: [UNO, UNO] }), ['file']],
    ['another number', rdv({ numero: '123' }), ['chiave']],
    ['no hash of the index', rdv({ indice: '' }), ['indice']],
    ['everything else', rdv({ indice: UNO, impronte: [], numero: '9' }), ['chiave', 'indice', 'file', 'numero']],
  ];
  for (const [nome, xml, atteso] of CASI)
    it(`tells ${atteso.length === 0 ? 'no difference' : atteso.join(', ')} for ${nome}`, () => {
      assert.deepEqual(cose(xml), atteso);
    });

  it('lets subfiles overwrite names (version 1.5): hashes alone count', () => {
    const nomi = rdv().replaceAll('<URN>urn:x</URN>', '<URN>urn:x</URN><NomeComponente>firma.p7s</NomeComponente>');
    assert.deepEqual(cose(nomi), []);
  });

  it('takes a note without files', () => {
    assert.deepEqual(
      cose(rdv({ impronte: [''] }), pacchetto({ operazione: 'aggiunta', formato: 'parer-aggiunta-1.5', file: [] })),
      [],
    );
  });

  it('takes the receipt of a fascicolo, which tells no hash, by its key', () => {
    const fascicolo = pacchetto({
      tipo: 'fascicolo',
      formato: 'parer-fascicolo-3.0',
      chiave: { registro: 'FASCICOLI', anno: 2026, numero: 'VI.3-17' },
      file: [],
    });
    const xml = (numero: string): string =>
      `<RapportoVersamentoFascicolo><Fascicolo><Chiave><Anno>2026</Anno><Numero>${numero}</Numero></Chiave></Fascicolo></RapportoVersamentoFascicolo>`;
    assert.deepEqual(cose(xml('VI.3-17'), fascicolo), []);
    assert.deepEqual(cose(xml('VI.3-18'), fascicolo), ['chiave']);
    assert.deepEqual(cose('<RapportoVersamentoFascicolo/>', fascicolo), ['chiave']);
  });

  it('takes a receipt of another form when it names the index and every file', () => {
    const pindex = pacchetto({ formato: 'pindex-2020' });
    const xml = (...impronte: string[]): string => `<RdV>${impronte.map((una) => `<h>${una}</h>`).join('')}</RdV>`;
    assert.deepEqual(cose(xml(UNO, DUE, pindex.indice.sha256, INDICE), pindex), []);
    assert.deepEqual(cose(xml(UNO, DUE), pindex), ['indice']);
    assert.deepEqual(cose('<RdV><esito>OK</esito></RdV>', pindex), ['indice', 'file']);
  });
});
