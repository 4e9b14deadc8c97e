import { type AccessExplanation, explainAccess } from '@plinth/api-contract';
import { readApplication } from '../application-folder.ts';
import { type Command, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';

export const access: Command = {
  name: 'access',
  summary: 'Explains why somebody may read or change a record, by role, row rule and condition.',
  positionals: ['explain', 'ENTITY', 'ID'],
  options: {
    environment: { type: 'string', short: 'e', value: 'KEY', description: 'Environment; development where absent.' },
    member: { type: 'string', value: 'EMAIL', description: 'Of this member; of yourself where absent. For makers and administrators.' },
    role: { type: 'string', value: 'ROLE', multiple: true, description: 'As if just these roles were held; may come several times.' },
  },
  examples: [
    'plinth access explain loan 0196f0c0-0000-7000-8000-000000000001',
    'plinth access explain loan 0196f0c0-0000-7000-8000-000000000001 --member ada@example.com -e production',
    'plinth access explain loan 0196f0c0-0000-7000-8000-000000000001 --role collections --role clerk',
  ],
  async run(session) {
    const [action, entity = '', id = ''] = session.positionals;
    if (action !== 'explain') throw cliErrors.usage({ problem: `"${action}" is not explain.`, command: 'access' });
    const { key } = await readApplication(session.folder);
    const { tenant } = await session.connection();
    const client = await session.client();
    const place = { tenant, environment: textOption(session, 'environment') ?? 'development', application: key };
    const member = textOption(session, 'member');
    const roles = session.options.role;
    const asked = { ...(member === null ? {} : { member }), ...(Array.isArray(roles) ? { roles: roles.join(',') } : {}) };
    const explanation = await client.call(explainAccess, place, { entity, id, ...asked }, { signal: session.signal });
    session.terminal.result(explanation, () => session.terminal.out(explained(explanation)));
  },
};

const reasons: Readonly<Record<AccessExplanation['operations'][number]['reason'], string>> = {
  granted: 'yes',
  'no-role': 'no: no role grants it',
  'no-rule': 'no: no row rule lets to this record',
  'not-readable': 'no: the record may not be read',
};

/** An explanation as lines for people. */
function explained({ who, operations, fields }: AccessExplanation): string {
  return [
    `${who.name} as ${who.roles.length === 0 ? 'nobody with a role' : who.roles.join(', ')}`,
    ...operations.flatMap(({ operation, reason, grants }) => [`${operation}: ${reasons[reason]}`, ...grants.flatMap(grantLines)]),
    ...fields.map(
      ({ field, access: kept, because }) => `${field} is ${kept} by ${because.map(({ role, rule }) => byRule(role, rule)).join(' and ')}`,
    ),
  ].join('\n');
}

function grantLines({ role, rule, holds, conditions }: AccessExplanation['operations'][number]['grants'][number]): string[] {
  return [
    `  ${holds ? '+' : '-'} ${byRule(role, rule)}`,
    ...conditions.map(({ text, holds: answer, hidden, values }) => {
      const shown = Object.entries(values).map(([path, value]) => `${path}: ${JSON.stringify(value)}`);
      const said = hidden ? 'not shown to you' : answer === null ? 'cannot be decided' : answer ? 'true' : 'false';
      return `      ${text}: ${said}${shown.length === 0 ? '' : ` (${shown.join(', ')})`}`;
    }),
  ];
}

function byRule(role: string, rule: string | null): string {
  return rule === null ? `${role}, every record` : `${role}, where ${rule}`;
}
