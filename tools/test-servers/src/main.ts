import { once } from 'node:events';
import { openDesk } from './desk.ts';
import { dataRoot, kinds } from './kinds.ts';

const desk = await openDesk(kinds, dataRoot);
console.log(desk.address);
process.stdin.resume();
await Promise.race([once(process.stdin, 'end'), once(process, 'SIGTERM'), once(process, 'SIGINT')]);
await desk.close();
process.exit(0);
