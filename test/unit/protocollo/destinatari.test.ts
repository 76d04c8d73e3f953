import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import type { Soggetto } from '../../../schemas/soggetto.api.js';
import { istantaneaOf } from '../../../server/giornaliero/istantanea.js';
import { childOf, childrenOf, type Nodo, readRegistro, textIn } from '../../../server/giornaliero/leggi.js';
import { rigaRegistrazione as rigaPdf } from '../../../server/giornaliero/pdf/righe.js';
import { rigaRegistrazione } from '../../../server/giornaliero/righe.js';
import { presentRegistrazione } from '../../../server/protocollo/presenter.js';
import { rigaCsv, TITOLI } from '../../../server/ricerca/colonne.js';
import { ADESSO, buildRegistrazione } from '../../support/factories.js';

/* One registration has one row for each of its addressees (utenti.md, ask 10; protocollo.md 2.7): as many as were given, each once, in their order. */

/** What the API lets through: written, and with something in it. */
const nome = fc.stringMatching(/^[A-Z][A-Za-zàèéìòù;,"& .'-]{0,18}[a-z.]$/);
const destinatario: fc.Arbitrary<Soggetto> = fc
  .oneof(
    fc.record({ tipo: fc.constant('PG' as const), denominazione: nome }),
    fc.record({ tipo: fc.constant('PF' as const), cognome: nome, nome }),
    fc.record({
      tipo: fc.constant('PAI' as const),
      denominazione: nome,
      codiceIPA: fc.constantFrom('c_x001', 'r_x002'),
    }),
    fc.record({ tipo: fc.constant('UO' as const), uo: fc.constantFrom('U110', 'U310', 'U410') }),
  )
  .map((one) => ({ ...one }));
/** None, few, as many as one registration takes; some of them twice. */
const destinatari = fc.oneof(
  { weight: 6, arbitrary: fc.array(destinatario, { maxLength: 6 }) },
  { weight: 1, arbitrary: fc.array(destinatario, { minLength: 500, maxLength: 500 }) },
  {
    weight: 3,
    arbitrary: fc.array(destinatario, { minLength: 1, maxLength: 4 }).map((few) => [...few, ...few]),
  },
);

const scritto = ({ denominazione, cognome = '', nome: first = '', uo }: Soggetto): string =>
  denominazione ?? uo ?? `${cognome} ${first}`;
const nelRegistro = (soggetto: Nodo): string =>
  textIn(soggetto, 'Denominazione') ||
  textIn(soggetto, 'Ufficio') ||
  `${textIn(soggetto, 'Cognome')} ${textIn(soggetto, 'Nome')}`;

async function rowIn(xml: string): Promise<Nodo> {
  for await (const nodo of readRegistro(
    Readable.from([Buffer.from(`<RegistroGiornaliero>${xml}</RegistroGiornaliero>`)]),
  ))
    if (nodo.nome === 'Registrazione') return nodo;
  return assert.fail('no row');
}

describe('one row for each addressee, whatever their number', () => {
  it('in the register, in the daily register, in its readable form, in the export', () =>
    fc.assert(
      fc.asyncProperty(destinatari, async (given) => {
        const record = buildRegistrazione({ flusso: 'U', destinatari: given });
        const names = given.map(scritto);
        assert.deepEqual(record.destinatari, given);
        assert.deepEqual(
          (JSON.parse(record.canonico) as { destinatari: unknown }).destinatari,
          given,
          'what is hashed',
        );
        assert.deepEqual(presentRegistrazione(record).destinatari, given);

        const fine = new Date(ADESSO.getTime() + 86_400_000);
        const row = await rowIn(rigaRegistrazione(record, istantaneaOf(record, fine), undefined));
        const inRegister = childrenOf(childOf(row, 'Destinatari'), 'Soggetto');
        assert.deepEqual(inRegister.map(nelRegistro), names);
        const [, , soggetti = []] = rigaPdf(row).celle;
        const shown = soggetti.find(({ testo }) => testo.startsWith('A: '))?.testo ?? 'A: ';
        let rest = shown.slice('A: '.length);
        for (const name of names) {
          assert.ok(rest.startsWith(name), `${name} in ${rest}`);
          rest = rest.slice(name.length).replace(/^ \([^)]*\)/, '').replace(/^; /, ''); // prettier-ignore
        }
        assert.equal(rest, '');

        const cell = rigaCsv(record, false)[TITOLI.indexOf('Destinatari')] ?? '';
        const inExport = cell === '' ? [] : cell.split('; ');
        assert.deepEqual(
          inExport,
          names.map((name) => name.replaceAll(';', ',')),
        );
      }),
      { numRuns: 60 },
    ));
});
