import { type Definition, type DefinitionViolation, externalTriggersOf, recordOf, violationOf } from '@plinth/app-definition';

/** What is wrong with the external triggers of a definition: events that the application says it tells itself. */
export function checkExternalTriggers(definition: Definition): DefinitionViolation[] {
  return externalTriggersOf(definition).flatMap((trigger) => {
    const type = recordOf(definition, 'event-type', trigger.event);
    if (type === null || type.from === 'elsewhere') return [];
    const message = `${type.key} is a type of event that the application tells itself`;
    return [
      violationOf(trigger, 'reference', ['event'], message, 'Name one that comes from elsewhere, or let this one say from: elsewhere.'),
    ];
  });
}
