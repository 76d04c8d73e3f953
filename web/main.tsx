import './lib/zod-senza-codice.js'; // first of all: zod must not probe for code generation, which the CSP refuses
import 'bootstrap-italia/dist/css/bootstrap-italia.min.css';
import './stile/caratteri.css';
import './stile/token.css';
import './stile/base.css';
import './stile/telaio.css';
import './stile/telaio-misure.css';
import './stile/componenti.css';
import './stile/campi.css';
import './stile/tabelle.css';
import './stile/dialoghi.css';
import './stile/tendine.css';
import './stile/disposizioni.css';
import './stile/elenco.css';
import './stile/stampa.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { createQueryClient } from './api/interrogazioni.js';
import { createPages } from './pagine.js';

const radice = document.getElementById('radice');
if (radice === null) throw new Error('index.html has no #radice');

createRoot(radice).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <RouterProvider router={createPages()} />
    </QueryClientProvider>
  </StrictMode>,
);
