import { hash } from 'node:crypto';
import { type Nodo, toXml } from '../../metadati/albero.js';
import { SOFTWARE, VERSIONE } from '../../lib/versione.js';
import type { DocumentoUnita, FascicoloDaVersare, IndicePacchetto, Produttore, Ritocchi, Versabile } from '../tipi.js';
import { fileDi } from './file-di.js';
import { percorsiOf } from './percorsi.js';
import { elemento, type NodoSip, toSip } from './sip.js';
import { estensioneOf, taglia } from './testi.js';

/** PIndex of UNI 11386:2020 (SInCRO 2): a package that any receiver understands (conservazione-sincro.md §2). */

const NAMESPACE = 'http://www.uni.com/U3011/sincro-v2/';
const LEGGI = 'Linee guida AgID sulla formazione, gestione e conservazione dei documenti informatici; CAD art. 44';
const MANUALE = 'Manuale di conservazione di';

type Attributi = Readonly<Record<string, string>>;
type FileIndice = IndicePacchetto['file'][number];

/** Elements and attributes are all of the namespace. */
const s = (nome: string, attributi: Attributi, ...figli: readonly (readonly NodoSip[])[]): NodoSip =>
  elemento(
    `s:${nome}`,
    Object.fromEntries(Object.entries(attributi).map(([key, value]) => [`s:${key}`, value])),
    ...figli,
  );
const detto = (nome: string, testo: string | undefined, attributi: Attributi = {}): NodoSip[] =>
  testo === undefined || testo === '' ? [] : [{ ...s(nome, attributi), testo }];
const id = (valore: string): NodoSip[] => detto('ID', valore, { scheme: 'local' });

const PARTI = {
  principale: 'Documento principale',
  allegato: 'Allegato',
  annesso: 'Annesso',
  annotazione: 'Annotazione',
} as const;

const attributiDi = ({ nome, mime }: FileIndice): Attributi => {
  const estensione = estensioneOf(nome).split('.').at(-1) ?? '';
  return { encoding: 'binary', ...(estensione !== '' && { extension: estensione.toLowerCase() }), format: mime };
};

const impronta = (sha256: string, conCanonica: boolean): NodoSip[] =>
  detto('Hash', sha256, { hashFunction: 'SHA-256', ...(conCanonica && { canonicalXML: 'false' }) });

const fileOf = (file: FileIndice, percorso: string): NodoSip =>
  s('File', attributiDi(file), id(file.id), detto('Path', percorso), impronta(file.sha256, true));

const metadatiEsterni = (radice: Nodo, file: FileIndice, percorso: string): NodoSip =>
  s('MoreInfo', { xmlSchema: `urn:agid:${radice.nome}` }, [
    s(
      'ExternalMetadata',
      { ...attributiDi(file), encoding: '8bit' },
      id(file.id),
      detto('Path', percorso),
      impronta(file.sha256, false),
    ),
  ]);

/** Only letters and digits after the prefix; a body without a codice fiscale of eleven digits is named by its codice IPA. */
const idEnte = ({ codiceFiscale, codiceIPA }: Produttore): string =>
  codiceFiscale !== undefined && /^\d{11}$/.test(codiceFiscale)
    ? `VATIT-${codiceFiscale}`
    : `NTRIT-${codiceIPA.replaceAll(/[^A-Za-z0-9]/g, '')}`;

const manuale = ({ ente }: Produttore): NodoSip[] => detto('RelevantDocument', `${MANUALE} ${ente}`);

const organizzazione = (nome: string, produttore: Produttore, attributi: Attributi = {}): NodoSip =>
  s(
    nome,
    { agentType: 'legal person', ...attributi },
    detto('AgentID', idEnte(produttore)),
    [s('AgentName', {}, detto('FormalName', produttore.ente))],
    manuale(produttore),
  );

/** Who answers for what is shipped, where he is known by name and codice fiscale; else the body itself. */
function firmatario(produttore: Produttore): NodoSip {
  const { responsabile } = produttore;
  const ruolo = { signerRole: 'Responsabile della gestione documentale' };
  if (responsabile === undefined) return organizzazione('AuthorizedSigner', produttore, ruolo);
  return s(
    'AuthorizedSigner',
    { agentType: 'natural person', ...ruolo },
    detto('AgentID', `TINIT-${responsabile.codiceFiscale}`),
    [
      s('AgentName', {}, [
        s('NameAndSurname', {}, detto('FirstName', responsabile.nome), detto('LastName', responsabile.cognome)),
      ]),
    ],
    manuale(produttore),
  );
}

/** The instant is that of the record, which is opposable to others (DPR 445/2000 art. 53): the same record, the same index. */
const processo = ({ produttore, istante }: Versabile): NodoSip =>
  s('Process', {}, [
    organizzazione('Submitter', produttore),
    organizzazione('Holder', produttore, { holderRole: 'soggetto produttore' }),
    firmatario(produttore),
    s('TimeReference', {}, detto('TimeInfo', istante, { attachedTimeStamp: 'false' })),
    ...detto('LawsAndRegulations', LEGGI),
  ]);

const nuovo = (fileId: string, nome: string, mime: string, formato: string, testo: string): FileIndice => {
  const contenuto = Buffer.from(testo, 'utf8');
  const sha256 = hash('sha256', contenuto, 'hex');
  return { id: fileId, nome, mime, formato, dimensione: contenuto.length, sha256, ruolo: 'metadati', contenuto };
};

const nomeOf = ({ chiave: { registro, anno, numero } }: Versabile): string => `${registro}-${anno}-${numero}`;

const metadatiOf = (versabile: Versabile): FileIndice =>
  nuovo('m0', `metadati-${nomeOf(versabile)}.xml`, 'application/xml', 'XML', toXml(versabile.metadati));

/** The units of a fascicolo by their keys, as a table. */
const unitaOf = ({ unita }: FascicoloDaVersare): FileIndice[] =>
  unita.length === 0
    ? []
    : [
        nuovo(
          'm1',
          'unita.csv',
          'text/csv',
          'CSV',
          [
            'registro;anno;numero;posizione;data',
            ...unita.map(({ chiave, posizione, data }) =>
              [chiave.registro, chiave.anno, chiave.numero, posizione, data].join(';'),
            ),
            '',
          ].join('\r\n'),
        ),
      ];

/** A group for each document that has a file, its signatures in it; the metadata stand with the principal one. */
function gruppiUnita(
  documenti: readonly DocumentoUnita[],
  file: readonly FileIndice[],
  percorsi: readonly string[],
  metadati: NodoSip,
): NodoSip[] {
  const posto = new Map(file.map((uno, i) => [uno.id, [uno, percorsi[i] ?? ''] as const]));
  return documenti.flatMap((documento) => {
    const suoi = fileDi(documento).flatMap(({ id: one }) => {
      const found = posto.get(one);
      return found === undefined ? [] : [found];
    });
    if (suoi.length === 0) return [];
    return [
      s(
        'FileGroup',
        {},
        id(documento.id),
        detto('Label', PARTI[documento.ruolo]),
        detto('Description', taglia(documento.descrizione, 4000)),
        suoi.map(([uno, percorso]) => fileOf(uno, percorso)),
        documento.ruolo === 'principale' ? [metadati] : [],
      ),
    ];
  });
}

const VOLUMI = {
  'unita-documentaria': 'Unità documentaria',
  'registro-giornaliero': 'Registro giornaliero di protocollo',
  fascicolo: 'Fascicolo',
} as const;

/**
 * The index of a package for a receiver without one of its own: files by path and hash, the AgID metadata beside them, who ships and
 * when. Of a fascicolo the files are its metadata and the table of its units. Pure: the same input gives the same bytes.
 */
export function indicePindex(versabile: Versabile, ritocchi: Pick<Ritocchi, 'formati'>): IndicePacchetto {
  const metadati = metadatiOf(versabile);
  const file: FileIndice[] =
    versabile.tipo === 'fascicolo'
      ? [metadati, ...unitaOf(versabile)]
      : [
          ...versabile.documenti.flatMap((documento) =>
            fileDi(documento).map((uno): FileIndice => {
              const { ruolo } = documento;
              return { ...uno, formato: ritocchi.formati[uno.id] ?? uno.formato, ruolo };
            }),
          ),
          metadati,
        ];
  const percorsi = percorsiOf(file);
  const nome = nomeOf(versabile);
  const volume = `${versabile.produttore.codiceIPA}-${versabile.produttore.aoo}-${nome}`;
  const gruppi =
    versabile.tipo === 'fascicolo'
      ? [
          s(
            'FileGroup',
            {},
            id(nome),
            detto('Label', VOLUMI.fascicolo),
            detto('Description', taglia(versabile.oggetto, 4000)),
            file.map((uno, i) => fileOf(uno, percorsi[i] ?? '')),
          ),
        ]
      : gruppiUnita(
          versabile.documenti,
          file,
          percorsi,
          metadatiEsterni(versabile.metadati, metadati, percorsi.at(-1) ?? ''),
        );
  const radice = elemento(
    's:PIndex',
    {
      'xmlns:s': NAMESPACE,
      's:language': 'it',
      's:sincroVersion': '2.0',
      's:uri': `${NAMESPACE}PIndex.xsd`,
    },
    [
      s('SelfDescription', {}, id(`${volume}-v${versabile.versione}-indice`), [
        s(
          'CreatingApplication',
          {},
          detto('Name', SOFTWARE),
          detto('Version', VERSIONE),
          detto('Producer', versabile.produttore.ente),
        ),
      ]),
      s(
        'PVolume',
        {},
        id(`${volume}-v${versabile.versione}`),
        detto('Label', VOLUMI[versabile.tipo]),
        detto('Description', taglia(versabile.oggetto, 4000)),
        [s('PVolumeGroup', {}, id(versabile.chiave.registro))],
      ),
      ...gruppi,
      processo(versabile),
    ],
  );
  return { formato: 'pindex-2020', nome: 'pindex.xml', mime: 'application/xml', contenuto: toSip(radice), file };
}
