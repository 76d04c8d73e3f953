import { type ChiaveFirma, ChiaveFirmaModel, insertChiave } from '../../../schemas/chiave-firma.model.js';
import { chiaveFirmaOf } from '../../firme/chiavi/custodia.js';
import { certificatoX509 } from '../../firme/cms/certificato.js';
import type { Deps } from '../../deps.js';
import { isDuplicateKey } from '../../lib/mongo.js';
import { AOO, buildPersone, ENTE, SECONDA_AOO } from '../ente.js';
import { certificatoDer, createAutorita, createFirmatario, type Firmatario } from './autorita.js';

/** Who signs in the demonstration with a key that the system keeps. */
const FIRMATARI = ['protocollo', 'responsabile', 'rgd'];

type Posto = Pick<ChiaveFirma, 'aoo' | 'specie'> & { utente?: string };

/** Whose keys there are: of three officials, and a seal for each AOO. */
function postiOf(anno: number): { posto: Posto; soggetto: Firmatario }[] {
  const persone = buildPersone(anno).filter(({ utente }) => FIRMATARI.includes(utente));
  const diProva = (nome: string): Firmatario => ({ nome, organizzazione: `${ENTE.denominazione} (dimostrazione)` });
  return [
    ...persone.map(({ utente, aoo, nome, cognome }) => ({
      posto: { aoo, specie: 'funzionario' as const, utente },
      soggetto: diProva(`${nome} ${cognome} - certificato di prova`),
    })),
    ...[AOO, SECONDA_AOO].map(({ codice, denominazione }) => ({
      posto: { aoo: codice, specie: 'sigillo' as const },
      soggetto: diProva(`${denominazione} - sigillo di prova`),
    })),
  ];
}

/**
 * Test keys of the demonstration, once, where the installation has a secret to keep them with; one that was withdrawn stays so. Their
 * certificates call themselves of proof, and anyone can make the keys again: they prove nothing.
 * @param anno - year of the first documents
 */
export async function ensureChiaviDiProva({ config }: Pick<Deps, 'config'>, anno: number, creata: Date): Promise<void> {
  const { segreto } = config.firme;
  if (segreto === undefined) return;
  for (const { posto, soggetto } of postiOf(anno)) {
    if ((await ChiaveFirmaModel.exists({ ...posto })) !== null) continue;
    const autorita = createAutorita(anno);
    const { chiave, ...identita } = createFirmatario(autorita, soggetto, anno);
    const x509 = certificatoX509(certificatoDer({ chiave, ...identita }));
    if (x509 === undefined) throw new Error('a certificate of the demonstration cannot be read');
    const aperta = { chiave, tipo: 'rsa' as const, x509, catena: [certificatoDer(autorita)] };
    try {
      await insertChiave(chiaveFirmaOf(aperta, { ...posto, creata, da: 'sistema', segreto }));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error; // made by another start meanwhile
    }
  }
}
