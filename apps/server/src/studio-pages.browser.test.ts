import { createApplication, pushDefinition } from '@plinth/api-contract';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf } from './testing-look.ts';
import { middleOf } from './testing-studio.ts';
import { visit } from './testing-visit.ts';

let running: TestPlatform;
let browser: Browser;

/** An application with one entity and no page. */
function bareTasks(key: string): Readonly<Record<string, string>> {
  return {
    'plinth.yaml': `format: 1\nkey: ${key}\ntype: application\nlabel: To do ${key}\n`,
    'roles.yaml': 'member:\n  heldBy: members\n  permissions:\n    task: all\n',
    'entities/task.yaml': `label: Task
labelPlural: Tasks
title: title
fields:
  title: { type: text, required: true }
  done: { type: boolean, default: "false" }
`,
  };
}

const hostile = '\u202E<script>alert(1)</script>\u200B🙂'.repeat(6);

/** A page of more components than anybody sees at once. */
const longPage = 400;
const long = {
  'plinth.yaml': 'format: 1\nkey: long\ntype: application\nlabel: Long\n',
  'pages/one.yaml': `label: One
path: ''
components:
${Array.from({ length: longPage }, (_, at) => `  - ui.button: { text: Button ${at + 1} }`).join('\n')}
`,
};

/** A page that nobody would make on purpose, with everything that its properties show. */
const strange = {
  'plinth.yaml': 'format: 1\nkey: strange\ntype: application\nlabel: Strange\n',
  'roles.yaml': 'member:\n  heldBy: members\n  permissions:\n    task: all\n',
  'entities/task.yaml': `label: ${JSON.stringify(hostile)}
title: title
fields:
  title: { type: text, required: true, label: ${JSON.stringify(hostile)} }
  done: boolean
`,
  'pages/one.yaml': `label: ${JSON.stringify(hostile)}
path: ':id'
parameters: { id: string }
state: { aStateWithAVeryLongNameThatGoesOnAndOnUntilTheEnd: string }
queries:
  tasks: { entity: task, sort: [ title ], filter: 'done != true' }
components:
  - ui.button:
      text: Press me
      on:
        click:
          - do: confirm
            message: ${JSON.stringify('words '.repeat(300))}
            else: [{ do: notify, message: ${JSON.stringify(hostile)} }]
          - do: createRecord
            entity: task
            values: { title: ${JSON.stringify(hostile)} }
            catch: [{ do: notify, message: '= error.title', tone: error }]
  - ui.table: { label: ${JSON.stringify(hostile)}, query: tasks, columns: [ title, { field: done, label: ${JSON.stringify(hostile)} } ] }
`,
};

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  for (const key of ['pointed', 'typed']) {
    await running.client.call(createApplication, { tenant: 'main' }, { key, type: 'application', label: `To do ${key}` });
    await running.client.call(pushDefinition, { tenant: 'main', application: key }, { files: bareTasks(key) });
  }
  await running.client.call(createApplication, { tenant: 'main' }, { key: 'strange', type: 'application', label: 'Strange' });
  await running.client.call(pushDefinition, { tenant: 'main', application: 'strange' }, { files: strange });
  await running.client.call(createApplication, { tenant: 'main' }, { key: 'long', type: 'application', label: 'Long' });
  await running.client.call(pushDefinition, { tenant: 'main', application: 'long' }, { files: long });
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const outline = (page: Page) => page.getByRole('tree', { name: 'Outline' });
const properties = (page: Page) => page.getByRole('complementary', { name: 'Properties' });
const data = (page: Page) => page.getByRole('list', { name: 'Page and data' });
const saved = (page: Page) =>
  page
    .getByRole('status')
    .filter({ hasText: /^Saved$/ })
    .waitFor();

/** Uses the to-do page that was made: writes two tasks, ticks one, filters, deletes. */
async function useTasks(player: Page): Promise<void> {
  const rows = player.getByRole('listitem');
  for (const title of ['Buy bread', 'Sweep the yard']) {
    await player.getByLabel('Title').fill(title);
    await player.getByRole('button', { name: 'Save' }).click();
    await player.getByRole('checkbox', { name: new RegExp(title) }).waitFor();
  }
  await player.getByText('2 left').waitFor();
  await player.getByRole('checkbox', { name: /Buy bread/ }).click();
  await player.getByText('1 left').waitFor();
  await player.getByRole('radio', { name: 'Open' }).check();
  await expect.poll(() => rows.count()).toBe(1);
  await player.getByRole('radio', { name: 'All' }).check();
  await expect.poll(() => rows.count()).toBe(2);
  await player.getByRole('button', { name: 'Delete Buy bread' }).click();
  await expect.poll(() => rows.count()).toBe(1);
}

/** Whether what is chosen in the palette begins with these words and ends there, but for its keys. */
async function isCalled(option: Locator, words: string): Promise<boolean> {
  const [title = ''] = await option.locator('bdi').allTextContents();
  return title.trim().toLowerCase() === words;
}

async function published(context: BrowserContext, open: () => Promise<void>): Promise<Page> {
  const [player] = await Promise.all([context.waitForEvent('page'), open()]);
  await player.getByLabel('Title').waitFor();
  return player;
}

test('a to-do page from nothing by pointer, with drag and drop', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/pointed`);
  await page.getByRole('button', { name: 'New page' }).first().click();
  const canvas = page.frameLocator('iframe');
  await page.getByText('This page is empty').waitFor();
  const drag = async (source: Locator, to: Locator, offset = 0) => {
    await source.scrollIntoViewIfNeeded();
    const from = await middleOf(source);
    const target = await middleOf(to);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 8, from.y + 8);
    await page.mouse.move(target.x, target.y + offset, { steps: 4 });
    await page.mouse.up();
  };
  const offered = (name: string) => page.getByRole('button', { name, exact: true });

  // A list with a form for it, of the entity, in one act that one undo takes back.
  await drag(offered('List with form of Tasks'), page.locator('.stage-page'));
  await canvas.getByRole('button', { name: 'Save' }).waitFor();
  await page.getByRole('button', { name: 'Undo: Add list of Tasks' }).click();
  await page.getByText('This page is empty').waitFor();
  await page.getByRole('button', { name: /^Redo:/ }).click();
  await canvas.getByRole('button', { name: 'Save' }).waitFor();

  // What the page remembers.
  await data(page).getByRole('button', { name: /^Page/ }).click();
  await properties(page).getByRole('button', { name: 'Add something to remember' }).click();
  const name = properties(page).getByRole('group', { name: 'value' }).getByLabel('Name');
  await name.fill('Shown!');
  await name.press('Enter');
  await properties(page).getByText('A name begins with a small letter').waitFor();
  await name.fill('shown');
  await name.press('Enter');
  const initial = properties(page).getByLabel('First value of shown', { exact: true });
  await initial.fill('all');
  await initial.press('Enter');
  await page.getByRole('button', { name: 'Undo: Change first value of state shown' }).waitFor();

  // The query is filtered by it, and another one counts what is left.
  await data(page)
    .getByRole('button', { name: /^tasks/ })
    .click();
  const filter = properties(page).getByLabel('Only rows for which');
  await filter.fill('state.shown != "open" or done != true');
  await filter.press('Enter');
  await page.getByRole('button', { name: 'Undo: Change filter of query tasks' }).waitFor();
  await page.getByLabel('Add a query').selectOption({ label: 'Task' });
  const key = properties(page).getByLabel('Name', { exact: true });
  await expect.poll(() => key.inputValue()).toBe('tasks2');
  await key.fill('left');
  await key.press('Enter');
  const leftFilter = properties(page).getByLabel('Only rows for which');
  await leftFilter.fill('done != true');
  await leftFilter.press('Enter');
  await page.getByRole('button', { name: 'Undo: Change filter of query left' }).waitFor();

  // A choice that sets the filter, and words that count, dragged above and below.
  await drag(offered('Select'), canvas.getByRole('button', { name: 'Save' }), 30);
  await outline(page).getByRole('treeitem', { name: 'Select' }).waitFor();
  await properties(page).getByLabel('Label', { exact: true }).fill('Which');
  await properties(page).getByLabel('Label', { exact: true }).press('Enter');
  for (const [number, value, label] of [
    ['1', 'all', 'All'],
    ['2', 'open', 'Open'],
  ] as const) {
    await properties(page).getByRole('button', { name: 'Add choice' }).click();
    for (const [part, words] of [
      ['Value', value],
      ['Label', label],
    ] as const) {
      const input = properties(page).getByLabel(`${part} of choice ${number}`);
      await input.fill(words);
      await input.press('Enter');
    }
  }
  await properties(page).getByLabel('Look', { exact: true }).selectOption('segmented');
  const bind = properties(page).getByRole('button', { name: 'fx: compute Value', exact: true });
  await bind.click();
  const value = properties(page).locator('.property[data-wide]').filter({ hasText: 'Value' }).getByRole('textbox').first();
  await value.fill('state.shown');
  await value.press('Enter');
  await properties(page).getByLabel('Add a step: Changed').selectOption({ label: 'Remember something' });
  await properties(page).getByRole('button', { name: 'fx: compute Value of shown' }).click();
  const chosen = properties(page).getByLabel('Value of shown', { exact: true });
  await chosen.fill('event.value');
  await chosen.press('Enter');
  await properties(page)
    .getByRole('button', { name: /Remember shown = event\.value/ })
    .waitFor();

  await drag(offered('Text'), canvas.getByRole('button', { name: 'Save' }), 30);
  const words = properties(page).getByLabel('Text', { exact: true });
  await words.fill('{{ left.count }} left');
  await words.press('Enter');
  await saved(page);

  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('button', { name: /^Publish version/ }).click();
  const player = await published(context, () => page.getByRole('link', { name: 'Open the application' }).click());
  await useTasks(player);
  await context.close();
  expect(complaints).toEqual([]);
});

// Each Tab is a round trip to the browser, and there are hundreds.
const longTest = 400_000;

test('the same by the keyboard alone', { timeout: longTest }, async () => {
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/typed`);
  const { keyboard } = page;
  const canvas = page.frameLocator('iframe');
  /** Goes on with Tab, or back, until a control has the focus. */
  const reach = async (wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab') => {
    // To find it anew at each step would take longer than the step.
    let found = await wanted.elementHandle();
    for (let step = 0; step < 300; step++) {
      const at = await found?.evaluate((element) => (element === document.activeElement ? 'here' : element.isConnected ? 'there' : 'gone'));
      if (at === 'here') return;
      if (at !== 'there') found = await wanted.elementHandle();
      await keyboard.press(key);
    }
    throw new Error(`${key} never reaches ${String(wanted)}.`);
  };
  /** Writes over what stands in the control that has the focus. */
  const write = async (words: string) => {
    await keyboard.press('Control+a');
    await keyboard.type(words);
    await keyboard.press('Enter');
  };
  const command = async (words: string) => {
    await keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find anything' }).waitFor();
    await keyboard.type(words);
    const wanted = page.getByRole('dialog').getByRole('option', { name: words, selected: true });
    await page.getByRole('dialog').getByRole('option', { name: words }).first().waitFor();
    for (let step = 0; step < 40 && !(await isCalled(wanted, words)); step++) await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Find anything' }).waitFor({ state: 'detached' });
  };
  const inProperties = (name: string | RegExp) => properties(page).getByLabel(name, { exact: true });
  const undoable = (intent: string) => page.getByRole('button', { name: `Undo: ${intent}` }).waitFor();

  await reach(page.getByRole('button', { name: 'New page' }).first());
  await keyboard.press('Enter');
  await page.getByText('This page is empty').waitFor();
  await command('add: list with form of tasks');
  await canvas.getByRole('button', { name: 'Save' }).waitFor();

  await command('properties of the page');
  await reach(properties(page).getByRole('button', { name: 'Add something to remember' }));
  await keyboard.press('Enter');
  const name = properties(page).getByRole('group', { name: 'value' }).getByLabel('Name');
  await reach(name, 'Shift+Tab');
  await write('shown');
  await reach(inProperties('First value of shown'));
  await write('all');
  await undoable('Change first value of state shown');

  await command('query tasks');
  await reach(inProperties('Only rows for which'));
  await write('state.shown != "open" or done != true');
  await undoable('Change filter of query tasks');
  await command('add query of tasks');
  await expect.poll(() => inProperties('Name').inputValue()).toBe('tasks2');
  await reach(inProperties('Name'));
  await write('left');
  await undoable('Rename query tasks2 to left');
  await reach(inProperties('Only rows for which'));
  await write('done != true');
  await undoable('Change filter of query left');

  await command('properties of the page');
  await command('add select');
  await reach(inProperties('Label'));
  await write('Which');
  for (const [number, value, label] of [
    ['1', 'all', 'All'],
    ['2', 'open', 'Open'],
  ] as const) {
    await reach(properties(page).getByRole('button', { name: 'Add choice' }));
    await keyboard.press('Enter');
    await reach(inProperties(`Value of choice ${number}`), 'Shift+Tab');
    await write(value);
    await reach(inProperties(`Label of choice ${number}`));
    await write(label);
  }
  await reach(inProperties('Look'));
  // A list of choices goes by its first letters.
  await keyboard.type('seg');
  await undoable('Change look of select “Which”');
  await reach(properties(page).getByRole('button', { name: 'fx: compute Value', exact: true }), 'Shift+Tab');
  await keyboard.press('Enter');
  const value = properties(page).locator('.property[data-wide]').filter({ hasText: 'Value' }).getByRole('textbox').first();
  await reach(value, 'Shift+Tab');
  await write('state.shown');
  await undoable('Change value of select “Which”');
  await reach(inProperties('Add a step: Changed'));
  await keyboard.type('Say');
  await properties(page)
    .getByRole('button', { name: /Say “Done\.”/ })
    .waitFor();
  await reach(inProperties('Add a step: Changed'));
  await keyboard.type('Remember');
  const remember = properties(page).getByRole('button', { name: /^Remember shown/ });
  await remember.waitFor();
  // Steps change places, are copied and removed where they stand.
  await expect.poll(() => remember.evaluate((element) => element === document.activeElement)).toBe(true);
  const steps = async () => properties(page).getByRole('list', { name: 'Changed' }).locator('.step').allTextContents();
  await keyboard.press('Alt+ArrowUp');
  await expect.poll(steps).toEqual(['Remember shown = null', 'Say “Done.”']);
  await keyboard.press('Control+c');
  await keyboard.press('Control+v');
  await expect.poll(steps).toEqual(['Remember shown = null', 'Remember shown = null', 'Say “Done.”']);
  await keyboard.press('Delete');
  await expect.poll(async () => (await steps()).length).toBe(2);
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Say “Done.”');
  await keyboard.press('Delete');
  await expect.poll(steps).toEqual(['Remember shown = null']);
  await keyboard.press('Enter');
  await reach(properties(page).getByRole('button', { name: 'fx: compute Value of shown' }));
  await keyboard.press('Enter');
  await reach(inProperties('Value of shown'), 'Shift+Tab');
  await write('event.value');
  await expect.poll(steps).toEqual(['Remember shown = event.value']);

  await command('properties of the page');
  await command('add text');
  await reach(inProperties('Text'));
  // Enter begins another line in a text of several.
  await keyboard.type('{{ left.count }} left');
  await keyboard.press('Control+Enter');
  await undoable('Change text of text');
  await saved(page);

  await reach(page.getByRole('button', { name: 'Publish', exact: true }), 'Shift+Tab');
  await keyboard.press('Enter');
  await page.getByRole('button', { name: /^Publish version/ }).waitFor();
  await keyboard.press('Enter');
  const link = page.getByRole('link', { name: 'Open the application' });
  const player = await published(context, async () => {
    await link.waitFor();
    await keyboard.press('Enter');
  });
  await useTasks(player);
  await context.close();
  expect(complaints).toEqual([]);
});

test.each([
  [1440, 'light'],
  [1280, 'dark'],
] as const)('properties of a strange page have no flaw, %i pixels wide, in %s', async (width, scheme) => {
  const { page, context, complaints } = await visit(browser, running, width, scheme);
  await page.goto(`${running.address}/studio/main/strange`);
  const named = (part: string) => `studio-pages-${part}-${width}-${scheme}`;
  await page.frameLocator('iframe').getByRole('button', { name: 'Press me' }).waitFor();
  await properties(page).getByRole('button', { name: 'Add a parameter' }).waitFor();
  expect(await flawsOf(page, named('page'))).toEqual([]);
  await data(page)
    .getByRole('button', { name: /^tasks/ })
    .click();
  await properties(page).getByLabel('Only rows for which').waitFor();
  expect(await flawsOf(page, named('query'))).toEqual([]);
  await properties(page).getByRole('button', { name: 'Remove query' }).click();
  await properties(page).getByText('is used by one place').waitFor();
  await properties(page).getByRole('button', { name: 'Keep it' }).click();
  await outline(page).getByRole('treeitem', { name: 'Press me' }).click();
  await properties(page)
    .getByRole('button', { name: /^Create/ })
    .click();
  await properties(page).getByRole('toolbar', { name: 'What to do with the step' }).waitFor();
  expect(await flawsOf(page, named('steps'))).toEqual([]);
  await page.getByLabel('Data the page is looked at with').selectOption('error');
  await page.frameLocator('iframe').getByText('This is how a failure looks here.').first().waitFor();
  await outline(page).getByRole('treeitem', { name: 'Press me' }).press('Home');
  await outline(page).press('End');
  await properties(page).getByRole('button', { name: 'More of column 2' }).click();
  expect(await flawsOf(page, named('columns'))).toEqual([]);
  await context.close();
  expect(complaints).toEqual([]);
});

test('the outline of a long page draws the lines in sight, and any other as soon as it is chosen', async () => {
  const { page, context, complaints } = await visit(browser, running, 1440, 'light');
  await page.goto(`${running.address}/studio/main/long`);
  const lines = outline(page).getByRole('treeitem');
  const line = (at: number) => outline(page).getByRole('treeitem', { name: `Button ${at}`, exact: true });
  await line(1).waitFor();
  expect(await lines.count()).toBeLessThan(longPage / 3);
  expect(await line(1).getAttribute('aria-setsize')).toBe(String(longPage));
  await outline(page).press('End');
  await expect.poll(() => line(longPage).getAttribute('aria-selected')).toBe('true');
  expect(await line(longPage).getAttribute('aria-posinset')).toBe(String(longPage));
  await expect.poll(() => isInSight(line(longPage))).toBe(true);
  await expect.poll(() => outline(page).getAttribute('aria-activedescendant')).toBe(await line(longPage).getAttribute('id'));
  expect(await lines.count()).toBeLessThan(longPage / 3);
  await outline(page).press('ArrowUp');
  await expect.poll(() => line(longPage - 1).getAttribute('aria-selected')).toBe('true');
  await outline(page).press('Home');
  await expect.poll(() => isInSight(line(1))).toBe(true);
  await properties(page).getByLabel('Text', { exact: true }).fill('Renamed');
  await properties(page).getByLabel('Text', { exact: true }).press('Enter');
  await outline(page).getByRole('treeitem', { name: 'Renamed' }).waitFor();
  await saved(page);
  await context.close();
  expect(complaints).toEqual([]);
});

/** Whether a line stands wholly in the part of the panel that is seen. */
function isInSight(line: Locator): Promise<boolean> {
  return line.evaluate((element) => {
    const panel = element.closest('.studio-section-body')?.getBoundingClientRect();
    const { top, bottom } = element.getBoundingClientRect();
    return panel !== undefined && top >= panel.top - 1 && bottom <= panel.bottom + 1;
  });
}
