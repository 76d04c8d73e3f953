import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { TipoIpa } from '../../schemas/importazione.api.js';
import { findUltima } from '../../schemas/importazione.model.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import type { ObjectStore } from '../../storage/object-store.js';
import type { Clock } from '../lib/clock.js';
import type { Logger } from '../lib/logger.js';
import { requestImportazione, runDovute } from '../rubrica/ipa/service.js';
import { AOO, ENTE, readUffici, SECONDA_AOO } from './ente.js';
import { buildSoggetti } from './soggetti.js';

/** Comuni of the invented province, with codes that no real body has. */
const COMUNI = [
  'Acquascura',
  'Borgo Lungo',
  'Campo di Valle',
  'Castelbuio',
  'Colle Aperto',
  'Fontechiara di Sotto',
  'Lagovecchio',
  'Monte Quadro',
  'Oltreponte',
  'Pian dei Larici',
  'Pietracava',
  'Poggio Tondo',
  'Riva dei Salici',
  'Roccalta',
  'San Silvano',
  'Selvabruna',
  'Terrabassa',
  'Torre Mezza',
  'Valle Storta',
  'Villa Alta',
] as const;

interface EnteIpa {
  codice: string;
  nome: string;
  codiceFiscale: string;
  dominio: string;
  indirizzo: string;
  aoo: readonly { codice: string; nome: string; mail: string }[];
}

const dominioOf = (nome: string): string => nome.toLowerCase().replaceAll(/[^a-z]/g, '');

function comuneIpa(nome: string, i: number): EnteIpa {
  const dominio = `comune.${dominioOf(nome)}`;
  return {
    codice: `c_x${String(101 + i)}`,
    nome: `Comune di ${nome}`,
    codiceFiscale: '',
    dominio,
    indirizzo: `Piazza del Comune ${String(1 + (i % 9))}`,
    aoo: [{ codice: `AVX${String(1001 + i)}`, nome: 'Protocollo generale', mail: `protocollo@pec.${dominio}.example` }],
  };
}

/** A body of which the register of the demonstration has letters. */
function noto({
  denominazione,
  codiceIPA,
  codiceAOO,
  denominazioneAOO,
  codiceFiscale,
  domicilioDigitale,
  indirizzo,
}: Soggetto): EnteIpa[] {
  if (codiceIPA === undefined || codiceAOO === undefined || domicilioDigitale === undefined) return [];
  return [
    {
      codice: codiceIPA,
      nome: denominazione ?? codiceIPA,
      codiceFiscale: codiceFiscale ?? '',
      dominio: domicilioDigitale.split('@pec.')[1]?.replace(/\.example$/, '') ?? codiceIPA,
      indirizzo: indirizzo?.split(',')[0] ?? '',
      aoo: [{ codice: codiceAOO, nome: denominazioneAOO ?? 'Protocollo', mail: domicilioDigitale }],
    },
  ];
}

const proprio = (): EnteIpa => ({
  codice: ENTE.codiceIPA,
  nome: ENTE.denominazione,
  codiceFiscale: ENTE.codiceFiscale,
  dominio: 'comune.valdoria',
  indirizzo: ENTE.indirizzo.split(',')[0] ?? '',
  aoo: [AOO, SECONDA_AOO].map(({ codice, denominazione, domicilioDigitale }) => ({
    codice,
    nome: denominazione,
    mail: domicilioDigitale,
  })),
});

const csv = (righe: readonly (readonly string[])[]): string =>
  `\uFEFF${righe.map((riga) => riga.map((cella) => (/[",\r\n]/.test(cella) ? `"${cella.replaceAll('"', '""')}"` : cella)).join(',')).join('\r\n')}\r\n`;

const CAP = '00000';
const MAIL = ['CAP', 'Indirizzo', 'Mail1', 'Tipo_Mail1'];

/** The three files of an invented IPA: the Comune, the bodies that write to it, the Comuni around. */
export function buildFileIpa(): Record<TipoIpa, string> {
  const known = buildSoggetti().flatMap(({ soggetto }) => noto(soggetto));
  const enti = [proprio(), ...new Map(known.map((ente) => [ente.codice, ente])).values(), ...COMUNI.map(comuneIpa)];
  const testa = ['Codice_IPA', 'Denominazione_ente', 'Codice_fiscale_ente'];
  const head = ({ codice, nome, codiceFiscale }: EnteIpa): string[] => [codice, nome, codiceFiscale];
  const uffici = readUffici().filter(({ aoo }) => aoo === AOO.codice);
  return {
    enti: csv([
      [...testa, ...MAIL],
      ...enti.map((ente) => [...head(ente), CAP, ente.indirizzo, `protocollo@pec.${ente.dominio}.example`, 'Pec']),
    ]),
    aoo: csv([
      [...testa, 'Codice_uni_aoo', 'Denominazione_aoo', ...MAIL],
      ...enti.flatMap((ente) =>
        ente.aoo.map(({ codice, nome, mail }) => [...head(ente), codice, nome, CAP, ente.indirizzo, mail, 'Pec']),
      ),
    ]),
    uo: csv([
      [...testa, 'Codice_uni_uo', 'Codice_uni_aoo', 'Codice_uni_uo_padre', 'Descrizione_uo', ...MAIL],
      ...uffici.map(({ codiceUnivoco, denominazione, padre }) => [
        ...head(proprio()),
        codiceUnivoco,
        AOO.codice,
        uffici.find(({ codice }) => codice === padre)?.codiceUnivoco ?? '',
        denominazione,
        CAP,
        ENTE.indirizzo.split(',')[0] ?? '',
        '',
        '',
      ]),
    ]),
  };
}

const NOMI: Readonly<Record<TipoIpa, string>> = {
  enti: 'enti.csv',
  aoo: 'aree-organizzative-omogenee.csv',
  uo: 'unita-organizzative.csv',
};

interface DepsIpa {
  store: ObjectStore;
  clock: Clock;
  log: Logger;
}

/** Puts the files beside the data, where the nightly refresh of the demonstration looks, and imports them. Again it changes nothing. */
export async function ensureIpa(deps: DepsIpa, dataDir: string): Promise<void> {
  const folder = path.join(dataDir, 'ipa');
  await mkdir(folder, { recursive: true });
  for (const [tipo, text] of Object.entries(buildFileIpa()) as [TipoIpa, string][]) {
    const nome = NOMI[tipo];
    const file = path.join(folder, nome);
    if (!existsSync(file)) await writeFile(file, text);
    const bytes = Buffer.from(text);
    const { sha256, dimensione, modificato } = await deps.store.put(Readable.from([bytes]));
    if ((await findUltima(tipo))?.file.sha256 === sha256) continue;
    await requestImportazione(deps, 'rgd', tipo, {
      nome,
      mime: 'text/csv',
      dimensione,
      sha256,
      modificato,
      inizio: bytes.subarray(0, 100),
    });
  }
  await runDovute(deps, new AbortController().signal);
}
