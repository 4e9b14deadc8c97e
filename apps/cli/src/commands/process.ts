import { type Command, type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { processFormats } from '../processes/process-formats.ts';

export const process: Command = {
  name: 'process',
  summary:
    'Runs BPMN 2.0 files in a simulated world, says what keeps them from running, and puts them among the processes of the application: run, validate, roundtrip, import, export. Of published ones: start, instances, explain, cancel, replay.',
  positionals: ['ACTION', 'FILE|KEY|INSTANCE?'],
  options: {
    variables: { type: 'string', value: 'JSON|@FILE', description: 'run, start: variables of the instance, as JSON or as a FEEL context.' },
    script: { type: 'string', value: 'FILE', description: 'run: JSON with answers to tasks, messages, signals and the time, as below.' },
    process: {
      type: 'string',
      value: 'ID',
      description:
        'run: id of the process; where absent that of the script, else the first that is executable, called by none and begins by itself.',
    },
    key: {
      type: 'string',
      value: 'KEY',
      description:
        'import: key of the process; made of the name of the file where absent. start: what the instance is called in the business.',
    },
    environment: {
      type: 'string',
      short: 'e',
      value: 'KEY',
      description: 'start, instances, explain, cancel, replay: where; development where absent.',
    },
    incidents: { type: 'boolean', description: 'instances: those alone that have an incident.' },
    most: { type: 'string', value: 'NUMBER', description: 'replay: how many of the newest instances; 50 where absent, 200 at most.' },
    out: { type: 'string', value: 'FILE', description: 'roundtrip: where to write.' },
  },
  examples: [
    'plinth process validate loan.bpmn --json',
    `plinth process run loan.bpmn --variables '{"amount": 250000}' --script answers.json --json`,
    'plinth process roundtrip loan.bpmn --out written.bpmn',
    'plinth process import loan.bpmn --key loan',
    'plinth process export loan > loan.bpmn',
    `plinth process start loan --variables '{"amount": 250000}' --key 2026-117`,
    'plinth process instances loan --incidents',
    'plinth process replay loan --environment production --json',
    'plinth process explain 0198f0a2-7c11-7d3e-8a54-1f2e3d4c5b6a',
  ],
  details: processFormats,
  async run(session) {
    const [action = '', path = ''] = session.positionals;
    const actions: Readonly<Record<string, (session: Session, path: string) => Promise<void>>> = {
      run: async (...given) => (await import('../processes/run-process.ts')).runProcess(...given),
      validate: async (...given) => (await import('../processes/validate-file.ts')).validateFile(...given),
      roundtrip: async (...given) => (await import('../processes/round-trip.ts')).roundTrip(...given),
      import: async (...given) => (await import('../processes/process-files.ts')).importProcess(...given),
      export: async (...given) => (await import('../processes/process-files.ts')).exportProcess(...given),
      start: async (...given) => (await import('../processes/instances.ts')).startInstance(...given),
      instances: async (...given) => (await import('../processes/instances.ts')).showInstances(...given),
      explain: async (...given) => (await import('../processes/instances.ts')).explain(...given),
      replay: async (...given) => (await import('../processes/replay.ts')).replay(...given),
      cancel: async (...given) => (await import('../processes/instances.ts')).cancel(...given),
    };
    const chosen = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (chosen === undefined)
      throw cliErrors.usage({ problem: `"${action}" is none of ${Object.keys(actions).join(', ')}.`, command: 'process' });
    if (path === '' && action !== 'instances') throw cliErrors.usage({ problem: `${action} needs what it is about.`, command: 'process' });
    if (action === 'roundtrip' && textOption(session, 'out') === null)
      throw cliErrors.usage({ problem: 'roundtrip needs --out FILE.', command: 'process' });
    await chosen(session, path);
  },
};
