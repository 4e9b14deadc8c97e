import type { Page } from 'playwright-core';

/** Somebody who builds a page in the Studio without a network: by the outline, the properties, the palette and the keys. */
export class Maker {
  readonly #page: Page;
  readonly #random: (below: number) => number;
  #written = 0;

  constructor(page: Page, random: (below: number) => number) {
    this.#page = page;
    this.#random = random;
  }

  /** How many changes wait until there is a network again, as the Studio says it. */
  async waiting(): Promise<number> {
    const said = await this.#page.getByRole('status').filter({ hasText: 'Offline' }).textContent();
    return Number(/\d+/.exec(said ?? '')?.[0] ?? 0);
  }

  /** Does one thing that makers do; it may come to nothing, as an undo where nothing is left. Gives what it was. */
  async act(): Promise<string> {
    const page = this.#page;
    const items = page.getByRole('tree', { name: 'Outline' }).getByRole('treeitem');
    const count = await items.count();
    await items.nth(this.#random(Math.max(1, count))).click();
    const what = this.#random(100);
    if (what < 40) return this.#write();
    if (what < 52) return this.#press('duplicate', 'Control+d');
    if (what < 64) return this.#press('move', this.#random(2) === 0 ? 'Alt+ArrowUp' : 'Alt+ArrowDown');
    if (what < 70) return count > 6 ? this.#press('remove', 'Delete') : this.#add();
    if (what < 82) return this.#add();
    if (what < 90) return this.#choose();
    return this.#press(what < 96 ? 'undo' : 'redo', what < 96 ? 'Control+z' : 'Control+y');
  }

  async #write(): Promise<string> {
    const properties = this.#page.getByRole('complementary', { name: 'Properties' });
    for (const label of ['Text', 'Title', 'Label']) {
      const field = properties.getByRole('textbox', { name: label, exact: true });
      if ((await field.count()) !== 1) continue;
      await field.fill(`Written offline, ${++this.#written}`);
      await field.press('Enter');
      return 'write';
    }
    return this.#add();
  }

  async #add(): Promise<string> {
    const names = ['Heading', 'Text', 'Divider', 'Card'];
    await this.#page
      .locator('.palette')
      .getByRole('button', { name: names[this.#random(names.length)] ?? 'Text', exact: true })
      .click();
    return 'add';
  }

  async #choose(): Promise<string> {
    const width = this.#page.getByRole('complementary', { name: 'Properties' }).getByLabel('Width', { exact: true });
    if ((await width.count()) !== 1) return this.#add();
    await width.selectOption(['half', 'third', 'full'][this.#random(3)] ?? 'full');
    return 'width';
  }

  async #press(what: string, keys: string): Promise<string> {
    await this.#page.getByRole('tree', { name: 'Outline' }).press(keys);
    return what;
  }
}
