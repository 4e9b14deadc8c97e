import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { addComment, createBranch, publish, pullDefinition, pushDefinition, startImport } from '@plinth/api-contract';
import type { TestPlatform } from './testing.ts';
import { newMember } from './testing-member.ts';

const bank = { tenant: 'main', environment: 'development', application: 'bank' };
const loanDesk = 'pages/loanDesk.yaml';

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** Makes the examples of a platform look as if a bank's makers had worked on theirs for a while: data, a branch, comments. */
export async function stockGuide(running: TestPlatform): Promise<void> {
  const { client } = running;
  await publish(client, bank, { version: '1.0.0' });
  const folder = join(import.meta.dirname, '..', '..', '..', 'examples', 'bank', 'sample-data');
  if (!(await readdir(folder)).includes('samples.ts')) throw new Error('The bank has no samples.');
  const { samples } = (await import(pathToFileURL(join(folder, 'samples.ts')).href)) as {
    samples(): readonly (readonly [mapping: string, text: string])[];
  };
  for (const [mapping, text] of samples()) {
    const { status } = await client.call(startImport, bank, { mapping, content: bytesOf(text), wait: 60 });
    if (status !== 'succeeded') throw new Error(`The sample ${mapping} was not imported.`);
  }
  const push = async (
    branch: string,
    intent: string,
    change: (files: Readonly<Record<string, string>>) => Readonly<Record<string, string>>,
  ) => {
    const { files } = await client.call(pullDefinition, bank, { branch });
    await client.call(pushDefinition, bank, { branch, intent, files: change(files) });
  };
  const reworded = (files: Readonly<Record<string, string>>, from: string, to: string) => {
    const before = files[loanDesk] ?? '';
    if (!before.includes(from)) throw new Error(`The loan desk does not say ${from}.`);
    return { ...files, [loanDesk]: before.replace(from, to) };
  };
  await client.call(createBranch, bank, { key: 'branch-managers' });
  await push('branch-managers', 'Let branch managers see their loans', (files) => ({
    ...reworded(files, 'title: Loan desk', 'title: Loans of my branch'),
    'entities/loan.yaml': (files['entities/loan.yaml'] ?? '').replace(
      'fields:\n',
      'fields:\n  approvedBy: { type: text, label: Approved by }\n',
    ),
    'entities/branch.yaml':
      'label: Branch\nlabelPlural: Branches\nicon: building\ntitle: name\nfields:\n  name: { type: text, required: true }\n  district: { type: reference, target: district }\n',
  }));
  await push('branch-managers', 'Say what the desk is for', (files) =>
    reworded(
      files,
      'description: Loans that run, and what became of those that ended.',
      'description: What your branch has lent, and what became of it.',
    ),
  );
  await push('main', 'Call the loan desk by its team', (files) => reworded(files, 'title: Loan desk', 'title: Lending'));
  await push('main', 'A look for the savings bank, and German', (files) => ({
    ...files,
    'themes/savings.yaml': "light: { accent: '#b3123a', radius-m: 4px }\ndark: { accent: '#ff8fa3' }\n",
    'translations/de.yaml':
      'messages:\n  entity:loan.label: Kredit\n  entity:loan.labelPlural: Kredite\n  entity:client.label: Kundin oder Kunde\n',
  }));
  const { id: grace, withToken } = await newMember(running, 'Grace', ['maker']);
  const colleague = await withToken('*');
  const thread = crypto.randomUUID();
  const record = 'page:loanDesk';
  await client.call(addComment, bank, {
    id: thread,
    record,
    text: '@Grace should the desk show loans that ended, or only those that run?',
    mentions: [grace],
  });
  await colleague.call(addComment, bank, { id: crypto.randomUUID(), record, thread, text: 'Both: people ask about old loans every week.' });
  await client.call(addComment, bank, {
    id: crypto.randomUUID(),
    record: 'entity:client',
    text: 'We need a field for the language of letters.',
  });
}
