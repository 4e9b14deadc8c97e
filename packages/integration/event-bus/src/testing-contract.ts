import { setTimeout as wait } from 'node:timers/promises';
import type { RequestContext } from '@plinth/foundation';
import { expect, test } from 'vitest';
import { eventBusErrors } from './errors.ts';
import type { CloudEvent } from './event/cloud-event.ts';
import type { LogEventBus } from './log-event-bus.ts';

/** What a driver is tested with. */
export interface ContractSubject<Within> {
  readonly bus: LogEventBus<Within>;
  /** Another server's bus on the same events. */
  readonly other: LogEventBus<Within>;
  /** A context in an environment of its own, in which events are brought to where they are consumed. */
  environment(): Promise<RequestContext>;
  /** Notes an effect within a transaction, under a name. */
  note(context: RequestContext, within: Within, name: string, text: string): Promise<void>;
  /** The effects that became true, in their order. */
  noted(context: RequestContext, name: string): Promise<readonly string[]>;
}

/** The promises of the event bus, which every driver keeps; the numbers are those of SPEC.md. */
export function testEventBus<Within>(subject: () => ContractSubject<Within>): void {
  const eventually = (look: () => Promise<unknown>, wanted: unknown) =>
    expect.poll(look, { timeout: 15_000, interval: 20 }).toEqual(wanted);

  /** The groups of consumers; a driver may have others of its own. */
  const groups = async (context: RequestContext) =>
    (await subject().bus.groups(context)).filter(({ group }) => !group.startsWith('plinth.'));

  /** Consumes and notes ids of events, failing where told to. */
  async function consuming(
    context: RequestContext,
    group: string,
    {
      types,
      fails = () => false,
      bus = subject().bus,
    }: { types?: string[]; fails?: (event: CloudEvent) => boolean; bus?: LogEventBus<Within> } = {},
  ) {
    return bus.subscribe(context, {
      group,
      ...(types === undefined ? {} : { types }),
      async handle(within, event, transaction) {
        await subject().note(within, transaction, group, String(event.data));
        if (fails(event)) throw new Error('it cannot be done');
      },
    });
  }

  test('E1: events of a key come in the order in which they were published, each once, to each group', async () => {
    const { bus, noted, environment } = subject();
    const context = await environment();
    const keys = ['a', 'b', 'c'];
    const running = [await consuming(context, 'one'), await consuming(context, 'two')];
    for (let number = 0; number < 20; number++)
      await bus.publish(
        context,
        keys.map((key) => event(`${key}${number}`, { subject: key })),
      );
    for (const group of ['one', 'two']) {
      await eventually(async () => (await noted(context, group)).length, 60);
      for (const key of keys) {
        const ofKey = (await noted(context, group)).filter((text) => text.startsWith(key));
        expect(ofKey).toEqual(Array.from({ length: 20 }, (_, number) => `${key}${number}`));
      }
    }
    await Promise.all(running.map((each) => each.close()));
  });

  test('E22: an event that is alone in its transaction does not have its effect again because another one fails', async () => {
    const { bus, environment } = subject();
    const context = await environment();
    const names = Array.from({ length: 9 }, (_, at) => `${at}`);
    await bus.publish(
      context,
      names.map((name) => event(name, { subject: 'one', type: Number(name) % 2 === 0 ? 'wanted' : 'other' })),
    );
    const outside: string[] = [];
    await bus.subscribe(context, {
      ...{ group: 'alone', types: ['wanted'], alone: true },
      async handle(_within, { data }) {
        outside.push(String(data));
        if (data === '4' && outside.length === 3) throw new Error('not yet');
      },
    });
    await eventually(async () => outside, ['0', '2', '4', '4', '6', '8']);
  });

  test('E2: an event that is published twice has its effect once', async () => {
    const { bus, noted, environment } = subject();
    const context = await environment();
    const running = await consuming(context, 'once');
    const twice = event('x', { subject: 'same' });
    await bus.publish(context, [twice, twice, { ...twice, source: '/another' }]);
    // In the order of their key, so what came before it has had its effect. Another source may be another partition.
    await bus.publish(context, [twice, event('last', { subject: 'same' })]);
    await eventually(async () => (await noted(context, 'once')).toSorted(), ['last', 'x', 'x']);
    await running.close();
  });

  test('E3: what fails is tried again without an effect, then it is a dead letter and the next go on; redriven, it happens', async () => {
    const { bus, noted, environment } = subject();
    const context = await environment();
    let isBroken = true;
    const running = await consuming(context, 'letters', { fails: ({ data }) => isBroken && data === 'poison' });
    await bus.publish(context, [event('before'), event('poison', { subject: 'p' }), event('after')]);
    await eventually(async () => (await bus.deadLetters(context, { limit: 10 })).length, 1);
    await eventually(async () => [...(await noted(context, 'letters'))].sort(), ['after', 'before']);
    const [letter] = await bus.deadLetters(context, { group: 'letters', text: 'POISON', limit: 10 });
    expect(letter).toMatchObject({ group: 'letters', event: { data: 'poison' }, attempts: 3, waiting: false });
    expect(await bus.deadLetters(context, { text: 'nothing like it', limit: 10 })).toEqual([]);
    expect(await groups(context)).toMatchObject([{ group: 'letters', deadLetters: 1, failing: null }]);
    // Still broken, it stays a dead letter.
    await bus.redrive(context, [letter?.id ?? '']);
    await eventually(
      async () => (await bus.deadLetters(context, { limit: 10 })).map(({ attempts, waiting }) => [attempts, waiting]),
      [[4, false]],
    );
    isBroken = false;
    await bus.redrive(context, [letter?.id ?? '']);
    await eventually(async () => (await noted(context, 'letters')).includes('poison'), true);
    await eventually(() => bus.deadLetters(context, { limit: 10 }), []);
    await expect(bus.redrive(context, [letter?.id ?? ''])).rejects.toMatchObject({ code: 'event-bus.no-dead-letter' });
    await running.close();
  });

  test('E3: all dead letters of a group or with a text are delivered again or given up at once, and no others', async () => {
    const { bus, noted, environment } = subject();
    const context = await environment();
    let isBroken = true;
    const fails = () => isBroken;
    const running = [await consuming(context, 'red', { fails }), await consuming(context, 'blue', { fails })];
    await bus.publish(context, [event('apple', { subject: 'k' }), event('pear', { subject: 'k' })]);
    await eventually(async () => (await bus.deadLetters(context, { limit: 10 })).length, 4);
    isBroken = false;
    expect(await bus.redrive(context, { group: 'red', text: 'APPLE' })).toBe(1);
    await eventually(() => noted(context, 'red'), ['apple']);
    expect(await bus.discard(context, { text: 'pear' }, 'not wanted')).toBe(2);
    expect(await bus.redrive(context, {})).toBe(1);
    await eventually(() => noted(context, 'blue'), ['apple']);
    await eventually(() => bus.deadLetters(context, { limit: 10 }), []);
    expect(await noted(context, 'red')).toEqual(['apple']);
    await expect(bus.redrive(context, {})).rejects.toMatchObject({ code: 'event-bus.no-dead-letter' });
    await Promise.all(running.map((each) => each.close()));
  });

  test('E4: consumers of a group share the work, also those of other servers, and one goes on where another ended', async () => {
    const { bus, other, noted, environment } = subject();
    const context = await environment();
    const first = await consuming(context, 'shared');
    const second = await consuming(context, 'shared', { bus: other });
    await bus.publish(
      context,
      Array.from({ length: 50 }, (_, number) => event(`${number}`, { subject: 'same' })),
    );
    await eventually(async () => (await noted(context, 'shared')).length, 50);
    await first.close();
    await bus.publish(
      context,
      Array.from({ length: 50 }, (_, number) => event(`${50 + number}`, { subject: 'same' })),
    );
    await eventually(
      () => noted(context, 'shared'),
      Array.from({ length: 100 }, (_, number) => String(number)),
    );
    await second.close();
  });

  test('E5, E20: a group is set back to the start, to a cursor or to a time, and what comes then happens again, as was said before', async () => {
    const { bus, noted, environment } = subject();
    const context = await environment();
    const running = await consuming(context, 'again');
    await bus.publish(context, [event('1', { subject: 'k' })]);
    await eventually(() => noted(context, 'again'), ['1']);
    await wait(30);
    const { cursor } = await bus.read(context, { after: null, limit: 10 });
    const time = new Date().toISOString();
    await bus.publish(context, [event('2', { subject: 'k' })]);
    await eventually(() => noted(context, 'again'), ['1', '2']);
    await eventually(async () => (await groups(context)).map(({ behind }) => behind), [0]);
    expect(await bus.foresee(context, 'again', 'start')).toMatchObject({
      ...{ comes: 2, again: 2, skipped: 0 },
      first: { type: 'test.happened', subject: 'k' },
      types: [{ type: 'test.happened', count: 2 }],
    });
    expect(await bus.foresee(context, 'again', 'end')).toEqual({ comes: 0, again: 0, skipped: 0, first: null, types: [] });
    await expect(bus.foresee(context, 'nobody', 'start')).rejects.toMatchObject({ code: 'event-bus.no-group' });
    await bus.seek(context, 'again', 'start');
    await eventually(() => noted(context, 'again'), ['1', '2', '1', '2']);
    await bus.seek(context, 'again', { after: cursor });
    await eventually(() => noted(context, 'again'), ['1', '2', '1', '2', '2']);
    await bus.seek(context, 'again', { time });
    await eventually(() => noted(context, 'again'), ['1', '2', '1', '2', '2', '2']);
    const [, second] = (await bus.read(context, { after: null, limit: 10 })).items;
    await bus.seek(context, 'again', { after: second?.before ?? '' });
    await eventually(() => noted(context, 'again'), ['1', '2', '1', '2', '2', '2', '2']);
    await bus.seek(context, 'again', 'end');
    await bus.publish(context, [event('3', { subject: 'k' })]);
    await eventually(() => noted(context, 'again'), ['1', '2', '1', '2', '2', '2', '2', '3']);
    await expect(bus.seek(context, 'nobody', 'start')).rejects.toMatchObject({ code: 'event-bus.no-group' });
    await eventually(async () => (await groups(context)).map(({ behind }) => behind), [0]);
    await running.close();
  });

  test('E6: a group gets the types it asked for', async () => {
    const { bus, noted, environment } = subject();
    const context = await environment();
    const running = await consuming(context, 'types', { types: ['shop.order.*', 'shop.paid'] });
    const types = ['shop.order.placed', 'shop.orders', 'shop.paid', 'shop.paid.late', 'other'];
    await bus.publish(context, [
      ...types.map((type) => event(type, { type, subject: 'k' })),
      event('end', { type: 'shop.paid', subject: 'k' }),
    ]);
    await eventually(() => noted(context, 'types'), ['shop.order.placed', 'shop.paid', 'end']);
    await running.close();
  });

  test('E7: events are read on by cursors, and are seen in no other environment', async () => {
    const { bus, environment } = subject();
    const [context, another] = [await environment(), await environment()];
    await bus.publish(context, [event('1'), event('2'), event('3')]);
    const first = await bus.read(context, { after: null, limit: 2 });
    expect(first.items.map((item) => item.event.data)).toEqual(['2', '3']);
    expect((await bus.read(context, { after: first.items[0]?.cursor ?? '', limit: 5 })).items.map((item) => item.event.data)).toEqual([
      '3',
    ]);
    await bus.publish(context, [event('4')]);
    expect((await bus.read(context, { after: first.cursor, limit: 5 })).items.map((item) => item.event.data)).toEqual(['4']);
    expect((await bus.read(another, { after: null, limit: 5 })).items).toEqual([]);
    expect(await groups(another)).toEqual([]);
    expect(await bus.deadLetters(another, { limit: 5 })).toEqual([]);
    for (const after of ['nonsense', '', Buffer.from('[-1]').toString('base64url')])
      await expect(bus.read(context, { after, limit: 5 })).rejects.toMatchObject({ code: 'event-bus.bad-cursor' });
  });

  test('E8: what is no event is not published', async () => {
    const { bus, environment } = subject();
    const context = await environment();
    const bad: readonly object[] = [
      { ...event('x'), specversion: '0.3' },
      { ...event('x'), id: '' },
      { ...event('x'), source: 7 },
      { ...event('x'), type: 't'.repeat(201) },
      { ...event('x'), time: 'yesterday' },
      { ...event('x'), Upper: 1 },
      { ...event('x'), subject: 'a\0b' },
      { ...event('x'), data: { deep: 'a\0b' } },
      { ...event('x'), data: { 'half \ud83d of a sign': 1 } },
      { ...event('x'), subject: 'half \udc00' },
      { ...event('x'), data: 'x'.repeat(256 * 1024) },
    ];
    for (const each of bad) {
      await expect(bus.publish(context, [event('good'), each as CloudEvent])).rejects.toMatchObject({ code: 'event-bus.bad-event' });
    }
    expect((await bus.read(context, { after: null, limit: 5 })).items).toEqual([]);
    // What only looks like such a sign is text.
    const written = event('a backslash: \\u0000 \\ud800 \\\\u0000');
    await bus.publish(context, [written]);
    expect((await bus.read(context, { after: null, limit: 5 })).items.map((item) => item.event)).toEqual([written]);
  });

  test('E1: keys of any writing stay apart and in order', async () => {
    const { bus, noted, environment } = subject();
    const context = await environment();
    const running = await consuming(context, 'written');
    // Those that look alike are not the same.
    const keys = ['é', 'e\u0301', '🙂', 'مفتاح', '\u202ekey', ' ', 'a'.repeat(500)];
    for (let number = 0; number < 5; number++)
      await bus.publish(
        context,
        keys.map((subject, at) => event(`${at}:${number}`, { subject })),
      );
    await eventually(async () => (await noted(context, 'written')).length, 35);
    const all = await noted(context, 'written');
    for (const at of keys.keys())
      expect(all.filter((text) => text.startsWith(`${at}:`))).toEqual(Array.from({ length: 5 }, (_, number) => `${at}:${number}`));
    await running.close();
  });

  test('E9: a group that is removed begins anew', async () => {
    const { bus, noted, environment } = subject();
    const context = await environment();
    await bus.publish(context, [event('1')]);
    const running = await consuming(context, 'gone');
    await eventually(() => noted(context, 'gone'), ['1']);
    await running.close();
    await bus.removeGroup(context, 'gone');
    await expect(bus.removeGroup(context, 'gone')).rejects.toMatchObject({ code: 'event-bus.no-group' });
    const again = await consuming(context, 'gone');
    await eventually(() => noted(context, 'gone'), ['1', '1']);
    await again.close();
  });

  test('E16: who follows hears what is published from then on, and leaves no trace', async () => {
    const { bus, environment } = subject();
    const context = await environment();
    await bus.publish(context, [event('before')]);
    const heard: unknown[] = [];
    const following = await bus.follow(context, (events) => heard.push(...events.map(({ data }) => data)));
    await bus.publish(context, [event('1'), event('2')]);
    await eventually(async () => heard, ['1', '2']);
    await following.close();
    expect(await groups(context)).toEqual([]);
  });

  test('E17: what can never fit is a dead letter at once; given up, it says who did and why, and is delivered no more', async () => {
    const { bus, environment } = subject();
    const context = await environment();
    const done: string[] = [];
    const running = await bus.subscribe(context, {
      group: 'strict',
      handle: async (_context, { type }) => {
        throw eventBusErrors.unfit({ type, problem: '/amount is missing' });
      },
      done: () => done.push('done'),
    });
    await bus.publish(context, [event('spoilt')]);
    const letters = (discarded = false) => bus.deadLetters(context, { discarded, limit: 5 });
    await eventually(async () => (await letters()).map(({ code, attempts }) => [code, attempts]), [['event-bus.unfit', 1]]);
    const ids = (await letters()).map(({ id }) => id);
    await bus.discard(context, ids, 'sent by mistake');
    expect(await letters()).toEqual([]);
    expect(await letters(true)).toMatchObject([{ id: ids[0], discarded: { by: context.actor.id, reason: 'sent by mistake' } }]);
    await expect(bus.redrive(context, ids)).rejects.toMatchObject({ code: 'event-bus.no-dead-letter' });
    await expect(bus.discard(context, ids, 'again')).rejects.toMatchObject({ code: 'event-bus.no-dead-letter' });
    expect(done).toEqual([]);
    await running.close();
  });

  test('E19: who hangs has failed: its event becomes a dead letter, the next go on, and what it does late has no effect', async () => {
    const { bus, noted, environment } = subject();
    const context = await environment();
    const late: Promise<void>[] = [];
    const handle = async (within: RequestContext, { data }: CloudEvent, transaction: Within) => {
      if (data === 'endless') await wait(200);
      const note = subject().note(within, transaction, 'hanging', String(data));
      late.push(note.catch(() => {}));
      await note;
    };
    const running = await bus.subscribe(context, { group: 'hanging', handle }, { handleMilliseconds: 60 });
    await bus.publish(context, [event('endless', { subject: 'k' }), event('after', { subject: 'k' })]);
    await eventually(
      async () => (await bus.deadLetters(context, { limit: 5 })).map(({ code, attempts }) => [code, attempts]),
      [['event-bus.hangs', 3]],
    );
    await eventually(async () => (await noted(context, 'hanging')).includes('after'), true);
    await running.close();
    await wait(250);
    await Promise.all(late);
    expect(await noted(context, 'hanging')).toEqual(['after']);
  });
}

let made = 0;

/** An event whose data is a text. */
export function event(data: string, parts: Partial<CloudEvent> = {}): CloudEvent {
  return {
    ...{ specversion: '1.0', id: `${process.pid}-${made++}`, source: '/test', type: 'test.happened' },
    ...{ time: new Date().toISOString(), data },
    ...parts,
  };
}
