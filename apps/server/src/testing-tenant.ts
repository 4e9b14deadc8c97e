import {
  addComment,
  addGroupMember,
  assignRole,
  type Client,
  createApplication,
  createBranch,
  createClient,
  createGroup,
  createMemberLink,
  createPreview,
  createRecord,
  createRecords,
  createTenant,
  createToken,
  getPage,
  inviteMember,
  listRecords,
  listTasks,
  publish,
  pushDefinition,
  readSession,
  setSetting,
  startProcess,
  updateRecord,
  useLink,
} from '@plinth/api-contract';
import type { TestPlatform } from './testing.ts';

/** What one tenant has; `values` names its things as the parameters of operations do. */
export interface StockedTenant {
  readonly key: string;
  readonly client: Client;
  readonly token: string;
  /** The value of its administrator's session cookie. */
  readonly session: string;
  /** A word that stands in what the tenant keeps and nowhere else: in none of the `values` that others may guess. */
  readonly canary: string;
  readonly records: number;
  readonly values: Readonly<Record<string, unknown>>;
}

const files = (canary: string, known: string) => ({
  'plinth.yaml': 'format: 1\nkey: notes\ntype: application\nlabel: Notes\nhomePage: notes\n',
  'settings.yaml': `greeting: { type: text, label: Greeting of ${canary} }\n${known}: text\n`,
  'roles.yaml':
    'writer:\n  heldBy: members\n  evaluate: [ grade ]\n  start: [ check ]\n  manage: [ check ]\n  permissions:\n    note: all\n    topic: all\n',
  'entities/topic.yaml': 'label: Topic\nlabelPlural: Topics\ntitle: name\nfields:\n  name: { type: text, required: true }\n',
  'entities/note.yaml':
    'label: Note\nlabelPlural: Notes\ntitle: text\nfields:\n  text: { type: text, required: true }\n  topic: { type: reference, target: topic, onDelete: restrict }\n',
  'decisions/grade.yaml': `entity: note
inputsFrom: { text: text }
inputs: { text: string }
decisions:
  grade:
    type: string
    table:
      inputs: [ { expression: text, type: string } ]
      outputs: [ { type: string } ]
      rules:
        own: { cells: [ '"${canary}"', '"${canary}"' ], note: ${canary} }
        other: [ 'not("${canary}")', '"other"' ]
`,
  'processes/check.yaml': `label: Check of ${canary}
nodes:
  s: startEvent
  fork: parallelGateway
  look: { type: userTask, label: ${canary}, attributes: { plinth:candidateRoles: writer } }
  charge: { type: serviceTask, attributes: { plinth:topic: charge } }
  wait: receiveTask
flows:
  f1: { from: s, to: fork }
  f2: { from: fork, to: look }
  f3: { from: fork, to: charge }
  f4: { from: fork, to: wait }
`,
  'pages/notes.yaml': `label: Notes\npath: ''\nqueries:\n  ${known}: { entity: note, filter: text != "${canary}", sort: [ text ], count: true }\ncomponents:\n  - ui.heading: Notes of ${canary}\n  - ui.table: { name: table, query: ${known}, columns: [ text, topic ] }\n`,
});

/** Makes a tenant, or takes `main`, and fills it with a little of everything. */
export async function stockTenant(running: TestPlatform, key: string, canary: string, records: number): Promise<StockedTenant> {
  const tenant = { tenant: key };
  const known = `known${key}`;
  const target = { ...tenant, environment: 'development', application: 'notes' };
  const made = await running.client.call(
    createTenant,
    { tenant: 'main' },
    { key, name: canary, administratorEmail: `admin@${canary}.example`, administratorName: canary },
  );
  const password = `correct horse ${known} staple`;
  const signedIn = await running.visitor.fetch(useLink, tenant, { token: linkToken(made.invitation.path), password });
  const session = /=([^;]+)/.exec(signedIn.headers.get('set-cookie') ?? '')?.[1] ?? '';
  const cookie = `plinth_session_${key}=${session}`;
  const browser = createClient({ address: running.address, fetch, headers: { 'x-plinth-csrf': '1', cookie } });
  const { token } = await browser.call(createToken, tenant, { name: canary, scopes: ['*'] });
  const client = createClient({ address: running.address, fetch, headers: { authorization: `Bearer ${token}` } });

  await client.call(createApplication, tenant, { key: 'notes', type: 'application', label: canary });
  await client.call(createApplication, tenant, { key: `only-${key}`, type: 'application', label: canary });
  await client.call(pushDefinition, target, { files: files(canary, known) });
  await publish(client, target, { version: '1.0.0', notes: canary });
  await client.call(createBranch, target, { key: known, version: '1.0.0' });
  const preview = await client.call(createPreview, target, { branch: known, hours: 24 });
  await client.call(setSetting, target, { setting: 'greeting', value: canary });
  await client.call(setSetting, target, { setting: known, value: canary });
  const email = `person@${known}.example`;
  const invited = await client.call(inviteMember, tenant, { email, name: canary });
  const member = invited.member.id;
  const link = await client.call(createMemberLink, tenant, { member });
  await client.call(createGroup, tenant, { key: known, name: canary });
  await client.call(addGroupMember, tenant, { group: known, member });
  const assigned = await client.call(assignRole, tenant, {
    applicationKey: 'notes',
    roleKey: 'writer',
    environmentKey: 'test',
    memberId: member,
  });
  const spare = await client.call(createToken, tenant, { name: canary, scopes: ['records:read'] });
  const topic = (await client.call(createRecord, target, { entity: 'topic', values: { name: canary } })) as { id: string };
  const idempotencyKey = `once-${known}`;
  const note = (await client.call(createRecord, target, {
    entity: 'note',
    values: { text: canary, topic: topic.id },
    idempotencyKey,
  })) as { id: string };
  let version = 1;
  for (; version < records % 100; version += 1)
    await client.call(updateRecord, target, { entity: 'note', id: note.id, values: { text: `${canary} ${version}` } });
  const more = Array.from({ length: records - 1 }, (_, index) => ({ text: `${canary} ${index}`, topic: topic.id }));
  await client.call(createRecords, target, { entity: 'note', records: more });
  const started = await client.call(startProcess, target, { process: 'check', key: known, variables: { canary }, idempotencyKey });
  const [task] = (await client.call(listTasks, target, {})).items;
  const page = await client.call(listRecords, target, { entity: 'note', limit: 1, sort: 'text' });
  const plan = await client.call(getPage, target, { page: 'notes' });
  const { member: administrator } = await client.call(readSession, tenant, {});
  const own = String(administrator?.id);
  const remark = { record: 'app', text: canary, mentions: [own] };
  const comment = await client.call(addComment, target, { id: crypto.randomUUID(), ...remark });
  // One that is stopped, so that nothing moves by itself.
  await running.ask(
    `insert into plinth.event_receiver (tenant_id, environment_id, key, address, shown, types, filter, stopped, set_by)
select e.tenant_id, e.id, $2, 'sealed', $3, '{x.*}', '', '{"by":"x","reason":"asked","at":"2026-01-01T00:00:00Z"}', $3
from plinth.environment e join plinth.tenant t using (tenant_id) where t.key = $1 and e.key = 'development'`,
    [key, known, canary],
  );
  return {
    key,
    client,
    token,
    session,
    canary,
    records,
    values: {
      application: `only-${key}`,
      id: note.id,
      comment: comment.id,
      thread: comment.id,
      comments: [comment.id],
      record: note.id,
      query: plan.queries[0]?.id,
      member,
      memberId: member,
      actorId: administrator?.id,
      group: known,
      groupKey: known,
      assignment: assigned.id,
      branch: known,
      key,
      setting: known,
      receiver: known,
      preview: preview.preview.id,
      'x-plinth-preview': preview.path.split('/').at(-1),
      email,
      search: known,
      cursor: page.next,
      filter: `id = "${note.id}" or topic = "${topic.id}"`,
      'if-match': `"${version}"`,
      'idempotency-key': idempotencyKey,
      token: spare.details.id,
      link: linkToken(link.path),
      topic: topic.id,
      instance: started.id,
      task: task?.id,
      to: member,
      currentPassword: password,
      password,
    },
  };
}

function linkToken(path: string | null): string {
  return /pli_[\w-]+/.exec(path ?? '')?.[0] ?? '';
}
