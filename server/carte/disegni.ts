// All that draws papers, as one module to load late.
export { drawCopertina } from './copertina.js';
export { drawEtichetta } from './etichetta.js';
export { drawFrontespizio } from './frontespizio.js';
export { drawRicevuta } from './ricevuta.js';
export { drawSegni } from './segno.js';
