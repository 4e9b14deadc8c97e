import {
  assignRole,
  type Client,
  handOverApplication,
  inviteMember,
  listMembers,
  listRoleAssignments,
  type Member,
  type RoleAssignment,
  unassignRole,
} from '@plinth/api-contract';
import { readApplication } from '../application-folder.ts';
import { type Command, type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { everyPage } from '../every-page.ts';
import { columns } from '../terminal.ts';

const tenantRoles = ['administrator', 'maker', 'member'] as const;
const pageSize = 200;

interface Work {
  readonly session: Session;
  readonly client: Client;
  readonly tenant: string;
}

const actions: Readonly<Record<string, (work: Work) => Promise<void>>> = { list, invite, roles, grant, revoke, 'hand-over': handOver };

export const users: Command = {
  name: 'users',
  summary:
    'Lists and invites people, and gives them roles of the application, or the application: list, invite, roles, grant, revoke, hand-over.',
  positionals: ['ACTION?', 'EMAIL?', 'ROLE?'],
  options: {
    name: { type: 'string', value: 'NAME', description: 'invite: what the person is called.' },
    'tenant-role': {
      type: 'string',
      value: 'ROLE',
      multiple: true,
      description: `invite: ${tenantRoles.join(', ')}; may come several times.`,
    },
    environment: { type: 'string', short: 'e', value: 'KEY', description: 'grant: only there; in all environments where absent.' },
  },
  examples: [
    'plinth users',
    'plinth users invite ada@example.com --name "Ada Lovelace"',
    'plinth users roles',
    'plinth users grant ada@example.com clerk',
    'plinth users revoke ada@example.com clerk',
    'plinth users hand-over ada@example.com',
  ],
  async run(session) {
    const [name = 'list'] = session.positionals;
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (action === undefined) throw usage(`"${name}" is not one of ${Object.keys(actions).join(', ')}.`);
    const { tenant } = await session.connection();
    await action({ session, client: await session.client(), tenant });
  },
};

function usage(problem: string) {
  return cliErrors.usage({ problem, command: 'users' });
}

async function list({ session, client, tenant }: Work): Promise<void> {
  const { terminal, signal } = session;
  const members = await everyPage<Member>((cursor) => client.call(listMembers, { tenant }, { limit: pageSize, ...cursor }, { signal }));
  terminal.result(members, () =>
    terminal.out(
      columns(
        ['e-mail', 'name', 'status', 'rights'],
        members.map(({ email, name, status, tenantRoles: rights }) => [email, name, status, rights.join(', ')]),
      ),
    ),
  );
}

async function invite({ session, client, tenant }: Work): Promise<void> {
  const { terminal, signal } = session;
  const email = required(session, 1, 'EMAIL');
  const wishes = session.options['tenant-role'];
  const rights = (Array.isArray(wishes) ? wishes : []).map((wish: string) => {
    const known = tenantRoles.find((role) => role === wish);
    if (known === undefined) throw usage(`--tenant-role takes ${tenantRoles.join(', ')}, not "${wish}".`);
    return known;
  });
  const input = { email, name: textOption(session, 'name') ?? email.split('@')[0] ?? email };
  const { member, invitation } = await client.call(
    inviteMember,
    { tenant },
    rights.length === 0 ? input : { ...input, tenantRoles: rights },
    { signal },
  );
  const { address } = await session.connection();
  const link = invitation.path === null ? null : address + invitation.path;
  terminal.result({ member, link, mailed: invitation.mailed, expiresAt: invitation.expiresAt }, () => {
    terminal.out(`Invited ${member.name} <${member.email}>.`);
    terminal.out(
      link === null ? 'The link went out by mail.' : `Pass on this link, which works once, until ${invitation.expiresAt}:\n${link}`,
    );
  });
}

async function roles(work: Work): Promise<void> {
  const { terminal } = work.session;
  const { key } = await readApplication(work.session.folder);
  const assignments = await assignmentsOf(work, key);
  terminal.result(assignments, () =>
    terminal.out(
      columns(
        ['role', 'held by', 'environment'],
        assignments.map(({ roleKey, member, groupKey, environmentKey }) => [
          roleKey,
          member?.email ?? `group ${groupKey ?? ''}`,
          environmentKey ?? 'all',
        ]),
      ),
    ),
  );
}

async function grant(work: Work): Promise<void> {
  const { session, client, tenant } = work;
  const email = required(session, 1, 'EMAIL');
  const roleKey = required(session, 2, 'ROLE');
  const { key: applicationKey } = await readApplication(session.folder);
  const { id: memberId } = await memberByEmail(work, email);
  const environmentKey = textOption(session, 'environment');
  const input = { applicationKey, roleKey, memberId, ...(environmentKey === null ? {} : { environmentKey }) };
  const assignment = await client.call(assignRole, { tenant }, input, { signal: session.signal });
  session.terminal.result(assignment, () =>
    session.terminal.out(`${email} is ${roleKey} of ${applicationKey} in ${environmentKey ?? 'every environment'}.`),
  );
}

async function revoke(work: Work): Promise<void> {
  const { session, client, tenant } = work;
  const email = required(session, 1, 'EMAIL');
  const role = required(session, 2, 'ROLE');
  const { key } = await readApplication(session.folder);
  const environment = textOption(session, 'environment');
  const { id } = await memberByEmail(work, email);
  const held = (await assignmentsOf(work, key, id)).filter(
    ({ roleKey, environmentKey }) => roleKey === role && (environment === null || environmentKey === environment),
  );
  if (held.length === 0) throw cliErrors.notHeld({ email, role, application: key });
  for (const { id: assignment } of held) await client.call(unassignRole, { tenant }, { assignment }, { signal: session.signal });
  session.terminal.result({ revoked: held }, () => session.terminal.out(`${email} is no longer ${role} of ${key}.`));
}

/** Makes somebody the owner of the application of the folder. */
async function handOver({ session, client, tenant }: Work): Promise<void> {
  const member = required(session, 1, 'EMAIL');
  const { key: application } = await readApplication(session.folder);
  const handed = await client.call(handOverApplication, { tenant, application }, { member }, { signal: session.signal });
  session.terminal.result(handed, () => session.terminal.out(`${handed.label} belongs to ${handed.owner.name} now.`));
}

function required(session: Session, at: number, name: string): string {
  const value = session.positionals[at];
  if (value === undefined) throw usage(`${name} is missing.`);
  return value;
}

function assignmentsOf({ session, client, tenant }: Work, applicationKey: string, memberId?: string): Promise<RoleAssignment[]> {
  const input = { limit: pageSize, applicationKey, ...(memberId === undefined ? {} : { memberId }) };
  return everyPage((cursor) => client.call(listRoleAssignments, { tenant }, { ...input, ...cursor }, { signal: session.signal }));
}

async function memberByEmail({ session, client, tenant }: Work, email: string): Promise<Member> {
  const { signal } = session;
  const found = await everyPage<Member>((cursor) =>
    client.call(listMembers, { tenant }, { limit: pageSize, search: email, ...cursor }, { signal }),
  );
  const member = found.find((candidate) => candidate.email.toLowerCase() === email.toLowerCase());
  if (member === undefined) throw cliErrors.noSuchMember({ email });
  return member;
}
