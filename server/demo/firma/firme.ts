import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Lettera } from '../documenti/lettera.js';
import { ENTE } from '../ente.js';
import { istante } from '../giorni.js';
import { buildSoggetti, soggettoOf } from '../soggetti.js';
import { nameOfSoggetto } from '../../../schemas/soggetto.api.js';
import { certificatoPem, createAutorita, createFirmatario, type Firmatario, type Identita } from './autorita.js';
import { signCms } from './cms.js';
import { signPades } from './pades.js';

/** Who draws and signs for the Studio tecnico. */
const TECNICO = 'persona-11';
/** Papers are signed early, before the protocol office opens; seconds after midnight. */
const ORA_DELLA_FIRMA = 7 * 3600 + 5 * 60;

/** What of a letter says who signs it, and when. */
type DaFirmare = Pick<Lettera, 'impaginazione' | 'firma' | 'giorno'>;

/** The head of the office for the papers of the Comune, the technician for the others. */
function firmatarioOf({ impaginazione, firma }: DaFirmare): Firmatario {
  if (impaginazione === 'comune') return { nome: firma[0] ?? 'Responsabile', organizzazione: ENTE.denominazione };
  const { soggetto } = soggettoOf(buildSoggetti(), TECNICO);
  return { nome: nameOfSoggetto(soggetto), codiceFiscale: soggetto.codiceFiscale ?? '' };
}

/** Signs the papers of a demonstration with certificates of its own authority, made when they are first needed. */
export class Firme {
  #autorita: Identita | undefined;
  readonly #identita = new Map<string, Identita>();

  /** @param anno - year of the first documents */
  constructor(private readonly anno: number) {}

  get autorita(): Identita {
    this.#autorita ??= createAutorita(this.anno);
    return this.#autorita;
  }

  #identitaOf(firmatario: Firmatario): Identita {
    const known = this.#identita.get(firmatario.nome) ?? createFirmatario(this.autorita, firmatario, this.anno);
    this.#identita.set(firmatario.nome, known);
    return known;
  }

  #opzioniOf(lettera: DaFirmare): { firmatario: Identita; autorita: Identita; istante: Date; nome: string } {
    const firmatario = firmatarioOf(lettera);
    return {
      firmatario: this.#identitaOf(firmatario),
      autorita: this.autorita,
      istante: istante(lettera.giorno, ORA_DELLA_FIRMA),
      nome: firmatario.nome,
    };
  }

  /** A signature within the PDF. */
  signPdf(pdf: Buffer, lettera: Lettera): Promise<Buffer> {
    return signPades(pdf, { ...this.#opzioniOf(lettera), motivo: 'ESEMPIO: firma di prova' });
  }

  /** An envelope (`.p7m`) that holds the PDF. */
  wrapPdf(pdf: Buffer, lettera: DaFirmare): Buffer {
    return signCms(pdf, { ...this.#opzioniOf(lettera), incluso: true });
  }
}

/** Writes the authority's certificate and key, for what verifies and signs later. @param certificato - path of the PEM */
export function writeAutorita(certificato: string, { autorita }: Firme): void {
  mkdirSync(path.dirname(certificato), { recursive: true, mode: 0o700 });
  const chiave = certificato.replace(/\.pem$/, '.key');
  writeFileSync(chiave, autorita.chiave.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(certificato, certificatoPem(autorita));
}
