import { type Definition, type RecordOf, recordOf } from '@plinth/app-definition';
import { PlinthError } from '@plinth/foundation';
import {
  type Box,
  type BpmnDocument,
  type DrawnLayout,
  type FlowContainer,
  isContainer,
  isEvent,
  type LineEnd,
  layoutOf,
  lineEnd,
  type Point,
  type ProcessNode,
  type SequenceFlow,
} from '@plinth/process-model';
import { partsOf, placesOf, readProcess } from '@plinth/processes';
import { type Artefact, artefactsOf } from './artefacts.ts';

/** A node as it is drawn. */
export interface DrawnNode {
  /** Of its record; of an element that has none, its key with `xml:` before it. */
  readonly id: string;
  readonly key: string;
  readonly node: ProcessNode;
  /** Null for elements that stay XML: they are drawn, and changed elsewhere. */
  readonly record: RecordOf<'process-node'> | null;
  readonly box: Box;
  readonly isCollapsed: boolean;
  /** The sub-process it stands in, by id; null for the process. */
  readonly container: string | null;
  /** The activity of a boundary event. */
  readonly host: string | null;
}

/** A sequence flow as it is drawn. */
export interface DrawnFlow {
  readonly id: string;
  readonly key: string;
  readonly flow: SequenceFlow;
  readonly record: RecordOf<'process-flow'> | null;
  readonly source: string;
  readonly target: string;
  readonly points: readonly Point[];
  /** How it leaves and reaches its nodes, for the time in which these are moved. */
  readonly ends: readonly [LineEnd, LineEnd];
  /** Taken where no condition is true. */
  readonly isDefault: boolean;
}

/** A process as the diagram has it. */
export interface DrawnProcess {
  readonly record: RecordOf<'process'>;
  readonly read: BpmnDocument;
  readonly layout: DrawnLayout;
  /** What stands around others comes before these. */
  readonly nodes: readonly DrawnNode[];
  readonly flows: readonly DrawnFlow[];
  readonly artefacts: readonly Artefact[];
}

/** Why a process cannot be drawn. */
export interface Undrawable {
  readonly message: string;
  readonly hint: string;
}

/** Reads and lays out a process; null where it is gone. */
export function drawnProcess(definition: Definition, id: string): DrawnProcess | Undrawable | null {
  const record = recordOf(definition, 'process', id);
  if (record === null) return null;
  try {
    const read = readProcess(definition, record.key);
    const layout = layoutOf(read.document, read.model, placesOf(definition, record.key) ?? undefined);
    return { record, read, layout, artefacts: artefactsOf(read.document, layout), ...partsDrawn(definition, record, read, layout) };
  } catch (error) {
    if (!(error instanceof PlinthError)) throw error;
    return { message: error.message, hint: error.hint };
  }
}

export function isDrawn(drawn: DrawnProcess | Undrawable): drawn is DrawnProcess {
  return 'nodes' in drawn;
}

function partsDrawn(definition: Definition, process: RecordOf<'process'>, { model }: BpmnDocument, layout: DrawnLayout) {
  const parts = partsOf(definition, process.id);
  const nodeRecords = new Map(parts.nodes.map((node) => [node.key, node]));
  const flowRecords = new Map(parts.flows.map((flow) => [flow.key, flow]));
  const idOf = (key: string) => nodeRecords.get(key)?.id ?? `xml:${key}`;
  const nodes: DrawnNode[] = [];
  const flows: DrawnFlow[] = [];
  const visit = (container: FlowContainer, around: string | null) => {
    const ends = new Map(container.nodes.map((node) => [node.id, lineEnd(node)]));
    const defaults = new Set(
      container.nodes.flatMap((node) => ('defaultFlow' in node && node.defaultFlow !== null ? [node.defaultFlow] : [])),
    );
    // Boundary events come behind what they stand on.
    const order = [...container.nodes].sort((a, b) => Number(a.type === 'boundaryEvent') - Number(b.type === 'boundaryEvent'));
    for (const node of order) {
      const shape = layout.shapes.get(node.id);
      if (shape === undefined) continue;
      const { isCollapsed, ...box } = shape;
      const host = isEvent(node) && node.attachedTo !== null ? idOf(node.attachedTo) : null;
      const record = nodeRecords.get(node.id) ?? null;
      nodes.push({
        id: idOf(node.id),
        key: node.id,
        node,
        record,
        box,
        isCollapsed: isCollapsed && isContainer(node),
        container: around,
        host,
      });
      if (isContainer(node) && !isCollapsed) visit(node, idOf(node.id));
    }
    for (const flow of container.flows) {
      const record = flowRecords.get(flow.id) ?? null;
      flows.push({
        id: record?.id ?? `xml:${flow.id}`,
        key: flow.id,
        flow,
        record,
        source: idOf(flow.source),
        target: idOf(flow.target),
        points: layout.edges.get(flow.id) ?? [],
        ends: [ends.get(flow.source) ?? 'box', ends.get(flow.target) ?? 'box'],
        isDefault: defaults.has(flow.id),
      });
    }
  };
  for (const each of model.processes) visit(each, null);
  return { nodes, flows };
}

/** Everything that stands in a sub-process or on the border of an activity, at any depth. */
export function within({ nodes }: Pick<DrawnProcess, 'nodes'>, id: string): readonly DrawnNode[] {
  const inside = new Set([id]);
  const found: DrawnNode[] = [];
  for (const node of nodes) {
    if (!inside.has(node.container ?? '') && !inside.has(node.host ?? '')) continue;
    inside.add(node.id);
    found.push(node);
  }
  return found;
}

/** A node of the diagram by its id. */
export function nodeOf({ nodes }: Pick<DrawnProcess, 'nodes'>, id: string): DrawnNode | null {
  return nodes.find((node) => node.id === id) ?? null;
}

/** The record in which what stands in a container stands. */
export function parentOf({ record }: DrawnProcess, container: string | null): string {
  return container ?? record.id;
}
