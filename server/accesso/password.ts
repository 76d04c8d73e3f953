import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** The same password typed on two keyboards may come in two forms of Unicode. */
const normalized = (password: string): string => password.normalize('NFKC');

/** argon2id with the library's parameters (19 MiB, 2 passes), which the text names. */
export const hashPassword = (password: string): Promise<string> => hash(normalized(password));

let nobody: Promise<string> | undefined;

/**
 * Whether the password is that of the hash. Without a hash (there is no such user) it takes the same time and is false, so
 * that the time of an answer does not tell who exists.
 */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(24).toString('base64url'));
  const right = await verify(passwordHash ?? (await nobody), normalized(password));
  return passwordHash !== undefined && right;
}
