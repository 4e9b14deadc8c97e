import type { RecordOf } from '@plinth/app-definition';
import { changedContent, type ElementDraft } from '@plinth/processes';
import type { PrintedElement } from '@plinth/xml-document';
import type { TriggerKind } from '../drawing/element-kind.ts';

type ProcessHead = Pick<RecordOf<'process'>, 'document' | 'key' | 'label'>;
type Content = Pick<RecordOf<'process-node'>, 'content' | 'key'>;

const elements: Readonly<Record<TriggerKind, string>> = {
  message: 'messageEventDefinition',
  signal: 'signalEventDefinition',
  timer: 'timerEventDefinition',
  error: 'errorEventDefinition',
  escalation: 'escalationEventDefinition',
  conditional: 'conditionalEventDefinition',
  link: 'linkEventDefinition',
  compensation: 'compensateEventDefinition',
  cancel: 'cancelEventDefinition',
  terminate: 'terminateEventDefinition',
};

/** The element of BPMN that says what an event waits for. */
export function triggerElement(kind: TriggerKind): string {
  return elements[kind];
}

/** What an event newly waits for. */
export function newTrigger(draft: ElementDraft, kind: TriggerKind, key: string): PrintedElement {
  const inside =
    kind === 'timer'
      ? [draft.element('timeDuration', {}, ['PT1H'])]
      : kind === 'conditional'
        ? [draft.element('condition', {}, ['false'])]
        : [];
  return draft.element(elements[kind], kind === 'link' ? { name: key } : {}, inside);
}

/** The content of an event that waits for something else; null makes it a plain one. */
export function triggerContent(process: ProcessHead, event: Content, kind: TriggerKind | null): string | undefined {
  return changedContent(process, event, (draft) => {
    const made = kind === null ? [] : [newTrigger(draft, kind, event.key)];
    draft.replace((name) => name.endsWith('EventDefinition') || name === 'eventDefinitionRef', made);
  });
}
