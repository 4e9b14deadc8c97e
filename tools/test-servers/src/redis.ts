import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adviceFor, systemPrograms } from '@plinth/setup/system-programs';
import { answers, freePorts } from './free-ports.ts';
import type { ServerKind } from './test-server.ts';

/** Redis of Debian, with nothing on the disk; `test` with the password `test-password` may do everything, nobody else anything. */
export const redis: ServerKind = {
  name: 'redis',
  lacking() {
    const program = systemPrograms.find(({ name }) => name === 'Redis');
    return program?.find() === null ? adviceFor(program) : null;
  },
  async prepare(folder) {
    const [port = 0] = await freePorts(1);
    const settings = join(folder, 'redis.conf');
    const users = ['user default off', 'user test on >test-password ~* &* +@all'];
    writeFileSync(settings, ['bind 127.0.0.1', `port ${port}`, 'save ""', 'appendonly no', `dir ${folder}`, ...users, ''].join('\n'));
    return { address: { host: '127.0.0.1', port }, command: ['redis-server', settings], ready: () => answers(port) };
  },
};
