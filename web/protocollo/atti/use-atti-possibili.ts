import { useUffici } from '../../api/elenchi.js';
import { useIo } from '../../api/sessione.js';
import type { RigaPiena } from '../../api/tipi.js';
import { attiPossibili, type AttoScheda } from './possibili.js';

const NESSUNO: ReadonlySet<AttoScheda> = new Set();

/** What can be done on a registration by who is signed in; nothing for what one may not read. */
export function useAttiPossibili(registrazione: RigaPiena | null): ReadonlySet<AttoScheda> {
  const io = useIo();
  const { data: uffici } = useUffici();
  return registrazione === null ? NESSUNO : attiPossibili(io, registrazione, uffici ?? []);
}
