import { testContext } from '@plinth/foundation/testing';
import { expect, test } from 'vitest';
import { eventFilter, isWanted } from './event-filter.ts';
import { event } from './testing-receivers.ts';

const context = testContext({ tenant: { id: 't', key: 'tenant-0' }, environment: { id: 'e0', key: 'production' } });
const wanted = (filter: string, data: unknown, toldBy: string | null = null) => isWanted(context, { toldBy, filter }, event(data as never));

test('R8: a filter is FEEL over the event; only what it says true to is sent', () => {
  expect(wanted('', null)).toBe(true);
  expect(wanted('event.data.amount > 100', { amount: 100.5 })).toBe(true);
  expect(wanted('event.data.amount > 100', { amount: 5 })).toBe(false);
  // Neither true nor false.
  for (const data of [null, {}, { amount: 'much' }, [], 7]) expect(wanted('event.data.amount > 100', data)).toBe(false);
  expect(wanted('starts with(event.subject, "order/") and event.type = "shop.order.placed"', null)).toBe(true);
  expect(wanted('event.data.läufer = "Ω🙂"', { läufer: 'Ω🙂' })).toBe(true);
  expect(wanted('event.time > date and time("2026-01-01T00:00:00Z")', null)).toBe(false);
});

test('R8: an application hears what it tells itself, in this environment', () => {
  expect(wanted('', null, 'shop')).toBe(true);
  for (const application of ['shop2', 'hop', '..', '__proto__']) expect(wanted('', null, application)).toBe(false);
  const elsewhere = { ...context, environment: { id: 'e1', key: 'test' } };
  expect(isWanted(elsewhere, { toldBy: 'shop', filter: '' }, event(null))).toBe(false);
});

test('a filter that cannot be right is refused, one that takes too long is stopped', () => {
  for (const text of ['event.', 'event.typ = "x"', '1 + 1', 'other.data', 'event.data.a > '])
    expect(() => eventFilter(text), text).toThrow(expect.objectContaining({ code: 'expression.invalid' }));
  const endless = 'count(for a in 1..1000, b in 1..1000 return a) > 0';
  expect(() => wanted(endless, null)).toThrow(expect.objectContaining({ code: 'expression.limit' }));
});
