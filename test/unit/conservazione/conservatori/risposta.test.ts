import assert from 'node:assert/strict';
import fc from 'fast-check';
import { leggiRapporto } from '../../../../server/conservazione/conservatori/rapporto.js';
import {
  leggiRisposta,
  type Risposta,
  RispostaIllegibileError,
} from '../../../../server/conservazione/conservatori/risposta.js';
import { sha256 } from '../pacchetti/costruttori.js';
import { esito, INDICE, rdv } from './costruttori.js';

const XML = 'application/xml; charset="utf-8"';
const leggi = (bytes: Buffer | string): Risposta => leggiRisposta(Buffer.from(bytes), XML);

describe('reading of the answers of ParER', () => {
  it('takes the receipt out of its escaped text, byte for byte', () => {
    const testo = rdv({ extra: '<Annotazione><Nota>caffè &amp; tè</Nota></Annotazione>' });
    const { esito: detto, rapporto, chiave, voci } = leggi(esito({ rapporto: testo }));
    assert.equal(detto, 'POSITIVO');
    assert.deepEqual(voci, []);
    assert.deepEqual(chiave, { registro: 'PG', anno: 2026, numero: '0000123' });
    assert.ok(rapporto);
    assert.equal(rapporto.contenuto.toString('utf8'), testo);
    assert.equal(rapporto.improntaIndice, INDICE);
    assert.equal(rapporto.data, '2026-03-16T22:05:12.107+01:00');
    assert.deepEqual(rapporto.impronte, [{ sha256: sha256('uno') }, { sha256: sha256('due') }]);
  });

  it('gathers the faults of all three lists, the principal one first', () => {
    const { voci } = leggi(
      esito({
        codice: 'NEGATIVO',
        errore: 'FORMATO-001-001',
        messaggio: 'formato',
        altri: [['UD-003-001', 'tipologia']],
        avvisi: [['UD-008-001', 'non firmato']],
      }),
    );
    assert.deepEqual(
      voci.map(({ codice, gravita }) => [codice, gravita]),
      [
        ['FORMATO-001-001', 'errore'],
        ['UD-003-001', 'errore'],
        ['UD-008-001', 'avviso'],
      ],
    );
  });

  it('takes a sentence in the place of the receipt for no receipt', () => {
    assert.equal(
      leggi(esito({ codice: 'NEGATIVO', errore: 'UD-002-001', rapporto: 'Rapporto non trovato' })).rapporto,
      undefined,
    );
    assert.equal(leggi(esito({ rapporto: '<Altro/>' })).rapporto, undefined);
  });

  it('reads a note without a file as no file, a hash of another algorithm as equal to none', () => {
    const letto = (componente: string) =>
      leggiRapporto(
        Buffer.from(rdv({ impronte: [], extra: `<Annotazione><Componenti>${componente}</Componenti></Annotazione>` })),
        XML,
      );
    assert.deepEqual(letto('<Componente><URN>u</URN><Hash></Hash></Componente>')?.impronte, []);
    assert.deepEqual(letto('<Componente><Hash>AB</Hash><AlgoritmoHash>SHA-1</AlgoritmoHash></Componente>')?.impronte, [
      { sha256: 'SHA-1:AB' },
    ]);
  });

  it('finds the hashes in a receipt of another form, and in none that is no XML', () => {
    const base64 = Buffer.from(sha256('due'), 'hex').toString('base64');
    const altro = `<RdV><file><h>${sha256('uno').toUpperCase()}</h></file><h>${base64}</h></RdV>`;
    assert.deepEqual(
      leggiRapporto(Buffer.from(altro), XML)?.impronte.map((una) => una.sha256),
      [sha256('uno'), sha256('due')],
    );
    assert.equal(leggiRapporto(Buffer.from(altro), XML, true), undefined);
    assert.equal(leggiRapporto(Buffer.from('%PDF-1.7'), 'application/pdf'), undefined);
  });

  it('reads the answer of a fascicolo: the receipt is an element, the absent units are named', () => {
    const positivo =
      '<EsitoVersamentoFascicolo><RapportoVersamentoFascicolo><IdentificativoRapportoVersamento>urn:f:RdV</IdentificativoRapportoVersamento>' +
      '<EsitoGenerale><CodiceEsito>POSITIVO</CodiceEsito></EsitoGenerale><Fascicolo><Chiave><Anno>2026</Anno><Numero>VI.3-17</Numero></Chiave></Fascicolo>' +
      '</RapportoVersamentoFascicolo></EsitoVersamentoFascicolo>';
    const { rapporto } = leggi(positivo);
    assert.ok(rapporto);
    assert.equal(rapporto.identificativo, 'urn:f:RdV');
    assert.deepEqual(rapporto.chiave, { registro: '', anno: 2026, numero: 'VI.3-17' });
    assert.ok(positivo.includes(rapporto.contenuto.toString()));
    const assenti =
      '<EsitoVersamentoFascicolo><EsitoVersamentoNegativo><EsitoGenerale><CodiceEsito>NEGATIVO</CodiceEsito><CodiceErrore>FASC-003-003</CodiceErrore>' +
      '<MessaggioErrore>assenti</MessaggioErrore></EsitoGenerale><Fascicolo><ControlliContenutoFascicolo><UnitaDocumentarieNonPresenti>' +
      '<UnitaDocumentaria><Registro>PG</Registro><Anno>2026</Anno><Numero>0000007</Numero></UnitaDocumentaria></UnitaDocumentarieNonPresenti>' +
      '</ControlliContenutoFascicolo></Fascicolo></EsitoVersamentoNegativo></EsitoVersamentoFascicolo>';
    assert.match(leggi(assenti).voci[0]?.messaggio ?? '', /PG 2026 0000007/);
  });

  it('reads the answer of an update', () => {
    const negativo =
      '<EsitoAggiornamento><EsitoNegativoAggiornamento><EsitoGenerale><CodiceEsito>NEGATIVO</CodiceEsito><ControlloFallito><TipoControllo>t</TipoControllo>' +
      '<Errore><Codice>UD-013-002</Codice><Messaggio>spento</Messaggio></Errore></ControlloFallito></EsitoGenerale></EsitoNegativoAggiornamento></EsitoAggiornamento>';
    assert.deepEqual(leggi(negativo).voci, [{ codice: 'UD-013-002', messaggio: 'spento', gravita: 'errore' }]);
    const positivo =
      '<EsitoAggiornamento><RapportoVersamento><IdentificativoRapportoVersamento>urn:a</IdentificativoRapportoVersamento><EsitoGenerale>' +
      '<CodiceEsito>WARNING</CodiceEsito><Warnings><Warning><Errore><Codice>UD-004-001</Codice><Messaggio>m</Messaggio></Errore></Warning></Warnings></EsitoGenerale>' +
      '</RapportoVersamento></EsitoAggiornamento>';
    assert.equal(leggi(positivo).esito, 'WARNING');
    assert.equal(leggi(positivo).rapporto?.identificativo, 'urn:a');
    assert.equal(leggi(positivo).voci[0]?.gravita, 'avviso');
  });

  it('reads states and requests of annulment', () => {
    const stato =
      '<StatoConservazione><EsitoGenerale><CodiceEsito>POSITIVO</CodiceEsito></EsitoGenerale><UnitaDocumentaria><StatoConservazioneUD>ANNULLATA</StatoConservazioneUD></UnitaDocumentaria></StatoConservazione>';
    assert.equal(leggi(stato).stato, 'ANNULLATA');
    const annullo =
      '<EsitoRichiestaAnnullamentoVersamenti><EsitoRichiesta><CodiceEsito>NEGATIVO</CodiceEsito><CodiceErrore>RICH-ANN-VERS-011</CodiceErrore></EsitoRichiesta></EsitoRichiestaAnnullamentoVersamenti>';
    assert.equal(leggi(annullo).voci[0]?.codice, 'RICH-ANN-VERS-011');
  });

  const BUONO = esito({ messaggio: 'caffè', rapporto: rdv() });
  const OSTILI: Record<string, Buffer> = {
    empty: Buffer.alloc(0),
    'a page of a proxy': Buffer.from('<!DOCTYPE html><html><body>Accesso</body></html>'),
    'no XML': Buffer.from('OK'),
    truncated: BUONO.subarray(0, BUONO.length - 40),
    'another root': Buffer.from('<Altro><EsitoGenerale><CodiceEsito>POSITIVO</CodiceEsito></EsitoGenerale></Altro>'),
    'no outcome': Buffer.from('<EsitoVersamento><EsitoGenerale/></EsitoVersamento>'),
    'an outcome that is none': esito({ codice: 'FORSE' }),
    'a DTD with entities': Buffer.from(
      '<!DOCTYPE a [<!ENTITY b "POSITIVO">]><EsitoVersamento><EsitoGenerale><CodiceEsito>&b;</CodiceEsito></EsitoGenerale></EsitoVersamento>',
    ),
    'an entity of nobody': Buffer.from(
      '<EsitoVersamento><EsitoGenerale><CodiceEsito>&b;</CodiceEsito></EsitoGenerale></EsitoVersamento>',
    ),
    'another encoding than declared': Buffer.from(BUONO.toString('utf8'), 'latin1'),
    'an encoding that nobody uses': Buffer.from('<?xml version="1.0" encoding="UTF-7"?><EsitoVersamento/>'),
    'too deep': Buffer.from('<EsitoVersamento>' + '<a>'.repeat(200)),
    'too many elements': Buffer.from(`<EsitoVersamento>${'<a/>'.repeat(200_001)}</EsitoVersamento>`),
    'two roots': Buffer.concat([esito(), Buffer.from('<EsitoVersamento/>')]),
  };
  for (const [nome, bytes] of Object.entries(OSTILI))
    it(`does not read an answer that is hostile: ${nome}`, () => {
      assert.throws(() => leggi(bytes), RispostaIllegibileError);
    });

  it('reads the encoding that is told, and passes over elements that are not known', () => {
    const latino = Buffer.from(
      '<?xml version="1.0" encoding="ISO-8859-1"?><ns2:EsitoVersamento xmlns:ns2="urn:x"><Nuovo a="1"><b/></Nuovo><EsitoGenerale><CodiceEsito>NEGATIVO</CodiceEsito>' +
        '<CodiceErrore>X-1</CodiceErrore><MessaggioErrore>perché</MessaggioErrore></EsitoGenerale></ns2:EsitoVersamento>',
      'latin1',
    );
    assert.equal(leggi(latino).voci[0]?.messaggio, 'perché');
  });

  it('answers or refuses, whatever comes', () => {
    fc.assert(
      fc.property(fc.nat(BUONO.length - 1), fc.uint8Array({ maxLength: 8 }), (at, bytes) => {
        const altered = Buffer.concat([BUONO.subarray(0, at), bytes, BUONO.subarray(at + bytes.length)]);
        try {
          leggi(altered);
        } catch (error) {
          assert.ok(error instanceof RispostaIllegibileError, String(error));
        }
      }),
    );
  });
});
