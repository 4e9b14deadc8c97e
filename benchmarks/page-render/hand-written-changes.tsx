import { computed, effect, type Signal, signal } from '@preact/signals-core';
import { memo, useCallback, useSyncExternalStore } from 'react';
import { changingCount, kindOf, saidOf, stackSize } from './change-plan.ts';
import { Badge, Stack, Stat, Text } from './hand-written-parts.tsx';

const indexes = Array.from({ length: changingCount }, (_, index) => index);
const stacks = Array.from({ length: changingCount / stackSize }, (_, stack) => indexes.slice(stack * stackSize, (stack + 1) * stackSize));

export function changingValues(): readonly Signal<number>[] {
  return indexes.map((index) => signal(index));
}

interface ChangesProps {
  readonly values: readonly Signal<number>[];
}

/** The changing components as React with a signal for each: every component renders again when its own signal changes. */
export function HandWrittenChanges({ values }: ChangesProps) {
  return (
    <div className="plinth-page">
      {stacks.map(([first = 0, ...rest]) => (
        <Stack key={first} direction="vertical" gap="1" align="stretch">
          {[first, ...rest].map((index) => {
            const value = values[index];
            return value === undefined ? null : <Changing key={index} index={index} value={value} />;
          })}
        </Stack>
      ))}
    </div>
  );
}

interface ChangingProps {
  readonly index: number;
  readonly value: Signal<number>;
}

const Changing = memo(function Changing({ index, value }: ChangingProps) {
  const subscribe = useCallback((tell: () => void) => value.subscribe(tell), [value]);
  const said = saidOf(
    index,
    useSyncExternalStore(subscribe, () => value.value),
  );
  switch (kindOf(index)) {
    case 'text':
      return <Text>{said}</Text>;
    case 'badge':
      return <Badge tone="neutral">{said}</Badge>;
    case 'heading':
      return (
        <h4 className="heading-module__heading" data-level="4">
          {said}
        </h4>
      );
    case 'stat':
      return <Stat label="Twice" value={said} />;
  }
});

/** The least that can be done: a signal, a computed and an effect that writes the text node already there. */
export function writeByEffects(values: readonly Signal<number>[], nodes: readonly CharacterData[]): void {
  for (const [index, value] of values.entries()) {
    const node = nodes[index];
    const said = computed(() => saidOf(index, value.value));
    effect(() => {
      if (node !== undefined) node.data = said.value;
    });
  }
}
