import { createApplication, createClient, createRecords, createToken, publish, pushDefinition, signIn } from '@plinth/api-contract';

export const administrator = { email: 'admin@plinth.example', password: 'measured, not guessed' };
const statuses = ['open', 'paid', 'late', 'void'];
const tenant = { tenant: 'main' };
const target = { tenant: 'main', environment: 'development', application: 'stock' };
const files = {
  'plinth.yaml': 'format: 1\nkey: stock\ntype: application\nlabel: Stock\nhomePage: stock\n',
  'roles.yaml': 'clerk:\n  heldBy: members\n  permissions:\n    item: all\n',
  'entities/item.yaml': [
    'label: Item',
    'labelPlural: Items',
    'title: name',
    'fields:',
    '  name: { type: text, required: true, maxLength: 200 }',
    '  stars: { type: integer, required: true, minimum: 0, maximum: 5 }',
    '  amount: { type: decimal, scale: 2, required: true }',
    `  status: { type: choice, required: true, options: { ${statuses.map((status) => `${status}: ${status}`).join(', ')} } }`,
    '  openedOn: { type: date, required: true }',
    'indexes:',
    '  byStatus: { fields: [status, amount] }',
    '',
  ].join('\n'),
  'pages/stock.yaml': "label: Stock\npath: ''\ncomponents:\n  - ui.heading: Stock\n",
};

export function itemOf(index: number) {
  return {
    name: `Item ${index}`,
    stars: index % 6,
    amount: ((index * 7919) % 1_000_000) / 100,
    status: statuses[index % statuses.length] ?? '',
    openedOn: `2026-0${1 + (index % 9)}-1${index % 10}`,
  };
}

/** Publishes the application and creates the rows through the API; gives the administrator's token. */
export async function fillStock(address: string, rows: number): Promise<string> {
  const csrf = { 'x-plinth-csrf': '1' };
  const response = await createClient({ address, fetch, headers: csrf }).fetch(signIn, tenant, administrator);
  const cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const member = createClient({ address, fetch, headers: { ...csrf, cookie } });
  const { token } = await member.call(createToken, tenant, { name: 'benchmark', scopes: ['*'] });
  const client = createClient({ address, fetch, headers: { authorization: `Bearer ${token}` } });
  await client.call(createApplication, tenant, { key: 'stock', type: 'application', label: 'Stock' });
  await client.call(pushDefinition, target, { files });
  await publish(client, target, { version: '1.0.0' });
  for (let begin = 0; begin < rows; begin += 1000) {
    const records = Array.from({ length: Math.min(1000, rows - begin) }, (_, offset) => itemOf(begin + offset));
    await client.call(createRecords, target, { entity: 'item', records });
  }
  return token;
}
