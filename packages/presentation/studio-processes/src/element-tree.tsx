import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useReactFlow } from '@xyflow/react';
import { type KeyboardEvent, useRef } from 'react';
import { show } from './diagram/diagram-keys.ts';
import type { ElementProblems } from './diagram/diagram-node.ts';
import { useOthers } from './diagram/use-others.ts';
import type { DrawnNode, DrawnProcess } from './drawing/drawn-process.ts';
import { kindOf } from './drawing/element-kind.ts';
import { KindIcon } from './drawing/kind-icon.tsx';
import { nameOf, useKindNames } from './drawing/kind-names.ts';
import { removeSelected } from './edits/selection-edits.ts';
import { useProcessWork } from './process-work.ts';

interface ElementTreeProps {
  readonly drawn: DrawnProcess;
  readonly problems: ReadonlyMap<string, ElementProblems>;
}

interface Line {
  readonly node: DrawnNode;
  readonly depth: number;
}

/** Everything on the diagram as a tree, in the order in which a token would come by. */
export function ElementTree({ drawn, problems }: ElementTreeProps) {
  const text = useText();
  const process = useProcessWork();
  const flow = useReactFlow();
  const kindName = useKindNames();
  const tree = useRef<HTMLDivElement>(null);
  const selection = useSignalValue(process.work.selection);
  const others = useOthers(process);
  const lines = linesOf(drawn);
  const current = Math.max(
    0,
    lines.findIndex(({ node }) => node.id === selection.at(-1)),
  );
  const choose = (at: number) => {
    const line = lines[at];
    if (line === undefined) return;
    process.work.selection.value = [line.node.id];
    show(flow, drawn, line.node.id);
    tree.current?.querySelectorAll<HTMLElement>('[role="treeitem"]')[at]?.focus();
  };
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    // What has the focus need not be what is selected.
    const at = [...event.currentTarget.querySelectorAll('[role="treeitem"]')].indexOf(event.target as Element);
    const node = lines[at]?.node;
    const asks = { a: 'append', c: 'connect', t: 'change' } as const;
    const ask = asks[event.key.toLowerCase() as keyof typeof asks];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowDown') choose(Math.min(lines.length - 1, at + 1));
    else if (event.key === 'ArrowUp') choose(Math.max(0, at - 1));
    else if (event.key === 'Home') choose(0);
    else if (event.key === 'End') choose(lines.length - 1);
    else if (event.key === 'Enter') document.querySelector<HTMLElement>('.process-properties input')?.focus();
    else if (event.key === 'Delete' && node !== undefined) process.edit(removeSelected(process.definition(), drawn, [node.id]));
    else if (event.key === 'F2' && node?.record) process.asking.value = { kind: 'rename', node: node.id };
    else if (ask !== undefined && node?.record) process.asking.value = { kind: ask, node: node.id };
    else return;
    event.preventDefault();
  };
  if (lines.length === 0) return <p className="process-hint">{text('studio.bpmn.nothingDrawn', 'Nothing is drawn yet.')}</p>;
  return (
    <div
      ref={tree}
      className="process-tree"
      role="tree"
      tabIndex={-1}
      aria-label={text('studio.bpmn.elements', 'Elements of the process')}
      onKeyDown={keys}
    >
      {lines.map(({ node, depth }, at) => {
        const kind = kindOf(node.node);
        const found = problems.get(node.id);
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it has its keys
          <div
            key={node.id}
            role="treeitem"
            tabIndex={at === current ? 0 : -1}
            aria-level={depth + 1}
            aria-selected={selection.includes(node.id)}
            style={{ paddingInlineStart: 8 + Math.min(depth, 8) * 14 }}
            title={kindName(kind)}
            onClick={() => choose(at)}
          >
            <KindIcon kind={kind} size={18} />
            <bdi>{nameOf(node.node, kindName(kind))}</bdi>
            {others.get(node.id)?.map(({ window, colour, name }) => (
              <i key={window} data-colour={colour % 3} title={name} />
            ))}
            {found === undefined ? null : (
              <span data-tone={found.isError ? 'bad' : 'warn'}>
                <Icon name={found.isError ? 'alert-circle' : 'alert-triangle'} size={14} label={found.words} />
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** Nodes behind what leads to them, boundary events and what stands in a sub-process below it. */
function linesOf(drawn: DrawnProcess): readonly Line[] {
  const lines: Line[] = [];
  const taken = new Set<string>();
  const targets = Map.groupBy(drawn.flows, ({ source }) => source);
  const inside = Map.groupBy(drawn.nodes, ({ container, host }) => host ?? container ?? '');
  const follow = (first: DrawnNode, depth: number) => {
    // A stack of its own: chains may be longer than the one of calls is deep.
    const waiting = [first];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (taken.has(node.id)) continue;
      taken.add(node.id);
      lines.push({ node, depth });
      visit(node.id, depth + 1);
      const next = (targets.get(node.id) ?? []).flatMap(({ target }) => drawn.nodes.find(({ id }) => id === target) ?? []);
      waiting.push(...next.reverse());
    }
  };
  const visit = (parent: string, depth: number) => {
    const own = inside.get(parent) ?? [];
    const reached = new Set(drawn.flows.map(({ target }) => target));
    for (const node of own.filter(({ id }) => !reached.has(id))) follow(node, depth);
    for (const node of own) follow(node, depth);
  };
  visit('', 0);
  return lines;
}
