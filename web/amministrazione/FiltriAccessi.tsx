import { useSearchParams } from 'react-router';
import { Campo } from '../components/Campo.js';
import { PAROLE_ATTO } from './parole.js';

/** What of the trace is shown; in the address. */
export function FiltriAccessi({ filtri, atti }: { filtri: URLSearchParams; atti: readonly string[] }) {
  const [, setParametri] = useSearchParams();
  const set = (nome: string, value: string) =>
    setParametri(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(nome);
        else next.set(nome, value);
        return next;
      },
      { replace: true },
    );
  const campo = (nome: string) => ({
    value: filtri.get(nome) ?? '',
    onChange: (event: { target: { value: string } }) => set(nome, event.target.value),
  });
  return (
    <search className="am-filtri" aria-label="Filtri">
      <Campo etichetta="Chi" placeholder="nome utente" {...campo('utente')} />
      <Campo tipo="select" etichetta="Che cosa" {...campo('atto')}>
        <option value="">tutto</option>
        {atti.map((atto) => (
          <option key={atto} value={atto}>
            {PAROLE_ATTO[atto] ?? atto}
          </option>
        ))}
      </Campo>
      <Campo etichetta="Di che cosa" placeholder="2026/12, un utente, un ufficio" {...campo('riferimento')} />
      <Campo type="date" etichetta="Dal" {...campo('dal')} />
      <Campo type="date" etichetta="Al" {...campo('al')} />
    </search>
  );
}
