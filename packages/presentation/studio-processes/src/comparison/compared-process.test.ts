import type { ChangeKind } from '@plinth/studio-frame';
import { describe, expect, test } from 'vitest';
import { definitionWith, drawnIn } from '../testing.ts';
import { comparedProcess } from './compared-process.ts';

const file = (nodes: string, flows: string) => `label: Loan\nnodes:\n${nodes}flows:\n${flows}`;
const at = (x: number, y = 100) => `place: { x: ${x}, y: ${y}, width: 100, height: 80 }`;
const before = definitionWith(
  file(
    `  ask: { type: userTask, label: Ask, ${at(100)} }\n  check: { type: userTask, label: Check, ${at(300)} }\n  pay: { type: serviceTask, label: Pay, ${at(500)} }\n`,
    '  f1: { from: ask, to: check }\n  f2: { from: check, to: pay }\n',
  ),
);
const after = definitionWith(
  file(
    `  ask: { type: userTask, label: Ask, ${at(100, 200)} }\n  rate: { type: businessRuleTask, label: Rate, ${at(300)} }\n  pay: { type: serviceTask, label: Pay out, ${at(500)} }\n`,
    '  f3: { from: ask, to: rate }\n  f4: { from: rate, to: pay }\n',
  ),
);

/** As the definitions differ, record by record. */
function changesOf() {
  const changes = new Map<string, ChangeKind>();
  for (const [id, record] of after.records) {
    const old = before.records.get(id);
    if (old === undefined) changes.set(id, 'added');
    else if (JSON.stringify(old) !== JSON.stringify(record)) changes.set(id, 'changed');
  }
  for (const id of before.records.keys()) if (!after.records.has(id)) changes.set(id, 'removed');
  return changes;
}

describe('two drawings of a process as one', () => {
  const compared = comparedProcess(drawnIn(before), drawnIn(after), changesOf());
  const became = (name: string) => {
    const found = [...(compared?.drawn.nodes ?? []), ...(compared?.drawn.flows ?? [])].find(({ key }) => key === name);
    return compared?.became.get(found?.id ?? '');
  };

  test('what came, went, changed or only moved is told apart', () => {
    expect(['ask', 'check', 'rate', 'pay'].map(became)).toEqual(['moved', 'removed', 'added', 'changed']);
    expect(['f1', 'f2', 'f3', 'f4'].map(became)).toEqual(['removed', 'removed', 'added', 'added']);
  });

  test('what is gone is drawn where it stood, below what stands there now', () => {
    const box = (name: string) => compared?.drawn.nodes.find(({ key }) => key === name)?.box;
    expect(box('rate')).toMatchObject({ x: 300, y: 100 });
    expect(box('check')).toMatchObject({ x: 300, y: 204 });
    expect(compared?.drawn.nodes).toHaveLength(4);
    expect(compared?.drawn.flows).toHaveLength(4);
  });

  test('a process that one of both does not have is added or removed with all that it has', () => {
    const gone = comparedProcess(drawnIn(before), null, new Map([...before.records.keys()].map((id) => [id, 'removed'])));
    expect([...(gone?.became.values() ?? [])]).toEqual(['removed', 'removed', 'removed', 'removed', 'removed']);
    expect(comparedProcess(null, null, new Map())).toBeNull();
  });
});
