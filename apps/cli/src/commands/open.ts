import { readApplication } from '../application-folder.ts';
import { type Command, textOption } from '../command.ts';

export const open: Command = {
  name: 'open',
  summary: 'Tells the address at which the application opens in a browser.',
  positionals: [],
  options: { environment: { type: 'string', short: 'e', value: 'KEY', description: 'Environment; development where absent.' } },
  examples: ['plinth open', 'plinth open --environment production'],
  async run(session) {
    const { key } = await readApplication(session.folder);
    const { address, tenant } = await session.connection();
    const environment = textOption(session, 'environment') ?? 'development';
    const path = ['apps', tenant, environment, key].map(encodeURIComponent).join('/');
    const url = `${address}/${path}`;
    session.terminal.result({ address: url }, () => session.terminal.out(url));
  },
};
