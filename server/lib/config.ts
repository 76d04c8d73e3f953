import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);
const mib = z.coerce.number().positive().max(1_000_000);
const indirizzoWeb = z.url({ protocol: /^https?$/, error: 'deve essere un indirizzo http o https' });

const Ambiente = z.object({
  MONGODB_URI: z
    .string({ error: 'manca: indirizzo del database, per esempio mongodb://127.0.0.1:27017/protocollo?replicaSet=rs0' })
    .regex(/^mongodb(\+srv)?:\/\//, { error: 'deve cominciare con mongodb://' }),
  REDIS_URL: z
    .string({ error: 'manca: indirizzo di Redis, per esempio redis://127.0.0.1:6379' })
    .regex(/^rediss?:\/\//, { error: 'deve cominciare con redis://' }),
  REDIS_PREFIX: z.string().default('protocollo'),
  PORT: port.default(3000),
  HOST: z.string().default('0.0.0.0'),
  DATA_DIR: z.string().default('.data'),
  STORAGE_DIR: z.string().optional(),
  S3_ENDPOINT: indirizzoWeb.optional(),
  S3_ACCESS_KEY: z.string().optional(),
  S3_SECRET_KEY: z.string().optional(),
  S3_BUCKET: z.string().default('protocollo'),
  LIMITE_FILE_MB: mib.default(500),
  URL_PUBBLICO: indirizzoWeb.optional(),
  BACKUP_DIR: z.string().optional(),
  BACKUP_CONSERVA: z.coerce.number().int().min(1).max(10_000).default(30),
  PROXY_FIDATI: z.coerce.number().int().min(0).max(10).default(0),
  LIVELLO_LOG: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  IPA_FONTE: z.string().optional(),
  WEBHOOK_RETI_PRIVATE: z.enum(['si', 'no'], { error: 'deve essere si oppure no' }).default('no'),
  OROLOGIO: z.iso
    .datetime({ offset: true, error: 'deve essere un istante RFC 3339, per esempio 2026-12-31T23:59:50+01:00' })
    .optional(),
  CLAMD_HOST: z.string().optional(),
  CLAMD_PORT: port.default(3310),
  CLAMD_SOCKET: z.string().optional(),
  SCHEMI_XSD: z.string().default('../shared/xsd'),
  PARER_URL: indirizzoWeb.optional(),
  PARER_UTENTE: z.string().optional(),
  PARER_PASSWORD: z.string().optional(),
  CONSERVATORE_URL: indirizzoWeb.optional(),
  CONSERVATORE_TOKEN: z.string().optional(),
  DEPOSITO_DIR: z.string().optional(),
  FISSITA_GIORNI: z.coerce.number().int().min(1).max(1_830).default(30),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'deve cominciare con smtp:// oppure smtps://' }).optional(),
  AVVISI_DA: z.string().optional(),
  AVVISI_A: z.string().optional(),
  FIDUCIA_DIR: z.string().optional(),
  FIDUCIA_ELENCHI: z.string().optional(),
  REVOCA_RETE: z.enum(['si', 'no'], { error: 'deve essere si oppure no' }).default('si'),
  TSA_URL: indirizzoWeb.optional(),
  TSA_UTENTE: z.string().optional(),
  TSA_PASSWORD: z.string().optional(),
  CHIAVE_SEGRETI: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, { error: 'sono 64 cifre esadecimali, per esempio da openssl rand -hex 32' })
    .optional(),
  SCANSIONI_DIR: z.string().optional(),
  TESSERACT: z.string().optional(),
  SOFFICE: z.string().optional(),
  OCR_INSIEME: z.coerce.number().int().min(1).max(64).optional(),
  DURATA_SESSIONE_ORE: z.coerce.number().positive().max(72).default(10),
});

/** What the processes read from the environment, once, in their `main.ts`; the table of the README explains each. */
export interface Config {
  mongodbUri: string;
  redisUrl: string;
  redisPrefix: string;
  port: number;
  host: string;
  dataDir: string;
  storage:
    | { tipo: 'cartella'; percorso: string }
    | { tipo: 's3'; endpoint: string; accessKey: string; secretKey: string; bucket: string };
  limiteFileBytes: number;
  /** the place of the nightly backups and how many stay; undefined: there is none */
  salvataggi: { cartella: string; conserva: number } | undefined;
  /** where the antivirus listens; undefined: none is configured */
  clamd: { host: string; port: number } | { socket: string } | undefined;
  urlPubblico: string;
  proxyFidati: number;
  livelloLog: string;
  orologio: Date | undefined;
  durataSessioneMs: number;
  /** folder of the official schemas; what is built is validated where it is there */
  schemiXsd: string;
  /** folder or address (https) from which the files of the IPA are taken every night */
  ipaFonte: string | undefined;
  /** the receivers of conservation, each where it is configured (server/conservazione); secrets are never logged */
  conservazione: {
    parer: { url: string; utente: string; password: string } | undefined;
    /** of the kind `rest` */
    rest: { url: string; token: string } | undefined;
    /** folder in which the kind `deposito` puts its packages */
    deposito: string | undefined;
  };
  /** days in which every stored file is read again and compared with its hash */
  fissitaGiorni: number;
  /** where alarms go by mail; undefined: nowhere, the pages tell them */
  avvisi: { smtp: string; da: string; a: readonly string[] } | undefined;
  firme: {
    /** folder of the certificates of authorities that are trusted (PEM or DER) */
    fiducia: string;
    /** file or folder of the European lists of trust (ETSI TS 119 612) */
    elenchi: string | undefined;
    /** revocation may be asked over the network */
    rete: boolean;
    /** the time-stamping authority */
    tsa: { url: string; utente?: string; password?: string } | undefined;
    /** what encrypts the signing keys at rest, 32 bytes; undefined: the server signs nothing */
    segreto: Buffer | undefined;
  };
  scansione: {
    /** folder that is watched: a folder below it for each AOO */
    cartella: string | undefined;
    /** programs that are used where they are: native tesseract, LibreOffice */
    tesseract: string | undefined;
    soffice: string | undefined;
    /** pages read at once; undefined: as many as there are cores */
    insieme: number | undefined;
  };
  /** addresses of private networks, and http, may be called: for trials only */
  retiPrivate: boolean;
}

/** A value of the environment that stops the start; the message names each variable and what to write there. */
export class ConfigurazioneError extends Error {}

const clamdOf = ({ CLAMD_SOCKET: socket, CLAMD_HOST: host, CLAMD_PORT }: z.output<typeof Ambiente>): Config['clamd'] =>
  socket !== undefined ? { socket } : host === undefined ? undefined : { host, port: CLAMD_PORT };

const conservazioneOf = (e: z.output<typeof Ambiente>): Config['conservazione'] => ({
  parer:
    e.PARER_URL === undefined
      ? undefined
      : { url: e.PARER_URL.replace(/\/+$/, ''), utente: e.PARER_UTENTE ?? '', password: e.PARER_PASSWORD ?? '' },
  rest:
    e.CONSERVATORE_URL === undefined
      ? undefined
      : { url: e.CONSERVATORE_URL.replace(/\/+$/, ''), token: e.CONSERVATORE_TOKEN ?? '' },
  deposito: e.DEPOSITO_DIR,
});

const firmeOf = (e: z.output<typeof Ambiente>): Config['firme'] => ({
  fiducia: e.FIDUCIA_DIR ?? `${e.DATA_DIR}/fiducia`,
  elenchi: e.FIDUCIA_ELENCHI,
  rete: e.REVOCA_RETE === 'si',
  tsa:
    e.TSA_URL === undefined
      ? undefined
      : {
          url: e.TSA_URL,
          ...(e.TSA_UTENTE !== undefined && { utente: e.TSA_UTENTE }),
          ...(e.TSA_PASSWORD !== undefined && { password: e.TSA_PASSWORD }),
        },
  segreto: e.CHIAVE_SEGRETI === undefined ? undefined : Buffer.from(e.CHIAVE_SEGRETI, 'hex'),
});

const scansioneOf = (e: z.output<typeof Ambiente>): Config['scansione'] => ({
  cartella: e.SCANSIONI_DIR,
  tesseract: e.TESSERACT,
  soffice: e.SOFFICE,
  insieme: e.OCR_INSIEME,
});

/** @throws ConfigurazioneError naming every variable that is missing or wrong */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Ambiente.safeParse(filled);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigurazioneError(`Configurazione non valida:\n${lines.join('\n')}`);
  }
  const e = parsed.data;
  if (e.IPA_FONTE?.startsWith('http://') === true && e.WEBHOOK_RETI_PRIVATE !== 'si')
    throw new ConfigurazioneError(
      'Configurazione non valida:\n  IPA_FONTE deve essere una cartella o un indirizzo https',
    );
  if (e.S3_ENDPOINT !== undefined && (e.S3_ACCESS_KEY === undefined || e.S3_SECRET_KEY === undefined)) {
    throw new ConfigurazioneError(
      'Configurazione non valida:\n  S3_ENDPOINT richiede anche S3_ACCESS_KEY e S3_SECRET_KEY',
    );
  }
  if (e.PARER_URL !== undefined && (e.PARER_UTENTE === undefined || e.PARER_PASSWORD === undefined))
    throw new ConfigurazioneError(
      'Configurazione non valida:\n  PARER_URL richiede anche PARER_UTENTE e PARER_PASSWORD',
    );
  if (e.SMTP_URL !== undefined && (e.AVVISI_DA === undefined || e.AVVISI_A === undefined))
    throw new ConfigurazioneError('Configurazione non valida:\n  SMTP_URL richiede anche AVVISI_DA e AVVISI_A');
  return {
    mongodbUri: e.MONGODB_URI,
    redisUrl: e.REDIS_URL,
    redisPrefix: e.REDIS_PREFIX,
    port: e.PORT,
    host: e.HOST,
    dataDir: e.DATA_DIR,
    storage:
      e.S3_ENDPOINT === undefined
        ? { tipo: 'cartella', percorso: e.STORAGE_DIR ?? `${e.DATA_DIR}/oggetti` }
        : {
            tipo: 's3',
            endpoint: e.S3_ENDPOINT,
            accessKey: e.S3_ACCESS_KEY ?? '',
            secretKey: e.S3_SECRET_KEY ?? '',
            bucket: e.S3_BUCKET,
          },
    limiteFileBytes: Math.floor(e.LIMITE_FILE_MB * 1024 * 1024),
    salvataggi: e.BACKUP_DIR === undefined ? undefined : { cartella: e.BACKUP_DIR, conserva: e.BACKUP_CONSERVA },
    clamd: clamdOf(e),
    urlPubblico: (e.URL_PUBBLICO ?? `http://127.0.0.1:${e.PORT}`).replace(/\/+$/, ''),
    proxyFidati: e.PROXY_FIDATI,
    livelloLog: e.LIVELLO_LOG,
    orologio: e.OROLOGIO === undefined ? undefined : new Date(e.OROLOGIO),
    schemiXsd: e.SCHEMI_XSD,
    ipaFonte: e.IPA_FONTE,
    conservazione: conservazioneOf(e),
    firme: firmeOf(e),
    scansione: scansioneOf(e),
    fissitaGiorni: e.FISSITA_GIORNI,
    avvisi:
      e.SMTP_URL === undefined
        ? undefined
        : { smtp: e.SMTP_URL, da: e.AVVISI_DA ?? '', a: (e.AVVISI_A ?? '').split(/[\s,;]+/).filter(Boolean) },
    retiPrivate: e.WEBHOOK_RETI_PRIVATE === 'si',
    durataSessioneMs: e.DURATA_SESSIONE_ORE * 3_600_000,
  };
}
