import { createContext, use } from 'react';

/** The reason for which a reserved registration is being read: it goes with every request that the page makes of it. */
export const MotivoAccessoContext = createContext<string | undefined>(undefined);

export function useMotivoAccesso(): string | undefined {
  return use(MotivoAccessoContext);
}
