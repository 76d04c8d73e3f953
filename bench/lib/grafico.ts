import { writeFileSync } from 'node:fs';

export interface Misura {
  nome: string;
  quante: number;
  /** milliseconds */
  p50: number;
  p95: number;
  atteso: number;
}

const RIGA = 46;
const SINISTRA = 230;
const LARGHEZZA = 620;
const ALTO = 70;
const COLORI = ['#9fc5e8', '#3d85c6', '#0b3d66'];
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The 95th percentile of each kind of query and size of register as bars, with the figure beside each and the target as a line. */
export function writeGrafico(misure: readonly Misura[], file: string): void {
  const nomi = [...new Set(misure.map(({ nome }) => nome))];
  const taglie = [...new Set(misure.map(({ quante }) => quante))];
  const max = Math.max(...misure.flatMap(({ p95, atteso }) => [p95, atteso])) * 1.05;
  const x = (ms: number): number => Math.round((ms / max) * LARGHEZZA);
  const bar = RIGA / (taglie.length + 1);
  const rows = nomi.flatMap((nome, row) => {
    const top = ALTO + row * RIGA;
    const of = misure.filter((one) => one.nome === nome);
    const atteso = SINISTRA + x(of[0]?.atteso ?? 0);
    return [
      `<text x="${SINISTRA - 10}" y="${top + RIGA / 2}" text-anchor="end">${escape(nome)}</text>`,
      ...of.flatMap(({ quante, p95 }) => {
        const i = taglie.indexOf(quante);
        const y = top + i * bar + 2;
        return [
          `<rect x="${SINISTRA}" y="${y.toFixed(1)}" width="${x(p95)}" height="${(bar - 2).toFixed(1)}" fill="${COLORI[i % COLORI.length] ?? ''}"/>`,
          `<text x="${SINISTRA + x(p95) + 4}" y="${(y + bar - 3).toFixed(1)}" class="n">${p95.toFixed(0)}</text>`,
        ];
      }),
      `<line x1="${atteso}" x2="${atteso}" y1="${top}" y2="${top + RIGA - 6}" stroke="#b00020" stroke-dasharray="4 3"/>`,
    ];
  });
  const legend = taglie.map(
    (quante, i) =>
      `<rect x="${SINISTRA + i * 130}" y="38" width="14" height="14" fill="${COLORI[i % COLORI.length] ?? ''}"/><text x="${SINISTRA + i * 130 + 20}" y="50">${quante.toLocaleString('it')}</text>`,
  );
  const height = ALTO + nomi.length * RIGA + 10;
  const width = SINISTRA + LARGHEZZA + 60;
  writeFileSync(
    file,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Ricerca: 95° percentile in millisecondi per tipo di domanda e registrazioni presenti">
<style>text{font:13px sans-serif;fill:#17324d}.n{font-size:10px}</style>
<rect width="100%" height="100%" fill="#fff"/>
<text x="10" y="22">Ricerca: 95° percentile in millisecondi, 16 client; la linea tratteggiata è il limite</text>
${[...legend, ...rows].join('\n')}
</svg>
`,
  );
}
