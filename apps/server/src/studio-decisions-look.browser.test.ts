import { pushDefinition } from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import type { TestPlatform } from './testing.ts';
import { bank, startLendingBank } from './testing-lending-bank.ts';
import { lookAt, type Sights } from './testing-look.ts';

const hostile = '\u202E<script>alert(1)</script>\u200B🙂'.repeat(6);
const long = 'x'.repeat(10_000);

/** A decision that nobody would write on purpose. */
const strange = `label: ${JSON.stringify(hostile)}
inputs: { amount: number }
decisions:
  strange:
    type: string
    table:
      hitPolicy: FIRST
      inputs: [ { label: ${JSON.stringify(hostile)}, expression: amount, type: number } ]
      outputs: [ { type: string } ]
      rules:
        one: { cells: [ "< 5", ${JSON.stringify(JSON.stringify(long))} ], note: ${JSON.stringify(hostile)} }
        two: [ "-", ${JSON.stringify(JSON.stringify(hostile))} ]
        three: [ "> 5", '"never"' ]
`;
const boxed = `label: Boxed
inputs: { amount: number }
decisions:
  boxed:
    boxed:
      kind: context
      entries:
        - { name: twice, value: { kind: literal, text: amount * 2 } }
        - name: size
          value:
            kind: conditional
            condition: { kind: literal, text: twice > 100 }
            consequent: { kind: literal, text: '"large"' }
            alternative: { kind: literal, text: '"small"' }
        - name: each
          value: { kind: iteration, variable: x, gives: list, in: { kind: literal, text: '[1, 2]' }, body: { kind: literal, text: x + amount } }
`;

let running: TestPlatform;
let browser: Browser;

beforeAll(async () => {
  const [started, connected] = await Promise.all([startLendingBank(), chromium.connect(inject('chromium') ?? '')]);
  [running, browser] = [started.running, connected];
  const files = { ...started.files, 'decisions/strange.yaml': strange, 'decisions/boxed.yaml': boxed };
  await running.client.call(pushDefinition, bank, { files });
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const open = async (page: Page, key: string) => {
  await page.goto(`${running.address}/studio/main/bank/decision/decision:${key}`);
  await page.getByRole('tab', { name: 'Graph' }).waitFor();
};
const shown = (page: Page) => page.getByRole('region', { name: 'What the table lacks' }).waitFor();

/** What there is to see, by how one comes there. */
const sights: Sights = {
  written: async (page) => {
    await open(page, 'loanDecision');
    await shown(page);
    await page.locator('td[data-row="1"][data-column="0"]').click();
    await page.keyboard.type('> ag');
    await page.getByRole('grid').getByRole('option', { name: 'ageAtEnd' }).waitFor();
  },
  cases: async (page) => {
    await open(page, 'loanDecision');
    await page.getByRole('tab', { name: 'Test cases' }).click();
    await page.getByText(/All \d+ test cases pass/).waitFor();
    await page.getByRole('button', { name: 'Explain account too new' }).click();
    await page.getByRole('region', { name: 'Explanation' }).waitFor();
  },
  explained: async (page) => {
    await open(page, 'loanDecision');
    await page.getByRole('tab', { name: 'Test cases' }).click();
    await page.getByRole('button', { name: 'Explain account too new' }).click();
    await page.getByRole('region', { name: 'Explanation' }).getByRole('button', { name: 'eligibility' }).click();
    await page.locator('tr[data-run="fired"]').waitFor();
  },
  records: async (page) => {
    await open(page, 'loanDecision');
    await page.getByRole('tab', { name: 'Records' }).click();
    await page.getByRole('textbox', { name: 'What of the result is compared' }).fill('result.approved');
    await page.getByRole('textbox', { name: 'With what of the record' }).fill('amount < 60000');
    await page.getByRole('button', { name: 'Ask about the records' }).click();
    await page.getByText(/were asked about/).waitFor();
  },
  boxed: async (page) => {
    await open(page, 'boxed');
    await page.getByRole('textbox', { name: 'Name of entry 1' }).waitFor();
  },
  strange: async (page) => {
    await open(page, 'strange');
    await page.getByRole('button', { name: 'Rule three never fires' }).waitFor();
  },
};

lookAt('decisions', sights, () => ({ browser, running }));
