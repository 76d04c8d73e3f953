import { z } from 'zod';

const Impronta = z.string().regex(/^[0-9a-f]{64}$/);

/** A collection in a backup: `<nome>.bson.gz`, its documents one after the other as MongoDB keeps them. */
const Raccolta = z.strictObject({
  nome: z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/),
  documenti: z.int().min(0),
  /** of the compressed file */
  bytes: z.int().min(0),
  sha256: Impronta,
  indici: z.array(z.record(z.string(), z.unknown())),
});

/** Where a register stood: what a restored one must say again. */
const CodaRegistro = z.strictObject({
  aoo: z.string(),
  registro: z.string(),
  anno: z.int(),
  registrazioni: z.int(),
  ultimoHash: Impronta,
});

/** `manifesto.json`: what a backup holds, and by which hashes it is recognised. */
export const Manifesto = z.strictObject({
  formato: z.literal(1),
  istante: z.iso.datetime(),
  raccolte: z.array(Raccolta),
  file: z.strictObject({ quanti: z.int(), bytes: z.int(), elenco: Impronta }),
  registri: z.array(CodaRegistro),
});
export type Manifesto = z.output<typeof Manifesto>;
export type Raccolta = z.output<typeof Raccolta>;
export type CodaRegistro = z.output<typeof CodaRegistro>;

export const STATI_SALVATAGGIO = ['in-corso', 'riuscito', 'fallito', 'interrotto'] as const;

/** One try, as the pages show it. */
export const SalvataggioVisto = z.object({
  id: z.string(),
  stato: z.enum(STATI_SALVATAGGIO),
  inizio: z.string(),
  fine: z.string().optional(),
  cartella: z.string().optional(),
  registrazioni: z.int().optional(),
  documenti: z.int().optional(),
  file: z.int().optional(),
  fileNuovi: z.int().optional(),
  fileRiletti: z.int().optional(),
  bytesNuovi: z.int().optional(),
  errore: z.string().optional(),
});

export const ElencoSalvataggi = z.object({
  /** whether the nightly job has a place to write to (`BACKUP_DIR`) */
  configurato: z.boolean(),
  /** why the administration must be told; absent when the last night went well */
  allarme: z.string().optional(),
  elementi: z.array(SalvataggioVisto),
});
