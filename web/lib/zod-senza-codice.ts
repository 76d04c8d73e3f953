import { z } from 'zod';

// Zod tries `new Function` to see whether it may compile its parsers: under our Content-Security-Policy that is a violation.
z.config({ jitless: true });
