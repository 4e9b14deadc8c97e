import type { Command } from '../command.ts';
import { textOption } from '../command.ts';
import { keepConnection } from '../connection.ts';
import { cliErrors } from '../errors.ts';

export const connect: Command = {
  name: 'connect',
  summary: 'Remembers a platform and the token to talk to it with.',
  positionals: ['ADDRESS'],
  options: {
    tenant: { type: 'string', value: 'KEY', description: 'Key of the tenant, as in its addresses.' },
    token: { type: 'string', value: 'TOKEN', description: 'Personal API token, made in the browser or by an administrator.' },
  },
  examples: ['plinth connect http://127.0.0.1:4400 --tenant acme --token plt_…'],
  async run(session) {
    const address = session.positionals[0] ?? '';
    const tenant = textOption(session, 'tenant');
    const token = textOption(session, 'token');
    if (!URL.canParse(address)) throw cliErrors.usage({ problem: `"${address}" is no address.`, command: 'connect' });
    if (tenant === null || token === null) throw cliErrors.usage({ problem: '--tenant and --token are needed.', command: 'connect' });
    const file = await keepConnection(session.environment, { address, tenant, token });
    session.terminal.result({ address, tenant, file }, () =>
      session.terminal.out(`Connected to ${address} as ${tenant}; kept in ${file}.`),
    );
  },
};
