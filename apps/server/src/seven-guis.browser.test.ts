import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { publishExample } from './testing-example.ts';
import { type Visit, visit } from './testing-visit.ts';

let running: TestPlatform;
let browser: Browser;
let visited: Visit;
let page: Page;
beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  await publishExample(running, 'seven-guis', {
    person: [
      { name: 'Hans', surname: 'Emil' },
      { name: 'Max', surname: 'Mustermann' },
      { name: 'Roman', surname: 'Tisch' },
    ],
  });
  visited = await visit(browser, running);
  page = visited.page;
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const open = async (path: string, heading: string) => {
  await page.goto(`${running.address}/apps/main/production/${path}`);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
};
const button = (name: string) => page.getByRole('button', { name, exact: true });
const box = (name: string) => page.getByRole('textbox', { name, exact: true });

beforeEach(() => page.mouse.move(0, 0));

test('Counter', async () => {
  await open('seven-guis', 'Counter');
  expect(await box('Count').inputValue()).toBe('0');
  await button('Count').click();
  await button('Count').press('Enter');
  await expect.poll(() => box('Count').inputValue()).toBe('2');
});

test('Temperature converter: either side follows the other, what is no number changes nothing and is marked', async () => {
  await open('seven-guis/temperature', 'Temperature converter');
  const [celsius, fahrenheit] = [box('Celsius'), box('Fahrenheit')];
  await celsius.fill('37.50');
  await expect.poll(() => fahrenheit.inputValue()).toBe('99.5');
  await fahrenheit.fill('-40');
  await expect.poll(() => celsius.inputValue()).toBe('-40');
  await celsius.fill('hot');
  await page.keyboard.press('Tab');
  await page.getByText('Write a number like').waitFor();
  expect(await celsius.getAttribute('aria-invalid')).toBe('true');
  expect(await fahrenheit.inputValue()).toBe('-40');
  await fahrenheit.fill('212');
  await expect.poll(() => celsius.inputValue()).toBe('100');
  expect(await celsius.getAttribute('aria-invalid')).toBeNull();
});

test('Flight booker: the return counts only where there is one, and no wrong date is booked', async () => {
  await open('seven-guis/flight', 'Flight booker');
  const [departure, back, book] = [box('Departure'), box('Return'), button('Book')];
  expect(await departure.inputValue()).toBe(await back.inputValue());
  expect(await back.isDisabled()).toBe(true);
  await departure.fill('2030-05-04');
  await departure.press('Tab');
  await book.click();
  await page.getByText('You have booked a one-way flight on 2030-05-04.').waitFor();
  await page.getByRole('combobox', { name: 'Flight' }).click();
  await page.getByRole('option', { name: 'Return flight' }).click();
  await expect.poll(() => back.isEnabled()).toBe(true);
  await expect.poll(() => book.isDisabled()).toBe(true);
  expect(await back.getAttribute('aria-invalid')).toBe('true');
  await back.fill('2030-05-04');
  await back.press('Tab');
  await expect.poll(() => book.isEnabled()).toBe(true);
  await departure.fill('someday');
  await departure.press('Tab');
  await expect.poll(() => book.isDisabled()).toBe(true);
  expect(await departure.getAttribute('aria-invalid')).toBe('true');
  await departure.fill('2030-05-01');
  await departure.press('Tab');
  await book.click();
  await page.getByText('there on 2030-05-01 and back on 2030-05-04.').waitFor();
});

test('Timer: stops at its duration, goes on at once when that grows, and starts again', async () => {
  await open('seven-guis/timer', 'Timer');
  const gauge = page.getByRole('progressbar', { name: 'Elapsed time' });
  const duration = page.getByRole('slider', { name: 'Duration' });
  const elapsed = async () => Number(await gauge.getAttribute('aria-valuenow'));
  await duration.press('Home');
  await expect.poll(() => gauge.getAttribute('aria-valuetext')).toBe('100%');
  await page
    .getByText(/^[1-9][\d.]* s$/)
    .first()
    .waitFor();
  const full = await elapsed();
  await duration.press('PageUp');
  await duration.press('PageUp');
  await duration.press('PageUp');
  await expect.poll(elapsed).toBeGreaterThan(full);
  const before = await elapsed();
  await button('Reset').click();
  await expect.poll(elapsed).toBeLessThan(before);
});

test('People: filtered by how the surname begins, chosen, created, changed and deleted', async () => {
  await open('seven-guis/people', 'People');
  const people = page.getByRole('radiogroup', { name: 'People' });
  const are = (...names: readonly string[]) =>
    expect
      .poll(() => people.getByRole('radio').evaluateAll((radios) => radios.map((radio) => radio.closest('label')?.textContent)))
      .toEqual(names);
  await are('Emil, Hans', 'Mustermann, Max', 'Tisch, Roman');
  for (const name of ['Create', 'Update', 'Delete']) expect(await button(name).isDisabled(), name).toBe(true);
  await box('Name').fill('Ada');
  await box('Surname').fill('Lovelace');
  await button('Create').click();
  await are('Emil, Hans', 'Lovelace, Ada', 'Mustermann, Max', 'Tisch, Roman');
  expect(await people.getByRole('radio', { name: 'Lovelace, Ada' }).isChecked()).toBe(true);
  await box('Filter by surname').fill('mUs');
  await are('Mustermann, Max');
  await expect.poll(() => button('Update').isDisabled()).toBe(true);
  await people.getByRole('radio').press('Space');
  await expect.poll(() => box('Name').inputValue()).toBe('Max');
  await box('Name').fill('Erika');
  await button('Update').click();
  await are('Mustermann, Erika');
  await box('Filter by surname').fill('');
  await people.getByRole('radio', { name: 'Lovelace, Ada' }).check();
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => box('Surname').inputValue()).toBe('Emil');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => box('Surname').inputValue()).toBe('Lovelace');
  await button('Delete').click();
  await are('Emil, Hans', 'Mustermann, Erika', 'Tisch, Roman');
  await expect.poll(() => button('Delete').isDisabled()).toBe(true);
});

test('Circle drawer: a click draws, the nearest circle is chosen, an adjustment is one step, undo and redo', async () => {
  await open('seven-guis/circles', 'Circle drawer');
  const surface = page.getByRole('application', { name: 'Circles' });
  const radii = () => surface.locator('circle').evaluateAll((circles) => circles.map((circle) => Number(circle.getAttribute('r'))));
  const scale = ((await surface.boundingBox())?.width ?? 800) / 800;
  const at = (x: number, y: number) => ({ position: { x: x * scale, y: y * scale } });
  await surface.click(at(100, 100));
  await surface.click(at(300, 200));
  await expect.poll(radii).toEqual([20, 20]);
  await surface.hover(at(305, 205));
  await expect.poll(() => page.getByRole('button', { name: 'Circle 2' }).getAttribute('aria-pressed')).toBe('true');
  await surface.click({ ...at(305, 205), button: 'right' });
  await page.getByRole('menuitem', { name: 'Adjust diameter…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Adjust diameter' });
  const diameter = dialog.getByRole('slider', { name: 'Diameter' });
  await diameter.press('ArrowRight');
  await diameter.press('PageUp');
  await expect.poll(async () => (await radii())[1]).toBeGreaterThan(21);
  const adjusted = await radii();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await expect.poll(radii).toEqual([20, 20]);
  await button('Undo').click();
  await expect.poll(radii).toEqual([20]);
  await button('Redo').click();
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(radii).toEqual(adjusted);
  expect(await button('Redo').isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Circle 1' }).press('Enter');
  await page.getByRole('menuitem').press('Enter');
  await diameter.press('Home');
  await dialog.getByRole('button', { name: 'Done' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(async () => (await radii())[0]).toBe(2);
  await surface.focus();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await radii()).length).toBe(3);
});

test('Cells: A to Z by 0 to 99, formulas follow what they depend on, cycles are errors', async () => {
  await open('seven-guis/cells', 'Cells');
  const cell = (address: string) => page.locator(`[data-address="${address}"]`);
  const is = (address: string, text: string) => expect.poll(() => cell(address).textContent(), { message: address }).toBe(text);
  const write = async (address: string, text: string) => {
    await cell(address).dblclick();
    await box(`Edit ${address}`).fill(text);
    await page.keyboard.press('Enter');
  };
  await is('B4', '1325.4');
  await is('C4', '15904.8');
  await write('B1', '1000');
  await is('C1', '12000');
  await is('C4', '13504.8');
  await write('B2', '=B4');
  await is('B2', '#CYCLE');
  await is('B4', '#CYCLE');
  await is('C4', '#ERROR');
  await is('C1', '12000');
  await write('B2', '');
  await is('B4', '1039.9');
  await cell('A0').click();
  await page.keyboard.press('Control+End');
  await cell('Z99').waitFor();
  await page.keyboard.type('=C4 / 2');
  await page.keyboard.press('Enter');
  await is('Z99', '6239.4');
  expect(await cell('A100').count()).toBe(0);
  expect(visited.complaints).toEqual([]);
});
