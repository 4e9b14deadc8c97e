import { useText } from '@plinth/component-kit';
import type { NamedKind } from '../edits/definition-edits.ts';

interface DefinitionNames {
  /** Many of them. */
  readonly all: string;
  readonly name: string;
  readonly code: string;
  readonly add: string;
}

/** What messages, signals, errors and escalations and their parts are called. */
export function useDefinitionNames(): Readonly<Record<NamedKind, DefinitionNames>> {
  const text = useText();
  return {
    message: {
      all: text('studio.bpmn.messages', 'Messages'),
      name: text('studio.bpmn.messageName', 'Name of the message'),
      code: '',
      add: text('studio.bpmn.addMessage', 'Add a message'),
    },
    signal: {
      all: text('studio.bpmn.signals', 'Signals'),
      name: text('studio.bpmn.signalName', 'Name of the signal'),
      code: '',
      add: text('studio.bpmn.addSignal', 'Add a signal'),
    },
    error: {
      all: text('studio.bpmn.errors', 'Errors'),
      name: text('studio.bpmn.errorName', 'Name of the error'),
      code: text('studio.bpmn.errorCode', 'Code of the error'),
      add: text('studio.bpmn.addError', 'Add an error'),
    },
    escalation: {
      all: text('studio.bpmn.escalations', 'Escalations'),
      name: text('studio.bpmn.escalationName', 'Name of the escalation'),
      code: text('studio.bpmn.escalationCode', 'Code of the escalation'),
      add: text('studio.bpmn.addEscalation', 'Add an escalation'),
    },
  };
}
