interface Voce {
  ramo: string;
  nome: string;
  valore: string | number | boolean;
}

/** A port where nobody listens: what a document wants to fetch is asked there. */
const NESSUNO = { nome: '127.0.0.1', porta: 9 };
const proxy = (specie: string): Voce[] => [
  { ramo: '/org.openoffice.Inet/Settings', nome: `ooInet${specie}ProxyName`, valore: NESSUNO.nome },
  { ramo: '/org.openoffice.Inet/Settings', nome: `ooInet${specie}ProxyPort`, valore: NESSUNO.porta },
];
const SICUREZZA = '/org.openoffice.Office.Common/Security/Scripting';

/** How LibreOffice opens what has come from outside: no macro, no link followed, nothing fetched, nothing that asks. */
const VOCI: readonly Voce[] = [
  { ramo: SICUREZZA, nome: 'MacroSecurityLevel', valore: 3 },
  { ramo: SICUREZZA, nome: 'DisableMacrosExecution', valore: true },
  { ramo: SICUREZZA, nome: 'BlockUntrustedRefererLinks', valore: true },
  { ramo: SICUREZZA, nome: 'DisableActiveContent', valore: true },
  { ramo: '/org.openoffice.Office.Writer/Content/Update', nome: 'Link', valore: 2 },
  { ramo: '/org.openoffice.Office.Calc/Content/Update', nome: 'Link', valore: 2 },
  { ramo: '/org.openoffice.Inet/Settings', nome: 'ooInetProxyType', valore: 2 },
  { ramo: '/org.openoffice.Inet/Settings', nome: 'ooInetNoProxy', valore: '' },
  ...proxy('HTTP'),
  ...proxy('HTTPS'),
  { ramo: '/org.openoffice.Office.Common/Misc', nome: 'FirstRun', valore: false },
];

/** The file of a profile that holds its settings. */
export const registroDelProfilo = (): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">',
    ...VOCI.map(
      ({ ramo, nome, valore }) =>
        `<item oor:path="${ramo}"><prop oor:name="${nome}" oor:op="fuse"><value>${valore}</value></prop></item>`,
    ),
    '</oor:items>',
  ].join('\n');
