import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBpmn, writeBpmn } from '@plinth/process-model';
import { canonicalForm } from '@plinth/xml-document';
import { describe, expect, test } from 'vitest';
import { differences, readDemand } from './run-model.ts';
import { matchTrace, parseTrace } from './trace-pattern.ts';

const folder = join(import.meta.dirname, 'models');
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.bpmn'))
  .map((file) => file.slice(0, -'.bpmn'.length))
  .sort();

describe('traces', () => {
  test.each<[string, string[], boolean]>([
    ['a b', ['+a', '-a', '+b', '-b'], true],
    ['a b', ['+a', '+b', '-a', '-b'], false],
    ['[a|b] c', ['+a', '+b', '-b', '-a', '+c', '-c'], true],
    ['[a|b] c', ['+a', '-a', '+c', '-c'], false],
    ['[a b|c]', ['+a', '-a', '+c', '+b', '-b', '-c'], true],
    ['[a b|c]', ['+b', '-b', '+a', '-a', '+c', '-c'], false],
    ['[a|a] !b', ['+a', '+a', '-a', '-a', '!b'], true],
  ])('%s and %j', (text, events, isComplete) => expect(matchTrace(parseTrace(text), events).isComplete).toBe(isComplete));
});

const restful =
  /<(?!\w*(?:EventDefinition|LoopCharacteristics))(\w*(?:Event|Gateway|[tT]ask|callActivity|subProcess|SubProcess|transaction))(?=[ />])/g;
/** The same document, where tokens rest at everything. */
const resting = (attributes: string) => (text: string) =>
  text.replace(/<definitions/, '<definitions xmlns:rest="http://camunda.org/schema/1.0/bpmn"').replace(restful, `<$1 ${attributes}`);
const before = resting('rest:asyncBefore="true"');
const beforeAndAfter = resting('rest:asyncBefore="true" rest:asyncAfter="true"');
/** What a task has set is seen while its token rests after it, and what it has sent may be answered before; surplus tokens come otherwise. */
const seenWhileResting = /conditional|^pools\/|^parallel\/surplus$/;

describe('BPMN catalogue', () => {
  test('is there', () => expect(names.length).toBeGreaterThanOrEqual(150));

  test.each(names)('%s', (name) => {
    const path = join(folder, name);
    expect(differences(path, readDemand(path))).toEqual([]);
    const text = readFileSync(`${path}.bpmn`, 'utf8');
    const changed = seenWhileResting.test(name) ? before : beforeAndAfter;
    expect(differences(path, readDemand(path), changed), 'with tokens that rest everywhere').toEqual([]);
    expect(canonicalForm(readBpmn(writeBpmn(readBpmn(text).document)).document)).toEqual(canonicalForm(readBpmn(text).document));
  });
});
