import { publishRelease } from '@plinth/api-contract';
import { readApplication } from '../application-folder.ts';
import { type Command, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { printSteps } from '../release-steps.ts';

const raises = ['major', 'minor', 'patch'] as const;

export const publish: Command = {
  name: 'publish',
  summary: 'Makes a version of what was pushed and releases it to an environment.',
  positionals: [],
  options: {
    environment: { type: 'string', short: 'e', value: 'KEY', description: 'Where to; development where absent.' },
    version: { type: 'string', value: 'VERSION', description: 'Exact version: a new one, or one that exists, to release it again.' },
    raise: { type: 'string', value: 'PART', description: 'Part of the latest version to raise: major, minor or patch (default).' },
    notes: { type: 'string', value: 'TEXT', description: 'What is new in it.' },
    branch: { type: 'string', value: 'KEY', description: 'Branch to publish; main where absent.' },
    'allow-destructive': { type: 'boolean', description: 'Also do what may lose data or lock tables for long.' },
  },
  examples: ['plinth publish', 'plinth publish --environment production --version 1.2.0 --notes "Ratings"'],
  async run(session) {
    const { terminal, signal } = session;
    const { key, label } = await readApplication(session.folder);
    const { tenant } = await session.connection();
    const client = await session.client();
    const environment = textOption(session, 'environment') ?? 'development';
    const target = { tenant, environment, application: key };
    const choice = versionChoice(session);
    const planned = await client.call(publishRelease, target, { ...choice, dryRun: true }, { signal });
    if (!terminal.json) printSteps(terminal, planned.steps);
    if (planned.destructive && session.options['allow-destructive'] !== true) {
      const violations = planned.steps
        .filter(({ destructive }) => destructive)
        .map(({ description }) => ({ path: key, message: description }));
      throw cliErrors.destructive({ count: violations.length }, { details: { violations } });
    }
    const published = await client.call(publishRelease, target, { ...choice, plan: planned.plan }, { signal });
    terminal.result(published, () => terminal.out(`${label} ${published.version} runs in ${environment}.`));
  },
};

function versionChoice(session: Parameters<Command['run']>[0]) {
  const [version, raise, notes, branch] = ['version', 'raise', 'notes', 'branch'].map((name) => textOption(session, name));
  const part = raises.find((known) => known === raise);
  if (typeof raise === 'string' && part === undefined) {
    throw cliErrors.usage({ problem: `--raise takes ${raises.join(', ')}, not "${raise}".`, command: 'publish' });
  }
  return {
    ...(typeof version === 'string' ? { version } : {}),
    ...(part === undefined ? {} : { raise: part }),
    ...(typeof notes === 'string' ? { notes } : {}),
    ...(typeof branch === 'string' ? { branch } : {}),
  };
}
