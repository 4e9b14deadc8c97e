import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { adviceFor, findServer, systemPrograms } from '@plinth/setup/system-programs';
import { answers, freePorts } from './free-ports.ts';
import { runProgram } from './run-program.ts';
import type { ServerKind } from './test-server.ts';

/**
 * The server of OpenSSH, for files alone: who has the key at `more.key` is let in, as whoever runs the tests, and sees `more.files` first.
 * Passwords are those of the machine, of which tests know none. `more.hostkey` is the fingerprint of its host key.
 */
export const openssh: ServerKind = {
  name: 'openssh',
  lacking() {
    const program = systemPrograms.find(({ name }) => name === 'OpenSSH server');
    return program?.find() === null ? adviceFor(program) : null;
  },
  async prepare(folder) {
    const [port = 0] = await freePorts(1);
    const [hostKey, key, files] = [join(folder, 'host_key'), join(folder, 'key'), join(folder, 'files')];
    for (const file of [hostKey, key]) await runProgram(folder, 'ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', file]);
    mkdirSync(files);
    if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
    const lines = [
      'ListenAddress 127.0.0.1',
      `Port ${port}`,
      `HostKey ${hostKey}`,
      `AuthorizedKeysFile ${key}.pub`,
      `PidFile ${join(folder, 'sshd.pid')}`,
      'StrictModes no',
      'UsePAM no',
      'UseDNS no',
      'PermitRootLogin yes',
      // A test tries what is wrong more often than people do.
      'MaxStartups 100',
      `Subsystem sftp internal-sftp -d ${files}`,
      'ForceCommand internal-sftp',
    ];
    const settings = join(folder, 'sshd_config');
    writeFileSync(settings, `${lines.join('\n')}\n`);
    const [, blob = ''] = readFileSync(`${hostKey}.pub`, 'utf8').split(' ');
    const digest = createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64').replace(/=+$/, '');
    return {
      address: { host: '127.0.0.1', port, more: { key, files, login: userInfo().username, hostkey: `SHA256:${digest}` } },
      command: [findServer('sshd') ?? 'sshd', '-D', '-e', '-f', settings],
      ready: () => answers(port),
    };
  },
};
