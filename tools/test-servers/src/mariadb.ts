import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { adviceFor, findServer, systemPrograms } from '@plinth/setup/system-programs';
import { answers, freePorts } from './free-ports.ts';
import { runProgram } from './run-program.ts';
import { NotToBeHad, type ServerKind } from './test-server.ts';

/** MariaDB of Debian, in memory as far as it can be; `test` with the password `test` may do everything there. */
export const mariadb: ServerKind = {
  name: 'mariadb',
  lacking() {
    const program = systemPrograms.find(({ name }) => name === 'MariaDB server');
    return program?.find() === null ? adviceFor(program) : null;
  },
  async prepare(folder) {
    const [port = 0] = await freePorts(1);
    const data = join(folder, 'data');
    const user = userInfo().username;
    const made = ['--no-defaults', `--user=${user}`, `--datadir=${data}`, '--skip-test-db', '--auth-root-authentication-method=normal'];
    // It need not survive anything.
    const hasty = ['--innodb-log-file-size=8M', '--innodb-doublewrite=0', '--innodb-flush-log-at-trx-commit=0'];
    const environment = { PATH: process.env.PATH, HOME: folder };
    await runProgram(folder, program('mariadb-install-db'), [...made, ...hasty], environment).catch((error: unknown) => {
      throw new NotToBeHad(`MariaDB makes no data folder. ${error}`);
    });
    const first = join(folder, 'first.sql');
    writeFileSync(first, "create user test@'127.0.0.1' identified by 'test';\ngrant all on *.* to test@'127.0.0.1' with grant option;\n");
    const small = [
      '--innodb-buffer-pool-size=32M',
      '--innodb-log-file-size=8M',
      '--innodb-flush-log-at-trx-commit=0',
      '--performance-schema=OFF',
    ];
    const place = [
      `--datadir=${data}`,
      `--socket=${join(folder, 's')}`,
      `--pid-file=${join(folder, 'pid')}`,
      '--bind-address=127.0.0.1',
      `--port=${port}`,
    ];
    return {
      address: { host: '127.0.0.1', port },
      command: [program('mariadbd'), '--no-defaults', `--user=${user}`, ...place, ...small, '--skip-name-resolve', `--init-file=${first}`],
      ready: () => answers(port),
    };
  },
};

/** Debian keeps servers where the path of users does not lead. */
function program(name: string): string {
  return findServer(name) ?? name;
}
