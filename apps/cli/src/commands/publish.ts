import { type OperationPlace, type PublicationOperation, planRelease, publishRelease, resumeLongOperation } from '@plinth/api-contract';
import { readApplication } from '../application-folder.ts';
import { type Command, type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { followOperation } from '../follow-operation.ts';
import { printPlan } from '../release-steps.ts';

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
    resume: { type: 'string', value: 'ID', description: 'Go on with a publication that was cancelled or failed.' },
    'allow-destructive': { type: 'boolean', description: 'Also do what may lose data or lock tables for long.' },
  },
  examples: ['plinth publish', 'plinth publish --environment production --version 1.2.0 --notes "Ratings"'],
  async run(session) {
    const { terminal } = session;
    const { key, label } = await readApplication(session.folder);
    const { tenant } = await session.connection();
    const client = await session.client();
    const environment = textOption(session, 'environment') ?? 'development';
    const place = { tenant, environment, application: key };
    const resumed = textOption(session, 'resume');
    const begun =
      resumed === null
        ? await begin(session, place)
        : ((await client.call(resumeLongOperation, place, { operation: resumed })) as PublicationOperation);
    const published = await followOperation(session, place, begun, {
      label,
      leaves: 'nothing was published',
      again: (id) => `Go on with it: plinth publish --resume ${id}`,
    });
    terminal.result(published, () => terminal.out(`${label} ${published.version} runs in ${environment}.`));
  },
};

/** Shows what would be done, and begins to do it. */
async function begin(session: Session, place: OperationPlace): Promise<PublicationOperation> {
  const { terminal, signal } = session;
  const client = await session.client();
  const choice = versionChoice(session);
  const { notes, ...planned } = choice;
  const { plan, steps, warnings, replays, destructive } = await client.call(planRelease, place, planned, { signal });
  if (!terminal.json) printPlan(terminal, { steps, warnings, replays });
  if (destructive && session.options['allow-destructive'] !== true) {
    const lost = steps.filter((step) => step.destructive);
    const violations = lost.map(({ description }) => ({ path: place.application, message: description }));
    throw cliErrors.destructive({ count: violations.length }, { details: { violations } });
  }
  // Whoever interrupts the call that begins it would not know what to cancel.
  return client.call(publishRelease, place, { ...choice, plan });
}

function versionChoice(session: Session) {
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
