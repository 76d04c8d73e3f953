import assert from 'node:assert/strict';
import type { EsitoPagina } from '../../../schemas/pagina-scansione.model.js';
import type { ScansioneTenuta } from '../../../schemas/scansione.model.js';
import { unioneDecisa } from '../../../server/scansione/dubbi.js';
import { passoDa } from '../../../server/scansione/qualita.js';

type Da = NonNullable<ScansioneTenuta['registrazione']>['da'];
const AOO = 'AVLD001';
const indirizzo = (numero: number) => `https://protocollo.example/verifica/2026/${numero}/${'ab'.repeat(32)}`;
const ETICHETTA = indirizzo(29);
const BARRE = '2026-0000029';

const esito = (fiducia: number | undefined, codice?: string): EsitoPagina => ({
  rotazione: 0,
  qualita: [],
  codici: codice === undefined ? [] : [{ tipo: codice === BARRE ? 'code128' : 'qr', testo: codice }],
  codiceIllegibile: false,
  ...(fiducia !== undefined && { fiducia }),
});

interface Caso {
  da?: Da;
  stato?: NonNullable<ScansioneTenuta['unione']>['stato'];
  lotto?: string;
  soloNumero?: true;
  unioneEtichetta?: 'automatica' | 'dopo-conferma';
}
function decisa(esiti: readonly EsitoPagina[], caso: Caso = {}): ScansioneTenuta['unione'] {
  const { da = 'etichetta', stato = 'in-attesa', lotto, soloNumero, unioneEtichetta = 'automatica' } = caso;
  const pagine = esiti.map((_one, i) => ({ id: String(i + 1), file: 0, indice: i, rotazione: 0 as const }));
  return unioneDecisa(
    {
      aoo: AOO,
      pagine,
      registrazione: { anno: 2026, numero: 29, da, ...(soloNumero !== undefined && { soloNumero }) },
      unione: { stato },
      ...(lotto !== undefined && { lotto }),
    },
    new Map(esiti.map((one, i) => [String(i + 1), one])),
    { soglie: { fiduciaMinima: 60 } as never, unioneEtichetta },
  );
}

describe('what a label says is joined by itself only where nothing is doubtful', () => {
  const sure = [esito(0.93, ETICHETTA), esito(0.91)];

  it('pages that are read well, and blank ones, leave no doubt', () => {
    assert.deepEqual(decisa(sure), { stato: 'in-attesa' });
    assert.deepEqual(decisa([...sure, esito(undefined)]), { stato: 'in-attesa' });
  });

  it('a page that is hardly read waits for a person, who is told which', () => {
    assert.deepEqual(decisa([...sure, esito(0.24)]), {
      stato: 'da-confermare',
      messaggio: 'La pagina 3 si legge sotto il 60 %.',
    });
    assert.match(decisa([esito(0.2, ETICHETTA), esito(0)])?.messaggio ?? '', /^Le pagine 1, 2 si leggono sotto/);
  });

  it('once the page is turned and read well it goes by itself again', () => {
    assert.deepEqual(decisa(sure, { stato: 'da-confermare' }), { stato: 'in-attesa' });
  });

  it('a label that is gone from the pages, or has another beside it, joins nothing by itself', () => {
    assert.match(decisa([esito(0.9)])?.messaggio ?? '', /etichetta non è più/);
    assert.equal(decisa([...sure, esito(0.9, indirizzo(30))])?.stato, 'da-confermare');
    assert.equal(decisa([esito(0.9)], { lotto: 'ab' })?.stato, 'in-attesa', 'the cover of a batch said it');
  });

  it('a bare bar code, which another office may print too, only proposes; what says whose it is joins by itself', () => {
    const waits = (esiti: readonly EsitoPagina[], caso?: Caso) => decisa(esiti, caso)?.messaggio ?? '';
    assert.match(waits([esito(0.9, BARRE)]), /non dice di quale ufficio è/);
    assert.match(
      waits([esito(0.9, 'ALTRO/2026/0000029')]),
      /non dice di quale ufficio è/,
      'the name of a register says no office',
    );
    assert.match(waits([esito(0.9, BARRE)], { lotto: 'ab', soloNumero: true }), /non dice di quale ufficio è/);
    assert.match(waits([esito(0.9)], { lotto: 'ab', soloNumero: true }), /non dice/, 'its cover had no QR');
    for (const label of [ETICHETTA, `${AOO}/2026/0000029`])
      assert.deepEqual(decisa([esito(0.9, BARRE), esito(0.9, label)]), { stato: 'in-attesa' });
    assert.deepEqual(decisa([esito(0.9, BARRE)], { lotto: 'ab' }), { stato: 'in-attesa' }, 'its cover had the QR');
  });

  it('the AOO may ask for a confirmation every time', () => {
    const waits = decisa(sure, { unioneEtichetta: 'dopo-conferma' });
    assert.deepEqual(waits, {
      stato: 'da-confermare',
      messaggio: 'La configurazione chiede di confermare ogni unione.',
    });
    assert.equal(passoDa([{ id: '1', qualita: [], illeggibile: false }], waits), 'giudica-da-vedere');
  });

  it('what a person said, and what is done or refused, is not asked again', () => {
    const bad = [esito(0.1)];
    for (const caso of [{ da: 'operatore' }, { da: 'nascita' }, { stato: 'fatta' }, { stato: 'rifiutata' }] as const)
      assert.equal(
        decisa(bad, { ...caso, unioneEtichetta: 'dopo-conferma' })?.stato,
        'stato' in caso ? caso.stato : 'in-attesa',
      );
  });
});
