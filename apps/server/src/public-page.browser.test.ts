import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApplication, createRecord, type FileOutput, publish, pushDefinition } from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { administrator, startTestPlatform, type TestPlatform } from './testing.ts';

const target = { tenant: 'main', environment: 'development', application: 'wall' };
const pages = '/apps/main/development/wall';

function definition(embedOrigins: readonly string[]) {
  return {
    'plinth.yaml': `format: 1\nkey: wall\ntype: application\nlabel: Wall\nhomePage: notes\nembedOrigins: [${embedOrigins.join(', ')}]\n`,
    'roles.yaml': `writer:\n  heldBy: members\n  permissions:\n    note: all\nvisitor:\n  heldBy: anyone\n  permissions:\n    note: { operations: [ read ], rowRule: shown = true, hidden: [ remark ] }\n`,
    'entities/note.yaml':
      'label: Note\ntitle: subject\nfields:\n  subject: { type: text, required: true }\n  body: longText\n  picture: file\n  remark: text\n  shown: { type: boolean, default: true }\n',
    'pages/notes.yaml': `label: Notes
path: ''
public: true
queries:
  notes: { entity: note, sort: [ subject ] }
components:
  - ui.heading: Notes on the wall
  - ui.rich-text: { html: = notes.first.body }
  - ui.image: { file: = notes.first.picture, description: A picture, height: 80 }
  - ui.table: { label: Notes, query: notes, columns: [ subject, picture ] }
`,
    'pages/desk.yaml': `label: Desk\npath: desk\nqueries:\n  notes: { entity: note }\ncomponents:\n  - ui.heading: Behind the wall\n  - ui.table: { label: Notes, query: notes, columns: [ subject, remark ] }\n`,
  };
}

/** What would tell that something ran which must not. */
const attack = 'window.top.pwned = true; fetch("/stolen")';
const html = `<h2>Greetings</h2><p onclick="${attack}">Hello</p><script>${attack.replaceAll('"', "'")}</script>
<img src="x" onerror='${attack}'><a href="javascript:${encodeURIComponent(attack)}">one</a><a href="data:text/html,<script>1</script>">two</a>
<iframe srcdoc="<script>parent.pwned = true</script>"></iframe><svg onload='${attack}'><use href="#x"/></svg><form action="/sign-out"><button>Go</button></form>
<style>body { display: none }</style><div style="position:fixed;inset:0;background:url(/stolen)">cover</div><base href="https://evil.example/">
<math><mtext><table><mglyph><style><img src onerror='${attack}'></style></mglyph></table></mtext></math>`;

describe('pages that everybody may open, and what strangers wrote on them', () => {
  let running: TestPlatform;
  let browser: Browser;
  let friend: Server;
  let stranger: Server;
  let svg: FileOutput;
  let page5: FileOutput;
  const reports: string[] = [];

  beforeAll(async () => {
    [running, browser, friend, stranger] = await Promise.all([
      startTestPlatform(),
      chromium.connect(inject('chromium') ?? ''),
      frameServer(),
      frameServer(),
    ]);
    const { client } = running;
    await client.call(createApplication, { tenant: 'main' }, { key: 'wall', type: 'application', label: 'Wall' });
    await client.call(pushDefinition, target, { files: definition([originOf(friend)]) });
    await publish(client, target, { version: '1.0.0' });
    svg = await upload(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>window.pwned = true</script></svg>',
      'a.svg',
      'image/svg+xml',
    );
    page5 = await upload('<script>window.pwned = true</script>', 'a.html', 'text/html');
    await client.call(createRecord, target, {
      entity: 'note',
      values: { subject: 'A', body: html, picture: svg.id, remark: 'for us alone' },
    });
    await client.call(createRecord, target, { entity: 'note', values: { subject: 'B', picture: page5.id } });
    await client.call(createRecord, target, { entity: 'note', values: { subject: 'Hidden', shown: false } });
  });
  afterAll(async () => {
    await browser?.close();
    await running?.close();
    friend?.close();
    stranger?.close();
  });

  async function upload(content: string, name: string, type: string): Promise<FileOutput> {
    const query = new URLSearchParams({ entity: 'note', field: 'picture', name });
    const response = await fetch(`${running.address}/data/main/development/wall/-/files?${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${running.token}`, 'content-type': type },
      body: content,
    });
    return (await response.json()) as FileOutput;
  }

  async function visitor(): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
    await context.exposeFunction('reportViolation', (what: string) => reports.push(what));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) =>
        (globalThis as unknown as { reportViolation(what: string): void }).reportViolation(
          `${event.violatedDirective} ${event.blockedURI}`,
        ),
      );
    });
    return context.newPage();
  }

  test('a visitor sees the public page with what its role shows, and nothing written there runs', async () => {
    const page = await visitor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${running.address}${pages}`);
    await page.getByRole('heading', { name: 'Greetings' }).waitFor();
    await page.getByRole('grid', { name: 'Notes' }).getByRole('row').nth(2).waitFor();
    expect(await page.getByText('Hidden').count()).toBe(0);
    await page.getByText('Hello').click();
    const main = page.locator('main');
    expect(
      await main
        .locator('script, iframe, form button, style, base, svg[onload], [onerror], [onclick]')
        .filter({ hasText: /Go|pwned|display/ })
        .count(),
    ).toBe(0);
    expect(await main.locator('a[href^="javascript:"], a[href^="data:"], [style*="fixed"]').count()).toBe(0);
    expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
    expect(asked.filter((address) => address.includes('stolen') || address.includes('evil'))).toEqual([]);
    expect(reports).toEqual([]);
    await page.context().close();
  });

  test('a page that is not public asks to sign in, and its data stay away', async () => {
    const page = await visitor();
    await page.goto(`${running.address}${pages}/desk`);
    await page.getByLabel('E-mail').waitFor();
    expect(await page.getByText('Behind the wall').count()).toBe(0);
    await page.context().close();
  });

  test.each(['svg', 'html'] as const)('an uploaded %s is saved, not opened, when somebody goes to its address', async (kind) => {
    const page = await visitor();
    const { id, name } = kind === 'svg' ? svg : page5;
    const downloading = page.waitForEvent('download');
    await page.goto(`${running.address}/data/main/development/wall/-/files/${id}`).catch(() => undefined);
    expect((await downloading).suggestedFilename()).toBe(name);
    expect(page.url()).toBe('about:blank');
    await page.context().close();
  });

  test('a browser that is made to show an uploaded page runs nothing of it', async () => {
    const page = await visitor();
    // As if the browser did not know attachments.
    await page.route('**/-/files/*', async (route) => {
      const response = await route.fetch();
      const { 'content-disposition': _left, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
    await page.goto(`${running.address}/data/main/development/wall/-/files/${page5.id}`);
    expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
    await page.context().close();
  });

  test('the origins that the application names may frame its pages, others may not, and nobody the sign-in', async () => {
    const shown = async (host: Server, address: string) => {
      const page = await visitor();
      await page.goto(`${originOf(host)}/?${new URLSearchParams({ address: running.address + address })}`);
      const words = page
        .frameLocator('iframe')
        .getByText(/Notes on the wall|E-mail/)
        .first();
      // Chromium shows a page of its own in a frame that was refused.
      const isRefused = () => page.frames().some((frame) => frame.url().startsWith('chrome-error:'));
      await expect.poll(async () => isRefused() || (await words.isVisible())).toBe(true);
      const isShown = !isRefused() && (await words.isVisible());
      await page.context().close();
      return isShown;
    };
    expect(await shown(friend, pages)).toBe(true);
    expect(await shown(stranger, pages)).toBe(false);
    expect(await shown(friend, '/sign-in/main')).toBe(false);
  });

  test('a publication changes who may frame at once', async () => {
    const policy = async () => (await fetch(running.address + pages)).headers.get('content-security-policy') ?? '';
    expect(await policy()).toContain(`frame-ancestors ${originOf(friend)}`);
    await running.client.call(pushDefinition, target, { files: definition([]) });
    await publish(running.client, target, { version: '1.1.0' });
    expect(await policy()).toContain("frame-ancestors 'none'");
  });

  test('what is no origin is refused before it is published', async () => {
    const spoiled = definition(['"https://a.example; script-src *"']);
    await expect(running.client.call(pushDefinition, target, { files: spoiled })).rejects.toMatchObject({ status: 422 });
  });

  test('a member sees more on the same page', async () => {
    const page = await visitor();
    await page.goto(`${running.address}/sign-in/main`);
    await page.getByLabel('E-mail').fill(administrator.email);
    await page.getByLabel('Password', { exact: true }).fill(administrator.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/apps/**');
    await page.goto(`${running.address}${pages}/desk`);
    await page.getByText('for us alone').waitFor();
    expect(await page.getByText('Hidden').count()).toBe(1);
    await page.context().close();
  });
});

/** A foreign site whose page shows an address in a frame. */
async function frameServer(): Promise<Server> {
  const server = createServer((request, response) => {
    const address = new URL(request.url ?? '/', 'http://host').searchParams.get('address') ?? '';
    response
      .setHeader('content-type', 'text/html')
      .end(`<!doctype html><title>Host</title><iframe src="${address}" width="900" height="700"></iframe>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
