import * as contracts from '@plinth/api-contract';
import {
  addComment,
  addSubstitute,
  appendActions,
  callConnectorAction,
  changeComment,
  changePassword,
  createApplication,
  createBranch,
  createClient,
  createGroup,
  createPreview,
  createRecord,
  createRecords,
  createVersion,
  deleteApplication,
  deleteBranch,
  deleteGroup,
  deleteRecord,
  discardDeadLetters,
  getBranch,
  handOverApplication,
  listAudit,
  markMentions,
  mergeBranch,
  type OperationContract,
  pauseTrigger,
  publishEvents,
  readSession,
  redeliver,
  redriveDeadLetters,
  removeApplication,
  removeConnection,
  removeEventGroup,
  removeGroupMember,
  removeReceiver,
  removeSubstitute,
  removeWebhookSecret,
  requestPasswordReset,
  restoreApplication,
  resumeTrigger,
  revokePreview,
  revokeToken,
  runFunctionDraft,
  seekEventGroup,
  setConnection,
  setConnector,
  setNoticePreferences,
  setReceiver,
  setReceiverSecret,
  setSetting,
  setTenantTheme,
  setWebhookSecret,
  signIn,
  signOut,
  signOutEverywhere,
  signOutMember,
  startReceiver,
  stopReceiver,
  testConnection,
  testConnector,
  testReceiver,
  unassignRole,
  unsetSetting,
  updateGroup,
  updateMember,
  updateRecord,
  updateTenant,
  verifyAudit,
} from '@plinth/api-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { newMember } from './testing-member.ts';
import { type StockedTenant, stockTenant } from './testing-tenant.ts';

let running: TestPlatform;
let acme: StockedTenant;
beforeAll(async () => {
  running = await startTestPlatform();
  acme = await stockTenant(running, 'acme', 'ultramarine', 5);
}, 60_000);
afterAll(() => running.close());

/** Operations that change something in the tenant itself. What is done to one record is told by the outbox. */
const changing = Object.values(contracts as Record<string, unknown>)
  .filter((one): one is OperationContract => typeof one === 'object' && one !== null && 'idempotency' in one && 'path' in one)
  .filter(({ idempotency, permission }) => idempotency !== 'safe' && permission !== 'application')
  // Changes nothing here, where no mail server is configured; its own package tests it with one.
  .filter(({ id }) => id !== requestPasswordReset.id)
  .map(({ id }) => id);

async function entriesOf(tenant: string, client = acme.client) {
  const entries = [];
  for (let cursor: string | undefined; ; ) {
    const page = await client.call(listAudit, { tenant }, { limit: 100, ...(cursor === undefined ? {} : { cursor }) });
    entries.push(...page.items);
    if (page.next === null) return entries;
    cursor = page.next;
  }
}

test('every operation that changes something leaves an entry that says who did it', async () => {
  const { client, values, key } = acme;
  const tenant = { tenant: key };
  const target = { ...tenant, environment: 'development', application: 'notes' };
  const text = (name: string) => String(values[name]);
  const session = (cookie: string) => createClient({ address: running.address, fetch, headers: { 'x-plinth-csrf': '1', cookie } });
  const own = session(`plinth_session_${key}=${acme.session}`);
  const { position, snapshot } = await client.call(getBranch, target, {});
  const schemaVersion = snapshot.schemaVersion;
  const action = {
    id: crypto.randomUUID(),
    type: 'BATCH',
    schemaVersion,
    seen: position,
    actor: 'me',
    intent: 'nothing',
    payload: { actions: [] },
  };
  await client.call(appendActions, target, { expectedPosition: position, actions: [action] });
  await client.call(createVersion, target, { version: '1.1.0' });
  const comment = crypto.randomUUID();
  await client.call(addComment, target, { id: comment, record: 'app', text: 'Look here' });
  await client.call(changeComment, target, { comment, resolved: true });
  await client.call(markMentions, tenant, { comments: [comment] });
  await client.call(createBranch, target, { key: 'brief', private: true });
  await client.call(mergeBranch, target, { branch: 'brief', from: 'main', ours: 0, theirs: position + 1, decisions: [] });
  await client.call(deleteBranch, target, { branch: 'brief' });
  await client.call(createApplication, tenant, { key: 'brief', type: 'application', label: 'Brief' });
  await client.call(
    handOverApplication,
    { ...tenant, application: 'brief' },
    { member: (await client.call(readSession, tenant, {})).member?.id ?? '' },
  );
  await client.call(deleteApplication, { ...tenant, application: 'brief' }, {});
  await client.call(restoreApplication, { ...tenant, application: 'brief' }, {});
  await client.call(deleteApplication, { ...tenant, application: 'brief' }, {});
  await client.call(removeApplication, { ...tenant, application: 'brief' }, {});
  await client.call(setTenantTheme, tenant, { theme: null });
  await client.call(updateGroup, tenant, { group: text('group'), name: 'Renamed' });
  await client.call(removeGroupMember, tenant, { group: text('group'), member: text('member') });
  await client.call(createGroup, tenant, { key: 'brief', name: 'Brief' });
  await client.call(deleteGroup, tenant, { group: 'brief' });
  const environment = { ...tenant, environment: 'development' };
  await client.call(testConnection, environment, { address: running.databaseUrl });
  await client.call(setConnection, environment, { connection: 'brief', address: running.databaseUrl });
  await client.call(removeConnection, environment, { connection: 'brief' });
  await client.call(setWebhookSecret, target, { webhook: 'brief' });
  await client.call(removeWebhookSecret, target, { webhook: 'brief' });
  const paths = { '/health/live': { get: { operationId: 'live', responses: { 200: { description: 'It lives.' } } } } };
  const document = JSON.stringify({ openapi: '3.1.0', info: { title: 'Brief', version: '1' }, paths });
  await client.call(setConnector, environment, { connection: 'remote', format: 'openapi', document, address: running.address });
  await client.call(callConnectorAction, environment, { connection: 'remote', action: 'live', input: {} });
  const notes = { ...environment, application: 'notes' };
  await client.call(runFunctionDraft, notes, { function: 'brief', source: 'export default () => 1;' });
  const { preview } = await client.call(createPreview, target, { hours: 1 });
  await client.call(revokePreview, target, { preview: preview.id });
  await client.call(setSetting, target, { setting: 'greeting', value: 'Good day' });
  await client.call(unsetSetting, target, { setting: 'greeting' });
  await client.call(testConnector, environment, { connection: 'remote' });
  const until = new Date(Date.now() + 60_000).toISOString();
  const { id: substitute } = await newMember(running, 'deputy');
  const { id: substitution } = await running.client.call(addSubstitute, { tenant: 'main' }, { substitute, until });
  await running.client.call(removeSubstitute, { tenant: 'main' }, { substitution });
  await client.call(setNoticePreferences, tenant, { tasksByMail: true });
  const letter = crypto.randomUUID();
  const brief = { specversion: '1.0', id: 'brief', source: '/brief', type: 'brief.told' };
  await client.call(publishEvents, environment, { events: [brief] });
  const [{ tenant_id: tenantId, id: environmentId } = {}] = await running.ask(
    `select e.tenant_id, e.id from plinth.environment e join plinth.tenant t using (tenant_id) where t.key = $1 and e.key = 'development'`,
    [key],
  );
  await running.ask(
    `insert into plinth.event_dead_letter (tenant_id, environment_id, id, name, event, code, message, attempts) values ($1, $2, $3, 'brief', $4, 'a.b', 'No', 5)`,
    [tenantId, environmentId, letter, JSON.stringify(brief)],
  );
  await running.ask(
    `insert into plinth.event_group (tenant_id, environment_id, name, partition, position) values ($1, $2, 'brief', 0, '{"last":0,"missing":[]}')`,
    [tenantId, environmentId],
  );
  await running.ask(
    `insert into plinth.external_trigger (tenant_id, environment_id, application, key, connection, trigger, input, event, every_seconds, paused)
     values ($1, $2, 'notes', 'brief', 'remote', 'rows', '{}', '{}', 60, true)`,
    [tenantId, environmentId],
  );
  await client.call(pauseTrigger, notes, { trigger: 'brief' });
  await client.call(resumeTrigger, notes, { trigger: 'brief' });
  await running.ask(`delete from plinth.external_trigger where tenant_id = $1`, [tenantId]);
  await client.call(redriveDeadLetters, environment, { ids: [letter] });
  await client.call(discardDeadLetters, environment, { ids: [letter], reason: 'spoilt' });
  await client.call(seekEventGroup, environment, { group: 'brief', to: 'end' });
  await client.call(removeEventGroup, environment, { group: 'brief' });
  await client.call(setReceiver, environment, { receiver: 'brief', address: 'https://127.0.0.1:1/', types: ['brief.*'] });
  await client.call(setReceiverSecret, environment, { receiver: 'brief' });
  await client.call(testReceiver, environment, { receiver: 'brief' });
  await client.call(stopReceiver, environment, { receiver: 'brief' });
  const delivery = crypto.randomUUID();
  await running.ask(
    `insert into plinth.event_delivery (tenant_id, environment_id, receiver, id, event, state) values ($1, $2, 'brief', $3, $4, 'failed')`,
    [tenantId, environmentId, delivery, JSON.stringify(brief)],
  );
  await client.call(redeliver, environment, { receiver: 'brief', what: { ids: [delivery] } });
  await client.call(startReceiver, environment, { receiver: 'brief' });
  await client.call(removeReceiver, environment, { receiver: 'brief' });
  await client.call(unassignRole, tenant, { assignment: text('assignment') });
  await client.call(revokeToken, tenant, { token: text('token') });
  await client.call(updateMember, tenant, { member: text('member'), name: 'Renamed' });
  await client.call(signOutMember, tenant, { member: text('member') });
  await running.client.call(updateTenant, { tenant: 'main' }, { key, name: 'Renamed' });
  const newPassword = 'another long enough password';
  await own.call(changePassword, tenant, { currentPassword: text('password'), newPassword });
  const email = `admin@${acme.canary}.example`;
  const signedIn = async () => {
    const response = await running.visitor.fetch(signIn, tenant, { email, password: newPassword });
    return session(response.headers.get('set-cookie')?.split(';', 1)[0] ?? '');
  };
  await (await signedIn()).call(signOut, tenant, {});
  await (await signedIn()).call(signOutEverywhere, tenant, {});

  const entries = [...(await entriesOf(key)), ...(await entriesOf('main', running.client))];
  const done = new Map(entries.filter(({ outcome }) => outcome === 'done').map((entry) => [entry.operation, entry]));
  expect(changing.filter((id) => !done.has(id))).toEqual([]);
  for (const id of changing) {
    const entry = done.get(id);
    expect(entry?.actorName, id).not.toBe('');
    expect(entry?.trace, id).toMatch(/^[0-9a-f]{32}$/);
  }
  expect(done.get(createRecords.id), 'what concerns many records').toMatchObject({ actorId: text('actorId') });
  for (const id of ['releases.publish', 'groups.delete', 'members.update', 'tokens.revoke']) {
    expect(done.get(id), id).toMatchObject({ actorKind: 'member', actorId: text('actorId'), detail: { token: expect.any(String) } });
  }
  expect(await client.call(verifyAudit, tenant, {})).toMatchObject({ intact: true });
});

test('what is done to records names its author in the outbox, in the same transaction', async () => {
  const { client, values, key } = acme;
  const target = { tenant: key, environment: 'development', application: 'notes' };
  const { id } = (await client.call(createRecord, target, { entity: 'topic', values: { name: 'Once' } })) as { id: string };
  await client.call(updateRecord, target, { entity: 'topic', id, values: { name: 'Twice' } });
  await client.call(deleteRecord, target, { entity: 'topic', id });
  const [environment] = await running.ask(
    `select e.id from plinth.environment e join plinth.tenant t using (tenant_id) where t.key = $1 and e.key = 'development'`,
    [key],
  );
  const events = await running.ask(
    `select event->>'type' as type, event->'data'->>'actor' as actor from env_${environment?.id}._outbox where event->>'subject' = $1 order by event->>'id'`,
    [`topic/${id}`],
  );
  expect(events).toEqual(['created', 'updated', 'deleted'].map((change) => ({ type: `plinth.record.${change}`, actor: values.actorId })));
});
