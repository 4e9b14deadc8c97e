import { type Client, completeTask, getRecord, getTask, instanceHistory, listInstances, listTasks } from '@plinth/api-contract';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { bank, type LoanBank, type LoanPerson, loanPages, openLoanBank } from './testing-loan.ts';
import { flawsOf } from './testing-look.ts';

let running: TestPlatform;
let browser: Browser;
let people: LoanBank['people'];
const contexts: BrowserContext[] = [];
const complaints: string[] = [];
const flaws: string[] = [];
const looked = new Set<string>();

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  ({ people } = await openLoanBank(running));
});
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await running?.close();
});

/** The window of somebody who is signed in: customers have a phone in the dark, the bank's people a desk. */
async function windowOf(person: LoanPerson, isPhone: boolean): Promise<Page> {
  const colorScheme = isPhone ? 'dark' : 'light';
  const context = await browser.newContext({
    viewport: { width: isPhone ? 390 : 1440, height: 900 },
    colorScheme,
    reducedMotion: 'reduce',
  });
  contexts.push(context);
  const data = { email: `${person}@plinth.example`, password: 'a long enough password' };
  const answer = await context.request.post(`${running.address}/api/main/session`, { data, headers: { 'x-plinth-csrf': '1' } });
  expect(answer.ok(), await answer.text()).toBe(true);
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // What the server refuses is what this is about.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  return page;
}

const go = (page: Page, path: string) => page.goto(`${running.address}/apps/main/production/bank/${path}`);

/** Opens a task of the inbox, as people do. */
async function openTask(page: Page, whose: 'Mine' | 'To claim', name: RegExp): Promise<void> {
  await go(page, '-/inbox');
  await page.getByRole('group', { name: 'Whose tasks' }).getByRole('button', { name: whose }).click();
  await page.getByRole('list').getByRole('button', { name }).click();
}

/** Somebody who follows a link to a task that is not for them. */
async function isNotThere(page: Page, task: string): Promise<void> {
  await go(page, `-/inbox?task=${encodeURIComponent(task)}`);
  await page.getByText('This task is not there for you').waitFor();
}

/** Looks at a page as it stands; where pictures are kept, in both widths and colours. */
async function look(page: Page, key: string, state = ''): Promise<void> {
  looked.add(key);
  const before = page.viewportSize();
  const isPhone = before?.width === 390;
  const sights = process.env.PLINTH_PICTURES
    ? ([
        [1440, 'light'],
        [1440, 'dark'],
        [390, 'light'],
        [390, 'dark'],
      ] as const)
    : [null];
  for (const sight of sights) {
    if (sight !== null) {
      await page.setViewportSize({ width: sight[0], height: 900 });
      await page.emulateMedia({ colorScheme: sight[1] });
    }
    const name = ['loan', key, state, ...(sight ?? [])].filter((part) => part !== '').join('-');
    flaws.push(...(await flawsOf(page, name)).map((flaw) => `${name}: ${flaw}`));
  }
  if (before !== null) await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: isPhone ? 'dark' : 'light' });
}

/** The one task of an element that somebody has or may claim. */
async function taskFor(who: Client, element: string): Promise<string> {
  const found = async () => {
    for (const of of ['mine', 'open'] as const)
      for (const task of (await who.call(listTasks, bank, { of })).items) if (task.element === element) return task.id;
    return null;
  };
  await expect.poll(found).not.toBeNull();
  return (await found()) ?? '';
}

test('a person applies, is asked for more, is approved by two different people and signs; a wrong person is refused at each step', async () => {
  const [ada, eve, carl, ann, bob, mia] = await Promise.all([
    windowOf('ada', true),
    windowOf('eve', true),
    windowOf('carl', false),
    windowOf('ann', false),
    windowOf('bob', false),
    windowOf('mia', false),
  ]);
  const refusedPage = (page: Page) => page.getByText('It may have moved, or been typed wrong.').waitFor();

  // Ada applies, from her first page on.
  await go(ada, '');
  await ada.getByText('No loans yet').waitFor();
  await look(ada, 'myLoans', 'empty');
  await ada.getByRole('button', { name: 'Apply for a loan' }).click();
  const form = ada.getByRole('form', { name: 'Application for a loan' });
  await form.getByRole('textbox', { name: /^Amount/ }).fill('150000');
  await form.getByRole('textbox', { name: /^Monthly income/ }).fill('42000');
  await look(ada, 'apply');
  await form.getByRole('button', { name: 'Apply' }).click();
  await ada.getByText('We look at it').waitFor();
  const application = /my-loans\/([\w-]+)/.exec(ada.url())?.[1] ?? '';
  const stored = async () =>
    (await people.mia.call(getRecord, bank, { entity: 'loanApplication', id: application })) as { status?: string };
  await look(ada, 'myLoan', 'received');

  // Another customer sees nothing of it, and a clerk is no customer.
  await go(eve, `my-loans/${application}`);
  await eve.getByRole('link', { name: 'All my loans' }).click();
  await eve.getByText('No loans yet').waitFor();
  await go(carl, 'apply');
  await refusedPage(carl);

  // The clerk asks; the customer cannot open the clerk's form.
  const form1 = (path: string, task: string) => `${path}?task=${encodeURIComponent(task)}&application=${application}`;
  const check = await taskFor(people.carl, 'check');
  await go(eve, form1('check-application', check));
  await refusedPage(eve);
  await go(carl, 'applications');
  await carl.getByRole('gridcell', { name: /Ada Lovelace/ }).waitFor();
  await look(carl, 'applications');
  await isNotThere(ann, check);
  await openTask(carl, 'To claim', /^Check the application: Ada Lovelace, Home loan of 150000/);
  await carl.getByText('The rules allow it').waitFor();
  await carl.getByRole('radio', { name: 'Ask the customer' }).check({ force: true });
  await carl.getByRole('textbox', { name: /Your question/ }).fill('Where do you work?');
  await look(carl, 'checkApplication');
  await carl.getByRole('button', { name: 'Done' }).click();
  await carl.getByText('The process goes on.').waitFor();

  // She answers; whoever else opens the form is refused by the server.
  const answer = await taskFor(people.ada, 'answer');
  await go(eve, form1('answer-question', answer));
  await eve.getByRole('textbox', { name: /Your answer/ }).fill('Nowhere.');
  await eve.getByRole('button', { name: 'Send the answer' }).click();
  await eve.getByText('There is no such task.').waitFor();
  await openTask(ada, 'Mine', /^Answer the bank/);
  await ada.getByText('Where do you work?').waitFor();
  await ada.getByRole('textbox', { name: /Your answer/ }).fill('At the mill.');
  await look(ada, 'answerQuestion');
  await ada.getByRole('button', { name: 'Send the answer' }).click();
  await ada.getByText('We look at it').waitFor();

  await taskFor(people.carl, 'check');
  await openTask(carl, 'To claim', /^Check the application/);
  await carl.getByText('At the mill.').waitFor();
  await carl.getByRole('button', { name: 'Done' }).click();
  await carl.getByText('The process goes on.').waitFor();

  // Two approve. The clerk has no such page, and the first of them is not the second.
  const first = await taskFor(people.ann, 'approve');
  await isNotThere(carl, first);
  await openTask(ann, 'To claim', /^Approve: Ada Lovelace/);
  await ann.getByText('The rules allow it').waitFor();
  await look(ann, 'approveApplication');
  await ann.getByRole('button', { name: 'Approve', exact: true }).click();
  await ann.getByText('The process goes on.').waitFor();
  const second = await taskFor(people.bob, 'approveToo');
  expect((await people.ann.call(listTasks, bank, {})).items).toEqual([]);
  await isNotThere(ann, second);
  await go(ann, form1('approve-application', second));
  await ann.getByRole('button', { name: 'Approve' }).click();
  await ann.getByText('There is no such task.').waitFor();
  expect(await stored()).toMatchObject({ status: 'received' });
  await openTask(bob, 'To claim', /^Approve as the second: Ada Lovelace/);
  await bob.getByRole('button', { name: 'Approve', exact: true }).click();
  await bob.getByText('The process goes on.').waitFor();
  expect(await stored()).toMatchObject({ status: 'offered' });

  // She alone signs.
  const sign = await taskFor(people.ada, 'sign');
  await go(eve, form1('sign-offer', sign));
  await eve.getByRole('textbox', { name: /Your full name/ }).fill('Eve');
  await eve.getByRole('checkbox').check();
  await eve.getByRole('button', { name: 'Sign the offer' }).click();
  await eve.getByText('There is no such task.').waitFor();
  await go(ada, `my-loans/${application}`);
  await ada.getByRole('alert').or(ada.getByText('Your loan is approved')).first().waitFor();
  await look(ada, 'myLoan', 'offered');
  await openTask(ada, 'Mine', /^Sign the offer/);
  await ada.getByRole('textbox', { name: /Your full name/ }).fill('Ada Lovelace');
  await ada.getByRole('checkbox').check();
  await look(ada, 'signOffer');
  await ada.getByRole('button', { name: 'Sign the offer' }).click();
  await ada.getByText('Your loan is paid out').first().waitFor();
  await go(ada, 'my-loans');
  await ada.getByText('Letters from the bank').first().waitFor();
  await look(ada, 'myLoans');

  // The manager sees what became of it and who did what.
  await go(mia, `applications/${application}`);
  await mia.getByText('Your loan is paid out').waitFor();
  await look(mia, 'application');
  const [instance] = (await people.mia.call(listInstances, bank, { process: 'loanOrigination' })).items;
  expect(instance).toMatchObject({ status: 'completed', incidents: 0 });
  const { items } = await people.mia.call(instanceHistory, bank, { instance: instance?.id ?? '', limit: 200 });
  const done = items.flatMap(({ events }) =>
    events.flatMap(({ event, type, element }) => (event === 'completed' && type === 'userTask' ? [element] : [])),
  );
  expect(done).toEqual(['check', 'answer', 'check', 'approve', 'approveToo', 'sign']);
  for (const who of [people.eve, people.ann])
    for (const task of [check, answer, first, second, sign]) {
      const code = await who.call(completeTask, bank, { task, variables: {} }).then(
        () => 'done',
        (error: { code?: string }) => error.code,
      );
      expect(code).toBe('process-store.no-task');
    }
  expect(await people.mia.call(getTask, bank, { task: sign }).catch((error: { code?: string }) => error.code)).toBe(
    'process-store.no-task',
  );

  // Nothing is to look into; that form is looked at without a task.
  await go(mia, `booking-problem?task=1.1&application=${application}&reason=The%20account%20is%20blocked.`);
  await mia.getByText('The loan could not be paid out').waitFor();
  await look(mia, 'bookingProblem');
  expect([...looked].sort()).toEqual([...loanPages].sort());
  expect(flaws).toEqual([]);
  expect(complaints).toEqual([]);
}, 600_000);
