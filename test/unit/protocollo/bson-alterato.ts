import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { ARRAY, DOCUMENT, firstOf, lastOf, valueEnd, valueOf } from '../../../server/protocollo/verifica-bson.js';

/* Records altered in the bytes that the database keeps: what no driver would write, somebody with a hexadecimal editor might. */

interface Elemento {
  tipo: number;
  nome: string;
  figli?: Elemento[];
  valore: Buffer;
}

function elementsOf(b: Buffer, doc: number): Elemento[] {
  const list: Elemento[] = [];
  for (let at = firstOf(doc); at < lastOf(b, doc);) {
    const tipo = b[at] ?? 0;
    const value = valueOf(b, at);
    const end = valueEnd(b, tipo, value);
    const nome = b.toString('utf8', at + 1, value - 1);
    const nested = tipo === DOCUMENT || tipo === ARRAY;
    list.push({
      tipo,
      nome,
      valore: Buffer.from(b.subarray(value, end)),
      ...(nested && { figli: elementsOf(b, value) }),
    });
    at = end;
  }
  return list;
}

function encoded(elements: readonly Elemento[]): Buffer {
  const body = elements.map(({ tipo, nome, figli, valore }) =>
    Buffer.concat([Buffer.from([tipo]), Buffer.from(`${nome}\0`), figli === undefined ? valore : encoded(figli)]),
  );
  const whole = Buffer.concat([Buffer.alloc(4), ...body, Buffer.from([0])]);
  whole.writeInt32LE(whole.length);
  return whole;
}

/** An element with the list in which it stands. */
interface Posto {
  lista: Elemento[];
  i: number;
  elemento: Elemento;
}

/** What the verification leaves out by design is left alone here. */
const FUORI = new Set(['_id', 'richiesta', 'richieste', 'uoOperatore', 'parole', 'avvisi']);
const postiOf = (lista: Elemento[]): Posto[] =>
  lista.flatMap((elemento, i) =>
    FUORI.has(elemento.nome) ? [] : [{ lista, i, elemento }, ...postiOf(elemento.figli ?? [])],
  );

const copyOf = ({ tipo, nome, valore, figli }: Elemento): Elemento => ({
  tipo,
  nome,
  valore: Buffer.from(valore),
  ...(figli !== undefined && { figli: figli.map(copyOf) }),
});

const string = (text: string): Buffer => {
  const bytes = Buffer.from(`${text}\0`);
  const size = Buffer.alloc(4);
  size.writeInt32LE(bytes.length);
  return Buffer.concat([size, bytes]);
};
const textOf = ({ valore }: Elemento): string => valore.toString('utf8', 4, valore.length - 1);

type Alterazione = (posto: Posto, altro: Posto, n: number) => void;
const TIPI = [1, 2, 3, 4, 6, 7, 8, 9, 10, 16, 18] as const;
const INTERO = { tipo: 16, valore: Buffer.from([1, 0, 0, 0]) };

const ALTERAZIONI: Readonly<Record<string, Alterazione>> = {
  toglie: ({ lista, i }) => lista.splice(i, 1),
  raddoppia: ({ lista, i, elemento }) => lista.splice(i, 0, copyOf(elemento)),
  raddoppiaInFondo: ({ lista, elemento }) => lista.push(copyOf(elemento)),
  raddoppiaAltro: ({ lista, i, elemento }, { elemento: { tipo, valore } }) =>
    lista.splice(i, 0, { tipo, valore, nome: elemento.nome }),
  scambia: ({ lista, i, elemento }) => lista.splice(i, 2, ...lista.slice(i + 1, i + 2), elemento),
  rinomina: ({ elemento }, altro, n) => (elemento.nome = n % 2 === 0 ? altro.elemento.nome : `${elemento.nome}x`),
  mescolaNome: ({ elemento }, _altro, n) => (elemento.nome = ['$ref', '__proto__', 'a"b', '', 'à', 'n'][n % 6] ?? ''),
  cambiaTipo: ({ elemento }, _altro, n) => (elemento.tipo = TIPI[n % TIPI.length] ?? 0),
  cambiaByte({ elemento }, _altro, n) {
    const { valore } = elemento;
    if (valore.length > 0) valore[n % valore.length] = (valore[n % valore.length] ?? 0) ^ (1 << (n % 8));
    delete elemento.figli; // what is written are the bytes
  },
  prende({ lista, i, elemento }, altro) {
    lista[i] = { ...copyOf(altro.elemento), nome: elemento.nome };
  },
  aggiunge: ({ elemento, lista }) => (elemento.figli ?? lista).push({ ...INTERO, nome: 'x' }),
  svuota: ({ elemento }) => elemento.figli?.splice(0),
  dopo({ elemento }, _altro, n) {
    if (elemento.tipo === 2) elemento.valore = string(textOf(elemento) + (['x', ' ', '\0', '\uFEFF'][n % 4] ?? ''));
  },
};

/** Ways to write a text that is not the canonical one, or says something else. */
const RISCRITTURE: readonly ((text: string, n: number) => string)[] = [
  (text) => text.replace(':', ': '),
  (text, n) => `${text.slice(0, n % text.length)} ${text.slice(n % text.length)}`,
  (text, n) => text.slice(0, n % text.length) + text.slice((n % text.length) + 1),
  (text) => text.replace('{', '{"a":1,'),
  (text) => text.replace(/"numero":(\d+)/, '"numero":0,"numero":$1'),
  (text) => text.replace(/"numero":(\d+)/, '"numero":$1.0'),
  (text) => text.replace(/"numero":(\d+)/, '"numero":0$1'),
  (text) => text.replace(/"tipo":"(.)/, String.raw`"tip\u006f":"$1`),
  (text) => text.replace(/"tipo":"(.)/, (_all, c: string) => `"tipo":"\\u00${c.charCodeAt(0).toString(16)}`),
  (text) => text.replace(/"(nome|uo)":("[^"]*")/, '"$1":$2,"$1":$2'),
  (text) => text.replace(/("[a-zA-Z]+":"[^"]*"),("[a-zA-Z]+":"[^"]*")/, '$2,$1'),
  (text) => text.replace('"formato":1', '"formato":2'),
  (text) => text.replace(/\\u00(..)/, String.raw`\u01$1`),
  (text) => text.replace('Z"', 'z"'),
];

/** Texts and their hashes made again after an alteration, as who knows the chain would. */
function rehash(elements: readonly Elemento[]): void {
  const find = (nome: string, inside = elements): Elemento | undefined => inside.find((one) => one.nome === nome);
  const canonico = find('canonico');
  const hash = find('hash', find('catena')?.figli);
  if (canonico === undefined || hash === undefined) return;
  hash.valore = string(
    createHash('sha256')
      .update(canonico.valore.subarray(4, canonico.valore.length - 1))
      .digest('hex'),
  );
}

/** Alters a record's bytes, in one or more ways. */
export const alterazione: fc.Arbitrary<(bytes: Buffer) => Buffer> = fc
  .record({
    passi: fc.array(
      fc.record({ nome: fc.constantFrom(...Object.keys(ALTERAZIONI)), dove: fc.nat(), altrove: fc.nat(), n: fc.nat() }),
      { minLength: 1, maxLength: 2 },
    ),
    testo: fc.option(fc.record({ quale: fc.nat(RISCRITTURE.length - 1), n: fc.nat() })),
    rifatto: fc.boolean(),
  })
  .map(({ passi, testo, rifatto }) => (bytes: Buffer): Buffer => {
    const elements = elementsOf(bytes, 0);
    const canonico = elements.find(({ nome }) => nome === 'canonico');
    if (testo !== null && canonico !== undefined)
      canonico.valore = string(RISCRITTURE[testo.quale]?.(textOf(canonico), testo.n) ?? '');
    else
      for (const { nome, dove, altrove, n } of passi) {
        const posti = postiOf(elements);
        const posto = posti[dove % posti.length];
        const altro = posti[altrove % posti.length];
        if (posto !== undefined && altro !== undefined) ALTERAZIONI[nome]?.(posto, altro, n);
      }
    if (rifatto || testo !== null) rehash(elements);
    return encoded(elements);
  });
