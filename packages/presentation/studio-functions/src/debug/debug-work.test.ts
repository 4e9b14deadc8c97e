import type { DebugMessage } from '@plinth/api-contract';
import type { StudioWork } from '@plinth/studio-frame';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { debugKeys } from './debug-keys.ts';
import { createDebugWork, type DebugEnd } from './debug-work.ts';

/** A server as the debugger of the Studio sees it. */
class FakeSocket {
  static readonly OPEN = 1;
  static last: FakeSocket;
  readyState = 1;
  readonly said: Record<string, unknown>[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly address: string;

  constructor(address: URL) {
    this.address = String(address);
    FakeSocket.last = this;
  }

  send(text: string): void {
    this.said.push(JSON.parse(text));
  }

  close(): void {
    this.readyState = 3;
  }

  tell(message: DebugMessage | { readonly type: 'problem'; readonly problem: object }): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

beforeEach(() => {
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('location', { href: 'https://plinth.example/studio/main' });
  vi.stubGlobal('localStorage', undefined);
});
afterEach(() => vi.unstubAllGlobals());

const record = { id: 'f', kind: 'function', key: 'total', label: '', source: 'export default () => 1;' } as never;
const paused: DebugMessage = {
  ...{ type: 'paused', why: 'breakpoint', error: null, left: 900_000 },
  frames: [{ name: 'default', line: 3, column: 1, waits: false, scopes: [{ kind: 'local', of: 1 }] }],
};

function begun(inWorld = false) {
  const debug = createDebugWork({ tenant: 'main', environment: 'development', application: 'shop' } as StudioWork, 'f');
  const ends: DebugEnd[] = [];
  debug.toggle(3);
  debug.begin({ record, input: {}, inWorld }, (end) => ends.push(end));
  const socket = FakeSocket.last;
  socket.onopen?.();
  return { debug, socket, ends };
}

test('what is debugged alone and what is debugged on records go to their own channels, with the breakpoints', () => {
  const alone = begun();
  expect(alone.socket.address).toBe('wss://plinth.example/api/main/functions/debug');
  expect(alone.socket.said[0]).toMatchObject({ type: 'begin', name: 'total', breakpoints: [{ line: 3 }], errors: 'uncaught' });
  const inWorld = begun(true);
  expect(inWorld.socket.address).toBe('wss://plinth.example/data/main/development/shop/-/functions/-/debug');
  expect(inWorld.socket.said[0]).toMatchObject({ type: 'begin', function: 'total' });
});

test('it stands, answers, goes on by the keys, and tells its end once', async () => {
  const { debug, socket, ends } = begun();
  socket.tell({ type: 'begun' });
  socket.tell({ type: 'placed', lines: [null] });
  expect(debug.nowhere.value).toEqual(new Set([3]));
  socket.tell(paused);
  expect([debug.state.value, debug.standing.value?.minutes]).toEqual(['paused', 15]);
  const asked = debug.look('a');
  expect(socket.said.at(-1)).toEqual({ type: 'evaluate', request: 1, frame: 0, expression: 'a', effects: false });
  socket.tell({ type: 'evaluated', request: 1, threw: false, value: { kind: 'number', text: '1', of: null } });
  expect(await asked).toMatchObject({ value: { text: '1' } });
  const press = (key: string, shiftKey = false) => {
    let isPrevented = false;
    const event = { ...{ key, shiftKey, ctrlKey: false, metaKey: false, altKey: false }, preventDefault: () => (isPrevented = true) };
    debugKeys(event, { debug, debugNow: () => {} });
    return isPrevented;
  };
  // A browser would load the page anew, or fill the screen.
  expect([press('F5'), press('F11', true), press('F11'), press('F10'), press('F1')]).toEqual([true, true, true, true, false]);
  expect(socket.said.slice(-4).map(({ step }) => step)).toEqual(['on', 'out', 'into', 'over']);
  socket.tell({ type: 'resumed' });
  socket.tell({ type: 'failed', problem: { code: 'functions.failed' } });
  socket.onclose?.();
  expect([ends.length, debug.state.value, debug.broken.value]).toEqual([1, 'idle', null]);
});

test('what breaks off is said, and breakpoints and watched expressions stay', async () => {
  const { debug, socket, ends } = begun();
  debug.watches.value = ['a'];
  socket.tell(paused);
  const parts = debug.parts(1, 0);
  socket.onclose?.();
  expect(await parts).toBeNull();
  expect([debug.state.value, debug.standing.value, debug.broken.value, ends]).toEqual(['idle', null, { problem: null }, []]);
  expect([debug.breakpoints.value, debug.watches.value]).toEqual([[{ line: 3 }], ['a']]);
  const again = begun();
  again.socket.tell({ type: 'problem', problem: { code: 'functions.busy', detail: 'Too many.' } });
  expect(again.debug.broken.value).toMatchObject({ problem: { detail: 'Too many.' } });
});
