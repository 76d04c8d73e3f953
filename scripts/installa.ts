// `npm run installa`: first installation on an empty database, once. What the flags do not say is asked.
import process from 'node:process';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Installazione } from '../schemas/installazione.api.js';
import { installSistema, requireEmptyDatabase } from '../server/accesso/installazione.js';
import { systemClock } from '../server/lib/clock.js';
import { connectDatabase } from '../server/lib/mongo.js';
import { DomainError } from '../server/lib/problem.js';
import { createDomande, type Domande } from './domande.js';
import { runProgramma } from './programma.js';

type Campo = keyof Installazione;

/** A message for who installs; nothing was changed. */
class InstallazioneError extends Error {}

/** Each datum: its flag, the question, and what an empty answer means. */
const DOMANDE: Readonly<Record<Exclude<Campo, 'password'>, { flag: string; domanda: string; predefinito?: string }>> = {
  ente: { flag: 'ente', domanda: 'Denominazione dell’amministrazione (per esempio Comune di Valdoria)' },
  codiceIpa: { flag: 'codice-ipa', domanda: 'Codice IPA dell’amministrazione' },
  codiceFiscale: { flag: 'codice-fiscale', domanda: 'Codice fiscale dell’amministrazione' },
  domicilioDigitale: { flag: 'domicilio-digitale', domanda: 'Domicilio digitale (PEC) della AOO' },
  aoo: { flag: 'aoo', domanda: 'Codice della AOO nell’indice IPA' },
  denominazioneAoo: { flag: 'denominazione-aoo', domanda: 'Denominazione della AOO' },
  patrono: { flag: 'patrono', domanda: 'Giorno del santo patrono, mese-giorno (per esempio 09-03)' },
  ufficio: { flag: 'ufficio', domanda: 'Codice del primo ufficio', predefinito: 'U001' },
  denominazioneUfficio: {
    flag: 'denominazione-ufficio',
    domanda: 'Denominazione del primo ufficio',
    predefinito: 'Ufficio protocollo',
  },
  amministratore: {
    flag: 'amministratore',
    domanda: 'Nome utente dell’amministratore di sistema',
    predefinito: 'admin',
  },
  denominazioneAmministratore: {
    flag: 'denominazione-amministratore',
    domanda: 'Nome e cognome dell’amministratore di sistema',
    predefinito: 'Amministratore di sistema',
  },
};
const CAMPI = Object.entries(DOMANDE) as [Exclude<Campo, 'password'>, (typeof DOMANDE)[Exclude<Campo, 'password'>]][];

const AIUTO = `Prima installazione su una base dati vuota (MONGODB_URI), una volta sola.
Ciò che manca viene chiesto; senza terminale occorre indicare tutto:
${CAMPI.map(([, { flag, domanda, predefinito }]) => `  --${flag.padEnd(28)} ${domanda}${predefinito === undefined ? '' : ` [${predefinito}]`}`).join('\n')}
La password dell’amministratore si indica con la variabile INSTALLA_PASSWORD, mai come opzione.`;

function readFlags(): { aiuto: boolean; valori: Partial<Record<Campo, string>> } {
  const options: NonNullable<ParseArgsConfig['options']> = { aiuto: { type: 'boolean' } };
  for (const [, { flag }] of CAMPI) options[flag] = { type: 'string' };
  try {
    const { values } = parseArgs<ParseArgsConfig>({ options, allowPositionals: false });
    const valori = Object.fromEntries(
      CAMPI.flatMap(([campo, { flag }]) => (typeof values[flag] === 'string' ? [[campo, values[flag]]] : [])),
    );
    return { aiuto: values['aiuto'] === true, valori };
  } catch (error) {
    throw new InstallazioneError(`${error instanceof Error ? error.message : String(error)}\n\n${AIUTO}`);
  }
}

/** What is wrong with one value; undefined when nothing is. */
function faultOf(campo: Campo, valore: string | undefined): string | undefined {
  const parsed = Installazione.shape[campo].safeParse(valore);
  return parsed.success ? undefined : parsed.error.issues[0]?.message;
}

/** Asks until the answer is good. */
async function ask(domande: Domande, campo: Campo, prompt: () => Promise<string>): Promise<string> {
  for (;;) {
    const valore = await prompt();
    const fault = faultOf(campo, valore);
    if (fault === undefined) return valore;
    domande.say(`  ${fault}`);
  }
}

async function askPassword(domande: Domande): Promise<string> {
  for (;;) {
    const password = await ask(domande, 'password', () =>
      domande.askHidden('Password dell’amministratore (almeno 12 caratteri)'),
    );
    if ((await domande.askHidden('Ripetere la password')) === password) return password;
    domande.say('  Le due password non coincidono: scriverle di nuovo.');
  }
}

async function collectByTerminal(given: Partial<Record<Campo, string>>): Promise<Partial<Record<Campo, string>>> {
  const domande = createDomande();
  try {
    const collected = { ...given };
    for (const [campo, { domanda, predefinito }] of CAMPI) {
      const fault = collected[campo] === undefined ? undefined : faultOf(campo, collected[campo]);
      if (fault !== undefined) domande.say(`  ${fault}`);
      if (collected[campo] === undefined || fault !== undefined)
        collected[campo] = await ask(domande, campo, () => domande.ask(domanda, predefinito));
    }
    collected.password ??= await askPassword(domande);
    return collected;
  } finally {
    domande.close();
  }
}

const withDefaults = (given: Partial<Record<Campo, string>>): Partial<Record<Campo, string>> => ({
  ...Object.fromEntries(
    CAMPI.flatMap(([campo, { predefinito }]) => (predefinito === undefined ? [] : [[campo, predefinito]])),
  ),
  ...given,
});

async function collect(given: Partial<Record<Campo, string>>): Promise<Installazione> {
  const collected = process.stdin.isTTY ? await collectByTerminal(given) : withDefaults(given);
  const parsed = Installazione.safeParse(collected);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => {
    const campo = path[0] as Campo;
    const where = campo === 'password' ? 'INSTALLA_PASSWORD' : `--${DOMANDE[campo].flag}`;
    return collected[campo] === undefined ? `  ${where}: manca` : `  ${where}: ${message}`;
  });
  throw new InstallazioneError(`Dati mancanti o non validi:\n${lines.join('\n')}\n\n${AIUTO}`);
}

const nextSteps = ({ ente, aoo, amministratore }: Installazione): string => `
Installazione riuscita: ${ente}, AOO ${aoo}.
Che cosa fare adesso:
  1. avviare il servizio con «npm start» e, su un altro processo, «npm run worker» (variabili nella tabella del README);
  2. accedere come «${amministratore}» e creare gli uffici e gli utenti: il responsabile della gestione documentale (rgd), il vicario, gli operatori;
  3. se la AOO comincia ad anno iniziato, il rgd dichiara l’ultimo numero già usato con POST /api/v1/registro/apertura, prima della prima registrazione.`;

async function main(): Promise<void> {
  const { aiuto, valori } = readFlags();
  if (aiuto) return console.log(AIUTO);
  const uri = process.env['MONGODB_URI'];
  if (uri === undefined || uri === '')
    throw new InstallazioneError(
      'Manca MONGODB_URI: indirizzo della base dati, per esempio mongodb://127.0.0.1:27017/protocollo?replicaSet=rs0',
    );
  await connectDatabase(uri);
  await requireEmptyDatabase();
  const password = process.env['INSTALLA_PASSWORD'];
  const dati = await collect({ ...valori, ...(password !== undefined && password !== '' && { password }) });
  await installSistema(dati, systemClock.now());
  console.log(nextSteps(dati));
}

await runProgramma(main, [InstallazioneError, DomainError]);
