import { childNamed, childrenNamed, type XmlElement } from '@plinth/xml-document';
import type { ModelExpression } from '../model/process-model.ts';
import { type ElementIndex, localReference } from './element-index.ts';
import { expressionOf, feelText, plinthAttribute } from './read-expression.ts';
import { zeebeAttribute } from './vendor-extensions.ts';

const throwing: ReadonlySet<string> = new Set([
  ...['sendTask', 'intermediateThrowEvent', 'implicitThrowEvent', 'endEvent'],
  // What multiple instances throw.
  ...['event', 'multiInstanceLoopCharacteristics'],
]);

/**
 * The key that a message is sent with or must have: `plinth:correlationKey` of the element or of its definition, else what other engines
 * write, else BPMN's own correlation, by the paths of its process (§8.4.2, context-based).
 */
export function correlationOf(
  element: XmlElement,
  definition: XmlElement,
  message: string | null,
  index: ElementIndex,
): ModelExpression | null {
  const isSent = throwing.has(element.name);
  const declared = message === null ? null : index.find(message);
  const given =
    plinthAttribute(definition, 'correlationKey', index) ??
    plinthAttribute(element, 'correlationKey', index) ??
    (isSent
      ? (zeebeAttribute(definition, 'publishMessage', 'correlationKey') ?? zeebeAttribute(element, 'publishMessage', 'correlationKey'))
      : declared === null
        ? null
        : zeebeAttribute(declared, 'subscription', 'correlationKey'));
  if (given !== null) return { text: feelText(given), language: null };
  if (message === null) return null;
  return isSent ? keyOfMessage(message, index) : subscribedKey(element, message, index);
}

/** The key within a message: its correlation properties, one or a list. Null where it has none. */
export function keyOfMessage(message: string, index: ElementIndex): ModelExpression | null {
  const paths = index.messagePaths.get(message);
  return paths === undefined
    ? null
    : together(
        [...paths].sort(byProperty).map(([, path]) => path),
        index,
      );
}

/** The properties of a message's key, in their order, where correlation keys have them all; none where some are of no conversation. */
export function conversationProperties(message: string, index: ElementIndex): readonly string[] {
  const properties = [...(index.messagePaths.get(message)?.keys() ?? [])].sort();
  return properties.every((property) => index.conversationProperties.has(property)) ? properties : [];
}

/** What the process that an element stands in says the properties of a message must be. */
function subscribedKey(element: XmlElement, message: string, index: ElementIndex): ModelExpression | null {
  const paths = index.messagePaths.get(message);
  const process = index.processOf(element);
  if (paths === undefined || process === null) return null;
  const bound = index.bindings.get(process) ?? bindingsOf(process);
  index.bindings.set(process, bound);
  // A message that lacks what is bound, or has more, cannot be compared.
  if (bound.size === 0 || [...paths.keys()].some((property) => !bound.has(property))) return null;
  return together(
    [...paths.keys()].sort().flatMap((property) => bound.get(property) ?? []),
    index,
  );
}

/** The paths of a process to what the properties of messages must be, by property. */
function bindingsOf(process: XmlElement): ReadonlyMap<string, XmlElement> {
  const bindings = childrenNamed(process, 'correlationSubscription').flatMap((each) => childrenNamed(each, 'correlationPropertyBinding'));
  return new Map(
    bindings.flatMap((binding): [string, XmlElement][] => {
      const path = childNamed(binding, 'dataPath');
      return path === null ? [] : [[localReference(binding.attributes.correlationPropertyRef ?? ''), path]];
    }),
  );
}

function byProperty([a]: readonly [string, XmlElement], [b]: readonly [string, XmlElement]): number {
  return a < b ? -1 : 1;
}

function together(paths: readonly XmlElement[], index: ElementIndex): ModelExpression | null {
  const expressions = paths.flatMap((path) => expressionOf(path, index) ?? []);
  const [first] = expressions;
  if (first === undefined || expressions.length === 1) return first ?? null;
  return { text: `[${expressions.map(({ text }) => text).join(', ')}]`, language: first.language };
}
