import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { adviceFor, findServer, systemPrograms } from '@plinth/setup/system-programs';
import { answers, freePorts } from './free-ports.ts';
import { runProgram } from './run-program.ts';
import type { ServerKind } from './test-server.ts';

/** The broker Mosquitto of Debian; `test` with the password `test-password` may send and take everything, nobody else anything. */
export const mosquitto: ServerKind = {
  name: 'mosquitto',
  lacking() {
    const program = systemPrograms.find(({ name }) => name === 'Mosquitto');
    return program?.find() === null ? adviceFor(program) : null;
  },
  async prepare(folder) {
    const [port = 0] = await freePorts(1);
    const passwords = join(folder, 'passwords');
    const settings = join(folder, 'mosquitto.conf');
    await runProgram(folder, 'mosquitto_passwd', ['-c', '-b', passwords, 'test', 'test-password']);
    const lines = [
      `listener ${port} 127.0.0.1`,
      'allow_anonymous false',
      `password_file ${passwords}`,
      'persistence false',
      `user ${userInfo().username}`,
    ];
    writeFileSync(settings, `${lines.join('\n')}\n`);
    return {
      address: { host: '127.0.0.1', port },
      command: [findServer('mosquitto') ?? 'mosquitto', '-c', settings],
      ready: () => answers(port),
    };
  },
};
