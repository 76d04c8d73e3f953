// `npm run simulatore-parer`: a receiver that answers like ParER's, for trials. Nothing is conserved by it.
import path from 'node:path';
import { configurazioneDaAmbiente } from './simulatore-parer/ambiente.js';
import { creaSimulatoreParer } from './simulatore-parer/simulatore.js';

try {
  const { porta, cartella, ...opzioni } = configurazioneDaAmbiente(process.env);
  const simulatore = creaSimulatoreParer({ ...opzioni, cartella: path.resolve(cartella) });
  const { url } = await simulatore.avvia(porta);
  console.log(`Simulatore del conservatore: ${url} (nessuna conservazione reale)`);
  if (!simulatore.stato.conSchemi)
    console.log(
      'Gli schemi ufficiali non ci sono (SCHEMI_XSD): si controlla solo la struttura che il simulatore conosce.',
    );
  for (const segnale of ['SIGINT', 'SIGTERM'] as const)
    process.once(segnale, () => void simulatore.ferma().then(() => process.exit(0)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
