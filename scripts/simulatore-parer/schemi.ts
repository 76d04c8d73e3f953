import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { XmlDocument, XsdValidator } from 'libxml2-wasm';

/**
 * Validation against the official schemas and the canonical form, by libxml2, loaded when first asked for. A DOCTYPE was refused
 * before, entities are never replaced and no provider of files is registered: nothing from elsewhere can come in. The text is UTF-8
 * by now, whatever it declares.
 */
export class Schemi {
  readonly #cartella: string;
  readonly #validatori = new Map<string, Promise<XsdValidator>>();

  constructor(cartella: string) {
    this.#cartella = path.resolve(cartella);
  }

  /** Whether the folder of the schemas is there; without it only the simulator's own checks of structure remain. */
  get presenti(): boolean {
    return existsSync(path.join(this.#cartella, 'parer'));
  }

  async #conDocumento<T>(xml: string, usa: (documento: XmlDocument) => T): Promise<T> {
    const { ParseOption, XmlDocument } = await import('libxml2-wasm');
    const documento = XmlDocument.fromBuffer(Buffer.from(xml), { option: ParseOption.XML_PARSE_IGNORE_ENC });
    try {
      return usa(documento);
    } finally {
      documento.dispose();
    }
  }

  async #compila(testo: string): Promise<XsdValidator> {
    const { XsdValidator } = await import('libxml2-wasm');
    return this.#conDocumento(testo, (documento) => XsdValidator.fromDoc(documento));
  }

  #validatore(chiave: string, leggi: () => Promise<string>): Promise<XsdValidator> {
    const noto = this.#validatori.get(chiave) ?? leggi().then((testo) => this.#compila(testo));
    this.#validatori.set(chiave, noto);
    return noto;
  }

  /**
   * @param schema - path below the folder, or the text of a schema
   * @returns the first fault; undefined: valid, or the schema is not there
   */
  async difetto(schema: string, xml: string): Promise<string | undefined> {
    const testuale = schema.trimStart().startsWith('<');
    const file = path.join(this.#cartella, schema);
    if (!testuale && !existsSync(file)) return undefined;
    const validatore = await this.#validatore(schema, () =>
      testuale ? Promise.resolve(schema) : readFile(file, 'utf8'),
    );
    return this.#conDocumento(xml, (documento) => {
      try {
        validatore.validate(documento);
        return undefined;
      } catch (error) {
        return error instanceof Error ? (error.message.trim().split('\n', 1)[0] ?? 'non valido') : 'non valido';
      }
    });
  }

  /** SHA-256, lower-case hex, of the exclusive canonical form without comments, as UTF-8. */
  async hashCanonico(xml: string): Promise<string> {
    const { XmlC14NMode } = await import('libxml2-wasm');
    const canonico = await this.#conDocumento(xml, (documento) =>
      documento.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, withComments: false }),
    );
    return createHash('sha256').update(canonico, 'utf8').digest('hex');
  }

  /** Gives back the compiled schemas. */
  async chiudi(): Promise<void> {
    const validatori = await Promise.allSettled(this.#validatori.values());
    this.#validatori.clear();
    for (const esito of validatori) if (esito.status === 'fulfilled') esito.value.dispose();
  }
}
