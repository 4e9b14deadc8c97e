import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { defineErrors } from '@plinth/foundation';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Command, Session } from './command.ts';
import { keepConnection, readConnection } from './connection.ts';
import { runProgram } from './program.ts';
import { columns, createTerminal } from './terminal.ts';

const errors = defineErrors('programtest', {
  invalid: { status: 422, cause: 'caller', message: 'Two problems.', hint: 'Mend them.' },
  away: { status: 503, cause: 'outside', message: 'Away.', hint: 'Wait.' },
});

class Sink extends Writable {
  text = '';
  isTTY: boolean;
  constructor(isTTY = false) {
    super();
    this.isTTY = isTTY;
  }
  override _write(chunk: Buffer, _encoding: string, done: () => void) {
    this.text += chunk.toString();
    done();
  }
}

function command(run: (session: Session) => Promise<void> = async () => {}): Command {
  return {
    name: 'push',
    summary: 'Sends.',
    positionals: ['FILE', 'NAME?'],
    options: { branch: { type: 'string', short: 'b', value: 'KEY', description: 'Which branch.' } },
    examples: ['plinth push a'],
    run,
  };
}

async function run(words: string[], run?: (session: Session) => Promise<void>, signal = new AbortController().signal) {
  const out = new Sink();
  const notes = new Sink();
  const code = await runProgram(words, {
    commands: { push: async () => command(run) },
    environment: {},
    workingFolder: '/app',
    input: Readable.from([]),
    out,
    notes,
    fetch,
    signal,
  });
  return { code, out: out.text, notes: notes.text };
}

describe('usage', () => {
  test('without a command it lists them', async () => {
    const { code, out } = await run([]);
    expect(code).toBe(0);
    expect(out).toContain('push  Sends.');
  });

  test('help of a command names arguments, options and examples', async () => {
    const { out } = await run(['push', '--help']);
    expect(out).toContain('Usage: plinth push FILE [NAME] [OPTIONS]');
    expect(out).toContain('-b, --branch KEY');
    expect(out).toContain('plinth push a');
  });

  test.each([
    [['psuh'], 'Did you mean: plinth push?'],
    [['push'], 'FILE is missing.'],
    [['push', 'a', 'b', 'c'], '"c" is one word too many.'],
    [['push', 'a', '--brnach', 'x'], 'Did you mean --branch?'],
    [['push', 'a', '--branch'], 'branch'],
  ])('%j ends with 2 and says %s', async (words, said) => {
    const { code, notes } = await run(words);
    expect(code).toBe(2);
    expect(notes).toContain(said);
  });
});

describe('how it ends', () => {
  test('a command gets its arguments, and its folder as a whole path', async () => {
    let seen: Session | undefined;
    const { code } = await run(['push', 'a', '-b', 'main', '--folder', 'x'], async (session) => {
      seen = session;
    });
    expect(code).toBe(0);
    expect(seen).toMatchObject({ positionals: ['a'], options: { branch: 'main' }, folder: '/app/x' });
  });

  test('invalid data ends with 3, each violation on a line', async () => {
    const { code, notes } = await run(['push', 'a'], async () => {
      throw errors.invalid({}, { details: { violations: [{ path: '/pages/x', message: 'is missing', hint: 'Did you mean y?' }] } });
    });
    expect(code).toBe(3);
    expect(notes).toContain('  /pages/x is missing (Did you mean y?)');
  });

  test('another failure ends with 1, as JSON where asked', async () => {
    const { code, notes, out } = await run(['push', 'a', '--json'], async () => {
      throw errors.away();
    });
    expect([code, out]).toEqual([1, '']);
    expect(JSON.parse(notes)).toEqual({ error: { code: 'programtest.away', message: 'Away.', hint: 'Wait.' } });
  });

  test('Ctrl-C ends with 130', async () => {
    const controller = new AbortController();
    const { code } = await run(
      ['push', 'a'],
      async () => {
        controller.abort();
        throw new Error('aborted');
      },
      controller.signal,
    );
    expect(code).toBe(130);
  });
});

describe('the terminal', () => {
  const styled = (tty: boolean, noColour: boolean) =>
    createTerminal({ out: new Sink(tty), notes: new Sink(tty), json: false, noColour }).style('red', 'x');

  test('has colours only where people look and want them', () => {
    expect([styled(true, false), styled(true, true), styled(false, false)]).toEqual(['\x1b[31mx\x1b[39m', 'x', 'x']);
  });

  test('shows progress only where people look', () => {
    const notes = new Sink(false);
    createTerminal({ out: new Sink(), notes, json: false, noColour: false }).progress('Rows', 1, 2);
    expect(notes.text).toBe('');
    const seen = new Sink(true);
    createTerminal({ out: new Sink(true), notes: seen, json: false, noColour: false }).progress('Rows', 1000, 2000);
    expect(seen.text).toContain('1,000 of 2,000');
  });

  test('aligns columns, numbers to the right', () => {
    expect(
      columns(
        ['name', 'rows'],
        [
          ['čaj', '7'],
          ['coffee', '1,000'],
        ],
      ),
    ).toBe('name     rows\nčaj         7\ncoffee  1,000');
  });
});

describe('the connection', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plinth-cli-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('is kept for its owner only, and read again', async () => {
    const environment = { XDG_CONFIG_HOME: folder };
    const file = await keepConnection(environment, { address: 'http://localhost:4400/', tenant: 'acme', token: 'plt_1' });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toContain('"tenant": "acme"');
    expect(await readConnection(environment)).toEqual({ address: 'http://localhost:4400', tenant: 'acme', token: 'plt_1' });
  });

  test('comes from the environment first, and is missed clearly', async () => {
    expect(await readConnection({ XDG_CONFIG_HOME: folder, PLINTH_SERVER: 'http://a/', PLINTH_TENANT: 't', PLINTH_TOKEN: 'k' })).toEqual({
      address: 'http://a',
      tenant: 't',
      token: 'k',
    });
    await expect(readConnection({ XDG_CONFIG_HOME: folder })).rejects.toMatchObject({ code: 'cli.not-connected' });
  });
});
