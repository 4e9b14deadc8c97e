import type { Command } from '../command.ts';
import { cliErrors } from '../errors.ts';

export const functionCommand: Command = {
  name: 'function',
  summary: 'Runs a TypeScript function behind the same walls as the platform, in a tenant that is thrown away: run.',
  positionals: ['ACTION', 'FILE'],
  options: {
    input: { type: 'string', value: 'JSON|@FILE', description: 'What the function is called with; {} where absent.' },
    grants: {
      type: 'string',
      value: 'JSON|@FILE',
      description:
        'What it may do outside: {"fetch": [ADDRESS], "secrets": {NAME: {"value", "address"}}, "records": {ENTITY: [OPERATION]}, "events": [TYPE]}.',
    },
    limits: { type: 'string', value: 'JSON', description: '{"cpu": MILLISECONDS, "time": MILLISECONDS, "memory": MEGABYTES}.' },
  },
  examples: [
    `plinth function run total.ts --input '{"prices": [1, 2]}' --json`,
    `plinth function run rates.ts --grants '{"fetch": ["https://api.example.com/"]}'`,
  ],
  async run(session) {
    const [action = '', path = ''] = session.positionals;
    if (action !== 'run') throw cliErrors.usage({ problem: `"${action}" is not run.`, command: 'function' });
    const { runFunction } = await import('../functions/run-function.ts');
    await runFunction(session, path);
  },
};
