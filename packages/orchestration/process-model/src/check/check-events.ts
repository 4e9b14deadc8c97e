import type { EventTrigger } from '../model/event-trigger.ts';
import type { FlowContainer } from '../model/process-model.ts';
import { type EventNode, isActivity, isContainer, isEvent, type ProcessNode } from '../model/process-node.ts';
import type { Report } from './report.ts';

type Place = EventNode['type'] | 'eventSubProcessStart';

/** Which triggers stand where: BPMN 2.0.2 table 10.93, with tables 10.84 to 10.91. */
const allowed: Readonly<Record<Place, ReadonlySet<EventTrigger['kind']>>> = {
  startEvent: new Set(['message', 'signal', 'timer', 'conditional']),
  eventSubProcessStart: new Set(['message', 'signal', 'timer', 'conditional', 'error', 'escalation', 'compensation']),
  endEvent: new Set(['message', 'signal', 'error', 'escalation', 'cancel', 'compensation', 'terminate']),
  intermediateCatchEvent: new Set(['message', 'signal', 'timer', 'conditional', 'link']),
  intermediateThrowEvent: new Set(['message', 'signal', 'escalation', 'link', 'compensation']),
  boundaryEvent: new Set(['message', 'signal', 'timer', 'conditional', 'error', 'escalation', 'cancel', 'compensation']),
};

/** What is wrong with the events of a container. */
export function checkEvents(
  container: FlowContainer,
  of: { readonly isEventSubProcess: boolean; readonly isTransaction: boolean },
  report: Report,
) {
  const wrong = (event: EventNode, message: string) => report.add(event.id, 'error', 'wrong-structure', message);
  const byId = new Map(container.nodes.map((node) => [node.id, node]));
  for (const event of container.nodes.filter(isEvent)) {
    const place: Place = event.type === 'startEvent' && of.isEventSubProcess ? 'eventSubProcessStart' : event.type;
    for (const { kind } of event.triggers)
      if (!allowed[place].has(kind)) wrong(event, `${article(kind)} ${kind} does not stand in ${words[place]}`);
    if (event.type === 'startEvent' && event.incoming.length > 0) wrong(event, 'a start event has no incoming sequence flow');
    if (event.type === 'boundaryEvent' && event.incoming.length > 0) wrong(event, 'a boundary event has no incoming sequence flow');
    if (event.type === 'endEvent' && event.outgoing.length > 0) wrong(event, 'an end event has no outgoing sequence flow');
    if (
      event.triggers.length === 0 &&
      (event.type === 'boundaryEvent' || event.type === 'intermediateCatchEvent' || place === 'eventSubProcessStart')
    )
      report.add(event.id, 'error', 'missing-part', 'it says nothing that it waits for');
    if (event.type === 'endEvent' && event.triggers.some(({ kind }) => kind === 'cancel') && !of.isTransaction)
      wrong(event, 'a cancel end event stands directly in a transaction');
    if (event.webhook !== null) checkWebhook(event, place, report);
    if (event.type === 'boundaryEvent') checkBoundary(event, byId, report);
  }
  checkLinks(container, report);
}

/** Its name stands in an address. */
function checkWebhook(event: EventNode, place: Place, report: Report): void {
  if (place !== 'startEvent' || !event.triggers.some(({ kind }) => kind === 'message'))
    report.add(event.id, 'error', 'wrong-structure', 'a webhook starts a process by a message start event alone');
  if (!/^[a-z][A-Za-z0-9_-]{0,62}$/.test(event.webhook ?? ''))
    report.add(
      event.id,
      'error',
      'wrong-structure',
      `its plinth:webhook is "${event.webhook}", not a small letter and up to 62 letters, digits, - and _`,
    );
}

function checkBoundary(event: EventNode, nodes: ReadonlyMap<string, ProcessNode>, report: Report): void {
  if (event.attachedTo === null) return;
  const host = nodes.get(event.attachedTo);
  if (host === undefined || !isActivity(host))
    report.add(event.id, 'error', 'wrong-structure', `it is attached to ${event.attachedTo}, which is no activity beside it`);
  else if (event.triggers.some(({ kind }) => kind === 'cancel') && host.type !== 'transaction')
    report.add(event.id, 'error', 'wrong-structure', 'a cancel boundary event is attached to a transaction');
  const [trigger] = event.triggers;
  if (trigger?.kind === 'compensation' && (event.handler === null || !nodes.has(event.handler)))
    report.add(event.id, 'error', 'missing-part', 'no association leads from it to an activity beside it that compensates');
  if (!event.isInterrupting && (trigger?.kind === 'error' || trigger?.kind === 'cancel'))
    report.add(event.id, 'error', 'wrong-structure', `${article(trigger.kind)} ${trigger.kind} boundary event interrupts its activity`);
}

/** BPMN 2.0.2 §10.5.5: links join places of one process level; many may throw, one catches. */
function checkLinks({ nodes }: FlowContainer, report: Report): void {
  const links = nodes
    .filter(isEvent)
    .flatMap((event) => event.triggers.flatMap((trigger) => (trigger.kind === 'link' ? [{ event, name: trigger.name }] : [])));
  const catching = Map.groupBy(
    links.filter(({ event }) => event.type === 'intermediateCatchEvent'),
    ({ name }) => name,
  );
  for (const { event, name } of links) {
    const targets = catching.get(name) ?? [];
    if (event.type === 'intermediateThrowEvent' && targets.length === 0)
      report.add(event.id, 'error', 'missing-reference', `no link event beside it catches "${name}"`);
    if (event.type === 'intermediateCatchEvent' && targets.length > 1 && targets[0]?.event !== event)
      report.add(event.id, 'error', 'wrong-structure', `another link event catches "${name}" too`);
  }
}

/** What is wrong with the start of an event sub-process. */
export function checkEventSubProcess(container: FlowContainer, report: Report): void {
  for (const node of container.nodes) {
    if (!isContainer(node) || !node.isEventSubProcess) continue;
    const starts = node.nodes.filter((inner) => inner.type === 'startEvent');
    if (starts.length !== 1)
      report.add(node.id, 'error', 'wrong-structure', `an event sub-process has one start event, this one ${starts.length}`);
    if (node.incoming.length + node.outgoing.length > 0)
      report.add(node.id, 'error', 'wrong-structure', 'an event sub-process has no sequence flows of its own');
  }
}

const words: Readonly<Record<Place, string>> = {
  startEvent: 'a start event',
  eventSubProcessStart: 'the start event of an event sub-process',
  endEvent: 'an end event',
  intermediateCatchEvent: 'an intermediate event that catches',
  intermediateThrowEvent: 'an intermediate event that throws',
  boundaryEvent: 'a boundary event',
};

function article(word: string): string {
  return /^[aeiou]/.test(word) ? 'an' : 'a';
}
