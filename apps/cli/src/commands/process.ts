import { type Command, type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';

export const process: Command = {
  name: 'process',
  summary:
    'Runs BPMN 2.0 files in a simulated world, says what keeps them from running, and puts them among the processes of the application: run, validate, roundtrip, import, export.',
  positionals: ['ACTION', 'FILE'],
  options: {
    variables: { type: 'string', value: 'JSON|@FILE', description: 'run: variables of the instance, as JSON or as a FEEL context.' },
    script: { type: 'string', value: 'FILE', description: 'run: JSON with answers to tasks, messages, signals and the time.' },
    process: {
      type: 'string',
      value: 'ID',
      description: 'run: the process; where absent that of the script, else the first executable one.',
    },
    key: { type: 'string', value: 'KEY', description: 'import: key of the process; made of the name of the file where absent.' },
    out: { type: 'string', value: 'FILE', description: 'roundtrip: where to write.' },
  },
  examples: [
    'plinth process validate loan.bpmn --json',
    `plinth process run loan.bpmn --variables '{"amount": 250000}' --script answers.json --json`,
    'plinth process roundtrip loan.bpmn --out written.bpmn',
    'plinth process import loan.bpmn --key loan',
    'plinth process export loan > loan.bpmn',
  ],
  async run(session) {
    const [action = '', path = ''] = session.positionals;
    const actions: Readonly<Record<string, (session: Session, path: string) => Promise<void>>> = {
      run: async (...given) => (await import('../processes/run-process.ts')).runProcess(...given),
      validate: async (...given) => (await import('../processes/validate-file.ts')).validateFile(...given),
      roundtrip: async (...given) => (await import('../processes/round-trip.ts')).roundTrip(...given),
      import: async (...given) => (await import('../processes/process-files.ts')).importProcess(...given),
      export: async (...given) => (await import('../processes/process-files.ts')).exportProcess(...given),
    };
    const chosen = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (chosen === undefined)
      throw cliErrors.usage({ problem: `"${action}" is none of run, validate, roundtrip, import, export.`, command: 'process' });
    if (action === 'roundtrip' && textOption(session, 'out') === null)
      throw cliErrors.usage({ problem: 'roundtrip needs --out FILE.', command: 'process' });
    await chosen(session, path);
  },
};
