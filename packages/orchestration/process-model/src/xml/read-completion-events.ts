import { childNamed, childrenNamed, type XmlElement } from '@plinth/xml-document';
import type { CompletionEvent } from '../model/process-node.ts';
import type { ElementIndex } from './element-index.ts';
import { readTrigger, readTriggers } from './read-event.ts';
import { expressionIn } from './read-expression.ts';

/** What BPMN 2.0.2 allows here without saying so: the others wait, or concern the scope of a token. */
const throwable: ReadonlySet<string> = new Set(['signal', 'message', 'error', 'escalation']);

/** What a multiple instance throws as its instances complete, by its `behavior`: BPMN 2.0.2 tables 10.29 and 10.31. */
export function readCompletionEvents(multi: XmlElement, index: ElementIndex): readonly CompletionEvent[] {
  const events = eventsOf(multi, index);
  for (const { kind } of events.flatMap(({ triggers }) => triggers))
    if (!throwable.has(kind))
      index.note(
        multi,
        'error',
        'not-runnable',
        `it throws ${kind} as instances complete, which only errors, escalations, signals and messages are`,
      );
  return events;
}

function eventsOf(multi: XmlElement, index: ElementIndex): readonly CompletionEvent[] {
  const { behavior, oneBehaviorEventRef, noneBehaviorEventRef } = multi.attributes;
  if (behavior === 'One')
    return [
      { condition: { text: 'numberOfCompletedInstances = 1', language: null }, triggers: triggersOf(multi, oneBehaviorEventRef, index) },
    ];
  if (behavior === 'None') return [{ condition: null, triggers: triggersOf(multi, noneBehaviorEventRef, index) }];
  if (behavior !== 'Complex') return [];
  const definitions = childrenNamed(multi, 'complexBehaviorDefinition');
  if (definitions.length === 0)
    index.note(multi, 'error', 'missing-part', 'its behavior is Complex, and no complexBehaviorDefinition says what is thrown');
  return definitions.flatMap((definition) => {
    const event = childNamed(definition, 'event');
    const condition = expressionIn(definition, 'condition', index);
    if (condition === null) index.note(multi, 'error', 'missing-part', 'the condition of a complexBehaviorDefinition is missing');
    return event === null || condition === null ? [] : [{ condition, triggers: readTriggers(event, index) }];
  });
}

/** The event definition that is referred to, else a signal without a name. */
function triggersOf(multi: XmlElement, reference: string | undefined, index: ElementIndex): CompletionEvent['triggers'] {
  if (reference === undefined || reference.trim() === '') return [{ kind: 'signal', signal: null }];
  const id = index.refer(multi, reference, []);
  const definition = id === null ? null : index.find(id);
  return definition === null ? [] : [readTrigger(definition, multi, index) ?? []].flat();
}
