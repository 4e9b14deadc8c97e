import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adviceFor, findServer, systemPrograms } from '@plinth/setup/system-programs';
import { answers, freePorts } from './free-ports.ts';
import type { ServerKind } from './test-server.ts';

const programs = '/usr/lib/rabbitmq/lib';

/**
 * RabbitMQ of Debian, without plugins and without a node's name that others could reach; `test` with the password `test-password` may
 * do everything. It has the queues `orders`, `letters`, `poison` and `channels`, in which nothing is kept that nobody takes.
 */
export const rabbitmq: ServerKind = {
  name: 'rabbitmq',
  lacking() {
    const program = systemPrograms.find(({ name }) => name === 'RabbitMQ');
    return program?.find() === null ? adviceFor(program) : null;
  },
  async prepare(folder) {
    const [port = 0, distribution = 0, names = 0] = await freePorts(3);
    const queue = (name: string) => ({ name, vhost: '/', durable: true, auto_delete: false, arguments: {} });
    const everything = { user: 'test', vhost: '/', configure: '.*', write: '.*', read: '.*' };
    const definitions = {
      users: [{ name: 'test', password: 'test-password', tags: 'administrator', limits: {} }],
      vhosts: [{ name: '/' }],
      permissions: [everything],
      queues: ['orders', 'letters', 'poison', 'channels'].map(queue),
    };
    const files = {
      definitions: join(folder, 'definitions.json'),
      settings: join(folder, 'rabbitmq.conf'),
      plugins: join(folder, 'plugins'),
    };
    writeFileSync(files.definitions, JSON.stringify(definitions));
    writeFileSync(files.plugins, '[].\n');
    const lines = [
      `listeners.tcp.1 = 127.0.0.1:${port}`,
      `load_definitions = ${files.definitions}`,
      'log.console = true',
      'log.console.level = warning',
      'log.file = false',
      'vm_memory_high_watermark.absolute = 400MB',
      'disk_free_limit.absolute = 1MB',
    ];
    writeFileSync(files.settings, `${lines.join('\n')}\n`);
    mkdirSync(join(folder, 'data'));
    return {
      address: { host: '127.0.0.1', port },
      // Erlang knows nodes by a server of names, which would stay behind as a daemon: here it ends with the node, however that ends.
      command: ['sh', '-c', 'setpriv --pdeathsig KILL epmd -port "$ERL_EPMD_PORT" -address 127.0.0.1 & exec "$0"', serverProgram()],
      environment: {
        HOME: folder,
        RABBITMQ_BASE: folder,
        RABBITMQ_CONFIG_FILE: files.settings,
        RABBITMQ_ENABLED_PLUGINS_FILE: files.plugins,
        RABBITMQ_MNESIA_BASE: join(folder, 'data'),
        RABBITMQ_LOG_BASE: join(folder, 'data'),
        RABBITMQ_PID_FILE: join(folder, 'data', 'pid'),
        RABBITMQ_NODENAME: `plinth-${port}@localhost`,
        RABBITMQ_DIST_PORT: String(distribution),
        RABBITMQ_LOGS: '-',
        ERL_EPMD_PORT: String(names),
        // The node takes the place of the script that starts it, as it does there.
        RUNNING_UNDER_SYSTEMD: 'true',
        // On as few threads as will do.
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none',
      },
      ready: () => answers(port),
    };
  },
};

/** Debian's script on the path changes to a user of its own; the server itself lies behind it, in a folder of its version. */
function serverProgram(): string {
  const [version] = readdirSync(programs).filter((name) => name.startsWith('rabbitmq_server-'));
  return version === undefined ? (findServer('rabbitmq-server') ?? 'rabbitmq-server') : join(programs, version, 'sbin', 'rabbitmq-server');
}
