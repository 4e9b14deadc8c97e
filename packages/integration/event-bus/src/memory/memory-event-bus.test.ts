import { testContext } from '@plinth/foundation/testing';
import { describe } from 'vitest';
import { testEventBus } from '../testing-contract.ts';
import { type MemoryTransaction, memoryEventBus } from './memory-event-bus.ts';

describe('events in memory', () => {
  const pace = { restMilliseconds: [5, 20], retryMilliseconds: 5, attempts: 3 } as const;
  const bus = memoryEventBus({ pace });
  const effects = new Map<string, string[]>();
  let environments = 0;
  testEventBus<MemoryTransaction>(() => ({
    bus,
    other: bus,
    environment: async () => testContext({ environment: { id: `environment${environments++}`, key: 'test' } }),
    async note({ environment }, within, name, text) {
      const key = `${environment?.id} ${name}`;
      const noted = effects.get(key) ?? [];
      effects.set(key, noted);
      // Whoever is too late is told before anything is done.
      within(() => noted.splice(noted.lastIndexOf(text), 1));
      noted.push(text);
    },
    noted: async ({ environment }, name) => [...(effects.get(`${environment?.id} ${name}`) ?? [])],
  }));
});
