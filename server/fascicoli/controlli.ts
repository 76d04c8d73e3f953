import { controlloBozze } from '../bozze/controllo-chiusura.js';
import { controlloMetadati } from '../metadati/controllo-chiusura.js';
import { controlloDocumentiAttesi, controlloProcedimento } from '../procedimenti/chiusura.js';
import type { ControlloChiusura } from './mancanze.js';

/** What other areas say of a fascicolo that is about to be closed: each adds its own check here. */
export const CONTROLLI: readonly ControlloChiusura[] = [
  controlloProcedimento,
  controlloDocumentiAttesi,
  controlloBozze,
  controlloMetadati,
];
