import type { Person } from '@plinth/api-contract';
import type { Box, Point } from '@plinth/process-model';
import type { ChangeKind } from '@plinth/studio-frame';
import type { Node } from '@xyflow/react';
import { type Artefact, type ArtefactShape, artefactId } from '../drawing/artefacts.ts';
import { type DrawnNode, type DrawnProcess, nodeOf } from '../drawing/drawn-process.ts';
import { groupOf, isSubProcess, kindOf } from '../drawing/element-kind.ts';
import type { ActivityMarkKind } from '../drawing/notation.tsx';
import type { Play } from '../simulation/plays.ts';

/** What is found about an element: the words of all, and whether any keeps the process from running. */
export interface ElementProblems {
  readonly isError: boolean;
  readonly words: string;
}

/** Where the tokens of a simulation are: how many at an element, and whether it was passed or stopped. */
export interface ElementTokens {
  readonly here: number;
  readonly isPassed: boolean;
  readonly isStopped: boolean;
}

/** How much of something there was at an element, beside the others: 0 is nothing, 1 the most of all. */
export interface ElementHeat {
  readonly level: number;
  /** As short as it fits on the shape. */
  readonly short: string;
  /** One sentence. */
  readonly words: string;
}

/** What became of an element between two definitions. */
export interface ElementChange {
  readonly kind: ChangeKind;
  readonly words: string;
}

export interface ShapeData extends Record<string, unknown> {
  readonly drawn: DrawnNode;
  /** Whether a flow leads from its lower end, where its name would stand. */
  readonly isLeftBelow: boolean;
  readonly problems: ElementProblems | null;
  readonly tokens: ElementTokens | null;
  readonly heat: ElementHeat | null;
  readonly change: ElementChange | null;
  /** What can be done here in a simulation. */
  readonly plays: readonly Play[];
  /** Who else has selected it. */
  readonly others: readonly Person[];
}

export type ShapeNode = Node<ShapeData, 'event' | 'activity' | 'gateway'>;
export type ArtefactNode = Node<{ readonly artefact: ArtefactShape; readonly others: readonly Person[] }, 'artefact'>;
export type DiagramNode = ShapeNode | ArtefactNode;

/** What is drawn at elements besides themselves. */
export interface DiagramMarks {
  /** By id. */
  readonly problems?: ReadonlyMap<string, ElementProblems>;
  /** By key, as histories know elements. */
  readonly tokens?: ReadonlyMap<string, ElementTokens> | null;
  /** By key. */
  readonly heat?: ReadonlyMap<string, ElementHeat>;
  /** By id. */
  readonly changes?: ReadonlyMap<string, ElementChange>;
  /** By key. */
  readonly plays?: ReadonlyMap<string, readonly Play[]>;
  /** By id: who else has selected it. */
  readonly others?: ReadonlyMap<string, readonly Person[]>;
}

const nobody: readonly Person[] = [];
const noPlays: readonly Play[] = [];

/** The nodes of the diagram; those within another one are placed from its corner, so that they go with it. */
export function diagramNodes(drawn: DrawnProcess, marks: DiagramMarks, nameOfNode: (node: DrawnNode) => string): DiagramNode[] {
  const artefacts = drawn.artefacts.flatMap((artefact): ArtefactNode[] =>
    artefact.kind === 'shape'
      ? [
          {
            id: artefactId(artefact.key),
            type: 'artefact',
            position: { x: artefact.box.x, y: artefact.box.y },
            width: artefact.box.width,
            height: artefact.box.height,
            zIndex: isFrame(artefact) || artefact.type === 'group' ? -1 : 0,
            // Pools and lanes are taken by their names, and stay around what is in them.
            draggable: !isFrame(artefact),
            ...(isFrame(artefact) || artefact.type === 'group' ? { className: 'bpmn-frame', style: { pointerEvents: 'none' } } : {}),
            ariaRole: 'group',
            ariaLabel: artefact.label === '' ? artefact.type : artefact.label,
            data: { artefact, others: marks.others?.get(artefactId(artefact.key)) ?? nobody },
          },
        ]
      : [],
  );
  const below = leftBelow(drawn);
  const nodes = drawn.nodes.map((node): ShapeNode => {
    const around = parentIn(drawn, node);
    const { x, y, width, height } = node.box;
    return {
      id: node.id,
      type: shapeType(node),
      position: { x: x - (around?.box.x ?? 0), y: y - (around?.box.y ?? 0) },
      width,
      height,
      ...(around === null ? {} : { parentId: around.id }),
      draggable: node.record !== null,
      ariaRole: 'group',
      ariaLabel: nameOfNode(node),
      data: {
        drawn: node,
        isLeftBelow: below.has(node.id),
        problems: marks.problems?.get(node.id) ?? null,
        tokens: marks.tokens?.get(node.key) ?? null,
        heat: marks.heat?.get(node.key) ?? null,
        change: marks.changes?.get(node.id) ?? null,
        plays: marks.plays?.get(node.key) ?? noPlays,
        others: marks.others?.get(node.id) ?? nobody,
      },
    };
  });
  return [...artefacts, ...nodes];
}

/** The nodes from whose lower end a flow leads, where their names would stand. */
function leftBelow({ nodes, flows }: DrawnProcess): ReadonlySet<string> {
  const boxes = new Map(nodes.map(({ id, box }) => [id, box]));
  const isBelow = (id: string, point: Point | undefined) => {
    const box = boxes.get(id);
    return box !== undefined && point !== undefined && point.y >= box.y + box.height - 1;
  };
  return new Set(
    flows.flatMap(({ source, target, points }) => [
      ...(isBelow(source, points[0]) ? [source] : []),
      ...(isBelow(target, points.at(-1)) ? [target] : []),
    ]),
  );
}

function isFrame({ type }: Artefact): boolean {
  return type === 'participant' || type === 'lane';
}

/** What a node moves with: the activity it is attached to, else the sub-process it stands in. */
function parentIn(drawn: DrawnProcess, { host, container }: DrawnNode): DrawnNode | null {
  const id = host ?? container;
  return id === null ? null : nodeOf(drawn, id);
}

function shapeType({ node }: DrawnNode): ShapeNode['type'] {
  const group = groupOf(kindOf(node));
  return group === 'activity' ? 'activity' : group === 'gateway' ? 'gateway' : 'event';
}

/** The markers at the bottom of an activity. */
export function activityMarks({ node, isCollapsed }: DrawnNode): readonly ActivityMarkKind[] {
  if (!('loop' in node)) return [];
  const { loop } = node;
  const around =
    loop === null ? [] : loop.kind === 'standard' ? (['loop'] as const) : ([loop.isSequential ? 'sequential' : 'parallel'] as const);
  return [
    ...around,
    ...(node.isForCompensation ? (['compensation'] as const) : []),
    ...(node.type === 'adHocSubProcess' ? (['adHoc'] as const) : []),
    ...(isSubProcess(node) && isCollapsed ? (['collapsed'] as const) : []),
  ];
}

/** Whether a point is in a box. */
export function isWithin({ x, y }: { readonly x: number; readonly y: number }, box: Box): boolean {
  return x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height;
}
