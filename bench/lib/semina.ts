import mongoose from 'mongoose';
import { connectDatabase } from '../../server/lib/mongo.js';
import { buildEnte } from '../../test/support/ente.js';
import { seedRegistro } from './seme.js';

/* `semina.ts ADDRESS N`: fills a register in a process of its own, and writes the seconds that it took as JSON. */

const [uri = '', quante] = process.argv.slice(2);
await connectDatabase(uri);
await buildEnte(new Date().getFullYear());
console.log(JSON.stringify(await seedRegistro(Number(quante), new Date())));
await mongoose.disconnect();
