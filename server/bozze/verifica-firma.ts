import type { FirmaDiBozza } from '../../schemas/bozza.model.js';
import { findTitolari } from '../../schemas/chiave-firma.model.js';
import { findUtentiByCodiceFiscale } from '../../schemas/utente.model.js';
import type { Deps } from '../deps.js';
import { contestoOf } from '../firme/contesto.js';
import type { FirmaVerificata } from '../firme/tipi.js';
import { fonteDiDeposito, FuoriLimite, Limite } from '../formati/fonte.js';
import type { ReceivedFile } from '../lib/multipart.js';

/** While somebody waits: an honest letter takes a tenth of a second, and the time that authorities take to answer. */
const LIMITE = { ms: 20_000, bytes: 1024 ** 3 };

/** Users of the AOO by what a certificate says of its holder: a key in custody, else the codice fiscale. */
async function personeOf(
  aoo: string,
  firme: readonly FirmaVerificata[],
): Promise<(firma: FirmaVerificata) => string | undefined> {
  const certificati = firme.flatMap(({ certificato }) => certificato ?? []);
  const byKey = await findTitolari(
    aoo,
    certificati.map(({ sha256 }) => sha256),
  );
  const byFiscale = await findUtentiByCodiceFiscale(
    aoo,
    certificati.flatMap(({ codiceFiscale }) => codiceFiscale ?? []),
  );
  return ({ certificato }) =>
    certificato &&
    (byKey.get(certificato.sha256) ??
      (certificato.codiceFiscale === undefined ? undefined : byFiscale.get(certificato.codiceFiscale)));
}

/**
 * Every signature of a file that was signed elsewhere: who, whether it holds, and which user of the AOO that is, where it is known.
 * Revocation is asked over the network where the installation allows it. Empty where the file takes too long to be looked at.
 */
export async function verifyFirmato(
  { store, config, clock }: Pick<Deps, 'store' | 'config' | 'clock'>,
  aoo: string,
  firmato: ReceivedFile,
): Promise<FirmaDiBozza[]> {
  const { verificaFile } = await import('../firme/verifica.js'); // heavy: loaded at the first signature
  const contesto = await contestoOf({ config, clock }, { rete: true, segnale: AbortSignal.timeout(LIMITE.ms) });
  const fonte = fonteDiDeposito(store, firmato, new Limite(LIMITE));
  const firme = await verificaFile({ fonte, nome: firmato.nome }, contesto).then(
    (esito) => esito.firme,
    (error: unknown) => {
      if (error instanceof FuoriLimite) return [];
      throw error;
    },
  );
  const personaOf = await personeOf(aoo, firme);
  return firme.map((firma) => {
    const { tipo, firmatario, esito, motivo } = firma;
    const utente = personaOf(firma);
    return {
      tipo,
      firmatario,
      esito,
      ...(motivo !== undefined && { motivo }),
      ...(utente !== undefined && { utente }),
    };
  });
}
