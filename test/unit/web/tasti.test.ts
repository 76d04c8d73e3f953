import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { ELENCO_TASTI } from '../../../web/aiuto/elenco-tasti.js';

const REGISTRAZIONE = ['Nuova registrazione'];
const SCHEDA = ['Scheda di una registrazione'];
const REGOLE = ['Regole e amministrazione'];

/** Which groups of the help tell the keys of what lies there, below `web/`: the longest that fits. */
const GRUPPI: Readonly<Record<string, readonly string[]>> = {
  'components/Telaio.tsx': ['Dappertutto'],
  'components/Cerca.tsx': ['Dappertutto'],
  'components/use-righe.ts': ['Repertori', 'Scansioni', 'Fascicoli', 'Lettere in uscita', 'Rubrica'],
  'scrivania/': ['Scrivania'],
  'protocollo/registro/': ['Registro'],
  'protocollo/scheda/': SCHEDA,
  'protocollo/carte/': [...SCHEDA, 'Registrazione riuscita'],
  'metadati/': SCHEDA,
  'firme/': SCHEDA,
  'protocollo/registrazione/': REGISTRAZIONE,
  'protocollo/registrazione/Registrata.tsx': ['Registrazione riuscita'],
  'protocollo/suggerimenti/': [...REGISTRAZIONE, 'Finestre'],
  'repertori/': ['Repertori'],
  'conservazione/': ['Conservazione'],
  'scansioni/': ['Scansioni'],
  'emergenza/': ['Registro di emergenza'],
  'scarto/': ['Scarto e archivio di deposito'],
  'configurazione/': REGOLE,
  'amministrazione/': REGOLE,
  'fascicoli/': ['Fascicoli'],
  'bozze/': ['Lettere in uscita'],
  'rubrica/': ['Rubrica'],
};

/** Keys that are not written in the code as they are: made from the place of what they take. */
const FATTI: Readonly<Record<string, readonly string[]>> = {
  'protocollo/suggerimenti/Suggeriti.tsx': ['Alt+1', 'Alt+2', 'Alt+3'],
  'conservazione/VersamentoAperto.tsx': ['1', '2', '3', '4', '5'],
  'scansioni/Controlla.tsx': ['Alt+1', 'Alt+2', 'Alt+3', 'Alt+4'],
  'scarto/Elenco.tsx': ['c', 'r'],
};

/** Keys that a control takes while it has the focus, or a page of another group. */
const DI_ALTRI: readonly (readonly [gruppo: string, file: string, tasti: readonly string[]])[] = [
  ['Repertori', 'protocollo/scheda/SchedaAperta.tsx', ['a', 'c', 'p', 'r']], // an act opens in the page of a registration
  ['Scarto e archivio di deposito', 'components/Tabella.tsx', ['ArrowUp', 'ArrowDown', 'Enter']],
  ['Regole e amministrazione', 'components/Tabella.tsx', ['ArrowUp', 'ArrowDown', 'Enter']],
  ['Fascicoli', 'fascicoli/AlberoDocumenti.tsx', ['ArrowRight', 'ArrowLeft']],
  ['Scansioni', 'scansioni/DuePagine.tsx', ['Alt']],
  ['Lettere in uscita', 'bozze/CampoTesto.tsx', ['Tab']],
  ['Nuova registrazione', 'protocollo/registrazione/CampoOggetto.tsx', ['Tab']],
  ['Titolario', 'titolario/Albero.tsx', ['ArrowUp', 'ArrowDown', 'ArrowRight', 'ArrowLeft', '*']],
  ['Finestre', 'components/Dialogo.tsx', ['Ctrl+Enter']],
];
/** The browser's own: a `<dialog>` closes by it. */
const DEL_BROWSER = ['Escape'];

const NOMI: Readonly<Record<string, string>> = {
  '↵': 'Enter',
  '↑': 'ArrowUp',
  '↓': 'ArrowDown',
  '→': 'ArrowRight',
  '←': 'ArrowLeft',
  'Pag↑': 'PageUp',
  'Pag↓': 'PageDown',
  Esc: 'Escape',
  Spazio: 'Space',
  Fine: 'End',
  Canc: 'Delete',
};

/** A key as the help shows it, as the pages name it: `Ctrl+⇧+↵` is `Ctrl+Shift+Enter`, `N E` is `n e`. */
function nomeOf(mostrato: string): string {
  const [, combinazione = '', tasto = ''] = /^((?:(?:Ctrl|Alt|⇧)\+?(?=.))*)(.+)$/.exec(mostrato) ?? [];
  const nome = NOMI[tasto] ?? (/^[A-Z]( [A-Z])*$/.test(tasto) ? tasto.toLowerCase() : tasto);
  return combinazione.replaceAll(/⇧\+?/g, 'Shift+') + nome;
}

/** The keys of one file of `web/`: every `{ tasti, azione }` in it. */
function tastiDi(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const named = (nome: string) => node.properties.find((one) => one.name?.getText() === nome);
      const tasti = named('tasti');
      if (tasti !== undefined && named('azione') !== undefined) {
        if (ts.isPropertyAssignment(tasti) && ts.isStringLiteral(tasti.initializer)) found.push(tasti.initializer.text);
        else found.push(...(FATTI[file] ?? [`${tasti.getText()}, which FATTI does not say`]));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(`web/${file}`, 'utf8'), ts.ScriptTarget.Latest, true));
  return [...new Set(found)];
}

const gruppiDi = (file: string): readonly string[] | undefined => {
  const [longest] = Object.keys(GRUPPI)
    .filter((one) => file.startsWith(one))
    .sort((a, b) => b.length - a.length);
  return longest === undefined ? undefined : GRUPPI[longest];
};

describe('the help page of keys', () => {
  const registrati = readdirSync('web', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({ file, tasti: tastiDi(file) }))
    .filter(({ tasti }) => tasti.length > 0);
  const detti = new Map(
    ELENCO_TASTI.map(({ dove, tasti }) => [dove, tasti.flatMap(([keys]) => keys.map(nomeOf))] as const),
  );

  it('names a key as the pages do', () => {
    const nomi = {
      '⇧E': 'Shift+e',
      'Ctrl+⇧+↵': 'Ctrl+Shift+Enter',
      'Alt+Pag↓': 'Alt+PageDown',
      'N E': 'n e',
      Alt: 'Alt',
    };
    assert.deepEqual(Object.keys(nomi).map(nomeOf), Object.values(nomi));
    assert.deepEqual(['+', '-', '?', 'Alt+1', 'Ctrl+S'].map(nomeOf), ['+', '-', '?', 'Alt+1', 'Ctrl+s']);
  });

  it('tells every key that a page registers, where that page is', () => {
    assert.ok(registrati.length > 30, 'the pages are found');
    const taciuti = registrati.flatMap(({ file, tasti }) =>
      (gruppiDi(file) ?? [`no group of the help: see GRUPPI`]).flatMap((dove) =>
        tasti
          .filter((tasto) => detti.get(dove)?.includes(tasto) !== true && tasto !== 'Escape')
          .map((tasto) => `${dove}: ${tasto} (${file})`),
      ),
    );
    assert.deepEqual(taciuti, []);
    assert.ok(detti.get('Dappertutto')?.includes('Escape'), 'what closes and goes back is told once for all');
  });

  it('tells no key that nobody takes', () => {
    const presi = (dove: string): string[] => [
      ...registrati.flatMap(({ file, tasti }) => (gruppiDi(file)?.includes(dove) === true ? tasti : [])),
      ...DI_ALTRI.flatMap(([gruppo, , tasti]) => (gruppo === dove ? tasti : [])),
      ...DEL_BROWSER,
    ];
    const vani = [...detti].flatMap(([dove, tasti]) =>
      tasti.filter((tasto) => !presi(dove).includes(tasto)).map((tasto) => `${dove}: ${tasto}`),
    );
    assert.deepEqual(vani, []);
  });

  it('what is said here of controls and places is so', () => {
    for (const [, file, tasti] of DI_ALTRI) {
      const code = readFileSync(`web/${file}`, 'utf8');
      for (const tasto of tasti) {
        const name = tasto.split('+').at(-1) ?? tasto;
        assert.ok(code.includes(`'${name}'`) || code.includes(`${name}: `), `${file}: ${tasto}`);
      }
    }
    for (const place of Object.keys(GRUPPI))
      assert.ok(
        registrati.some(({ file }) => file.startsWith(place)),
        `${place} registers no key`,
      );
    for (const file of Object.keys(FATTI))
      assert.ok(
        registrati.some((one) => one.file === file),
        file,
      );
    for (const dove of Object.values(GRUPPI).flat()) assert.ok(detti.has(dove), `${dove} is no group of the help`);
  });
});
