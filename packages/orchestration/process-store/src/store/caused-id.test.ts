import { uuidV7 } from '@plinth/foundation';
import { expect, test } from 'vitest';
import { causedId, momentOfId } from './caused-id.ts';

test('the same cause has the same id, of version 7, at the place of its moment; others differ', () => {
  const moment = Date.parse('2026-11-29T12:00:00Z');
  const id = causedId(moment, ['message', 'order']);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(causedId(moment, ['message', 'order'])).toBe(id);
  expect(causedId(moment, ['message', 'invoice'])).not.toBe(id);
  expect(causedId(moment + 1, ['message', 'order']) > id).toBe(true);
  expect(momentOfId(id)).toBe(moment);
  expect(Math.abs(momentOfId(uuidV7()) - Date.now())).toBeLessThan(1000);
});
