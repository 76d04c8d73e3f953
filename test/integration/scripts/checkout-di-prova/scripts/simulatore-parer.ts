// The least receiver the demo can start: it answers.
import { createServer } from 'node:http';

createServer((_req, res) => res.end(process.env['SIMULATORE_DIR'])).listen(
  Number(process.env['SIMULATORE_PORTA']),
  '127.0.0.1',
);
process.on('SIGTERM', () => process.exit(0));
