import { parseArgs } from 'node:util';
import '../schemas/attestazione.model.js';
import '../schemas/documento.model.js';
import '../schemas/fascicolo.model.js';
import '../schemas/registrazione.model.js';
import '../schemas/registro-giornaliero.model.js';
import '../schemas/versamento.model.js';
import { ConfigurazioneError, readConfig } from '../server/lib/config.js';
import { connectDatabase, disconnectDatabase } from '../server/lib/mongo.js';
import { verifyAll } from '../server/protocollo/verifica-totale.js';
import { formatNumero } from '../server/protocollo/rules.js';
import { createStore } from '../storage/create-store.js';
import { environment } from './ambiente.js';

/** So many are named. */
const MAX_NUMERI = 20;

/** `npm run verifica -- --anno 2026`: exit 0 when register, files and references are whole; 1 and the first fault when not. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { anno: { type: 'string' } } });
  const anno = values.anno === undefined ? undefined : Number(values.anno);
  if (anno !== undefined && !(Number.isInteger(anno) && anno >= 1900 && anno <= 9999))
    throw new ConfigurazioneError('L’anno va scritto con quattro cifre: npm run verifica -- --anno 2026');
  const config = readConfig(environment(process.env));
  await connectDatabase(config.mongodbUri, { indexes: false }); // who verifies writes nothing
  const store = await createStore(config.storage);
  const outcome = (errore: object | undefined): string => (errore === undefined ? 'integro' : 'NON integro');
  const fault = await verifyAll(
    store,
    anno,
    ({ aoo, registro, anno: year, registrazioni, giornate, file, errore, righeFalse = [] }) => {
      const dove = registro === undefined ? `${aoo} ${year}` : `${aoo} ${registro} ${year}`;
      const giornalieri = registro === undefined ? ` ${giornate} registri giornalieri,` : '';
      console.log(`${dove}: ${registrazioni} registrazioni,${giornalieri} ${file} file: ${outcome(errore)}`);
      if (righeFalse.length > 0) {
        const prime = righeFalse.slice(0, MAX_NUMERI).map(formatNumero).join(', ');
        const altre = righeFalse.length > MAX_NUMERI ? ` e altre ${righeFalse.length - MAX_NUMERI}` : '';
        console.log(
          `  righe degli elenchi diverse dalla registrazione: n. ${prime}${altre}; il worker le toglie alla prossima rilettura delle catene.`,
        );
      }
    },
    ({ aoo, fascicoli, documenti, file, errore }) => {
      console.log(
        `${aoo}: ${fascicoli} fascicoli, ${documenti} documenti non protocollati, ${file} file: ${outcome(errore)}`,
      );
    },
    ({ aoo, versamenti, file, errore }) => {
      console.log(`${aoo}: ${versamenti} versamenti in conservazione, ${file} file: ${outcome(errore)}`);
    },
    ({ aoo, attestazioni, file, errore }) => {
      console.log(`${aoo}: ${attestazioni} attestazioni di conformità, ${file} file: ${outcome(errore)}`);
    },
  );
  await disconnectDatabase();
  if (fault === undefined) {
    console.log(
      'Registro, eventi, registri giornalieri, fascicoli, versamenti, attestazioni, file e riferimenti sono integri.',
    );
    return 0;
  }
  const che = fault.che ?? `n. ${formatNumero(fault.numero)}/${fault.anno}`;
  console.log(`Primo errore: ${fault.aoo ?? ''} ${che}: ${fault.motivo}.`);
  return 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(
      `${error instanceof ConfigurazioneError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
    );
    process.exit(2);
  },
);
