import type { Definition } from '@plinth/app-definition';
import { nodesOf } from '@plinth/process-model';
import { changedContent, type ElementDraft, localName } from '@plinth/processes';
import type { PrintedElement } from '@plinth/xml-document';
import { type ArtefactLink, type ArtefactShape, artefactKey, type LinkType } from '../drawing/artefacts.ts';
import { type DrawnNode, type DrawnProcess, nodeOf } from '../drawing/drawn-process.ts';
import { groupOf, kindOf } from '../drawing/element-kind.ts';
import { wayBetween } from '../drawing/link-way.ts';
import { processKey } from '../drawing/pools.ts';
import { documentEdit, intoProcess } from './artefact-edits.ts';
import { changed, drawInto, edgeFor, isElement } from './document-tree.ts';
import { type Edit, update } from './edit.ts';
import { connect, noFlowBecause } from './flow-edits.ts';
import { newKey } from './new-key.ts';

type End = DrawnNode | ArtefactShape;

/** What is drawn with an id, where a line may begin or end. */
function endOf(drawn: DrawnProcess, id: string): End | null {
  const key = artefactKey(id);
  if (key === null) return nodeOf(drawn, id);
  const found = drawn.artefacts.find((each) => each.key === key);
  return found?.kind === 'shape' ? found : null;
}

function isNode(end: End): end is DrawnNode {
  return 'node' in end;
}

/** What leads from one thing to another, where anything may: notes are joined, data flows, messages go between pools, tokens within one. */
export function lineBetween(drawn: DrawnProcess, sourceId: string, targetId: string): LinkType | 'sequenceFlow' | null {
  const [source, target] = [endOf(drawn, sourceId), endOf(drawn, targetId)];
  if (source === null || target === null || sourceId === targetId) return null;
  if (drawn.artefacts.some((each) => each.kind === 'link' && each.source === source.key && each.target === target.key)) return null;
  if (isNote(source) || isNote(target))
    return isNote(source) && isNote(target) ? null : isFrame(source) || isFrame(target) ? null : 'association';
  if (isNode(source) && isNode(target)) {
    if (isCompensation(source))
      return 'loop' in target.node && target.container === source.container && target.id !== source.host ? 'association' : null;
    if (noFlowBecause(drawn, source, target) === null) return 'sequenceFlow';
    return mayMessage(drawn, source, target) ? 'messageFlow' : null;
  }
  if (isNode(source) && isData(target)) return source.record !== null && givesData(source) ? 'dataOutputAssociation' : null;
  if (isData(source) && isNode(target)) return target.record !== null && takesData(target) ? 'dataInputAssociation' : null;
  return mayMessage(drawn, source, target) ? 'messageFlow' : null;
}

function isNote(end: End): boolean {
  return !isNode(end) && end.type === 'textAnnotation';
}

function isData(end: End): end is ArtefactShape {
  return !isNode(end) && (end.type === 'dataObjectReference' || end.type === 'dataStoreReference');
}

function isFrame(end: End): boolean {
  return !isNode(end) && (end.type === 'participant' || end.type === 'lane' || end.type === 'group');
}

function isCompensation({ node }: DrawnNode): boolean {
  return node.type === 'boundaryEvent' && 'triggers' in node && node.triggers[0]?.kind === 'compensation';
}

function givesData({ node }: DrawnNode): boolean {
  return 'loop' in node || node.type === 'startEvent' || node.type === 'intermediateCatchEvent' || node.type === 'boundaryEvent';
}

function takesData({ node }: DrawnNode): boolean {
  return 'loop' in node || node.type === 'endEvent' || node.type === 'intermediateThrowEvent';
}

/** BPMN 2.0.2 table 7.4: messages go from one pool to another, from and to pools themselves, activities, and events of messages. */
function mayMessage(drawn: DrawnProcess, source: End, target: End): boolean {
  const [from, to] = [poolOf(drawn, source), poolOf(drawn, target)];
  if (from === null || to === null || from === to) return false;
  const may = (end: End, throws: boolean) => {
    if (!isNode(end)) return end.type === 'participant';
    if ('loop' in end.node) return true;
    const kind = kindOf(end.node);
    const group = groupOf(kind);
    const isThrowing = end.node.type === 'endEvent' || end.node.type === 'intermediateThrowEvent';
    return group !== 'gateway' && kind.trigger === 'message' && isThrowing === throws;
  };
  return may(source, true) && may(target, false);
}

/** The pool of something: itself, or that of the process in which a node stands. */
function poolOf(drawn: DrawnProcess, end: End): string | null {
  if (!isNode(end)) return end.type === 'participant' ? end.key : null;
  const process = drawn.read.model.processes.find((each) => [...nodesOf(each)].some(({ node }) => node.id === end.key))?.id;
  const waiting = [drawn.read.document.root];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    if (element.name === 'participant' && element.attributes.processRef === process) return element.attributes.id ?? null;
    waiting.push(...element.children);
  }
  return null;
}

/** Draws what leads from one thing to another; null where nothing may. */
export function connectAny(definition: Definition, drawn: DrawnProcess, sourceId: string, targetId: string): Edit | null {
  const [source, target] = [endOf(drawn, sourceId), endOf(drawn, targetId)];
  const line = lineBetween(drawn, sourceId, targetId);
  if (line === null || source === null || target === null) return null;
  if (line === 'sequenceFlow') return connect(definition, drawn, sourceId, targetId);
  if (line === 'dataInputAssociation' && isNode(target)) return drawDataFlow(drawn, line, target, source, target);
  if (line === 'dataOutputAssociation' && isNode(source)) return drawDataFlow(drawn, line, source, source, target);
  const key = newKey(line === 'association' ? 'association' : 'message');
  const isHandler = isNode(source) && isNode(target);
  const edge = edgeFor(key, wayBetween(line, source.box, target.box));
  // What compensates an activity is told from what is done in its turn.
  const others = isHandler && line === 'association' ? [update(targetId, ['attributes', 'isForCompensation'], 'true')] : [];
  return documentEdit(
    drawn,
    line === 'association' ? 'Join' : 'Add message flow',
    [key],
    (draft) => {
      const ends = { sourceRef: source.key, targetRef: target.key };
      const made = draft.element(line, {
        id: key,
        ...(isHandler && line === 'association' ? { associationDirection: 'One' } : {}),
        ...ends,
      });
      const nodes = line === 'association' ? intoProcess(draft, drawn, (content) => [...content, made]) : withMessage(draft, made);
      return drawInto(nodes, [edge], processKey(drawn));
    },
    others,
  );
}

/** Behind the pools and the messages that are there. */
function withMessage(draft: ElementDraft, made: PrintedElement) {
  let isIn = false;
  return changed(draft.content, (element) => {
    if (isIn || localName(element) !== 'collaboration') return element;
    isIn = true;
    const at = element.content.findLastIndex((node) => isElement(node) && ['participant', 'messageFlow'].includes(localName(node))) + 1;
    return { ...element, content: [...element.content.slice(0, at), made, ...element.content.slice(at)] };
  });
}

/** Data goes into a node or comes out of it through a property of the node that is called like the data. */
function drawDataFlow(
  drawn: DrawnProcess,
  type: 'dataInputAssociation' | 'dataOutputAssociation',
  { id, record }: DrawnNode,
  source: End,
  target: End,
): Edit | null {
  if (record === null) return null;
  const data = type === 'dataInputAssociation' ? source : target;
  const [key, property] = [newKey('dataFlow'), newKey('property')];
  const name = !isNode(data) && data.label.trim() !== '' ? data.label : data.key;
  const content = changedContent(drawn.record, record, (draft) => {
    const isOf = (wanted: string) => draft.content.filter((node): node is PrintedElement => localName(node) === wanted);
    draft.replace((each) => each === 'property', [...isOf('property'), draft.element('property', { id: property, name })]);
    const [from, to] = type === 'dataInputAssociation' ? [data.key, property] : [property, data.key];
    const made = draft.element(type, { id: key }, [draft.element('sourceRef', {}, [from]), draft.element('targetRef', {}, [to])]);
    draft.replace((each) => each === type, [...isOf(type), made]);
  });
  const edge = edgeFor(key, wayBetween(type, source.box, target.box));
  return documentEdit(drawn, 'Let data flow', [key], (draft) => drawInto(draft.content, [edge], processKey(drawn)), [
    update(id, ['content'], content),
  ]);
}

/** Another name for a message flow, another direction for an association; empty is none. */
export function changeLink(drawn: DrawnProcess, { key }: ArtefactLink, attribute: 'name' | 'associationDirection', value: string): Edit {
  return documentEdit(drawn, attribute === 'name' ? 'Name a message flow' : 'Change the direction', [key], (draft) =>
    changed(draft.content, (element) => {
      if (element.attributes.id !== key) return element;
      const { [attribute]: _before, ...others } = element.attributes;
      return { ...element, attributes: value.trim() === '' ? others : { ...others, [attribute]: value.trim() } };
    }),
  );
}
